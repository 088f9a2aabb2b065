"""The codebook speaks of every table, column and value there is, and of nothing that there is not."""

import json
import re
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import codebook

TEXT = (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")
PACKAGE = json.loads((ROOT / "datasets" / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}


def test_the_columns_in_the_codebook_are_those_of_the_tables():
    assert codebook.written(TEXT, PACKAGE) == TEXT, "run `make codebook`"


@pytest.mark.parametrize("table", RESOURCES)
def test_every_column_has_a_meaning_and_an_example_from_the_table(table, record):
    frame = getattr(record, table)
    for field in RESOURCES[table]["schema"]["fields"]:
        assert field["description"]
        if (frame[field["name"]] != "").any():
            assert field.get("example"), f"{table}.{field['name']} has no example"


def test_every_reason_is_explained():
    reasons = next(f for f in RESOURCES["status_events"]["schema"]["fields"] if f["name"] == "reason")
    section = TEXT.split("### Reasons")[1].split("##")[0]
    assert set(re.findall(r"`([a-z-]+)`", section)) == set(reasons["constraints"]["enum"])


def test_every_kind_of_context_has_its_rule_of_inclusion():
    kinds = next(f for f in RESOURCES["context"]["schema"]["fields"] if f["name"] == "kind")
    rules = re.findall(r"^\| (`.*) \| \w.*\|$", TEXT.split("## Context")[1].split("\n## ")[0], flags=re.MULTILINE)
    assert [kind for rule in rules for kind in re.findall(r"`([a-z-]+)`", rule)] == kinds["constraints"]["enum"]


def test_every_line_that_the_code_names_is_a_channel(record):
    from hotline.silences import DEFAULT_CHANNELS

    assert set(DEFAULT_CHANNELS) <= set(record.channels["channel_id"])
