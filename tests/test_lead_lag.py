import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.leadlag import COLUMNS, lead_lag, share_led

DAYS = st.lists(st.integers(0, 60), max_size=8).map(lambda days: np.array(days, dtype=int))
EDGES = st.lists(st.integers(0, 60), min_size=2, max_size=4, unique=True).map(sorted)


def inside(days, edges):
    return [day for day in days if edges[0] <= day < edges[-1]]


@given(DAYS, DAYS, EDGES, st.sampled_from([(12, 3), (12, 12), (5, 1)]))
@settings(max_examples=60, deadline=None)
def test_second_events_with_a_first_one_are_counted_bin_by_bin(first, second, edges, sizes):
    reach, step = sizes
    found = lead_lag(first, second, edges, reach=reach, step=step, draws=3)
    lags = [[b - a for a in inside(first, edges)] for b in inside(second, edges)]
    expected = [
        [start, start + step, sum(any(start <= lag < start + step for lag in own) for own in lags)]
        for start in range(-reach, reach, step)
    ]
    assert list(found) == COLUMNS
    assert found[COLUMNS[:3]].values.tolist() == expected


def test_what_chance_gives_one_pair_in_ten_days_is_worked_out_by_hand():
    found = lead_lag(np.array([3]), np.array([5]), [0, 10], reach=6, step=2, draws=4000)
    expected = [
        [-6, -4, 0, 0.0, 0, 0],
        [-4, -2, 0, 0.2, 0, 1],
        [-2, 0, 0, 0.2, 0, 1],
        [0, 2, 0, 0.2, 0, 1],
        [2, 4, 1, 0.2, 0, 1],
        [4, 6, 0, 0.2, 0, 1],
    ]
    np.testing.assert_allclose(found, expected, atol=0.03)


def test_a_narrower_band_leaves_out_more_draws():
    narrow = lead_lag(np.array([3]), np.array([5]), [0, 10], reach=6, step=2, level=0.5)
    assert narrow["upper"].tolist() == [0] * 6


def test_first_events_are_shifted_only_within_their_own_regime():
    found = lead_lag(np.array([5]), np.array([15]), [0, 10, 20], reach=20, step=5, draws=4000)
    np.testing.assert_allclose(found["expected"], [0, 0, 0, 0, 0, 0.4, 0.5, 0.1], atol=0.03)


@pytest.mark.parametrize(("reach", "step"), [(360, 50), (360, 0), (360, -60)])
def test_a_step_that_does_not_divide_the_reach_is_refused_in_words(reach, step):
    words = f"reach is {reach} and step {step}, but step must divide reach, such as 360 and 60"
    with pytest.raises(ValueError, match=words):
        lead_lag(np.array([3]), np.array([5]), [0, 10], reach=reach, step=step)


@given(DAYS, DAYS, EDGES, st.integers(1, 10))
@settings(max_examples=80, deadline=None)
def test_second_events_led_and_trailed_are_counted_day_by_day_and_a_tie_is_neither(first, second, edges, within):
    found = share_led(first, second, edges, within=within, draws=3)
    firsts, seconds = set(inside(first, edges)), inside(second, edges)
    led = sum(any(day - back in firsts for back in range(1, within + 1)) for day in seconds)
    trailed = sum(any(day + on in firsts for on in range(1, within + 1)) for day in seconds)
    counted = {name: found[name] for name in ("seconds", "led", "trailed", "asymmetry")}
    assert counted == {"seconds": len(seconds), "led": led, "trailed": trailed, "asymmetry": led - trailed}


def test_the_share_led_by_chance_is_worked_out_by_hand():
    found = share_led(np.array([4]), np.array([5]), [0, 10], within=2, draws=4000)
    assert found == {"seconds": 1, "led": 1, "trailed": 0, "asymmetry": 1} | {
        "led_expected": pytest.approx(0.2, abs=0.03),
        "trailed_expected": pytest.approx(0.2, abs=0.03),
        "p_value": pytest.approx(0.4, abs=0.05),
    }


def test_leading_always_is_more_than_chance_and_exchanging_the_two_turns_it_round():
    first = np.array([100, 1500, 1900, 4300, 7000, 8800])
    led = share_led(first, first + 5, [0, 10_000], within=10, draws=500)
    turned = share_led(first + 5, first, [0, 10_000], within=10, draws=500)
    assert (led["led"], led["trailed"], turned["led"], turned["trailed"]) == (6, 0, 0, 6)
    assert led["p_value"] < 0.01 and turned["p_value"] < 0.01
