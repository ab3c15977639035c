#include "base/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace atalaya {

namespace {

/// Thrown through the library, which has no other way to be stopped, and caught below.
struct Refused {
  YAML::Mark mark;
  std::string what;
  std::string hint;
};

/// YAML 1.2, 5.1: these may not stand in a text. To the library 4 is the end of the text and NUL a sign of UTF-32, whatever follows.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

std::uint32_t from_one(int position) { return static_cast<std::uint32_t>(std::max(position, -1) + 1); }

class Builder : public YAML::EventHandler {
 public:
  explicit Builder(YamlTree& tree) : tree_(tree) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(YamlTree::Kind::Null, mark, anchor);
    close(anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    refuse_tag(mark, tag);
    if (std::ranges::any_of(value, is_control)) throw Refused{mark, "a control character stands in the text", "take it out"};
    // yaml-cpp 0.7 writes the escapes \N and \_ as one byte, in Latin-1.
    if (!is_utf8(value)) throw Refused{mark, "an escape here gives no UTF-8", "write the character itself"};
    tree_.nodes[add(YamlTree::Kind::Scalar, mark, anchor)].scalar = value;
    close(anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlTree::Kind::List, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlTree::Kind::Map, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapEnd() override { end(); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Anchored& known = anchored_.at(anchor);
    if (known.weight == 0) throw Refused{mark, "this alias stands inside of what it stands for", ""};
    count(known.weight, mark);
    attach(known.node);
  }

 private:
  struct Anchored {
    YamlTree::Index node = 0;
    std::size_t weight = 0;  ///< Nodes with aliases replaced by what they stand for; 0 while the node is open.
  };
  struct Open {
    YamlTree::Index node;
    YAML::anchor_t anchor;
    std::size_t before;  ///< The count before this node.
  };

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag != "?" && tag != "!") throw Refused{mark, "a tag ('!...') means nothing here", "take it out; where text is meant, put it in quotes"};
  }

  void count(std::size_t nodes, const YAML::Mark& mark) {
    count_ += nodes;
    if (count_ > yaml_most_nodes) throw Refused{mark, "more than " + std::to_string(yaml_most_nodes) + " values", "make several files of it"};
  }

  void attach(YamlTree::Index node) {
    if (open_.empty()) {
      tree_.root = node;
    } else {
      tree_.nodes[open_.back().node].parts.push_back(node);
    }
  }

  YamlTree::Index add(YamlTree::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    count(1, mark);
    const auto index = static_cast<YamlTree::Index>(tree_.nodes.size());
    tree_.nodes.push_back({.kind = kind, .line = from_one(mark.line), .column = from_one(mark.column)});
    attach(index);
    if (anchored_.size() <= anchor) anchored_.resize(anchor + 1);
    anchored_[anchor] = {.node = index};  // where there is none, it is 0, which no alias has
    return index;
  }

  void close(YAML::anchor_t anchor, std::size_t weight = 1) { anchored_[anchor].weight = weight; }

  void open(YamlTree::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_tag(mark, tag);
    if (open_.size() >= yaml_most_depth) throw Refused{mark, "lists and maps stand more than " + std::to_string(yaml_most_depth) + " deep in each other", ""};
    const std::size_t before = count_;
    open_.push_back({.node = add(kind, mark, anchor), .anchor = anchor, .before = before});
  }

  void end() {
    const Open last = open_.back();
    open_.pop_back();
    close(last.anchor, count_ - last.before);
  }

  YamlTree& tree_;
  std::vector<Open> open_;
  std::vector<Anchored> anchored_;
  std::size_t count_ = 0;
};

/// Refuses whatever begins after the document.
class NothingMore : public Builder {
 public:
  NothingMore(YamlTree& tree, std::string_view text) : Builder(tree), text_(text) {
    if (constexpr std::string_view mark = "\xEF\xBB\xBF"; text_.starts_with(mark)) text_.remove_prefix(mark.size());  // the library does not count it
  }
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (text_.substr(std::min(text_.size(), static_cast<std::size_t>(std::max(mark.pos, 0)))).starts_with("---")) {
      throw Refused{mark, "a second YAML document begins here", "a file holds one; take out the line '---'"};
    }
    throw Refused{mark, "not valid YAML: what stands before is complete, and this does not belong to it", ""};
  }

 private:
  std::string_view text_;
};

std::size_t line_of(const std::string& text, std::size_t at) {
  return static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
}

}  // namespace

Result<std::shared_ptr<const YamlTree>> read_yaml_tree(const std::string& text, std::string file) {
  if (text.size() > yaml_most_bytes) {
    return fail(ErrorKind::Input, "larger than " + std::to_string(yaml_most_bytes >> 20U) + " MiB", {.file = std::move(file)}, "make several files of it");
  }
  if (const auto at = first_invalid_utf8(text)) {
    return fail(ErrorKind::Input, "the text is not UTF-8", {.file = std::move(file), .line = line_of(text, *at)}, "save the file as UTF-8");
  }
  if (const auto control = std::ranges::find_if(text, is_control); control != text.end()) {
    const std::size_t line = line_of(text, static_cast<std::size_t>(control - text.begin()));
    return fail(ErrorKind::Input, "a control character stands in the text", {.file = std::move(file), .line = line}, "take it out");
  }
  const auto tree = std::make_shared<YamlTree>();
  const auto refuse = [&](const YAML::Mark& mark, std::string what, std::string hint) {
    return fail(ErrorKind::Input, std::move(what), {.file = std::move(file), .line = from_one(mark.line), .column = from_one(mark.column)}, std::move(hint));
  };
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Builder builder(*tree);
    if (!parser.HandleNextDocument(builder)) tree->nodes.emplace_back();  // an empty text is nothing
    // Asked once and no more: yaml-cpp 0.7 reads what it cannot place ("a","b") as empty documents for ever.
    NothingMore nothing_more(*tree, text);
    (void)parser.HandleNextDocument(nothing_more);
  } catch (const Refused& refused) {
    return refuse(refused.mark, refused.what, refused.hint);
  } catch (const YAML::Exception& fault) {
    return refuse(fault.mark, "not valid YAML: " + replace_invalid_utf8(fault.msg), "");
  }
  tree->file = std::move(file);
  return tree;
}

}  // namespace atalaya
