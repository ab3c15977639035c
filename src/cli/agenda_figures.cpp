// `atalaya agenda figures`: the starter figures of a pack, written from a workspace by the same query that readers use.
#include <algorithm>

#include "base/files.h"
#include "base/hash.h"
#include "base/yaml.h"
#include "cli/agenda_figures.h"
#include "model/cube_builder.h"
#include "query/selection.h"
#include "release/release.h"

namespace atalaya::cli {

namespace {

/// A source of the selection: what is taken of it.
struct Chosen {
  const Source* source = nullptr;
  std::string as_of, through;
  std::vector<std::string> indicators;
};

struct Selection {
  TimePeriod start;
  std::vector<Chosen> sources;
};

Result<Selection> read_selection(const std::filesystem::path& path, const Agenda& agenda) {
  Faults faults;
  Selection out;
  if (const auto file = YamlNode::load(path, faults)) {
    file->only({"start", "sources"}, faults);
    const auto start = TimePeriod::parse(file->text("start", faults));
    if (!start) faults.add((*file)["start"].place(), "'start' is a time period such as 2000");
    out.start = start.value_or(TimePeriod());
    for (const YamlNode& node : (*file)["sources"].items(faults)) {
      node.only({"id", "as_of", "through", "indicators"}, faults);
      Chosen chosen{agenda.find_source(node.text("id", faults)), node.text("as_of", faults), node.text_or("through", "", faults),
                    node.texts("indicators", faults)};
      if (chosen.source == nullptr) {
        faults.add(node.place(), "the source is not in sources.yaml");
      } else if (!chosen.source->open) {
        faults.add(node.place(), chosen.source->id + " has no open licence", "only CC BY, CC0 and public domain may be shipped");
      }
      for (const std::string& id : chosen.indicators) {
        if (agenda.find_indicator(id) == nullptr) faults.add(node["indicators"].place(), "the indicator '" + id + "' is not in the pack");
      }
      out.sources.push_back(std::move(chosen));
    }
  }
  if (!faults.empty()) return std::unexpected(faults.errors().front());
  return out;
}

/// The observations of one source: whole series would also bring the years that another publisher gave.
Cube only_source(const CubeSlice& slice, const std::string& source) {
  const Cube& cube = *slice.cube;
  const auto& attributes = cube.structure().attributes;
  CubeBuilder builder(std::make_shared<DataStructure>(cube.structure()));
  slice.for_each([&](std::size_t s, std::size_t i) {
    std::vector<std::string_view> values;
    bool wanted = false;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      if (attributes[a].level != Attribute::Level::Observation) continue;
      values.emplace_back(cube.observation_attribute(a, i));
      wanted = wanted || (attributes[a].id == "SOURCE" && values.back() == source);
    }
    if (!wanted) return;
    const std::string key = cube.key(s);
    const std::uint32_t series = builder.series(split(key, '.'));
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      if (attributes[a].level == Attribute::Level::Series) builder.set_series_attribute(series, a, cube.series_attribute(a, s));
    }
    builder.add(series, cube.period(i), cube.value(i), values, cube.load(i));
  });
  return std::move(builder).build();
}

}  // namespace

Status write_figures(const Workspace& workspace, const std::filesystem::path& pack) {
  const Release release = TRY(open_release(workspace, ""));
  const Agenda& agenda = release.agenda;
  const Selection selection = TRY(read_selection(pack / "figures" / "selection.yaml", agenda));
  std::string index = "# Written by `atalaya agenda figures`: what the files beside this one hold.\n";
  std::vector<std::string> countries;
  for (const Country& country : agenda.countries) countries.push_back(country.id);
  for (const Chosen& chosen : selection.sources) {
    KeyFilter filter;
    filter.codes.resize(agenda.structure->dimensions.size());
    filter.codes[agenda.structure->position("REF_AREA")] = countries;
    filter.codes[agenda.structure->position("INDICATOR")] = chosen.indicators;
    CubeSlice slice = select(release.cube, filter);
    slice.start = selection.start;
    const Cube cube = only_source(slice, chosen.source->id);
    CubeSlice all{.cube = &cube, .series = {}};
    for (std::size_t s = 0; s < cube.series_count(); ++s) all.series.push_back(s);
    if (cube.size() == 0) return fail(ErrorKind::NotFound, "the workspace has no observation of " + chosen.source->id, {}, "load the publisher's files first");
    const std::string text = write(all, DataFormat::SdmxCsv, agenda.dataflow, release.id, "en");
    const std::string name = to_lower_ascii(chosen.source->id) + ".csv";
    TRY_STATUS(write_file(pack / "figures" / name, text));
    index += "- file: " + name + "\n  source: " + chosen.source->id + "\n  publisher: " + chosen.source->publisher.in("en") +
             "\n  address: " + chosen.source->address + "\n  licence: {id: " + chosen.source->licence.id + ", address: " + chosen.source->licence.address +
             "}\n  as_of: " + chosen.as_of + (chosen.through.empty() ? "" : "\n  through: \"" + chosen.through + "\"") +
             "\n  observations: " + std::to_string(cube.size()) + "\n  indicators: " + std::to_string(chosen.indicators.size()) +
             "\n  sha256: " + sha256(text) + "\n";
  }
  return write_file(pack / "figures" / "figures.yaml", index);
}

}  // namespace atalaya::cli
