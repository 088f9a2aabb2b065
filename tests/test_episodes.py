from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hotline
from hotline.episodes import durations, episodes, movements
from test_interval_properties import FIRST, LAST, records


def shown(frame):
    days = {column: "datetime64[s]" for column in ("start", "end", "day") if column in frame}
    return frame.astype(days).astype(dict.fromkeys(days, "str")).values.tolist()


@pytest.fixture
def spells(a_record):
    record = a_record(
        "panmunjom 1971-09-22 opened",
        "panmunjom 2013-03-11 unanswered",
        "panmunjom 2013-06-07 restored",
        "panmunjom 2013-08-01T09:00 unanswered",
        "panmunjom 2013-08-01T17:00 restored",
        "west 2002-09-24 opened",
        "west 2013-03-27 cut",
        "west 2013-09-06 restored",
        checked_through="2014-01-01",
    )
    return hotline.spells(record, as_of="2014-01-01")


@given(records(), st.sampled_from([("west",), ("west", "east", "office")]), st.integers(0, 1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_episodes_tile_the_time_without_gap_or_overlap_and_their_silences_are_those_given(
    record, channels, min_days, breaks
):
    spells = hotline.spells(record, as_of=LAST)
    unknown = "breaks" if breaks else "ignored"
    found = hotline.silences(spells, channels=channels, min_days=min_days, unknown=unknown)
    first, last = spells["start"].min(), spells["end"].max()
    tiles = episodes(found, first, last)
    assert tiles["start"].iloc[0] == first and tiles["end"].iloc[-1] == last
    assert (tiles["start"].to_numpy()[1:] == tiles["end"].to_numpy()[:-1]).all()
    assert not (tiles["state"].eq("contact") & tiles["state"].shift().eq("contact")).any()
    assert (tiles.loc[tiles["state"] == "contact", "days"] > 0).all()
    assert tiles["days"].sum() == (last - first).days
    columns = [column for column in tiles if column in found]
    silent = tiles.loc[tiles["state"] == "silence", columns].reset_index(drop=True)
    assert silent.astype(found.dtypes[columns]).equals(found[columns])


def test_contact_between_silences_is_restored_but_for_the_time_before_the_first(spells):
    found = hotline.silences(spells, channels=["panmunjom", "west"])
    tiles = episodes(found, spells["start"].min(), spells["end"].max())
    columns = ["state", "start", "end", "ended", "days", "restored", "start_event", "end_event"]
    cut, back = "2013-03-27-west-cut", "2013-06-07-panmunjom-restored"
    assert shown(tiles[columns].astype(object).where(tiles.notna(), None)) == [
        ["contact", "1971-09-22", "2013-03-27", True, 15162, False, None, cut],
        ["silence", "2013-03-27", "2013-06-07", True, 72, False, cut, back],
        ["contact", "2013-06-07", "2014-01-01", False, 208, True, back, None],
    ]


def test_contact_is_as_uncertain_as_the_silences_around_it(a_record):
    record = a_record("west 1971-01-01 opened", "west 1976-08 cut", "west 1980-02 restored", "west 1984-09-01 cut")
    spells = hotline.spells(record, as_of="1990-01-01")
    found = durations(hotline.silences(spells, channels=["west"]), spells, state="contact")
    assert found[["days", "days_min", "days_max"]].values.tolist() == [[1660, 1646, 1674]]


def test_an_answer_of_less_than_a_day_and_one_on_the_day_we_look_leave_no_contact_of_no_days(a_record):
    record = a_record(
        "west 2000-01-01 opened",
        "west 2000-02-01 cut",
        "west 2000-02-02T10:00 restored",
        "west 2000-02-02T18:00 unanswered",
        "west 2000-03-01 restored",
    )
    spells = hotline.spells(record, as_of="2000-03-01")
    found = hotline.silences(spells, channels=["west"])
    tiles = episodes(found, spells["start"].min(), spells["end"].max())
    assert tiles[["state", "days"]].values.tolist() == [["contact", 31], ["silence", 1], ["silence", 28]]
    assert (
        durations(found, spells)["days"].tolist() == durations(found, spells, unit="lines")["days"].tolist() == [1, 28]
    )


def test_without_a_silence_all_is_one_contact_not_ended(spells):
    tiles = episodes(hotline.silences(spells).iloc[:0], pd.Timestamp(FIRST), pd.Timestamp(LAST))
    assert shown(tiles[["state", "start", "end", "ended", "restored"]]) == [
        ["contact", "2000-01-01", "2003-01-01", False, False]
    ]


@pytest.mark.parametrize(
    ("state", "unit", "expected"),
    [
        ("silence", "episodes", ["1 2013-03-27 2013-06-07 True 72"]),
        ("contact", "episodes", ["1 2013-06-07 2014-01-01 False 208"]),
        ("silence", "lines", ["panmunjom 2013-03-11 2013-06-07 True 88", "west 2013-03-27 2013-09-06 True 163"]),
        (
            "contact",
            "lines",
            [
                "panmunjom 2013-06-07 2013-08-01 True 55",
                "panmunjom 2013-08-01 2014-01-01 False 153",
                "west 2013-09-06 2014-01-01 False 117",
            ],
        ),
    ],
)
def test_lengths_of_episodes_and_of_each_line_by_itself(spells, state, unit, expected):
    found = durations(hotline.silences(spells, channels=["panmunjom", "west"]), spells, state=state, unit=unit)
    assert list(found) == ["what", "start", "end", "ended", "days", "days_min", "days_max", "under_way", "watched"]
    assert (found["under_way"] == ~found["ended"]).all()
    assert [" ".join(map(str, row[:5])) for row in shown(found)] == expected


def test_only_the_chosen_lines_count_by_themselves(spells):
    found = hotline.silences(spells, channels=["west"])
    assert durations(found, spells, unit="lines", channels=["west"])["what"].tolist() == ["west"]


@pytest.mark.parametrize("unit", ["episodes", "lines"])
def test_a_silence_whose_end_nobody_saw_is_censored_and_no_contact_follows_it(a_record, unit):
    record = a_record("west 2000-01-01 opened", "west 2001-01-01 cut", "west 2001-04-11 untracked")
    spells = hotline.spells(record, as_of="2002-01-01")
    found = hotline.silences(spells, channels=["west"])
    both = {state: durations(found, spells, state=state, unit=unit) for state in ("silence", "contact")}
    assert both["silence"][["days", "ended"]].values.tolist() == [[100, False]]
    assert both["contact"].empty


def test_what_an_event_is_called_changes_nothing_and_announced_returns_are_returns(a_record):
    record = a_record(
        "west 2000-01-01 opened",
        "west 2001-01-01 cut",
        "west 2001-03-25 announced-restoration",
        "west 2001-04-11 restored",
        "west 2001-06-01 cut",
        "west 2001-07-01 untracked",
    )
    renamed = replace(record, status_events=record.status_events.assign(event_id=[f"e{n}" for n in range(6)]))
    for dates, back in (("effective", "2001-04-11"), ("announced", "2001-03-25")):
        for own in (record, renamed):
            spells = hotline.spells(own, as_of="2002-01-01", dates=dates)
            found = hotline.silences(spells, channels=["west"])
            assert shown(movements(spells, state="contact")[["day"]]) == [[back]]
            assert durations(found, spells)["ended"].tolist() == [True, False]
            for unit in ("episodes", "lines"):
                assert shown(durations(found, spells, state="contact", unit=unit)[["start"]]) == [[back]]


def test_contact_goes_no_further_than_the_last_line_known_to_be_in_contact(a_record):
    record = a_record(
        "west 2000-01-01 opened", "west 2000-02-01 cut", "west 2000-03-01 restored", "west 2000-03-11 untracked"
    )
    spells = hotline.spells(record, as_of="2001-01-01")
    found = durations(hotline.silences(spells, channels=["west"]), spells, state="contact")
    assert found[["days", "days_max", "ended", "under_way"]].values.tolist() == [[10, 10, False, False]]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"state": "unknown"}, "state is 'unknown', but it must be one of silence, contact"),
        ({"unit": "calls"}, "unit is 'calls', but it must be one of episodes, lines"),
    ],
)
def test_another_state_or_unit_is_refused_in_words(spells, wrong, words):
    with pytest.raises(ValueError, match=words):
        durations(hotline.silences(spells, channels=["west"]), spells, **wrong)


