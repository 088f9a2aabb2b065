from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hotline
from conftest import filled, talk
from hotline import contacts as c


def letter(day, sender="north-leader", recipient="south-leader"):
    return {"message_id": f"{day}-{sender}", "date": day, "sender": sender, "recipient": recipient}


@pytest.fixture
def summer(a_record):
    return filled(
        a_record(
            "west 2018-01-01 opened",
            "west 2018-02-01 cut",
            "west 2018-03-01 restored",
            "office 2018-01-01 opened",
            "office 2018-05-01 cut",
            "office 2018-06-01 restored",
        ),
        talks=[
            talk("2018-04-27"),
            talk("2018-06-12", track="us-dprk", place_en="Singapore"),
            talk("2018-02-01", track="us-dprk", place_en="New York"),
            talk("2018-04-27", track="us-dprk", talk_id="same-day"),
            talk("2019-01-01", track="six-party"),
        ],
        messages=[
            letter("2018-09"),
            letter("2018-03-05", "south-leader", "north-leader"),
            letter("2018-03-06", "north-leader", "us-president"),
            letter("2018-03-07", "north-government", "south-government"),
            letter("2018-03-08", "north-leader", "south-government"),
        ],
    )


@pytest.fixture
def spells(summer):
    return hotline.spells(summer, as_of="2023-01-01")


def texts(moments):
    return moments.astype("str").tolist()


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("talks", ["2018-04-27"]),
        ("letters", ["2018-03-05", "2018-09-15"]),
        ("returns of the lines", ["2018-03-01"]),
        ("any contact", ["2018-03-01", "2018-03-05", "2018-04-27", "2018-09-15"]),
    ],
)
def test_contacts_are_talks_letters_between_the_leaders_and_returns_of_the_chosen_lines(summer, spells, kind, days):
    assert texts(c.inter_korean(summer, spells, kind, ("west",))) == days


def test_another_kind_of_contact_is_refused(summer, spells):
    with pytest.raises(ValueError) as refused:
        c.inter_korean(summer, spells, "smoke", ("west",))
    assert str(refused.value) == (
        "kind is 'smoke', but it must be one of talks, letters, returns of the lines, any contact"
    )


def test_talks_with_washington_come_in_order_with_other_tracks_when_asked(summer):
    assert texts(c.us_talks(summer)["day"]) == ["2018-02-01", "2018-04-27", "2018-06-12"]
    assert texts(c.us_talks(summer, ("us-dprk", "six-party"))["day"])[-1] == "2019-01-01"


def test_meetings_within_a_month_of_the_one_before_are_one_round():
    moments = pd.Series(pd.to_datetime(["1970-04-12", "1970-01-01", "1970-02-01", "1970-03-04", "1970-04-12"]))
    assert c.rounds(moments).tolist() == [0, 101]
    assert c.rounds(moments, together=0).tolist() == [0, 31, 62, 101, 101]
    assert c.rounds(moments.iloc[:0]).tolist() == []


@given(st.lists(st.integers(0, 400)), st.integers(1, 60))
def test_a_round_begins_with_what_nothing_came_shortly_before(days, together):
    moments = pd.Series(np.array(days, dtype="datetime64[D]").astype("datetime64[s]"))
    alone = [day for day in set(days) if not any(day - together <= other < day for other in days)]
    assert c.rounds(moments, together).tolist() == sorted(alone)


def test_each_round_has_the_state_of_the_lines_and_the_contacts_around_it(summer, spells):
    found = c.before_us_talks(
        summer,
        c.us_talks(summer),
        c.inter_korean(summer, spells, "talks", ("west",)),
        hotline.silences(spells, channels=["west"]),
    )
    assert found.columns.tolist() == ["day", "name", "place", "lines silent", *c.GAPS]
    assert found.astype({"day": "str"}).fillna(-1).values.tolist() == [
        ["2018-02-01", "talks of 2018-02-01", "New York", True, -1, 85],
        ["2018-04-27", "talks of 2018-04-27", "", False, -1, -1],
        ["2018-06-12", "talks of 2018-06-12", "Singapore", False, 46, -1],
    ]


def test_without_contacts_no_round_has_one_around_it(summer, spells):
    none = pd.Series([], dtype="datetime64[s]")
    found = c.before_us_talks(summer, c.us_talks(summer), none, hotline.silences(spells, channels=["west"]))
    assert found[list(c.GAPS)].isna().all(axis=None)


