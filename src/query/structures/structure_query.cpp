#include "query/structures/structure_query.h"

#include <algorithm>
#include <set>

#include "model/resolve.h"
#include "model/sdmx/version.h"
#include "query/structures/items.h"
#include "query/structures/partial.h"

namespace atalaya {

namespace {

using sdmx::Artefact;
using sdmx::Kind;
using Node = StructureIndex::Node;
using Edge = StructureIndex::Edge;
using Link = StructureIndex::Link;

bool contains(const std::vector<std::string>& texts, const std::string& text) { return texts.empty() || std::ranges::find(texts, text) != texts.end(); }

bool takes(const std::vector<ArtefactType>& types, const Artefact& artefact) {
  return std::ranges::any_of(types, [&](const ArtefactType& type) { return type.takes(artefact); });
}

/// An artefact that matches the query; cut down where it asks for items.
struct Match {
  Node node;
  std::vector<std::string> items = {};  // those that it is cut down to, with those above them; empty: whole
  Artefact cut = {};
};

bool newer(const Artefact& a, const Artefact& b, bool prefers_stable) {
  const std::string& left = sdmx::maintainable(a).version;
  const std::string& right = sdmx::maintainable(b).version;
  if (prefers_stable && sdmx::is_stable(left) != sdmx::is_stable(right)) return sdmx::is_stable(left);
  return sdmx::compare_versions(left, right) > 0;
}

class Selection {
 public:
  Selection(const StructureIndex& index, const StructureQuery& query) : index_(index), query_(query) {}

  Result<sdmx::Structures> run() {
    TRY_STATUS(match());
    for (const Match& one : matches_) refer(one);
    for (const Match& one : matches_) referenced_.erase(one.node);
    return write();
  }

 private:
  Status match() {
    for (const Node node : matching_nodes(index_, query_)) {
      Match found{node};
      if (!query_.items.empty()) {
        found.cut = index_.artefact(node);
        TRY_STATUS(resolve_extensions(found.cut));
        const auto wanted = find_items(found.cut, query_.items);
        if (wanted.empty()) continue;
        keep_items(found.cut, [&](const std::string& path) { return std::ranges::find(wanted, path) != wanted.end(); });
        found.items = item_paths(found.cut);
      }
      matches_.push_back(std::move(found));
    }
    return {};
  }

  // An inherited list is in the list that extends it already, unless that is given as it is.
  bool follows_down(const Edge& edge) const { return edge.link != Link::Extension || query_.detail == StructureDetail::Raw; }
  // REST 1.5 does not know artefacts as users of the agency that maintains them.
  bool follows_up(const Edge& edge) const { return edge.link != Link::Maintainer || index_.model() == StructureModel::Sdmx3; }

  std::set<Node> down(const std::vector<Edge>& edges) const {
    std::set<Node> out;
    for (const Edge& edge : edges) {
      if (follows_down(edge)) out.insert(edge.node);
    }
    return out;
  }

  std::set<Node> children(const Match& of) const { return down(of.items.empty() ? index_.references(of.node) : index_.references_of(of.cut)); }

  // Of an artefact that is cut down, those who refer to one of the items: a reference to the scheme as a whole is none to an item.
  std::set<Node> parents(Node node, const std::vector<std::string>& items) const {
    std::set<Node> out;
    for (const Edge& edge : index_.users(node)) {
      if (follows_up(edge) && contains(items, edge.item)) out.insert(edge.node);
    }
    return out;
  }

  // What is reached by going on in one direction.
  template <typename Next>
  static std::set<Node> closure(std::set<Node> reached, const Next& next) {
    std::vector<Node> open(reached.begin(), reached.end());
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      for (const Node more : next(node)) {
        if (reached.insert(more).second) open.push_back(more);
      }
    }
    return reached;
  }

  void refer(const Match& one) {
    const StructureReferences& wanted = query_.references;
    const auto add = [&](const std::set<Node>& nodes) { referenced_.insert(nodes.begin(), nodes.end()); };
    if (wanted.parents || wanted.siblings) {
      const auto above = parents(one.node, one.items);
      add(above);
      if (wanted.siblings) {
        for (const Node parent : above) add(down(index_.references(parent)));
      }
    }
    if (wanted.ancestors) add(closure(parents(one.node, one.items), [&](Node node) { return parents(node, {}); }));
    if (wanted.children) add(children(one));
    if (wanted.descendants) add(closure(children(one), [&](Node node) { return down(index_.references(node)); }));
    if (!wanted.types.empty()) {
      for (const auto& nodes : {parents(one.node, one.items), children(one)}) {
        for (const Node node : nodes) {
          if (takes(wanted.types, index_.artefact(node))) referenced_.insert(node);
        }
      }
    }
  }

  Status resolve_extensions(Artefact& artefact) const {
    return std::visit(
        [&](auto& own) -> Status {
          if constexpr (requires { own.extensions; }) {
            if (own.extensions.empty() || query_.detail == StructureDetail::Raw) return {};
            auto codes = extended_codes(index_.structures(), own);
            if (!codes) return fail(ErrorKind::Internal, codes.error().to_string());
            own.codes = std::move(*codes);
            own.extensions.clear();
          }
          return {};
        },
        artefact);
  }

