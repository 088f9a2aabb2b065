import json
import sys

import mlcroissant as mlc
import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import croissant

PACKAGE = json.loads((ROOT / "datasets" / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def described():
    return mlc.Dataset(str(croissant.TARGET))


def test_the_description_is_that_of_the_tables():
    assert json.loads(croissant.TARGET.read_text(encoding="utf-8")) == croissant.croissant(PACKAGE), "run `make seal`"


def test_the_description_has_nothing_to_complain_about(described):
    assert described.metadata.ctx.issues.report() == ""


@pytest.mark.parametrize("table", ["channels", "status_events", "context"])
def test_a_stranger_reads_the_same_rows_from_the_description_alone(described, record, table):
    rows = [
        {name.split("/")[1]: value.decode() if value else "" for name, value in row.items()}
        for row in described.records(table)
    ]
    expected = getattr(record, table)[list(rows[0])]
    assert sorted(map(str, rows)) == sorted(map(str, expected.to_dict("records")))
