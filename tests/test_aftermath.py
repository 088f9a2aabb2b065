import pandas as pd
import pytest

import hotline
from conftest import filled, talk
from hotline import aftermath as a
from hotline.measures import state_on

DAY = "2021-07-27"


@pytest.fixture
def summer(a_record):
    """Three lines silent on the eve: west comes back that day, east two days later, the ship radio not at all."""
    record = filled(
        a_record(
            "west 2020-01-01 opened",
            "west 2020-06-09 cut",
            "west 2021-07-27T16:00 restored",
            "west 2021-07-27 used",
            "west 2021-08-10T17:00 unanswered",
            "east 2020-01-01 opened",
            "east 2020-06-17 cut",
            "east 2021-07-27T10:00 announced-restoration",
            "east 2021-07-29 restored",
            "ship 2020-01-01 opened",
            "ship 2020-06-09 cut",
            "office 2020-01-01 opened",
            "office 2021-07-27 cut",
            "office 2021-08 restored",
        ),
        talks=[talk("2021-07-27"), talk("2022-03-01"), talk("2021-09-01", track="us-dprk")],
        messages=[{"date": "2021-12-31", "sender": "north-leader", "recipient": "south-leader"}],
    )
    return record, hotline.spells(record, as_of="2023-01-01")


def test_the_hours_of_a_day_come_in_order_with_unreported_ones_last(summer):
    found = a.hours(summer[0], DAY)
    assert found.columns.tolist() == ["time (KST)", "line", "kind", "by", "what", "source_ids"]
    assert found.values.tolist() == [
        ["10:00", "East", "announced-restoration", "north", "east announced-restoration", "paper"],
        ["16:00", "West", "restored", "north", "west restored", "paper"],
        ["not reported", "Office", "cut", "north", "office cut", "paper"],
        ["not reported", "West", "used", "north", "west used", "paper"],
    ]
    assert a.hours(summer[0], "2019-01-01").empty


def test_days_of_return_are_those_known_to_the_day_the_newest_first(summer):
    assert a.days_of_return(summer[0]) == ["2021-07-29", "2021-07-27"]


def test_every_line_silent_on_the_eve_came_back_that_day_or_later_or_not_at_all(summer):
    found = a.came_back(*summer, DAY)
    assert found.columns.tolist() == ["line", "silent since", "days", "came back", "days later"]
    assert found.fillna(-1).values.tolist() == [
        ["West", "2020-06-09", 413, "2021-07-27", 0],
        ["Ship", "2020-06-09", 413, "not by 2023-01-01", -1],
        ["East", "2020-06-17", 405, "2021-07-29", 2],
    ]


@pytest.mark.parametrize("kind", ["closed", "untracked"])
def test_a_line_that_was_closed_or_lost_from_sight_did_not_come_back(a_record, kind):
    record = a_record("west 2020-01-01 opened", "west 2020-06-09 cut", f"west 2021-09-01 {kind}")
    found = a.came_back(record, hotline.spells(record, as_of="2023-01-01"), DAY)
    assert found["days later"].isna().tolist() == [True]


def test_what_followed_is_the_next_of_each_kind(summer):
    record, spells = summer
    found = a.followed_by(record, spells, hotline.silences(spells, channels=["west"]), ("west",), DAY)
    assert found.columns.tolist() == ["next", "on", "days", "what"]
    assert found.fillna(-1).values.tolist() == [
        ["missed call of a chosen line", "2021-08-10", 14, "2021-08-10-west-unanswered"],
        ["silence of all chosen lines", "2021-08-10", 14, "2021-08-10-west-unanswered"],
        ["end of a later silence of all", "none by 2023-01-01", -1, ""],
        ["return of a chosen line", "none by 2023-01-01", -1, ""],
        ["letter between the leaders", "2021-12-31", 157, ""],
        ["talks between the Koreas", "2022-03-01", 217, "talk-2022-03-01"],
        ["talks with the United States", "2021-09-01", 36, "talk-2021-09-01"],
    ]


def test_what_came_after_the_last_day_asked_for_is_left_out(summer):
    record, spells = summer
    found = a.followed_by(record, spells, hotline.silences(spells, channels=["west"]), ("west",), DAY, "2021-09-01")
    assert found["on"].tolist() == ["2021-08-10"] * 2 + ["none before 2021-09-01"] * 5


