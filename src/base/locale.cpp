#include "base/locale.h"

#include <unicode/coll.h>
#include <unicode/dcfmtsym.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <boost/locale.hpp>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace atalaya {
namespace {

using icu::number::LocalizedNumberFormatter;
using Messages = boost::locale::message_format<char>;

/// What stands where there is no figure (United Nations editorial practice: three dots, data are not available).
constexpr const char* no_figure = "…";
constexpr int most_decimals = 9;

struct Convention {
  std::string_view language;
  const char* numbers;  ///< BCP 47.
  const char* dates;    ///< Also of lists. Day, month, year and no serial comma are what the organisation writes in English.
};
constexpr std::array<Convention, 3> conventions{{{"es", "es-419", "es-419"}, {"en", "en", "en-001"}, {"pt", "pt-BR", "pt-BR"}}};

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

/// Milliseconds since 1970 of the noon (UTC) of "YYYY-MM-DD…", so that no time zone moves the day.
std::optional<double> noon(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-' || (iso.size() > 10 && iso[10] != 'T' && iso[10] != ' ')) return std::nullopt;
  const auto field = [&](std::size_t from, std::size_t size) {
    int value = -1;
    const char* end = iso.data() + from + size;
    const auto [at, fault] = std::from_chars(iso.data() + from, end, value);
    return fault == std::errc() && at == end ? value : -1;
  };
  const std::chrono::year_month_day day(std::chrono::year(field(0, 4)), std::chrono::month(static_cast<unsigned>(field(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(field(8, 2))));
  if (!day.ok() || field(0, 4) < 0) return std::nullopt;
  return static_cast<double>(std::chrono::sys_days(day).time_since_epoch().count()) * 86'400'000.0 + 43'200'000.0;
}

}  // namespace

struct Locale::Parts {
  std::string language;
  std::string tag;
  std::locale messages_owner;          ///< Keeps the facet below alive.
  const Messages* messages = nullptr;  ///< Null where there is no catalogue.
  std::array<LocalizedNumberFormatter, most_decimals + 1> plain;
  std::array<LocalizedNumberFormatter, most_decimals + 1> signed_change;
  LocalizedNumberFormatter compact;
  std::unique_ptr<const icu::DateFormat> long_date;
  std::unique_ptr<const icu::DateFormat> short_date;
  std::unique_ptr<const icu::ListFormatter> lists;
  std::unique_ptr<const icu::Collator> order;

  [[nodiscard]] Status make_formats(const Convention& convention);
  void open_catalogue(const std::filesystem::path& data);
};

Status Locale::Parts::make_formats(const Convention& convention) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(convention.numbers, code);
  const icu::Locale date_locale = icu::Locale::forLanguageTag(convention.dates, code);
  icu::DecimalFormatSymbols symbols(locale, code);
  // CLDR writes the hyphen-minus; typography, and a screen reader that must not read "hyphen", want the minus sign.
  symbols.setSymbol(icu::DecimalFormatSymbols::kMinusSignSymbol, icu::UnicodeString(u'\u2212'));
  const auto base = icu::number::NumberFormatter::withLocale(locale).symbols(symbols).roundingMode(UNUM_ROUND_HALFUP);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const auto fixed = base.precision(icu::number::Precision::fixedFraction(static_cast<std::int32_t>(i)));
    plain[i] = fixed.sign(UNUM_SIGN_NEGATIVE);
    signed_change[i] = fixed.sign(UNUM_SIGN_EXCEPT_ZERO);
  }
  compact = base.notation(icu::number::Notation::compactShort()).sign(UNUM_SIGN_NEGATIVE);
  long_date.reset(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, date_locale));
  // ICU's own "short" is all digits, and 11/12/26 is two different days on two shores of the region; "medium" names the month.
  short_date.reset(icu::DateFormat::createDateInstance(icu::DateFormat::kMedium, date_locale));
  lists.reset(icu::ListFormatter::createInstance(date_locale, code));
  order.reset(icu::Collator::createInstance(locale, code));
  if (U_FAILURE(code) != 0 || !long_date || !short_date) {
    return fail(ErrorKind::System, "ICU has no data for the language '" + tag + "': " + u_errorName(code), {}, "install ICU's full data (Debian: libicu72)");
  }
  return {};
}

void Locale::Parts::open_catalogue(const std::filesystem::path& data) {
  auto backends = boost::locale::localization_backend_manager::global();
  backends.select("icu");
  boost::locale::generator generator(backends);
  generator.categories(boost::locale::category_t::message);
  generator.characters(boost::locale::char_facet_t::char_f);
  generator.add_messages_path((data / "locale").string());
  generator.add_messages_domain("atalaya");
  messages_owner = generator(language + ".UTF-8");
  if (!std::has_facet<Messages>(messages_owner)) return;
  const Messages& facet = std::use_facet<Messages>(messages_owner);
  // The empty msgid is the header, which every catalogue has.
  if (facet.get(0, nullptr, "") != nullptr) messages = &facet;
}

