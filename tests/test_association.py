from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.association import NULLS, YEAR, coincidence, exposed_days, followed, scan, shifted
from hotline.rates import holm

DAYS = st.lists(st.integers(0, 60), max_size=8)
TRIGGERS = st.lists(st.tuples(st.integers(-20, 70), st.integers(0, 15)), max_size=6)
EDGES = st.lists(st.integers(0, 60), min_size=2, max_size=5, unique=True).map(sorted)
WINDOW = st.integers(0, 12)


def numbers(days):
    return np.array(days, dtype=int)


def bounds(triggers):
    return numbers([start for start, _ in triggers]), numbers([start + length for start, length in triggers])


def had_a_trigger(day, triggers, window):
    return any(start <= back <= start + more for start, more in triggers for back in range(day - window, day + 1))


@pytest.mark.parametrize(("day", "expected"), [(9, False), (10, True), (12, True), (17, True), (18, False)])
def test_a_trigger_counts_from_its_first_day_to_the_window_after_its_last(day, expected):
    assert followed(numbers([day]), numbers([10]), numbers([12]), 5).tolist() == [expected]


@given(DAYS, TRIGGERS, WINDOW)
@settings(max_examples=100, deadline=None)
def test_events_followed_are_those_with_a_trigger_on_one_of_the_days_looked_back_on(days, triggers, window):
    expected = [had_a_trigger(day, triggers, window) for day in days]
    assert followed(numbers(days), *bounds(triggers), window).tolist() == expected


@given(EDGES, TRIGGERS, WINDOW)
@settings(max_examples=80, deadline=None)
def test_days_exposed_are_counted_day_by_day(edges, triggers, window):
    expected = sum(had_a_trigger(day, triggers, window) for day in range(edges[0], edges[-1]))
    assert exposed_days(edges, *bounds(triggers), window) == expected


@given(DAYS, EDGES, st.sampled_from(NULLS), st.integers(0, 9))
@settings(max_examples=80, deadline=None)
def test_events_shifted_stay_in_their_regime_and_by_days_keep_their_distances_around_it(days, edges, null, seed):
    events = numbers(days)
    moved = shifted(events, edges, null, draws=20, seed=seed)
    outside = (events < edges[0]) | (events >= edges[-1])
    assert moved.shape == (20, len(events)) and (moved[:, outside] == events[outside]).all()
    for first, last in pairwise(edges):
        inside = (events >= first) & (events < last)
        assert ((moved[:, inside] >= first) & (moved[:, inside] < last)).all()
        steps = (moved[:, inside] - events[inside]) % (last - first)
        assert null == "same season" or (steps == steps[:, :1]).all()


@pytest.mark.parametrize(
    ("null", "length", "steps"),
    [("any day", 5, [0, 1, 2, 3, 4]), ("same season", 1096, [0, 365, 730]), ("same season", 100, [0])],
)
def test_every_step_of_the_null_is_drawn_and_no_other(null, length, steps):
    moved = shifted(numbers([103]), [100, 100 + length], null, draws=200, seed=1)
    assert sorted(set(((moved - 103) % length).ravel())) == steps


@given(st.integers(1, 30), st.floats(0, 0.999))
@settings(max_examples=60, deadline=None)
def test_in_regimes_of_whole_years_the_same_season_is_kept_to_the_day(years, place):
    length = round(years * YEAR)
    event = numbers([int(place * length)])
    off = (shifted(event, [0, length], "same season", draws=50, seed=3) - event) % YEAR
    assert np.minimum(off, YEAR - off).max() <= 1


