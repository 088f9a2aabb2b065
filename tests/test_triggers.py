from datetime import date

import numpy as np
import pandas as pd
import pytest

import hotline
from conftest import filled, happening, talk
from hotline import triggers as t
from hotline.episodes import movements


def number(day):
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def numbers(*days):
    return [number(day) for day in days]


def government(name, start):
    return {"period_id": name, "name_en": name, "kind": "government", "start_date": start}


@pytest.fixture
def years(a_record):
    record = filled(
        a_record(
            "west 2008-01-01 opened",
            "west 2009-05-01 cut",
            "west 2011-01-01 restored",
            "west 2012-05-01 cut",
            "west 2013-01-01 restored",
            "west 2014-01-01 cut",
        ),
        context=[
            happening("2010-03-01", "exercise", "us-south", end_date="2010-03-11"),
            happening("2010-02-09", "nuclear-test"),
            happening("2010-01", "missile-test"),
            happening("2010-04-01", "sea-firing", "south"),
            happening("2009-04-01", "land-firing"),
        ],
        talks=[talk("2010-06-01", level="summit", end_date="2010-06-02"), talk("2010-07-01", track="us-dprk")],
        periods=[
            government("Former", "2003-02-25"),
            government("Second", "2010-06-10"),
            government("Third", "2013-02-25"),
            government("Yet to come", "2030-01-01"),
            {"period_id": "x", "name_en": "A moment", "kind": "moment", "start_date": "2009-01-01"},
        ],
    )
    reasons = {"2009-05-01-west-cut": "technical", "2012-05-01-west-cut": "sanctions", "2014-01-01-west-cut": "clash"}
    record.status_events["reason"] = record.status_events["event_id"].map(reasons).fillna("talks")
    return record


@pytest.fixture
def cuts(years):
    return movements(hotline.spells(years, as_of="2023-01-01"), state="silence")


def scanned(p_adjusted):
    rows = [("leaflets", 30, 3, 1.25), ("summits", 30, 0, 0.5), ("leaflets", 90, 5, 2.0), ("summits", 90, 1, 1.5)]
    table = pd.DataFrame(rows, columns=["trigger", "window", "followed", "expected"])
    return table.assign(events=14, p_adjusted=p_adjusted)


def test_every_kind_of_trigger_has_first_and_last_days(years):
    found = {name: [days.tolist() for days in ends] for name, ends in t.triggers(years).items() if len(ends[0])}
    assert found == {
        "US-South exercises": [numbers("2010-03-01"), numbers("2010-03-11")],
        "nuclear and missile tests": [numbers("2010-02-09", "2010-01-16"), numbers("2010-02-09", "2010-01-16")],
        "incidents at sea or on land": [numbers("2010-04-01", "2009-04-01")] * 2,
        "summits": [numbers("2010-06-01"), numbers("2010-06-02")],
    }
    assert list(t.triggers(years)) == [*t.CONTEXT, t.SUMMITS]


def test_regimes_run_from_the_first_opening_over_the_governments_to_the_last_check(years):
    assert t.regimes(years) == numbers("2008-01-01", "2010-06-10", "2013-02-25", "2023-01-01")


def test_regimes_of_the_shipped_record_follow_each_other(record):
    edges = t.regimes(record)
    assert (np.diff(edges) > 0).all()
    assert edges[0] == number(str(record.status_events["earliest"].min().date()))
    assert edges[-1] == number(str(record.checked_through))
    starts = {number(day) for day in record.periods.loc[record.periods["kind"] == "government", "start_date"]}
    assert set(edges[1:-1]) == {day for day in starts if edges[0] < day < edges[-1]}


def test_declared_reasons_by_decade_and_by_government(years, cuts):
    by_decade = t.declared_reasons(years, cuts)
    assert by_decade.columns.tolist() == ["reason", "2000s", "2010s", "all"]
    assert by_decade.values.tolist() == [["clash", 0, 1, 1], ["sanctions", 0, 1, 1], ["technical", 1, 0, 1]]
    by_government = t.declared_reasons(years, cuts, "government")
    assert by_government.columns.tolist() == ["reason", "Former", "Second", "Third", "all"]
    assert by_government.values.tolist() == [
        ["clash", 0, 0, 1, 1],
        ["sanctions", 0, 1, 0, 1],
        ["technical", 1, 0, 0, 1],
    ]


def test_reasons_by_anything_else_are_refused(years, cuts):
    with pytest.raises(ValueError, match="by is 'year', but it must be 'decade' or 'government'"):
        t.declared_reasons(years, cuts, "year")


@pytest.mark.parametrize("state", ["silence", "contact"])
def test_reasons_of_the_shipped_record_add_up_however_they_are_told(record, state):
    moved = movements(hotline.spells(record, as_of=record.checked_through), state=state)
    decades, governments = (t.declared_reasons(record, moved, by) for by in ("decade", "government"))
    assert decades["all"].sum() == governments["all"].sum() == len(moved)
    assert dict(decades[["reason", "all"]].values) == dict(governments[["reason", "all"]].values)
    assert decades["all"].is_monotonic_decreasing
    for table in (decades, governments):
        assert (table.drop(columns=["reason", "all"]).sum(axis=1) == table["all"]).all()


def test_movements_that_nobody_decided_are_left_out(years, cuts):
    assert t.acts(years, cuts).equals(cuts.iloc[1:].reset_index(drop=True))


def test_a_scan_without_a_finding_says_so():
    table = scanned([0.4, 1.0, 0.05, 1.0])
    assert t.scan_sentence(table, "cut", 30) == (
        "How many of 14 cuts had each of these in the 30 days before, and by chance: leaflets 3 (1.2); summits 0 ("
        "0.5). After correction for all 4 comparisons, none is more or less frequent than chance."
    )
    assert t.scan_sentence_ko(table, "단절", 30) == "단절 14건, 직전 30일. 비교 4회를 보정한 뒤 우연과 다른 것: 없음."


def test_a_scan_names_what_differs_in_any_window():
    table = scanned([0.4, 1.0, 0.04, 0.01])
    assert t.scan_sentence(table, "return", 90) == (
        "How many of 14 returns had each of these in the 90 days before, and by chance: leaflets 5 (2.0); summits 1 ("
        "1.5). After correction for all 4 comparisons, these differ from chance in some window: leaflets, summits."
    )
    assert t.scan_sentence_ko(table, "복구", 90).endswith("우연과 다른 것: leaflets, summits.")
