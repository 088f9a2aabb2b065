import pytest

import hotline
from hotline.silences import DEFAULT_CHANNELS


def shown(found, columns=("start", "end", "ended", "days", "channels")):
    return [tuple(row) for row in found[list(columns)].astype({"start": "str", "end": "str"}).itertuples(index=False)]


@pytest.fixture
def spells_of_2013(a_record):
    record = a_record(
        "panmunjom 1971-09-22 opened",
        "panmunjom 2013-03-11 unanswered",
        "panmunjom 2013-06-07 restored",
        "west 2002-09-24 opened",
        "west 2013-03-27 cut",
        "west 2013-09-06 restored",
        checked_through="2014-01-01",
    )
    return hotline.spells(record, as_of="2014-01-01")


BOTH = ["panmunjom", "west"]


def test_a_silence_begins_with_the_last_line_cut_and_ends_with_the_first_restored(spells_of_2013):
    found = hotline.silences(spells_of_2013, channels=BOTH)
    assert shown(found, ("start", "end", "ended", "days", "channels", "start_event", "end_event")) == [
        ("2013-03-27", "2013-06-07", True, 72, "panmunjom west", "2013-03-27-west-cut", "2013-06-07-panmunjom-restored")
    ]


def test_the_silences_of_one_line_are_its_silent_spells(spells_of_2013):
    assert shown(hotline.silences(spells_of_2013, channels=["west"])) == [
        ("2013-03-27", "2013-09-06", True, 163, "west")
    ]
    assert shown(hotline.silences(spells_of_2013, channels="west")) == shown(
        hotline.silences(spells_of_2013, channels=["west"])
    )


def test_a_line_not_yet_open_does_not_count(a_record):
    record = a_record("old 1971-01-01 opened", "old 1976-08-30 cut", "new 1992-05-18 opened")
    found = hotline.silences(hotline.spells(record, as_of="1993-01-01"), channels=["old", "new"])
    assert shown(found) == [("1976-08-30", "1992-05-18", True, 5740, "old")]
    assert found["end_event"].tolist() == ["1992-05-18-new-opened"]


def test_a_line_that_answers_ends_a_silence_not_one_that_is_lost_from_sight_on_that_day(a_record):
    record = a_record(
        "panmunjom 1971-09-22 opened",
        "panmunjom 1976-08-30 cut",
        "panmunjom 1980-02-06 untracked",
        "talks 1980-02-06 opened",
    )
    found = hotline.silences(hotline.spells(record, as_of="1980-06-01"), channels=["panmunjom", "talks"])
    assert found["end_event"].tolist() == ["1980-02-06-talks-opened"]


def test_a_silence_that_has_not_ended_is_censored(a_record):
    record = a_record("west 2020-01-01 opened", "west 2023-04-07 unanswered", checked_through="2026-01-14")
    found = hotline.silences(hotline.spells(record, as_of="2026-01-14"), channels=["west"])
    assert shown(found) == [("2023-04-07", "2026-01-14", False, 1013, "west")]
    assert found["end_event"].isna().all()


def test_missed_calls_of_less_than_a_day_are_left_out_unless_asked_for(a_record):
    record = a_record("west 2021-10-04 opened", "west 2022-10-04T09:00 unanswered", "west 2022-10-04T17:00 restored")
    spells = hotline.spells(record, as_of="2023-01-01")
    assert hotline.silences(spells, channels=["west"]).empty
    assert shown(hotline.silences(spells, channels=["west"], min_days=0)) == [
        ("2022-10-04", "2022-10-04", True, 0, "west")
    ]


def test_missed_calls_on_one_line_are_no_silence_while_another_answers(a_record):
    record = a_record(
        "west 2021-10-04 opened",
        "office 2021-10-04 opened",
        "office 2022-10-04T09:00 unanswered",
        "office 2022-10-04T17:00 restored",
    )
    spells = hotline.spells(record, as_of="2023-01-01")
    assert hotline.silences(spells, channels=["west", "office"], min_days=0).empty


def test_an_answer_of_less_than_a_day_divides_a_silence(a_record):
    record = a_record(
        "west 2015-01-01 opened",
        "west 2016-02-11 cut",
        "west 2016-05-21T10:00 restored",
        "west 2016-05-21T18:00 unanswered",
        checked_through="2017-01-01",
    )
    found = hotline.silences(hotline.spells(record, as_of="2017-01-01"), channels=["west"])
    assert [row[:2] for row in shown(found)] == [("2016-02-11", "2016-05-21"), ("2016-05-21", "2017-01-01")]


def test_a_line_of_unknown_state_is_ignored_or_breaks_the_silence(a_record):
    record = a_record(
        "west 2000-01-01 opened", "west 2001-01-01 cut", "secret 2000-01-01 opened", "secret 2000-06-01 untracked"
    )
    spells = hotline.spells(record, as_of="2002-01-01")
    assert [row[:2] for row in shown(hotline.silences(spells, channels=["west", "secret"]))] == [
        ("2001-01-01", "2002-01-01")
    ]
    assert hotline.silences(spells, channels=["west", "secret"], unknown="breaks").empty


def test_uncertain_boundaries_give_a_range_of_days(a_record):
    record = a_record("west 1971-01-01 opened", "west 1976-08 cut", "west 1980-02 restored")
    found = hotline.silences(hotline.spells(record, as_of="1990-01-01"), channels=["west"])
    assert found[["days", "days_min", "days_max"]].values.tolist() == [[1278, 1249, 1307]]


def test_the_default_is_the_lines_with_regular_calls(record):
    spells = hotline.spells(record, as_of=record.checked_through)
    named = [channel for channel in DEFAULT_CHANNELS if channel in set(spells["channel_id"])]
    assert hotline.silences(spells).equals(hotline.silences(spells, channels=named))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"channels": ["moon"]}, "no spells of moon; there are spells of panmunjom, west"),
        ({"channels": []}, "no channel was chosen; choose one or more of panmunjom, west"),
        ({"channels": BOTH, "min_days": -1}, "it must be 0 or more"),
        ({"channels": BOTH, "unknown": "maybe"}, "it must be 'ignored' or 'breaks'"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_words(spells_of_2013, arguments, words):
    with pytest.raises(ValueError) as refused:
        hotline.silences(spells_of_2013, **arguments)
    assert words in str(refused.value)