def test_a_seed_gives_the_same_shifts_again_and_another_seed_others():
    first, again, other = (shifted(numbers([3, 40]), [0, 500], "any day", 10, seed) for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()


def test_a_null_that_does_not_exist_is_refused_in_words():
    with pytest.raises(ValueError, match="null is 'moon', but it must be one of any day, same season"):
        shifted(numbers([3]), [0, 10], "moon", 5, 1)


def test_one_event_in_ten_days_of_which_two_had_a_trigger_behind_them_is_worked_out_by_hand():
    found = coincidence(numbers([5]), numbers([4]), numbers([4]), 1, [0, 10])
    lower = 0.025 / 0.975 * 8 / 2
    assert found == {"events": 1, "followed": 1} | {
        "expected": pytest.approx(0.2, abs=0.02),
        "p_value": pytest.approx(0.4, abs=0.04),
        "ratio": np.inf,
        "lower": pytest.approx(lower, rel=1e-6),
        "upper": np.inf,
    }


def test_the_expected_number_and_the_p_value_are_those_of_all_shifts_of_one_regime():
    events, triggers, edges = numbers([3, 4, 20, 33, 34]), [(2, 3), (18, 1), (30, 6)], [0, 50]
    all_shifts = [sum(had_a_trigger((day + step) % 50, triggers, 2) for day in events) for step in range(50)]
    observed, shares = all_shifts[0], np.array(all_shifts)
    tail = min((shares >= observed).mean(), (shares <= observed).mean())
    found = coincidence(events, *bounds(triggers), 2, edges, draws=20_000)
    assert (found["followed"], found["expected"]) == (observed, pytest.approx(shares.mean(), abs=0.03))
    assert found["p_value"] == pytest.approx(2 * tail, abs=0.02)


def test_events_outside_the_regimes_are_left_out_but_triggers_before_them_count():
    found = coincidence(numbers([99, 100, 109, 110]), numbers([99]), numbers([99]), 1, [100, 110], draws=10)
    assert (found["events"], found["followed"]) == (2, 1)
    assert found["ratio"] == pytest.approx((1 / 1) / (1 / 9))


@pytest.mark.parametrize("triggers", [[], [(0, 10)]], ids=["no day", "every day"])
def test_there_is_no_ratio_and_no_surprise_where_no_day_or_every_day_had_a_trigger(triggers):
    found = coincidence(numbers([2, 5]), *bounds(triggers), 0, [0, 10], draws=30)
    followed_all = 2 * len(triggers)
    expected = {"events": 2, "followed": followed_all, "expected": followed_all, "p_value": 1.0}
    assert found == pytest.approx(expected | {"ratio": np.nan, "lower": 0.0, "upper": np.inf}, nan_ok=True)


def test_an_event_never_seen_in_any_shift_has_the_smallest_p_value_that_the_draws_allow():
    events = np.arange(0, 1000, 100)
    found = coincidence(events, events, events, 0, [0, 100_000], draws=99)
    assert found["p_value"] == pytest.approx(2 / 100)


def test_a_scan_is_every_trigger_and_window_with_p_values_adjusted_for_all():
    events, edges = numbers([5, 25, 45]), [0, 30, 60]
    triggers = {"drill": (numbers([4, 44]), numbers([6, 44])), "test": (numbers([30]), numbers([30]))}
    table = scan(events, triggers, [0, 20], edges=edges, draws=50, null="same season")
    rows = [
        {"trigger": name, "window": window, "triggers": len(starts)}
        | coincidence(events, starts, ends, window, edges, "same season", 50)
        for name, (starts, ends) in triggers.items()
        for window in (0, 20)
    ]
    expected = pd.DataFrame(rows)
    pd.testing.assert_frame_equal(table, expected.assign(p_adjusted=holm(expected["p_value"])))


def test_the_ratio_compares_days_at_risk_only():
    at_risk = np.arange(100) < 60
    found = coincidence(numbers([12, 40]), numbers([10]), numbers([10]), 5, [0, 100], draws=50, at_risk=at_risk)
    assert found["ratio"] == pytest.approx((1 / 6) / (1 / 54))
    assert exposed_days([0, 100], numbers([58]), numbers([58]), 5, at_risk) == 2
