// What users of sdmx-dl do, with the library as it is. The sources file that -Dsdmxdl.registry.sourcesFile names has the observatory as ATALAYA.

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sdmxdl.About;
import sdmxdl.AttributeRelationship;
import sdmxdl.Connection;
import sdmxdl.DataSet;
import sdmxdl.DatabaseRef;
import sdmxdl.Detail;
import sdmxdl.Dimension;
import sdmxdl.Flow;
import sdmxdl.FlowRef;
import sdmxdl.Key;
import sdmxdl.Languages;
import sdmxdl.Obs;
import sdmxdl.Query;
import sdmxdl.Series;
import sdmxdl.Structure;
import sdmxdl.web.SdmxWebManager;

public class SdmxDl {
  private static final DatabaseRef BASE = DatabaseRef.NO_DATABASE;
  private static final FlowRef MAIN = FlowRef.parse("DF_DIGITAL");
  private static int checks = 0;

  private static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
    ++checks;
  }

  private static DataSet data(Connection service, FlowRef flow, String key, Detail detail) throws Exception {
    return service.getData(BASE, flow, Query.builder().key(Key.parse(key)).detail(detail).build());
  }

  private static Set<String> keys(DataSet data) {
    return data.stream().map(series -> series.getKey().toString()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void flows(Connection service, String name) throws Exception {
    for (Flow flow : service.getFlows(BASE)) {
      if (flow.getRef().getId().equals("DF_DIGITAL")) {
        check(flow.getName().equals(name), "the name of DF_DIGITAL is " + flow.getName());
        return;
      }
    }
    check(false, "DF_DIGITAL is among the flows");
  }

  private static void structure(Connection service) throws Exception {
    Structure structure = service.getMeta(BASE, MAIN).getStructure();
    List<String> ids = structure.getDimensions().stream().map(Dimension::getId).toList();
    check(ids.equals(List.of("FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE", "URBANISATION")), "dimensions in order: " + ids);
    check("TIME_PERIOD".equals(structure.getTimeDimensionId()) && "OBS_VALUE".equals(structure.getPrimaryMeasureId()), "time and measure");
    check("Brasil".equals(structure.getDimensions().get(1).getCodelist().getCodes().get("BRA")), "codes with their names");
    Map<String, AttributeRelationship> levels =
        structure.getAttributes().stream().collect(Collectors.toMap(attribute -> attribute.getId(), attribute -> attribute.getRelationship()));
    check(levels.get("UNIT_MEASURE") == AttributeRelationship.SERIES && levels.get("OBS_STATUS") == AttributeRelationship.OBSERVATION, "levels: " + levels);
  }

  private static void series(Connection service) throws Exception {
    DataSet one = data(service, MAIN, "A.BRA.IT_NET_USER_ZS._T._T._T", Detail.FULL);
    check(one.getData().size() == 1, "one series");
    Series series = one.iterator().next();
    check(series.getObs().size() > 10, "observations");
    for (Obs obs : series.getObs()) {
      check(obs.getValue() > 0 && obs.getValue() <= 100 && obs.getMeta().containsKey("OBS_STATUS"), "an observation: " + obs);
      check(obs.getPeriod().toString().endsWith("-01-01T00:00:00/P1Y"), "a year: " + obs.getPeriod());
    }
    check("PT_POP".equals(series.getMeta().get("UNIT_MEASURE")), "attributes of the series: " + series.getMeta());
  }

  private static void keysAndDetails(Connection service) throws Exception {
    String many = "A.BRA+ARG..._T._T";
    DataSet full = data(service, MAIN, many, Detail.FULL);
    check(full.getData().size() > 20, "series of two countries");
    for (Detail detail : Detail.values()) {
      DataSet part = data(service, MAIN, many, detail);
      check(keys(part).equals(keys(full)), "the same keys with " + detail);
      for (Series series : part) {
        check(series.getObs().isEmpty() == detail.isIgnoreData(), detail + " has observations: " + series.getObs().size());
        if (detail.isIgnoreMeta()) check(series.getMeta().isEmpty(), detail + " has attributes: " + series.getMeta());
      }
    }
  }

  private static void availability(Connection service) throws Exception {
    Set<String> areas = new HashSet<>(service.getAvailableDimensionCodes(BASE, MAIN, Key.parse("A..IT_NET_USER_ZS..."), 1));
    check(areas.contains("BRA") && areas.contains("CARICOM") && !areas.contains("FRA"), "areas with data: " + areas);
  }

  /// The figures that the observatory computes, and the flows of the goals.
  private static void everyFlow(Connection service) throws Exception {
    List<String> empty = new ArrayList<>();
    for (Flow flow : service.getFlows(BASE)) {
      Structure structure = service.getMeta(BASE, flow.getRef()).getStructure();
      check(structure.getRef().equals(flow.getStructureRef()), "the structure of " + flow.getRef());
      DataSet all = data(service, flow.getRef(), "all", Detail.SERIES_KEYS_ONLY);
      if (all.getData().isEmpty()) {
        empty.add(flow.getRef().getId());
        continue;
      }
      Key first = all.iterator().next().getKey();
      DataSet one = data(service, flow.getRef(), first.toString(), Detail.FULL);
      check(one.getData().size() == 1 && !one.iterator().next().getObs().isEmpty(), "the data of " + flow.getRef() + " at " + first);
    }
    check(empty.stream().allMatch(id -> id.matches("DF_G\\d\\d")), "flows without data: " + empty);
    // Several values of an attribute are one text in SDMX 2.1.
    Set<String> missing = new HashSet<>();
    for (Series series : data(service, FlowRef.parse("DF_REGIONAL"), "all", Detail.FULL)) {
      for (Obs obs : series.getObs()) missing.add(obs.getMeta().getOrDefault("COUNTRIES_MISSING", ""));
    }
    check(missing.stream().anyMatch(text -> text.matches("[A-Z]{3}(;[A-Z]{3})+")), "countries without a value: " + missing);
  }

  public static void main(String[] arguments) throws Exception {
    SdmxWebManager manager = SdmxWebManager.ofServiceLoader();
    check(manager.getSources().containsKey("ATALAYA"), "the sources file is read");
    try (Connection service = manager.getConnection("ATALAYA", Languages.parse("en"))) {
      check(service.testConnection().isPresent(), "the service is there");
      flows(service, "Monitoring of the digital agenda");
    }
    try (Connection service = manager.getConnection("ATALAYA", Languages.parse("es,en"))) {
      flows(service, "Seguimiento de la agenda digital");
      structure(service);
      series(service);
      keysAndDetails(service);
      availability(service);
      everyFlow(service);
    }
    System.out.println("sdmx-dl " + About.VERSION + ": " + checks + " checks hold");
  }
}
