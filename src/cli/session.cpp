#include "cli/session.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/text.h"

namespace atalaya::cli {

CLI::App* add_verb(CLI::App& app, Session& session, const std::string& name, const std::string& description, const std::string& examples) {
  CLI::App* verb = app.add_subcommand(name, description);
  verb->add_option("-w,--workspace", session.workspace, "The workspace's folder")->capture_default_str();
  verb->footer("Examples:\n" + examples);
  return verb;
}

void add_json(CLI::App& verb, Session& session) { verb.add_flag("--json", session.json, "Print JSON, for scripts"); }

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

namespace {

/// Width in characters, not bytes: names have accents.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_numeric(const std::string& text) { return text.empty() || parse_number(text).value.has_value(); }

}  // namespace

std::string Table::text() const {
  std::vector<std::size_t> widths(rows_.front().size());
  std::vector<bool> numeric(widths.size(), true);
  for (const auto& row : rows_) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], width(row[c]));
      if (&row != &rows_.front() && !is_numeric(row[c])) numeric[c] = false;
    }
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string pad(widths[c] - width(row[c]), ' ');
      line += (c == 0 ? "" : "  ") + (numeric[c] ? pad + row[c] : row[c] + pad);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

ProgressLine::ProgressLine() : active_(::isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (active_ && last_drawn_ != 0) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(const std::string& what, std::size_t done, std::size_t total, const std::string& detail) {
  if (!active_) return;
  const auto now = static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
  if (now - last_drawn_ < 100) return;
  last_drawn_ = now;
  constexpr std::size_t cells = 24;
  const std::size_t filled = total == 0 ? 0 : std::min(cells, cells * done / total);
  const std::string bar = std::string(filled, '#') + std::string(cells - filled, '.');
  std::fprintf(stderr, "\r\033[K[%s] %s %s", bar.c_str(), what.c_str(), detail.c_str());
  std::fflush(stderr);
}

}  // namespace atalaya::cli
