// The artefacts that a version of the service knows, and which of them refer to which: made once for a release, and then only read.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

/// Whose artefacts there are: those of SDMX 2.1 (REST 1.5), or those of SDMX 3 (REST 2.2).
enum class StructureModel { Sdmx21, Sdmx3 };

class StructureIndex {
 public:
  /// The place of an artefact: in the order of kinds, then of the collection.
  using Node = std::uint32_t;

  enum class Link : std::uint8_t {
    Plain,
    Extension,   ///< A code list that takes codes of another.
    Maintainer,  ///< The agency scheme with the agency that maintains an artefact. In REST 1.5 only artefacts of VTL have it, and no scheme is asked for them.
  };
  struct Edge {
    Node node = 0;          ///< The other end.
    std::string item = {};  ///< Path of the item that is referred to, in the one that is referred to; empty: as a whole.
    Link link = Link::Plain;
  };

  /// `structures` must live as long as this. Artefacts of SDMX 3 that can be said exactly in SDMX 2.1 are there in that form (sdmx21.h).
  StructureIndex(const sdmx::Structures& structures, StructureModel model);
  StructureIndex(const StructureIndex&) = delete;
  StructureIndex& operator=(const StructureIndex&) = delete;

  [[nodiscard]] StructureModel model() const { return model_; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const sdmx::Artefact& artefact(Node node) const { return *nodes_[node].artefact; }
  [[nodiscard]] const std::vector<Edge>& references(Node node) const { return nodes_[node].references; }  ///< What it refers to.
  [[nodiscard]] const std::vector<Edge>& users(Node node) const { return nodes_[node].users; }            ///< What refers to it; `item` is one of its own.

  /// What an artefact refers to: one of the collection, or one that was cut down. References to what is not there are left out, and so are those to itself.
  [[nodiscard]] std::vector<Edge> references_of(const sdmx::Artefact& artefact) const;
  /// The artefacts that a reference names: one, or where agency, id or version is "*" all that fit. Of versions with a wildcard the newest.
  [[nodiscard]] std::vector<Node> resolve(const sdmx::Reference& reference) const;
  /// The same collection, for what looks up in it (extended_codes).
  [[nodiscard]] const sdmx::Structures& structures() const { return structures_; }

 private:
  struct Entry {
    const sdmx::Artefact* artefact;
    std::vector<Edge> references = {}, users = {};
  };
  const sdmx::Structures& structures_;
  StructureModel model_;
  std::deque<sdmx::Artefact> made_;  // upgraded ones
  std::vector<Entry> nodes_;
  std::unordered_map<std::string, std::vector<Node>, StringHash, std::equal_to<>> by_id_;
};

/// Whether the model has artefacts of this kind that structure queries give.
[[nodiscard]] bool has_kind(StructureModel model, sdmx::Kind kind);

}  // namespace atalaya
