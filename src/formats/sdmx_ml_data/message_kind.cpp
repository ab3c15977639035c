#include "formats/sdmx_ml_data/message_kind.h"

#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "formats/sdmx_ml_data/xml_stream.h"

namespace atalaya {

namespace {

using Kind = SdmxMlMessage::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 14> roots = {{
    {"Structure", Kind::Structure},
    {"GenericData", Kind::Data},
    {"GenericTimeSeriesData", Kind::Data},
    {"StructureSpecificData", Kind::Data},
    {"StructureSpecificTimeSeriesData", Kind::Data},
    {"CompactData", Kind::Data},
    {"UtilityData", Kind::Data},
    {"CrossSectionalData", Kind::Data},
    {"GenericMetadata", Kind::Metadata},
    {"StructureSpecificMetadata", Kind::Metadata},
    {"MetadataReport", Kind::Metadata},
    {"RegistryInterface", Kind::Registry},
    {"QueryMessage", Kind::Query},
    {"Error", Kind::Error},
}};

/// "2.1" of ".../schemas/v2_1/message"; empty where it is no namespace of SDMX.
std::string version_of(std::string_view space) {
  const std::size_t at = space.find("/schemas/v");
  if (!space.starts_with("http://www.") || !space.ends_with("/message") || at == std::string_view::npos) return {};
  if (to_lower_ascii(space.substr(11, 5)) != "sdmx.") return {};
  std::string version = replace_all(std::string(space.substr(at + 10, space.size() - at - 18)), "_", ".");
  for (const char c : version) {
    if (c != '.' && (c < '0' || c > '9')) return {};
  }
  return version;
}

class FirstElement final : public sdmx_ml::XmlHandler {
 public:
  FirstElement(std::string_view bytes, const std::string& file) : stream_(bytes, file, {.piece_bytes = 4096, .tag_bytes = 1U << 16U}) {}
  Result<SdmxMlMessage> read() {
    auto status = stream_.run(*this);
    if (!found_ && !status) return std::unexpected(std::move(status).error());
    if (!found_) return fail(ErrorKind::Internal, "a document without an element");
    return std::move(*found_);
  }

 private:
  void start(const char* name, const char** attributes) override {
    auto message = sdmx_ml_message(own_namespace(name, attributes), sdmx_ml::local_name(name));
    if (!message) return stream_.fail(std::move(message).error());
    found_ = std::move(*message);
    stream_.stop();
  }
  void end(const char*) override {}

  sdmx_ml::XmlStream stream_;
  std::optional<SdmxMlMessage> found_;
};

}  // namespace

std::string_view own_namespace(const char* name, const char* const* attributes) {
  const std::string_view full = name;
  const std::size_t colon = full.find(':');
  const std::string declaration = colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(full.substr(0, colon));
  for (; attributes[0] != nullptr; attributes += 2) {
    if (declaration == attributes[0]) return attributes[1];
  }
  return {};
}

Result<SdmxMlMessage> sdmx_ml_message(std::string_view space, std::string_view root) {
  SdmxMlMessage message{.version = version_of(space), .root = std::string(root)};
  if (message.version.empty()) {
    return fail(ErrorKind::Input, "the element \"" + replace_invalid_utf8(shorten(root, 60)) + "\" is not the beginning of an SDMX-ML message", {},
                "its namespace should be one of the SDMX message namespaces");
  }
  for (const auto& [name, kind] : roots) {
    if (name != root) continue;
    message.kind = kind;
    return message;
  }
  // The queries of 2.1 have an element each; what a registry is sent and answers with in 3.0 too.
  if (root.ends_with("Query")) {
    message.kind = Kind::Query;
  } else if (root.ends_with("Request") || root.ends_with("Response") || root.ends_with("Event")) {
    message.kind = Kind::Registry;
  } else {
    return fail(ErrorKind::Input, "no SDMX-ML message begins with the element \"" + shorten(root, 60) + "\"");
  }
  return message;
}

Result<SdmxMlMessage> peek_sdmx_ml(std::string_view bytes, const std::string& file) { return FirstElement(bytes.substr(0, 1U << 16U), file).read(); }

}  // namespace atalaya
