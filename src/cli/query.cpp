#include "query/selection.h"

#include <cmath>

#include "cli/session.h"
#include "release/release.h"

namespace atalaya::cli {

namespace {

struct QueryArguments {
  std::string flow, key = "all", start, end, format = "table", release, language = "en";
};

std::string table(const CubeSlice& slice) {
  const Cube& cube = *slice.cube;
  const DataStructure& structure = cube.structure();
  std::vector<std::string> header;
  for (const Component& dimension : structure.dimensions) header.push_back(dimension.id);
  header.push_back(structure.time_dimension.id);
  header.push_back(structure.measure().id);
  for (const Attribute& attribute : structure.attributes) header.push_back(attribute.id);
  Table out(std::move(header));
  slice.for_each([&](std::size_t s, std::size_t i) {
    std::vector<std::string> row;
    for (std::size_t d = 0; d < structure.dimensions.size(); ++d) row.push_back(cube.code_id(d, s));
    row.push_back(cube.period(i).to_string());
    row.push_back(std::isnan(cube.value(i)) ? "" : number_text(cube.value(i)));
    for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
      const bool of_series = structure.attributes[a].level == Attribute::Level::Series;
      row.push_back(of_series ? cube.series_attribute(a, s) : cube.observation_attribute(a, i));
    }
    out.add(std::move(row));
  });
  return out.text();
}

Status query(const Session& session, const QueryArguments& arguments) {
  const Release release = TRY(open_release(session.space(), arguments.release));
  const Dataflow& flow = release.agenda.dataflow;
  if (arguments.flow != flow.id && arguments.flow != flow.reference()) {
    return fail(ErrorKind::NotFound, "there is no dataflow '" + shorten(arguments.flow, 60) + "'", {}, "the release has " + flow.reference());
  }
  CubeSlice slice = select(release.cube, TRY(parse_key(arguments.key, *release.agenda.structure)));
  if (!arguments.start.empty()) slice.start = TRY(parse_period(arguments.start, "--start"));
  if (!arguments.end.empty()) slice.end = TRY(parse_period(arguments.end, "--end"));
  if (arguments.format == "table") {
    print(table(slice));
    return {};
  }
  print(write(slice, TRY(data_format(arguments.format)), flow, release.id, arguments.language));
  return {};
}

}  // namespace

void add_query(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<QueryArguments>();
  CLI::App* verb = add_verb(app, session, "query", "Select observations of a release by key",
                            "  atalaya query DF_DIGITAL -w observatory --key A.BRA.IT_NET_USER_ZS... --format csv\n"
                            "  atalaya query DF_DIGITAL -w observatory --key A.ARG+LAC.IT_NET_BBND_P2 --start 2015 --format json\n\n"
                            "The key has a part for each dimension in the order FREQ.REF_AREA.INDICATOR.SEX.AGE.URBANISATION;\n"
                            "'+' stands between codes, and an empty part takes every code.");
  verb->add_option("DATAFLOW", arguments->flow, "The dataflow, as DF_DIGITAL")->required();
  verb->add_option("--key", arguments->key, "The key filter")->capture_default_str();
  verb->add_option("--start", arguments->start, "First period, as 2015 or 2015-Q1");
  verb->add_option("--end", arguments->end, "Last period");
  verb->add_option("--format", arguments->format, "table, csv, sdmx-csv or json")->capture_default_str();
  verb->add_option("--release", arguments->release, "A release's id; without it the newest");
  verb->add_option("--language", arguments->language, "Language of names in csv and json")->capture_default_str();
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return query(session, *arguments); }; });
}

}  // namespace atalaya::cli
