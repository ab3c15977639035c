// The tags of a page, told apart from comments and texts that are no markup, as a browser does (HTML Living Standard, section 13.2.5, as far as tags go).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::site::offline {

[[nodiscard]] inline bool is_white(char c) { return std::string_view(" \t\n\r\f").contains(c); }

struct Attribute {
  std::string name = {};         ///< In lower case.
  std::string value = {};        ///< Decoded.
  std::size_t from = 0, to = 0;  ///< Of the whole attribute in the page, without the white space before it.
};

struct Tag {
  bool closes = false;
  bool closes_itself = false;
  std::string name = {};  ///< In lower case.
  std::vector<Attribute> attributes = {};
  std::size_t from = 0, to = 0;  ///< "<" and what follows ">".
};

class Tags {
 public:
  /// `html` must outlive it.
  explicit Tags(std::string_view html) : html_(html) {}
  /// The next one; nothing at the end of the page.
  [[nodiscard]] std::optional<Tag> next();

 private:
  void skip_to(std::string_view end, std::size_t from);
  void skip_raw_text();
  [[nodiscard]] Tag read_tag();
  [[nodiscard]] Attribute read_attribute();
  [[nodiscard]] char here() const { return at_ < html_.size() ? html_[at_] : '\0'; }
  [[nodiscard]] bool ended() const { return at_ >= html_.size(); }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string raw_text_;  ///< The element whose text is no markup, where one is open.
};

/// A text as the value of an attribute between double quotes.
[[nodiscard]] std::string encode_attribute(std::string_view text);

}  // namespace atalaya::site::offline
