"""What users of SDMX clients do, with the clients as they are; BASE is the address of the observatory."""

import io
import os
import unittest

import pandas
import sdmx
from pysdmx.api.fmr import RegistryClient
from pysdmx.api.qb import ApiVersion, DataContext, DataFormat, DataQuery, RestService
from pysdmx.io import format as formats
from pysdmx.io import read_sdmx

BASE = os.environ["BASE"] + "/sdmx/"
KEY = "A.BRA.IT_NET_USER_ZS..."


class Sdmx1(unittest.TestCase):
    """sdmx1 in both versions of the service."""

    @staticmethod
    def client(version, standards):
        source = {"id": "ATALAYA", "name": "Atalaya", "url": BASE + version, "versions": standards, "supports": {"availableconstraint": True}}
        sdmx.add_source(source, override=True)
        return sdmx.Client("ATALAYA")

    def flow_with_structure(self, client, **options):
        self.assertIn("DF_DIGITAL", client.dataflow().dataflow)
        message = client.dataflow("DF_DIGITAL", **options)
        self.assertEqual(len(message.dataflow["DF_DIGITAL"].structure.dimensions), 7)
        return message

    def test_rest_1_5(self):
        client = self.client("v1", ["2.1"])
        message = self.flow_with_structure(client)
        self.assertIn("BRA", message.codelist["CL_AREA"])
        series = sdmx.to_pandas(client.data("DF_DIGITAL", key=KEY, params={"startPeriod": "2015"}))
        self.assertGreater(len(series), 4)
        self.assertTrue(((series > 0) & (series <= 100)).all())
        # A key by names makes the client ask for the structure first.
        two = sdmx.to_pandas(client.data("DF_DIGITAL", key={"REF_AREA": "BRA+ARG", "INDICATOR": "IT_NET_USER_ZS"}))
        self.assertEqual(set(two.index.get_level_values("REF_AREA")), {"ARG", "BRA"})

    def test_several_values_in_sdmx_2_1(self):
        client = self.client("v1", ["2.1"])
        message = client.data("DF_REGIONAL", key="A.CARICOM....")
        attributes = [obs.attached_attribute for data in message.data for obs in data.obs]
        missing = [str(own["COUNTRIES_MISSING"].value) for own in attributes if "COUNTRIES_MISSING" in own]
        self.assertTrue(any(";" in text for text in missing))

    def test_rest_1_5_artefacts(self):
        client = self.client("v1", ["2.1"])
        for resource, collection in [("codelist", "codelist"), ("conceptscheme", "concept_scheme"), ("categoryscheme", "category_scheme"),
                                     ("contentconstraint", "constraint"), ("provisionagreement", "provisionagreement"),
                                     ("datastructure", "structure"), ("categorisation", "categorisation"), ("metadataflow", "metadataflow")]:
            with self.subTest(resource):
                self.assertGreater(len(getattr(client.get(resource), collection)), 0)

    def test_agenda_is_a_category_scheme(self):
        scheme = self.client("v1", ["2.1"]).categoryscheme("AGENDA").category_scheme["AGENDA"]
        goals = [goal for area in scheme if str(area.id).startswith("A") for goal in area.child]
        self.assertEqual(len(goals), 39)

    def test_rest_2(self):
        client = self.client("v2", ["3.0.0"])
        self.flow_with_structure(client, references="descendants")
        data = client.data("DF_GOALS", key="A.BRA.G03.*")
        counts = sdmx.to_pandas(data)
        counts = counts["OBS_VALUE"] if isinstance(counts, pandas.DataFrame) else counts
        self.assertEqual(len(counts), 9)

    def test_rest_2_availability(self):
        message = self.client("v2", ["3.0.0"]).get(
            "availableconstraint", "DF_DIGITAL", agency_id="ATALAYA", version="1.0", context="dataflow", key="*", component_id="*")
        (constraint,) = message.constraint.values()
        codes = {dimension.id: values.values for dimension, values in constraint.data_content_region[0].member.items()}
        self.assertIn("BRA", [value.value for value in codes["REF_AREA"]])


class Pysdmx(unittest.TestCase):
    """pysdmx: the registry client, and messages read."""

    registry = RegistryClient(BASE + "v2", formats.StructureFormat.SDMX_JSON_2_0_0)

    def test_structures(self):
        details = self.registry.get_dataflow_details("ATALAYA", "DF_DIGITAL", "1.0")
        self.assertIsNotNone(details)
        self.assertEqual(len(self.registry.get_schema("dataflow", "ATALAYA", "DF_DIGITAL", "1.0").components.dimensions), 7)
        self.assertGreater(len(self.registry.get_codes("ATALAYA", "CL_AREA", "1.0").codes), 200)
        self.assertEqual(len(self.registry.get_hierarchy("ATALAYA", "GROUPS", "1.0").codes), 9)
        self.assertGreater(len(self.registry.get_providers("ATALAYA")), 1)
        self.assertGreater(len(self.registry.get_data_structures("ATALAYA")), 3)
        self.assertEqual(len(self.registry.get_vtl_transformation_scheme("ATALAYA", "DIVIDES", "1.0").items), 3)

    def test_only_the_codes_of_a_goal(self):
        schema = self.registry.get_schema("dataflow", "ATALAYA", "DF_G03", "1.0")
        indicators = next(c for c in schema.components if c.id == "INDICATOR").enumeration
        self.assertLess(len(indicators), 20)

    def test_reference_metadata(self):
        report = self.registry.get_report("ATALAYA", "MDS_IT_NET_USER_ZS", "1.0")
        self.assertIn("DEFINITION", [attribute.id for attribute in report.attributes])

    def test_data_in_each_format(self):
        query = DataQuery(DataContext.DATAFLOW, "ATALAYA", "DF_GOALS", "1.0", "A.BRA.G03.*")
        for name in ("SDMX_CSV_2_0_0", "SDMX_ML_3_0", "SDMX_CSV_1_0_0"):
            if not hasattr(DataFormat, name):
                continue
            with self.subTest(name):
                service = RestService(BASE + "v2", ApiVersion.V2_0_0, data_format=getattr(DataFormat, name))
                message = read_sdmx(io.BytesIO(service.data(query)), validate=False)
                self.assertEqual(len(message.get_datasets()[0].data), 9)


if __name__ == "__main__":
    unittest.main(verbosity=2)
