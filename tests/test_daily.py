from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hotline
from hotline.daily import STATES, any_in, daily_states, day_numbers, rates_by_state, shift_test
from hotline.rates import rate_ratio
from test_interval_properties import LAST, records, windows

TEN_DAYS = ["contact"] * 4 + ["silence"] * 3 + ["unknown"] * 2 + ["none"]


def days_from(first, states):
    return pd.Series(states, index=pd.date_range(first, periods=len(states), freq="D", unit="s"))


def on(*days):
    return pd.Series(pd.to_datetime(list(days)))


@given(records(), windows(), st.sampled_from([("west",), ("west", "east", "office")]), st.booleans())
@settings(max_examples=50, deadline=None)
def test_the_joint_state_of_a_day_is_looked_up_line_by_line(record, window, channels, breaks):
    spells = hotline.spells(record, as_of=LAST)
    own = spells[spells["channel_id"].isin(channels)]
    own = [(row.state, row.start.date(), row.end.date()) for row in own.itertuples()]
    found = daily_states(spells, channels, *window, unknown="breaks" if breaks else "ignored")
    strongest = ["contact", "unknown", "silence"] if breaks else ["contact", "silence", "unknown"]
    days = [window[0] + timedelta(days=number) for number in range((window[1] - window[0]).days)]
    at = [{state for state, start, end in own if start <= day < end} for day in days]
    expected = [next((state for state in strongest if state in states), "none") for states in at]
    assert found.index.date.tolist() == days
    assert found.tolist() == expected and set(expected) <= set(STATES)


def test_a_day_of_missed_calls_is_a_day_in_contact(a_record):
    record = a_record("west 2021-01-01 opened", "west 2021-01-03T09:00 unanswered", "west 2021-01-03T17:00 restored")
    states = daily_states(hotline.spells(record, as_of="2021-02-01"), ["west"], "2020-12-31", "2021-01-05")
    assert states.tolist() == ["none", "contact", "contact", "contact", "contact"]


def test_rates_count_only_days_and_events_in_contact_or_silence():
    moments = on("2021-01-01", "2021-01-05", "2021-01-05", "2021-01-08", "2021-01-10", "2020-12-31", "2021-01-11")
    table, ratio = rates_by_state(days_from("2021-01-01", TEN_DAYS), moments)
    assert table.to_dict("list") == {
        "state": ["contact", "silence"],
        "years": pytest.approx([4 / 365.2425, 3 / 365.2425]),
        "events": [1, 2],
        "a year": pytest.approx([365.2425 / 4, 2 * 365.2425 / 3]),
    }
    assert ratio == rate_ratio(2, 3, 1, 4)
    assert ratio.ratio == pytest.approx((2 / 3) / (1 / 4))


@pytest.mark.parametrize(
    ("state", "a_year"), [("contact", [365.2425 / 4, np.nan]), ("silence", [np.nan, 365.2425 / 4])]
)
def test_without_time_in_both_states_there_is_no_ratio(state, a_year):
    table, ratio = rates_by_state(days_from("2021-01-01", [state] * 4), on("2021-01-02"))
    np.testing.assert_allclose(table["a year"], a_year)
    np.testing.assert_equal(ratio, (np.nan, 0.0, np.inf, 1.0))


def test_days_are_numbered_from_1970():
    assert day_numbers(on("1969-12-31", "1970-01-01", "1971-01-01")).tolist() == [-1, 0, 365]


def test_the_shift_test_of_one_event_is_the_share_of_silent_days():
    states = days_from("1970-01-11", ["contact"] * 8 + ["silence"] * 2)
    found = shift_test(states, on("1970-01-20"), [10, 20], draws=4000)
    expected = {"in_silence": 1, "expected": pytest.approx(0.2, abs=0.03), "p_value": pytest.approx(0.4, abs=0.05)}
    assert found == expected


def test_events_are_compared_with_their_own_regime_only():
    states = days_from("1970-01-11", ["silence"] * 5 + ["contact"] * 5)
    found = shift_test(states, on("1970-01-12", "1970-01-13", "1970-01-18"), [10, 15, 20], draws=50)
    assert found == {"in_silence": 2, "expected": 2.0, "p_value": 1.0}


def test_events_outside_the_window_are_left_out_of_the_shift_test():
    states = days_from("1970-01-11", ["silence"] * 10)
    found = shift_test(states, on("1970-01-10", "1970-01-11", "1970-01-20", "1970-01-21"), [10, 20], draws=50)
    assert found == {"in_silence": 2, "expected": 2.0, "p_value": 1.0}


@pytest.mark.parametrize("edges", [[0, 15, 30], [10, 15, 20]], ids=["wider than the window", "those of the window"])
def test_regimes_that_reach_beyond_the_window_are_cut_to_it_and_lose_no_event(edges):
    states = days_from("1970-01-11", ["silence"] * 5 + ["contact"] * 5)
    found = shift_test(states, on("1970-01-11", "1970-01-14", "1970-01-19"), edges, draws=50)
    assert found == {"in_silence": 2, "expected": 2.0, "p_value": 1.0}


def test_a_line_is_at_risk_on_the_days_that_begin_with_it_in_that_state(a_record):
    spells = hotline.spells(a_record("west 1970-01-03 opened", "west 1970-01-06 cut"), as_of="1970-01-09")
    assert any_in(spells, ["west"], "contact", [0, 8]).tolist() == [day in (3, 4, 5) for day in range(8)]
    assert any_in(spells, ["west"], "silence", [1, 8]).tolist() == [day in (6, 7) for day in range(1, 8)]
    assert not any_in(spells, ["east"], "contact", [0, 8]).any()
