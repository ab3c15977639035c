#include "formats/jsonstat/jsonstat_message.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"

namespace atalaya {

namespace {

class Finder {
 public:
  Finder(JsonCursor& cursor, const JsonStatLimits& limits, LeftOut& left_out) : cursor_(cursor), limits_(limits), left_out_(left_out) {}

  Result<JsonStatMessage> find() {
    TRY_STATUS(response(0));
    if (!cursor_.at_end()) return cursor_.fault("something follows the message");
    if (out_.sets.empty()) return cursor_.fault("there is no data set in it", "a JSON-stat response of class 'dataset' is expected");
    for (const JsonStatDataSet& set : out_.sets) TRY_STATUS(check(set));
    return std::move(out_);
  }

 private:
  Status skip() { return cursor_.skip() ? Status() : cursor_.failure(); }

  Status text(std::string& out) {
    if (cursor_.null()) return {};
    std::string_view content;
    std::list<std::string> storage;
    if (cursor_.peek() == '"') {
      if (!cursor_.string(content, storage)) return cursor_.failure();
      out = content;
      return {};
    }
    if (cursor_.peek() != '-' && (cursor_.peek() < '0' || cursor_.peek() > '9')) return skip();
    if (!cursor_.number(content)) return cursor_.failure();
    out = content;
    return {};
  }

  Status texts(std::vector<std::string>& out) {
    if (cursor_.peek() != '[') return text(out.emplace_back());
    return cursor_.array([&]() -> Status { return text(out.emplace_back()); });
  }

  Status response(unsigned depth) {
    JsonStatDataSet set;
    set.begin = cursor_.mark();
    end_ = cursor_.offset() + limits_.description_bytes;
    std::string kind;
    std::vector<std::string> ids;
    std::vector<JsonStatDimension> described;
    bool links = false;
    const Status read = cursor_.object([&](std::string_view name) -> Status {
      if (name == "class") return text(kind);
      if (name == "label") return text(set.label);
      if (name == "source") return text(set.source);
      if (name == "updated") return text(set.updated);
      if (name == "id" && cursor_.peek() == '[') return texts(ids);
      if (name == "size") return sizes(set.sizes);
      if (name == "role") return role(set.time_role);
      if (name == "dimension") return dimensions(described);
      if (name == "value") return mark(set.values, "value");
      if (name == "status") return mark(set.status, "status");
      if (name == "extension" && cursor_.peek() == '{') return extension(set);
      if (name == "link" && cursor_.peek() == '{') return items(depth, links);
      if (name == "note") left_out_.add("notes of the data set are left out");
      return skip();
    });
    TRY_STATUS(read);
    if (kind == "dimension") return fail(ErrorKind::Input, "this is a JSON-stat dimension and no data set", cursor_.place(set.begin));
    if (kind == "collection") {
      if (!links) return fail(ErrorKind::Input, "the collection has no data sets in it", cursor_.place(set.begin), "its links are to be fetched first");
      return {};
    }
    if (kind != "dataset" && !(kind.empty() && set.values)) {
      return fail(ErrorKind::Input, kind.empty() ? "this is no JSON-stat 2.0: it has no class" : "the class is '" + shorten(kind, 40) + "'",
                  cursor_.place(set.begin), "'dataset' is expected");
    }
    for (const std::string& id : ids) {
      const auto it = std::ranges::find(described, id, &JsonStatDimension::id);
      if (it == described.end()) return fail(ErrorKind::Input, "the dimension '" + shorten(id, 60) + "' is not described", cursor_.place(set.begin));
      set.dimensions.push_back(std::move(*it));
      it->id.clear();
    }
    if (out_.sets.size() >= limits_.data_sets)
      return fail(ErrorKind::Input, "more data sets than " + std::to_string(limits_.data_sets), cursor_.place(set.begin));
    out_.sets.push_back(std::move(set));
    return {};
  }