  Result<sdmx::Structures> write() {
    using enum StructureDetail;
    const bool all_stubs = query_.detail == AllStubs || query_.detail == AllCompleteStubs;
    const bool reference_stubs = query_.detail == ReferenceStubs || query_.detail == ReferenceCompleteStubs;
    const bool complete = query_.detail == AllCompleteStubs || query_.detail == ReferenceCompleteStubs;
    std::vector<PartArtefact> parts;
    for (Match& one : matches_) {
      parts.push_back({one.node, false, one.items.empty() ? index_.artefact(one.node) : std::move(one.cut)});
      if (all_stubs) parts.back().artefact = stub_of(parts.back().artefact, complete);
    }
    for (const Node node : referenced_) {
      const bool stub = all_stubs || reference_stubs;
      parts.push_back({node, true, stub ? stub_of(index_.artefact(node), complete) : index_.artefact(node)});
    }
    for (PartArtefact& part : parts) TRY_STATUS(resolve_extensions(part.artefact));
    if (query_.detail == ReferencePartial) make_partial(index_, parts);
    std::ranges::sort(parts, {}, &PartArtefact::node);
    sdmx::Structures out;
    for (PartArtefact& part : parts) (void)out.add(std::move(part.artefact));
    return out;
  }

  const StructureIndex& index_;
  const StructureQuery& query_;
  std::vector<Match> matches_;
  std::set<Node> referenced_;
};

void append(std::string& out, const std::vector<std::string>& texts) {
  out += '/';
  for (const std::string& text : texts) out += text + ',';
}

void append(std::string& out, const std::vector<ArtefactType>& types) {
  out += '/';
  for (const ArtefactType& type : types) out += std::to_string(static_cast<int>(type.kind)) + "." + std::to_string(static_cast<int>(type.constraint)) + ",";
}

}  // namespace

bool ArtefactType::takes(const Artefact& artefact) const {
  // In SDMX 2.1 a constraint on metadata is a content constraint too.
  if (const auto* other = std::get_if<sdmx::MetadataConstraint>(&artefact); other != nullptr && constraint != Constraint::Any) {
    if (constraint == Constraint::Allowed || constraint == Constraint::Actual) {
      return (constraint == Constraint::Actual) == (other->role == sdmx::DataConstraint::Role::Actual);
    }
    return constraint == Constraint::Content;
  }
  if (kind != sdmx::kind_of(artefact)) return false;
  if (constraint == Constraint::Any) return true;
  const auto* own = std::get_if<sdmx::DataConstraint>(&artefact);
  if (own == nullptr) return false;
  if (own->is_attachment) return constraint == Constraint::Attachment;
  if (constraint == Constraint::Content) return true;
  if (constraint == Constraint::Attachment) return false;
  return (constraint == Constraint::Actual) == (own->role == sdmx::DataConstraint::Role::Actual);
}

std::string StructureQuery::key() const {
  const auto sorted = [](std::vector<std::string> texts) {
    std::ranges::sort(texts);
    return texts;
  };
  std::string out;
  append(out, types);
  append(out, sorted(agencies));
  append(out, sorted(ids));
  std::vector<std::string> patterns;
  for (const VersionPattern& pattern : versions) patterns.push_back(pattern.text());
  append(out, sorted(patterns));
  append(out, sorted(items));
  out += "/" + std::to_string(static_cast<int>(detail)) + "/";
  for (const bool flag : {references.parents, references.siblings, references.ancestors, references.children, references.descendants}) out += flag ? '1' : '0';
  append(out, references.types);
  return out;
}

bool takes_version(const std::vector<VersionPattern>& patterns, const Artefact& artefact, const std::vector<const Artefact*>& among) {
  const std::vector<VersionPattern> latest = {VersionPattern::latest()};
  const sdmx::Maintainable& own = sdmx::maintainable(artefact);
  return std::ranges::any_of(patterns.empty() ? latest : patterns, [&](const VersionPattern& pattern) {
    if (!pattern.matches(own.version)) return false;
    return !pattern.takes_one() || std::ranges::none_of(among, [&](const Artefact* other) {
      const sdmx::Maintainable& m = sdmx::maintainable(*other);
      return other->index() == artefact.index() && m.id == own.id && m.agency == own.agency && pattern.matches(m.version) &&
             newer(*other, artefact, pattern.prefers_stable());
    });
  });
}

std::vector<Node> matching_nodes(const StructureIndex& index, const StructureQuery& query) {
  std::vector<Node> candidates;
  std::vector<const Artefact*> artefacts;
  for (Node node = 0; node < index.size(); ++node) {
    const Artefact& artefact = index.artefact(node);
    const sdmx::Maintainable& own = sdmx::maintainable(artefact);
    if (!query.types.empty() && !takes(query.types, artefact)) continue;
    if (!contains(query.agencies, own.agency) || !contains(query.ids, own.id)) continue;
    candidates.push_back(node);
    artefacts.push_back(&artefact);
  }
  std::erase_if(candidates, [&](Node node) { return !takes_version(query.versions, index.artefact(node), artefacts); });
  return candidates;
}

Result<sdmx::Structures> select_structures(const StructureIndex& index, const StructureQuery& query) { return Selection(index, query).run(); }

}  // namespace atalaya
