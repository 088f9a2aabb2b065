import json

import pytest

import hotline
from hotline.measures import Definitions
from hotline.selection import (
    EVERYTHING,
    PRESENT,
    SelectionError,
    State,
    events_between,
    limits,
    line_sets,
    presets,
    select,
)


@pytest.fixture
def small(a_record):
    return a_record(
        "office 2021-01-01 opened",
        "west 2021-01-01 opened",
        "office 2021-03-01 cut",
        "west 2021-03-11 cut",
        "west 2021-04-01 restored",
        "west 2021-06-01T09:00 unanswered",
        "west 2021-06-01T17:00 restored",
        "west 2022-11-01 cut",
        sets={"office": "daily"},
    )


def answer(record, **choices):
    start, end = "2021-01-01", "2023-01-01"
    state = State(**{"start": start, "end": end, "channels": ("office", "west"), **choices})
    return select(Definitions(record, as_of=record.checked_through), state)


def test_the_answer_is_a_sentence_a_table_and_the_frames_behind_them(small):
    found = answer(small)
    assert found.sentence == (
        "Between 1 January 2021 and 1 January 2023 all of the chosen lines that were open were silent twice, for "
        "82 days in all (11% of the time); the longest lasted 61 days, from 1 November 2022 and not over on "
        "1 January 2023."
    )
    assert found.table.to_dict("records") == [
        {
            "from": "2021-03-11",
            "to": "2021-04-01",
            "days": 21,
            "days, at least and at most": "",
            "days in the window": 21,
            "weekdays": 15,
            "lines silent": "Office and West",
            "began with": "cut: West",
            "ended with": "restored: West",
        },
        {
            "from": "2022-11-01",
            "to": "not over",
            "days": 61,
            "days, at least and at most": "",
            "days in the window": 61,
            "weekdays": 44,
            "lines silent": "Office and West",
            "began with": "cut: West",
            "ended with": "",
        },
    ]
    assert found.silences["days"].tolist() == [21, 61]
    assert found.spells.equals(hotline.spells(small, as_of="2023-01-01"))
    assert found.definitions["definition"].tolist()[0] == "as chosen"


def test_a_window_counts_only_the_days_inside_it_and_shows_the_whole_length_beside(small):
    found = answer(small, start="2021-03-21", end="2021-03-31")
    assert found.table[["days", "days in the window"]].values.tolist() == [[21, 10]]


def test_a_window_without_silence_gives_a_sentence_and_an_empty_table(small):
    found = answer(small, start="2021-04-02", end="2021-05-01")
    assert "no time when none of the chosen lines answered" in found.sentence
    assert found.table.empty


def test_missed_calls_count_when_the_reader_says_so(small):
    assert len(answer(small, missed_calls=True).table) == 3


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"start": "2022-01-01", "end": "2021-01-01"}, "'From' (2022-01-01) must come before 'Until' (2021-01-01)"),
        ({"start": "2021-05-01", "end": "2021-05-01"}, "must come before"),
        ({"start": ""}, "'From' is empty: choose a day."),
        ({"end": ""}, "'Until' is empty: choose a day."),
        ({"start": "1950-01-01"}, "The record runs from 2021-01-01 to 2023-01-01: choose days between them."),
        ({"end": "2030-01-01"}, "The record runs from"),
        ({"start": "soon"}, "'From': 'soon' is not a date"),
        ({"start": "2021-05"}, "choose one day, such as 2021-07-27"),
        ({"channels": ()}, "No line is chosen: tick one or more of them."),
        ({"channels": ("moon",)}, "No line is called moon: the lines are office, west."),
        ({"event": "nothing"}, "No event is called 'nothing'"),
        ({"dates": "rumoured"}, "'effective' or 'announced'"),
    ],
)
def test_choices_that_cannot_be_shown_are_refused_with_what_to_choose_instead(small, choices, words):
    with pytest.raises((SelectionError, ValueError)) as refused:
        answer(small, **choices)
    assert words in str(refused.value)


def test_a_state_survives_json(small):
    state = answer(small, missed_calls=True).state.as_dict()
    assert State(**json.loads(json.dumps(state))).as_dict() == state


def test_windows_have_names(small):
    found = hotline.silences(hotline.spells(small, as_of="2023-01-01"), channels=["office", "west"])
    assert presets(small, found) == {
        EVERYTHING: ("2021-01-01", "2023-01-01"),
        PRESENT: ("2022-11-01", "2023-01-01"),
        "The year 2021": ("2021-01-01", "2022-01-01"),
    }
    assert PRESENT not in presets(small, found.iloc[:1])


def test_the_limits_are_the_first_year_and_the_last_check(small):
    assert [str(day) for day in limits(small)] == ["2021-01-01", "2023-01-01"]


def test_sets_of_lines_have_names(small, record):
    assert line_sets(small) == {
        "Government and Red Cross lines": ("office",),
        "Military lines": ("west",),
        "Every line between the Koreas": ("office", "west"),
        "Every line, UN Command's too": ("office", "west"),
    }
    assert next(iter(line_sets(record))) == "Lines with regular calls"


def test_events_of_a_window_may_be_kept_to_one_line_and_one_more_event(small):
    def ids(*arguments, **more):
        return events_between(small, *arguments, **more)["event_id"].tolist()

    assert ids("2021-03-01", "2021-03-12") == ["2021-03-01-office-cut", "2021-03-11-west-cut"]
    assert ids("2021-03-01", "2021-03-12", "west") == ["2021-03-11-west-cut"]
    assert ids("2021-03-01", "2021-03-12", "west", also="2022-11-01-west-cut") == [
        "2021-03-11-west-cut",
        "2022-11-01-west-cut",
    ]


def test_the_shipped_record_offers_every_government_and_the_moments_people_ask_about(record):
    found = hotline.silences(hotline.spells(record, as_of=record.checked_through))
    names = list(presets(record, found))
    assert names[:2] == [EVERYTHING, PRESENT]
    assert {"The years of the 2018 summits", "Around 27 July 2021"} <= set(names)
    governments = record.periods[record.periods["kind"] == "government"]
    assert set(governments["name_en"]) <= set(names)
    for start, end in presets(record, found).values():
        assert start < end <= record.checked_through.isoformat()
