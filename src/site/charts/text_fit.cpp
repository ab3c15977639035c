#include "site/charts/text_fit.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace atalaya::charts {
namespace {

/// Advance in thousandths of the font size; a little above the means of Segoe UI, Roboto, Noto Sans and DejaVu Sans Condensed.
int advance(unsigned char lead) {
  if (lead >= 0xE0) return 900;  // Beyond Latin: arrows, the ellipsis, other scripts.
  if (lead >= 0xC0) return 600;  // Accented Latin.
  constexpr std::string_view thin = "iljtfrI.,:;'|!()[]/ ";
  constexpr std::string_view thick = "mwMWQO%@&+=";
  if (thin.find(static_cast<char>(lead)) != std::string_view::npos) return 350;
  if (thick.find(static_cast<char>(lead)) != std::string_view::npos) return 840;
  return lead >= 'A' && lead <= 'Z' ? 660 : 560;
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

double text_width(std::string_view text, double font_size) {
  long sum = 0;
  for (const char c : text) {
    if (starts_character(c)) sum += advance(static_cast<unsigned char>(c));
  }
  return static_cast<double>(sum) / 1000.0 * font_size;
}

std::string fit(std::string_view text, double font_size, double width) {
  if (text_width(text, font_size) <= width) return std::string(text);
  const double room = width - text_width("…", font_size);
  std::size_t keep = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i < text.size() && !starts_character(text[i])) continue;
    if (text_width(text.substr(0, i), font_size) > room) break;
    keep = i;
  }
  return std::string(trim(text.substr(0, keep))) + "…";
}

std::vector<std::string> wrap(std::string_view text, double font_size, double width) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::string longer = line.empty() ? std::string(word) : line + ' ' + std::string(word);
    if (!line.empty() && text_width(longer, font_size) > width) {
      lines.push_back(std::move(line));
      line = word;
    } else {
      line = longer;
    }
    if (text_width(line, font_size) > width) line = fit(line, font_size, width);
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::vector<double> spread(const std::vector<double>& wanted, double gap, double low, double high) {
  const std::size_t n = wanted.size();
  if (n == 0) return {};
  if (static_cast<double>(n - 1) * gap > high - low) gap = n > 1 ? std::max(0.0, high - low) / static_cast<double>(n - 1) : 0.0;
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });

  // With the gaps taken out, "at least a gap apart" is "not falling": isotonic regression by pooling adjacent violators.
  struct Block {
    double mean;
    std::size_t size;
  };
  std::vector<Block> blocks;
  for (std::size_t k = 0; k < n; ++k) {
    blocks.push_back({wanted[order[k]] - static_cast<double>(k) * gap, 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean > blocks.back().mean) {
      const Block last = blocks.back();
      blocks.pop_back();
      Block& into = blocks.back();
      const auto a = static_cast<double>(into.size);
      const auto b = static_cast<double>(last.size);
      into = {(into.mean * a + last.mean * b) / (a + b), into.size + last.size};
    }
  }
  std::vector<double> places(n);
  std::size_t k = 0;
  const double highest = std::max(low, high - static_cast<double>(n - 1) * gap);
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.size; ++i, ++k) {
      places[order[k]] = std::clamp(block.mean, low, highest) + static_cast<double>(k) * gap;
    }
  }
  return places;
}

}  // namespace atalaya::charts