Result<Locale> Locale::make(std::string_view language, const std::filesystem::path& data, Strict strict) {
  const auto* convention = std::ranges::find(conventions, language, &Convention::language);
  if (convention == conventions.end()) {
    return fail(ErrorKind::Usage, "unknown language '" + std::string(language) + "'", {}, "the languages are es, en and pt");
  }
  auto parts = std::make_unique<Parts>();
  parts->language = std::string(language);
  parts->tag = convention->numbers;
  TRY_STATUS(parts->make_formats(*convention));
  try {
    parts->open_catalogue(data);
  } catch (const std::exception& fault) {  // Boost.Locale throws on a catalogue that is broken.
    return fail(ErrorKind::Input, std::string("cannot read the catalogue: ") + fault.what(),
                {(data / "locale" / parts->language / "LC_MESSAGES" / "atalaya.mo").string()}, "build the target 'translations' again");
  }
  if (strict == Strict::Yes && parts->messages == nullptr && language != "en") {
    return fail(ErrorKind::NotFound, "there is no catalogue of translations", {(data / "locale" / parts->language / "LC_MESSAGES" / "atalaya.mo").string()},
                "build the target 'translations'");
  }
  return Locale(std::move(parts));
}

Locale::Locale(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Locale::Locale(Locale&& other) noexcept = default;
Locale& Locale::operator=(Locale&& other) noexcept = default;
Locale::~Locale() = default;

const std::string& Locale::language() const { return parts_->language; }
const std::string& Locale::tag() const { return parts_->tag; }

std::string Locale::tr(const char* msgid) const { return ctr(nullptr, msgid); }

std::string Locale::ctr(const char* context, const char* msgid) const {
  if (*msgid == '\0') return {};  // Else the header of the catalogue comes back.
  const char* text = parts_->messages == nullptr ? nullptr : parts_->messages->get(0, context, msgid);
  return text == nullptr || *text == '\0' ? msgid : text;
}

std::string Locale::ntr(const char* msgid, const char* plural, std::int64_t n) const {
  if (parts_->messages != nullptr && *msgid != '\0') {
    // gettext's rules look at the last digits at most, which this keeps for numbers that do not fit.
    const int small = static_cast<int>(n > 1'000'000'000 || n < -1'000'000'000 ? 1'000'000 + std::abs(n % 1'000'000) : n);
    if (const char* text = parts_->messages->get(0, nullptr, msgid, small); text != nullptr && *text != '\0') return text;
  }
  return n == 1 ? msgid : plural;
}

namespace {

std::string format(const LocalizedNumberFormatter& formatter, double value) {
  if (!std::isfinite(value)) return no_figure;
  UErrorCode code = U_ZERO_ERROR;
  const icu::UnicodeString text = formatter.formatDouble(value, code).toString(code);
  return U_SUCCESS(code) != 0 ? to_utf8(text) : no_figure;
}

}  // namespace

std::string Locale::number(double value, int decimals) const {
  return format(parts_->plain[static_cast<std::size_t>(std::clamp(decimals, 0, most_decimals))], value);
}

std::string Locale::change(double value, int decimals) const {
  return format(parts_->signed_change[static_cast<std::size_t>(std::clamp(decimals, 0, most_decimals))], value);
}

std::string Locale::integer(std::int64_t value) const {
  UErrorCode code = U_ZERO_ERROR;
  const icu::UnicodeString text = parts_->plain[0].formatInt(value, code).toString(code);
  return U_SUCCESS(code) != 0 ? to_utf8(text) : no_figure;
}

std::string Locale::compact(double value) const { return format(parts_->compact, value); }

std::string Locale::date(std::string_view iso, Date style) const {
  const std::optional<double> when = noon(iso);
  if (!when) return std::string(iso);
  icu::UnicodeString text;
  (style == Date::Long ? parts_->long_date : parts_->short_date)->format(*when, text);
  return to_utf8(text);
}

std::string Locale::list(const std::vector<std::string>& items) const {
  std::vector<icu::UnicodeString> texts;
  texts.reserve(items.size());
  for (const std::string& item : items) texts.push_back(from_utf8(item));
  UErrorCode code = U_ZERO_ERROR;
  icu::UnicodeString text;
  parts_->lists->format(texts.data(), static_cast<std::int32_t>(texts.size()), text, code);
  return to_utf8(text);
}

int Locale::compare(std::string_view a, std::string_view b) const {
  UErrorCode code = U_ZERO_ERROR;
  const auto piece = [](std::string_view text) { return icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())); };
  return parts_->order->compareUTF8(piece(a), piece(b), code);
}

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> arguments) {
  std::string out;
  out.reserve(pattern.size() + 32);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
    const auto which = place ? static_cast<std::size_t>(pattern[i + 1] - '1') : arguments.size();
    if (which < arguments.size()) {
      out += *(arguments.begin() + which);
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

}  // namespace atalaya