@pytest.mark.parametrize(
    ("led", "trailed", "p_value", "verdict"),
    [
        (
            9,
            2,
            0.05,
            "The difference is what shifted calendars give too (p = 0.05): the record does not say who leads.",
        ),
        (9, 2, 0.04, "The Koreas' contacts come first more often than shifted calendars make them (p = 0.04)."),
        (2, 9, 0.04, "The talks with Washington come first more often than shifted calendars make them (p = 0.04)."),
    ],
)
def test_who_leads_is_told_against_shifted_calendars(led, trailed, p_value, verdict):
    found = {"seconds": 33, "led": led, "trailed": trailed, "led_expected": 5.25, "trailed_expected": 5.0}
    found |= {"asymmetry": led - trailed, "p_value": p_value}
    assert c.lead_sentence(found, 90, "letters", "US-North Korea talks") == (
        f"US-North Korea talks, 33 in all: {led} had letters between the Koreas in the 90 days before (chance: 5.2), "
        f"and {trailed} in the 90 days after (chance: 5.0). {verdict}"
    )
    assert c.lead_sentence_ko(found, 90, "US-North Korea talks") == (
        f"북미 회담 33회 가운데 90일 안에 남북 접촉이 앞선 것 {led}회(우연 5.2), 뒤따른 것 {trailed}회(우연 5.0), "
        f"p = {p_value:.2f}: " + ("선후를 가릴 수 없다." if p_value >= 0.05 else "우연보다 한쪽이 앞선다.")
    )


def test_rounds_of_four_and_six_parties_are_named_in_korean_too():
    found = dict.fromkeys(("seconds", "led", "trailed", "led_expected", "trailed_expected", "p_value"), 1)
    assert c.lead_sentence_ko(found, 90, list(c.TRACKS)[1]).startswith("북미·4자·6자 회담 1회 가운데 90일 안에")


def test_less_of_a_lead_than_chance_makes_is_not_told_as_a_lead():
    found = {"seconds": 33, "led": 4, "trailed": 3, "led_expected": 15.0, "trailed_expected": 3.0}
    told = c.lead_sentence(found | {"asymmetry": 1, "p_value": 0.01}, 90, "talks", "US-North Korea talks")
    assert "The Koreas' contacts come first more often" not in told


def test_a_sentence_begins_with_a_capital_whatever_rounds_are_counted():
    found = dict.fromkeys(("seconds", "led", "trailed", "led_expected", "trailed_expected", "asymmetry", "p_value"), 1)
    assert all(c.lead_sentence(found, 90, "talks", name)[0].isupper() for name in c.TRACKS)


def test_every_choice_of_the_shipped_record_has_its_row(record):
    spells = hotline.spells(record, as_of=record.checked_through)
    found = c.lead_table(record, spells, ("military-west",))
    assert list(found[["contacts", "rounds", "within"]].itertuples(index=False, name=None)) == [
        (kind, rounds, within) for kind in c.KINDS for rounds in c.TRACKS for within in (30, 90, 180)
    ]
    assert (found["asymmetry"] == found["led"] - found["trailed"]).all()
    assert found[["led", "trailed"]].max(axis=1).le(found["seconds"]).all()


def test_how_many_rounds_had_a_line_is_told_beside_the_days_that_had_one():
    states = pd.Series(["contact", "silence", "contact", "unknown"])
    assert c.lines_sentence(pd.DataFrame({"lines silent": [False, True, False]}), states) == (
        "2 of 3 rounds with the United States began on a day on which a line between the Koreas answered; of all days "
        "since the first round, 50% were such days."
    )


@pytest.mark.parametrize(
    ("asymmetry", "p_value", "verdict"),
    [
        (5, 0.2, "does not bear the guess out"),
        (5, 0.01, "agrees with the guess"),
        (-5, 0.01, "does not bear the guess"),
    ],
)
def test_the_guess_is_judged(asymmetry, p_value, verdict):
    found = {"asymmetry": asymmetry, "p_value": p_value, "led_expected": 4.0, "trailed_expected": 4.0}
    told = c.guess_sentence(found, pd.DataFrame({"day": [pd.Timestamp("2019-10-04")]}), date(2026, 1, 14))
    assert told.startswith(f"The record {verdict}")
    assert told.endswith("began on 4 October 2019; none is known from then to 14 January 2026.")