  Status check(const JsonStatDataSet& set) const {
    const auto wrong = [&](const std::string& what) { return fail(ErrorKind::Input, what, cursor_.place(set.begin)); };
    if (set.dimensions.empty()) return wrong("the data set has no dimensions");
    if (!set.values) return wrong("the data set has no values");
    if (set.sizes.size() != set.dimensions.size()) {
      return wrong("there are " + std::to_string(set.dimensions.size()) + " dimensions and " + std::to_string(set.sizes.size()) + " sizes");
    }
    std::size_t product = 1;
    for (std::size_t d = 0; d < set.sizes.size(); ++d) {
      const auto& dimension = set.dimensions[d];
      if (dimension.categories.size() != set.sizes[d]) {
        return wrong("the size of '" + shorten(dimension.id, 60) + "' is " + std::to_string(set.sizes[d]) + " and it has " +
                     std::to_string(dimension.categories.size()) + " categories");
      }
      if (__builtin_mul_overflow(product, set.sizes[d], &product)) return wrong("the product of the sizes is beyond all bounds");
    }
    return {};
  }

  /// Data sets that a collection has in itself; links to others are none of them.
  Status items(unsigned depth, bool& found) {
    return cursor_.object([&](std::string_view name) -> Status {
      if (name != "item" || cursor_.peek() != '[') return skip();
      return cursor_.array([&]() -> Status {
        const auto at = cursor_.mark();
        bool has_values = false;
        const Status looked = cursor_.object([&](std::string_view member) -> Status {
          has_values = has_values || member == "value";
          return cursor_.pass_over() ? Status() : cursor_.failure();
        });
        TRY_STATUS(looked);
        if (!has_values) {
          left_out_.add("links to other data sets are left out");
          return {};
        }
        if (depth > 0) return fail(ErrorKind::Input, "a collection in a collection", cursor_.place(at));
        found = true;
        cursor_.go_to(at);
        return response(depth + 1);
      });
    });
  }

  Status mark(std::optional<JsonCursor::Mark>& out, const char* name) {
    if (out) return cursor_.fault(std::string("the member '") + name + "' stands twice");
    if (cursor_.null()) return {};
    out = cursor_.mark();
    return cursor_.pass_over() ? Status() : cursor_.failure();
  }

  Status sizes(std::vector<std::size_t>& out) {
    return cursor_.array([&]() -> Status {
      std::size_t size = 0;
      if (!cursor_.index(size)) return cursor_.fault("a size is a whole number");
      out.push_back(size);
      return {};
    });
  }

  Status role(std::vector<std::string>& time) {
    if (cursor_.null()) return {};
    return cursor_.object([&](std::string_view name) -> Status { return name == "time" && cursor_.peek() == '[' ? texts(time) : skip(); });
  }

  Status extension(JsonStatDataSet& set) {
    return cursor_.object([&](std::string_view name) -> Status {
      if (name == "id" || name == "tableid") return text(set.id);
      if (name == "agencyId") return text(set.agency);
      if (name == "version") return text(set.version);
      if (name == "px" && cursor_.peek() == '{') {
        return cursor_.object([&](std::string_view member) -> Status { return member == "tableid" ? text(set.id) : skip(); });
      }
      if (name != "datastructure" || cursor_.peek() != '{') return skip();
      return cursor_.object([&](std::string_view member) -> Status {
        if (member == "id") return text(set.structure_id);
        if (member == "agencyId") return text(set.structure_agency);
        return member == "version" ? text(set.structure_version) : skip();
      });
    });
  }

  Status dimensions(std::vector<JsonStatDimension>& out) {
    return cursor_.object([&](std::string_view name) -> Status {
      // JSON-stat 1.x has these among the dimensions.
      if (name == "id" || name == "size" || name == "role") {
        if (cursor_.peek() == '[') return cursor_.fault("this is JSON-stat 1.x", "version 2.0 is read");
      }
      JsonStatDimension& dimension = out.emplace_back();
      dimension.id = name;
      return cursor_.object([&](std::string_view member) -> Status {
        if (cursor_.offset() > end_) return cursor_.fault("the description of the dimensions is too large");
        if (member == "label") return text(dimension.label);
        return member == "category" ? category(dimension) : skip();
      });
    });
  }