@pytest.mark.parametrize(
    ("state", "together", "expected"),
    [
        ("silence", 16, [["2013-03-11", 2, "panmunjom west"]]),
        ("silence", 15, [["2013-03-11", 1, "panmunjom"], ["2013-03-27", 1, "west"]]),
        ("contact", 91, [["2013-06-07", 2, "panmunjom west"]]),
        ("contact", 90, [["2013-06-07", 1, "panmunjom"], ["2013-09-06", 1, "west"]]),
    ],
)
def test_lines_that_turn_within_some_days_of_the_one_before_are_one_movement(spells, state, together, expected):
    found = movements(spells, state=state, together=together)
    assert shown(found[["day", "lines", "channels"]]) == expected
    every = {"silence": ["panmunjom-unanswered", "west-cut"], "contact": ["panmunjom-restored", "west-restored"]}
    assert [event[11:] for event in " ".join(found["start_events"]).split()] == every[state]
    assert found["start_event"].tolist() == [events.split()[0] for events in found["start_events"]]


def test_nothing_that_moved_gives_no_movement(spells):
    early = spells[spells["start"] < "2013-01-01"]
    assert len(movements(early, state="silence")) == len(movements(early, state="contact")) == 0


@given(records(), st.sampled_from(["silence", "contact"]), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_movements_hold_every_turn_once_and_lie_further_apart_than_what_is_joined(record, state, together):
    spells = hotline.spells(record, as_of=LAST)
    before = dict(zip(zip(spells["channel_id"], spells["end"], strict=True), spells["state"], strict=True))
    found = movements(spells, state=state, together=together)
    days = spells.set_index("start_event")["start"]
    turns = [[days[event] for event in events.split()] for events in found["start_events"]]
    for here, after in pairwise(turns):
        assert after[0] - here[-1] > timedelta(days=together)
    assert all(b - a <= timedelta(days=together) for turn in turns for a, b in pairwise(turn))
    wanted = spells[(spells["state"] == state) & (spells["days"] >= 1)]
    wanted = [row for row in wanted.itertuples() if state == "silence" or before.get((row.channel_id, row.start))]
    assert sorted(day for turn in turns for day in turn) == sorted(row.start for row in wanted)