def test_a_line_that_came_back_two_days_later_is_what_followed(summer):
    record, spells = summer
    found = a.followed_by(record, spells, hotline.silences(spells, channels=["west"]), ("west", "east"), DAY)
    assert found.iloc[3].tolist() == ["return of a chosen line", "2021-07-29", 2, "2021-07-29-east-restored"]


def test_the_end_of_the_silence_that_followed_is_told(a_record):
    lines = ("2020-01-01 opened", "2020-06-09 cut", "2021-07-27 restored", "2021-08-10 cut", "2021-10-04 restored")
    record = filled(a_record(*(f"west {line}" for line in lines)))
    spells = hotline.spells(record, as_of="2023-01-01")
    found = a.followed_by(record, spells, hotline.silences(spells, channels=["west"]), ("west",), DAY)
    assert found.iloc[2].tolist() == ["end of a later silence of all", "2021-10-04", 69, "2021-10-04-west-restored"]


def test_the_day_is_told_in_both_languages(summer):
    back = a.came_back(*summer, DAY)
    assert a.day_sentence(*summer, back, DAY) == (
        "Of 3 lines silent on the eve of 27 July 2021, 1 came back then (after up to 413 days), 1 later, and 1 had "
        "not by 1 January 2023. On that day 2 lines on record were silent."
    )
    assert a.day_sentence_ko(summer[0], back, DAY) == (
        "2021년 7월 27일 전날 끊겨 있던 통신선 3개 가운데 1개가 그날 복구되었고, "
        "1개는 뒤에, 1개는 2023년 1월 1일까지 복구되지 않았다."
    )


def test_a_day_on_which_nothing_came_back_has_no_longest_silence(summer):
    back = a.came_back(*summer, "2021-07-28")
    assert a.day_sentence(*summer, back, "2021-07-28") == (
        "Of 3 lines silent on the eve of 28 July 2021, 0 came back then, 2 later, and 1 had not by 1 January 2023. "
        "On that day 2 lines on record were silent."
    )


def test_a_day_before_which_no_line_was_silent_says_so(summer):
    back = a.came_back(*summer, "2020-02-01")
    assert back.empty
    assert a.day_sentence(*summer, back, "2020-02-01") == "On the eve of 1 February 2020 no line on record was silent."


def test_a_single_line_takes_a_singular_verb(a_record):
    record = a_record("west 2020-01-01 opened", "west 2020-06-09 cut")
    spells = hotline.spells(record, as_of="2023-01-01")
    told = a.day_sentence(record, spells, a.came_back(record, spells, DAY), DAY)
    assert told.endswith("On that day 1 line on record was silent.")


def test_the_lines_of_the_shipped_record_are_those_silent_at_the_end_of_the_eve(record):
    spells = hotline.spells(record, as_of=record.checked_through)
    eve, names = state_on(spells, "2021-07-26"), record.channels.set_index("channel_id")["name_en"]
    silent = eve[eve["state"] == "silence"]
    back = a.came_back(record, spells, DAY)
    assert sorted(back["line"]) == sorted(names[silent["channel_id"]])
    assert sorted(back["silent since"]) == sorted(silent["since"].dt.strftime("%Y-%m-%d"))
    restored = record.status_events.query("date == @DAY and kind == 'restored'")["channel_id"]
    assert sorted(back.loc[back["days later"] == 0, "line"]) == sorted(names[restored])


def test_every_day_of_return_of_the_shipped_record_has_hours_and_a_sentence(record):
    spells = hotline.spells(record, as_of=record.checked_through)
    for day in a.days_of_return(record):
        back = a.came_back(record, spells, day)
        assert len(a.hours(record, day)) == (record.status_events["date"] == day).sum() > 0
        assert pd.Timestamp(day).strftime("%B %Y") in a.day_sentence(record, spells, back, day)


def test_the_day_on_which_a_record_ends_has_the_same_eve():
    eves = [
        a.came_back(one, hotline.spells(one, as_of=one.checked_through), DAY)
        for one in (hotline.load(), hotline.load(as_of=DAY))
    ]
    assert eves[0]["line"].tolist() == eves[1]["line"].tolist()
    assert [(eve["days later"] == 0).sum() for eve in eves] == [(eves[0]["days later"] == 0).sum()] * 2
