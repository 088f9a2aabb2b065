import pandas as pd
import pytest

import hotline
from hotline.measures import Definitions, lines_open, share_of_time, state_on, summary, weekdays_missed


@pytest.fixture
def two_lines(a_record):
    return a_record(
        "office 2021-01-01 opened",
        "west 2021-03-01 opened",
        "west 2021-04-01 announced-cut",
        "west 2021-04-11 cut",
        "office 2021-05-01T09:00 unanswered",
        "office 2021-05-01T17:00 restored",
        "office 2021-06-01 untracked",
        checked_through="2021-07-01",
    )


@pytest.fixture
def spells(two_lines):
    return hotline.spells(two_lines, as_of="2021-07-01")


def test_the_state_of_every_line_on_a_day(spells):
    found = state_on(spells, "2021-04-11").astype({"since": "str"})
    assert found[["channel_id", "state", "since", "days"]].values.tolist() == [
        ["office", "contact", "2021-01-01", 100],
        ["west", "silence", "2021-04-11", 0],
    ]


def test_a_line_is_not_yet_open_before_its_first_event_and_closed_after_its_last(a_record):
    record = a_record("office 2005-10-28 opened", "office 2013-09-30 closed", "west 2002-09-24 opened")
    found = hotline.spells(record, as_of="2014-01-01")
    assert dict(state_on(found, "2003-01-01")[["channel_id", "state"]].values) == {
        "west": "contact",
        "office": "not yet open",
    }
    assert dict(state_on(found, "2013-12-31")[["channel_id", "state"]].values)["office"] == "closed"


def test_a_day_with_missed_calls_ends_in_contact(spells):
    assert state_on(spells, "2021-05-01")["state"].tolist()[0] == "contact"


def test_the_share_of_time_counts_only_days_whose_state_is_known(spells):
    found = share_of_time(spells, "2021-03-01", "2021-07-01").round(3)
    assert found.to_dict("records") == [
        {"channel_id": "office", "contact": 92, "silence": 0, "unknown": 30, "observed": 122, "share_in_contact": 1.0},
        {"channel_id": "west", "contact": 41, "silence": 81, "unknown": 0, "observed": 122, "share_in_contact": 0.336},
    ]


def test_lines_open_at_once_are_steps(spells):
    found = lines_open(spells).astype({"day": "str"})
    assert found.values.tolist() == [
        ["2021-01-01", 1, 0, 0],
        ["2021-03-01", 2, 0, 0],
        ["2021-04-11", 1, 1, 0],
        ["2021-05-01", 1, 1, 0],
        ["2021-06-01", 0, 1, 1],
    ]


def test_weekdays_missed_are_mondays_to_fridays():
    silences = pd.DataFrame({"start": ["2023-04-07", "2023-04-08"], "end": ["2023-04-14", "2023-04-10"]})
    assert weekdays_missed(silences.astype("datetime64[s]")).tolist() == [5, 0]


def test_a_summary_counts_only_what_is_inside_the_window(spells):
    found = hotline.silences(spells, channels=["west"])
    assert summary(found, "2021-05-01", "2021-06-01") == {"silences": 1, "days": 31, "longest": 31, "still open": 1}
    assert summary(found, "2021-01-01", "2021-02-01") == {"silences": 0, "days": 0, "longest": 0, "still open": 0}


def test_a_summary_agrees_with_clipping(record):
    found = hotline.silences(hotline.spells(record, as_of=record.checked_through), min_days=0)
    for start, end in [("1971-01-01", "2000-01-01"), ("2013-01-01", "2014-01-01"), ("2021-07-27", "2021-07-28")]:
        inside = hotline.clip(found, start, end)
        expected = {"silences": len(inside), "days": inside["days"].sum(), "longest": max(inside["days"], default=0)}
        expected |= {"still open": (~inside["ended"]).sum()}
        assert summary(found, start, end) == expected


def test_the_definitions_table_shows_how_much_each_choice_moves_the_answer(two_lines):
    chosen = {"channels": ("west", "office"), "dates": "effective", "min_days": 1, "unknown": "ignored"}
    found = Definitions(two_lines, as_of="2021-07-01").table("2021-01-01", "2021-07-01", **chosen)
    assert found.values.tolist() == [
        ["as chosen", 1, 30, 30, 1],
        ["announced dates", 1, 30, 30, 1],
        ["missed calls counted", 2, 30, 30, 1],
        ["unknown states break silence", 0, 0, 0, 0],
        ["only west", 1, 81, 81, 1],
        ["only office", 0, 0, 0, 0],
    ]


def test_definitions_of_lines_that_never_opened_give_no_silences(two_lines):
    assert Definitions(two_lines, as_of="2021-07-01").silences(("moon",)).empty