  Status category(JsonStatDimension& dimension) {
    std::unordered_map<std::string, JsonStatCategory> said;
    std::vector<std::string> order;  // by index
    bool indexed = false;
    const auto at = cursor_.mark();
    const Status read = cursor_.object([&](std::string_view name) -> Status {
      if (name == "index" && cursor_.peek() == '[') {
        indexed = true;
        return cursor_.array([&]() -> Status {
          if (cursor_.offset() > end_) return cursor_.fault("the description of the dimensions is too large");
          return text(order.emplace_back());
        });
      }
      if (name == "index") {
        indexed = true;
        return index_object(order);
      }
      if (name == "label") {
        return cursor_.object([&](std::string_view id) -> Status {
          if (cursor_.offset() > end_) return cursor_.fault("the description of the dimensions is too large");
          return text(of(said, id).label);
        });
      }
      if (name == "unit") {
        return cursor_.object([&](std::string_view id) -> Status { return cursor_.peek() == '{' ? unit(of(said, id)) : skip(); });
      }
      if (name == "child") {
        return cursor_.object([&](std::string_view parent) -> Status {
          const std::string own(parent);
          return cursor_.array([&]() -> Status {
            std::string child;
            TRY_STATUS(text(child));
            of(said, child).parent = own;
            return {};
          });
        });
      }
      if (name == "note" || name == "coordinates") left_out_.add(std::string(name) + " of categories are left out");
      return skip();
    });
    TRY_STATUS(read);
    if (!indexed) {
      // A dimension of one category needs no index.
      if (said.size() != 1) return fail(ErrorKind::Input, "the categories of '" + shorten(dimension.id, 60) + "' have no index", cursor_.place(at));
      order.push_back(said.begin()->first);
    }
    for (const std::string& id : order) {
      JsonStatCategory& one = dimension.categories.emplace_back(of(said, id));
      one.id = id;
    }
    dimension.described = true;
    return {};
  }

  static JsonStatCategory& of(std::unordered_map<std::string, JsonStatCategory>& said, std::string_view id) { return said[std::string(id)]; }

  /// {"A": 0, "B": 1}
  Status index_object(std::vector<std::string>& order) {
    std::vector<std::pair<std::size_t, std::string>> numbered;
    const auto at = cursor_.mark();
    const Status read = cursor_.object([&](std::string_view id) -> Status {
      if (cursor_.offset() > end_) return cursor_.fault("the description of the dimensions is too large");
      std::size_t number = 0;
      if (!cursor_.index(number)) return cursor_.fault("the index of a category is a whole number");
      numbered.emplace_back(number, std::string(id));
      return {};
    });
    TRY_STATUS(read);
    std::ranges::sort(numbered);
    for (std::size_t i = 0; i < numbered.size(); ++i) {
      if (numbered[i].first != i)
        return fail(ErrorKind::Input, "the indexes of the categories are not 0 to " + std::to_string(numbered.size() - 1), cursor_.place(at));
      order.push_back(std::move(numbered[i].second));
    }
    return {};
  }

  Status unit(JsonStatCategory& out) {
    return cursor_.object([&](std::string_view name) -> Status {
      if (name == "label") return text(out.unit);
      if (name == "base") return out.unit.empty() ? text(out.unit) : skip();
      return name == "decimals" ? text(out.decimals) : skip();
    });
  }

  JsonCursor& cursor_;
  const JsonStatLimits& limits_;
  LeftOut& left_out_;
  JsonStatMessage out_;
  std::size_t end_ = 0;
};

}  // namespace

Result<JsonStatMessage> find_jsonstat(JsonCursor& cursor, const JsonStatLimits& limits, LeftOut& left_out) { return Finder(cursor, limits, left_out).find(); }

}  // namespace atalaya
