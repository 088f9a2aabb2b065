import re

import plotly.graph_objects as go
import pytest

from conftest import filled, small_record
from hotline import answers, meetings
from hotline.measures import Definitions
from hotline.selection import State

DAY = "2021-07-27"
ASKED = {
    "the day": (answers.what_did_that_day_change, {"day": DAY}),
    "talks": (answers.do_they_meet_without_a_line, {"group": "field"}),
    "silence lasts": (
        answers.how_long_does_it_last,
        {"of": "silence", "unit": "episodes", "within": 365},
    ),
    "before a cut": (answers.what_comes_before, {"movement": "silence", "window": 30, "null": "any day"}),
    "before a return": (answers.what_comes_before, {"movement": "contact", "window": 7, "null": "same season"}),
    "at sea": (answers.more_clashes_in_silence, {"incidents": "all, seizures too", "coast": "west"}),
    "who leads": (
        answers.who_leads,
        {"kind": "talks", "rounds_with": "US-North Korea talks", "within": 90, "together": False},
    ),
}
NO_SILENCE = [
    ("1971-01-01", "1971-06-01"),
    ("1973-01-01", "1974-01-01"),
    ("2022-01-01", "2022-03-01"),
    ("1980-09-25", "1984-10-10"),
    ("2020-06-09", "2021-08-01"),
]


@pytest.fixture(scope="session")
def everything(record):
    return State("1971-01-01", record.checked_through.isoformat())


@pytest.fixture(scope="session")
def answered(definitions, everything):
    return {name: ask(definitions, everything, **choices) for name, (ask, choices) in ASKED.items()}


def by_state(table):
    return (table.astype({"events": object}).set_index("state").loc[state] for state in ("contact", "silence"))


def day_phrases(tables):
    later = tables["Lines that were silent on the eve"]["days later"]
    return [
        f"Of {len(later)} lines silent on the eve of 27 July 2021, {(later == 0).sum()} came back then",
        f"{(later > 0).sum()} later, and {later.isna().sum()} had not by 14 January 2026",
    ]


def talks_phrases(tables):
    contact, silence = by_state(tables["Talks in contact and in silence"])
    return [
        f"met {contact['events']} times in {contact['years']:.1f} years with a line",
        f"({contact['a year']:.1f} a year) and {silence['events']} times in {silence['years']:.1f} years without",
    ]


def lengths_phrases(tables):
    lengths, chances = tables["The lengths"], tables["Chance of an end within 365 days"]
    half = tables["The curve"].query("survival <= 0.5")["days"].iloc[0]
    return [
        f"Of {len(lengths)} cases of silence, {(~lengths['ended']).sum()} not over",
        f"half last longer than {half} days",
        *(
            f"{row.chance:.0%} ({chances['from'][row.Index]}; 95% interval {row.lower:.0%}"
            for row in chances.itertuples()
        ),
    ]


def before_phrases(noun, window):
    def phrases(tables):
        listed = next(table for caption, table in tables.items() if caption.endswith(noun))
        shown = tables[f"The {window} days before"]
        counts = [f"{row.trigger} {row.followed} ({row.expected:.1f})" for row in shown.itertuples()]
        return [
            f"How many of {len(listed)} {noun} had each of these in the {window} days before, and by chance: ",
            *counts,
        ]

    return phrases


def sea_phrases(tables):
    contact, silence = by_state(tables["Incidents in contact and in silence"])
    chosen = tables["Which lines count"].query("incidents == 'all, seizures too' and coast == 'west'").iloc[0]
    assert [chosen["in silence"], chosen["in contact"]] == [silence["events"], contact["events"]]
    return [
        f"{silence['events']} incidents in {silence['years']:.1f} years of silence ({silence['a year']:.2f} a year)",
        f"and {contact['events']} in {contact['years']:.1f} years of contact ({contact['a year']:.2f} a year)",
        f"a rate {chosen['ratio']:.2f} times as high",
    ]


def lead_phrases(tables):
    rounds = tables["Each round with the United States"]
    led, trailed = (rounds[gap].le(90).sum() for gap in ("days since contact", "days to contact"))
    return [
        f"{len(rounds)} in all: {led} had talks between the Koreas in the 90 days before",
        f"and {trailed} in the 90 days after",
    ]


