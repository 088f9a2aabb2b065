import json
import re
from dataclasses import replace

import pandas as pd
import pytest

import hotline
from conftest import ROOT
from hotline import quality


@pytest.fixture
def small(a_record):
    record = a_record("west 2020-01-01 opened", "west 2020-06-09T09:00 cut", "office 2018-09 opened", "west 2021 used")
    other = {**record.sources.iloc[0], "source_id": "gazette", "publisher": "Gazette", "url": "https://example.org/b"}
    record.status_events.loc[record.status_events["kind"] == "cut", "source_ids"] = "paper gazette"
    talks = pd.DataFrame({"talk_id": ["t"], "start_date": ["2020-01-01"], "source_ids": ["paper"]})
    empty = pd.DataFrame({"decision_id": ["d"], "table": ["channels"], "row_id": ["west"], "source_ids": ["paper"]})
    totals = pd.DataFrame({"total_id": ["x"], "source_ids": ["paper"]})
    coded = pd.DataFrame({"coding_id": ["c"], "channel_id": ["west"], "source_ids": ["paper"]})
    sources = pd.concat([record.sources, pd.DataFrame([other])], ignore_index=True)
    return replace(record, sources=sources, talks=talks, decisions=empty, official_totals=totals, second_coding=coded)


def test_coverage_counts_events_by_line_and_decade(small):
    assert quality.coverage(small).to_dict("index") == {
        "West": {"2010s": 0, "2020s": 3, "all": 3},
        "Office": {"2010s": 1, "2020s": 0, "all": 1},
    }


def test_precision_tells_days_from_ranges_months_and_years(small):
    assert quality.precision(small).values.tolist() == [
        ["day", 2, 1, 0.5],
        ["range", 0, 0, 0.0],
        ["month", 1, 0, 0.25],
        ["year", 1, 0, 0.25],
    ]


def test_support_counts_rows_with_two_sources_and_two_publishers(small):
    found = quality.support(small).set_index("table")
    assert found.loc["status_events"].tolist() == [4, 0.25, 0.25]
    assert found.loc["status_events that change a state"].tolist() == [3, 0.333, 0.333]


def test_what_a_second_reader_found_is_counted_by_table_and_told_beside_what_stands_now(small):
    verdicts = [["cut", "kind", "used", "cut", "wrong"], ["cut", "date", "2020-06-09", "", "ok"]]
    verdicts += [["opened", "date", "2020-01-01", "2020-01-02", "wrong"], ["opened", "actor", "north", "", "not-found"]]
    ids = {"cut": "2020-06-09-west-cut", "opened": "2020-01-01-west-opened"}
    columns = ["row_id", "field", "coded", "found", "verdict"]
    again = pd.DataFrame(verdicts, columns=columns).assign(table="status_events", remark="seen")
    small.status_events.loc[1, "confidence"] = "high"
    read = replace(small, second_reading=again.assign(row_id=again["row_id"].map(ids)))
    assert quality.second_readings(read).to_dict("records") == [
        {"table": "status_events", "high rows": 1, "of them read again": 1, "rows": 2, "fields": 4}
        | {"ok": 1, "wrong": 2, "not-found": 1, "not-read": 0, "error rate": 0.667}
    ]
    assert quality.found_wrong(read).values.tolist() == [
        ["2020-06-09-west-cut", "kind", "used", "cut", "cut", "seen"],
        ["2020-01-01-west-opened", "date", "2020-01-01", "2020-01-02", "2020-01-01", "seen"],
    ]
    assert quality.wrong_sentence(read).startswith(
        "2 fields were found wrong. 1 of them read otherwise now; the other 1"
    )


def test_context_is_counted_by_kind_and_decade(small):
    rows = [["a", "2019-05", "exercise"], ["b", "2021-01-01", "exercise"], ["c", "2021", "threat"]]
    record = replace(small, context=pd.DataFrame(rows, columns=["event_id", "start_date", "kind"]))
    assert quality.context_coverage(record).to_dict("index") == {
        "exercise": {"2010s": 1, "2020s": 1, "all": 2},
        "threat": {"2010s": 0, "2020s": 1, "all": 1},
    }


def test_state_changes_with_one_source_are_listed(small):
    assert quality.single_source(small)["event_id"].tolist() == ["2018-09-office-opened", "2020-01-01-west-opened"]


def test_the_record_in_two_sentences(small):
    spells = hotline.spells(small, as_of=small.checked_through)
    assert quality.summary_sentence(small, spells) == (
        "The record holds 4 events of 2 lines, which make 3 spells, from 2 sources, and was last checked for "
        "1 January 2023. 50% of the events are known to the day, and 33% of those that change a state have two sources."
    )


def test_a_citation_names_version_last_check_and_fingerprint(record):
    told = hotline.cite(record)
    assert told.startswith("Hotline contributors. (2026). Hotline: a record of the communication lines between")
    assert f"(Version {record.version})" in told
    assert f"checked through {record.checked_through}, SHA-256 {record.fingerprint}." in told
    assert re.fullmatch(r"[0-9a-f]{64}", record.fingerprint)


def test_bibtex_has_balanced_braces_and_the_version(record):
    told = hotline.cite(record, "bibtex")
    assert told.count("{") == told.count("}")
    assert f"  version = {{{record.version}}}," in told


def test_another_style_is_refused(record):
    with pytest.raises(ValueError, match="style is 'chicago', but it must be one of apa, bibtex"):
        hotline.cite(record, "chicago")


def test_one_altered_row_is_another_fingerprint(folder, record):
    path = folder / "periods.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("government", "administration", 1), encoding="utf-8")
    assert hotline.load(folder).fingerprint != record.fingerprint


def test_the_versions_agree(record):
    assert record.version == hotline.__version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{record.version}"' in citation
    package = json.loads((ROOT / "datasets" / "datapackage.json").read_text(encoding="utf-8"))
    assert f'date-released: "{package["created"]}"' in citation