PHRASES = {
    "the day": day_phrases,
    "talks": talks_phrases,
    "silence lasts": lengths_phrases,
    "before a cut": before_phrases("cuts", 30),
    "before a return": before_phrases("returns", 7),
    "at sea": sea_phrases,
    "who leads": lead_phrases,
}


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_has_words_in_both_languages_a_figure_and_tables(answered, name):
    sentence, korean, figure, tables = answered[name]
    assert sentence.endswith(".") and not any("가" <= letter <= "힣" for letter in sentence)
    assert korean.endswith(".") and any("가" <= letter <= "힣" for letter in korean)
    assert isinstance(figure, go.Figure) and figure.data and figure.layout.title.text
    assert tables and not any(table.empty for table in tables.values())


@pytest.mark.parametrize("name", ASKED)
def test_the_numbers_of_a_sentence_are_those_of_its_tables(answered, name):
    phrases = PHRASES[name](answered[name].tables)
    assert [phrase for phrase in phrases if phrase not in answered[name].sentence] == []


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_the_same_when_asked_again(answered, definitions, everything, name):
    ask, choices = ASKED[name]
    again = ask(definitions, everything, **choices)
    assert again[:2] == answered[name][:2]
    assert again.figure.to_json() == answered[name].figure.to_json()
    assert all(table.equals(answered[name].tables[caption]) for caption, table in again.tables.items())


@pytest.mark.parametrize("window", NO_SILENCE)
@pytest.mark.parametrize("name", ASKED)
def test_a_window_without_silence_gets_words_or_is_refused_in_words(definitions, name, window):
    ask, choices = ASKED[name]
    try:
        words = ask(definitions, State(*window), **choices).sentence
    except ValueError as refused:
        words = str(refused)
        assert "choose a longer one" in words
    assert not re.search(r"\b(nan|inf)\b", words)


@pytest.mark.parametrize("name", ["talks", "at sea"])
def test_without_silence_there_is_nothing_to_compare(definitions, name):
    ask, choices = ASKED[name]
    assert "there is nothing to compare" in ask(definitions, State(*NO_SILENCE[1]), **choices).sentence


def test_talks_counted_in_silence_are_those_that_can_be_listed(answered, definitions, everything, record):
    found = definitions.silences(**everything.definition())
    _, silence = by_state(answered["talks"].tables["Talks in contact and in silence"])
    assert silence["events"] == len(meetings.met_in_silence(record, found))


def test_a_small_record_is_answered_too():
    record = filled(small_record("west 2021-01-01 opened", "west 2021-03-01 cut", "west 2021-04-01 restored"))
    small = Definitions(record, as_of="2023-01-01")
    state = State("2021-01-01", "2023-01-01", channels=("west",))
    found = answers.how_long_does_it_last(small, state, "silence", "episodes", 30)
    assert found.sentence.startswith("Of 1 case of silence, 0 not over, half last longer than 31")


@pytest.mark.parametrize(
    ("window", "edges"),
    [
        (("1970-01-01", "1970-02-20"), [10, 20, 30]),
        (("1970-01-16", "1970-01-26"), [15, 20, 25]),
        (("1970-01-21", "1970-01-31"), [20, 30]),
        (("1970-01-01", "1970-01-21"), [10, 20]),
        (("1970-01-22", "1970-01-25"), [21, 24]),
    ],
)
def test_regimes_are_cut_to_the_window(window, edges):
    assert answers.clipped([10, 20, 30], State(*window)) == edges


def test_a_window_before_the_first_line_has_no_regime():
    with pytest.raises(ValueError, match="no line of the record was open in this window; choose a longer one"):
        answers.clipped([10, 20, 30], State("1970-01-01", "1970-01-06"))


@pytest.mark.parametrize("movement", ["silence", "contact"])
def test_movements_of_a_window_are_those_that_begin_in_it(definitions, movement):
    found = answers.movements_in(definitions, State("2013-01-01", "2014-01-01"), movement)
    assert set(found["day"].dt.year) == {2013}
