import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.rates import RateRatio, holm, rate_ratio

REFERENCE = json.loads((Path(__file__).parent / "reference" / "reference.json").read_text(encoding="utf-8"))
EXPOSURES = st.integers(1, 20_000)
P_VALUES = st.lists(st.one_of(st.just(np.nan), st.sampled_from([0.0, 0.01, 0.05, 1.0]), st.floats(0, 1)), max_size=12)


@pytest.mark.parametrize("row", REFERENCE["rate_ratio"], ids=lambda row: str(row["input"]))
def test_the_ratio_its_interval_and_its_p_value_are_those_of_r_poisson_test(row):
    events, exposure, other_events, other_exposure, level = row["input"]
    found = rate_ratio(int(events), exposure, int(other_events), other_exposure, level)
    np.testing.assert_allclose(found, [row["ratio"], *row["interval"], row["p_value"]], rtol=1e-6)


def test_no_event_in_either_state_says_nothing_about_the_ratio():
    np.testing.assert_equal(rate_ratio(0, 100, 0, 200), RateRatio(np.nan, 0.0, np.inf, 1.0))


@given(st.integers(0, 40), EXPOSURES, st.integers(1, 40), EXPOSURES)
@settings(max_examples=60, deadline=None)
def test_exchanging_the_two_states_turns_the_ratio_over(events, exposure, other_events, other_exposure):
    found = rate_ratio(events, exposure, other_events, other_exposure)
    turned = rate_ratio(other_events, other_exposure, events, exposure)
    with np.errstate(divide="ignore"):
        expected = [*(1 / np.array([turned.ratio, turned.upper, turned.lower])), turned.p_value]
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            (3, 0, 4, 100),
            "the states lasted 0 and 100 days; a ratio needs time in both: choose a longer window, or other lines",
        ),
        ((3, 100, 4, 0), "the states lasted 100 and 0 days; a ratio needs time in both"),
        ((-1, 100, 4, 100), "the numbers of events are -1 and 4, but neither can be negative"),
        ((4, 100, -1, 100), "the numbers of events are 4 and -1, but neither can be negative"),
    ],
)
def test_a_ratio_that_cannot_be_taken_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError) as refused:
        rate_ratio(*arguments)
    assert words in str(refused.value)


def test_holm_multiplies_the_smallest_p_value_by_the_number_of_tests_and_leaves_missing_ones_out_of_it():
    p_values = pd.Series([0.04, np.nan, 0.01, 0.03], index=["a", "b", "c", "d"])
    expected = pd.Series([0.06, np.nan, 0.03, 0.06], index=["a", "b", "c", "d"])
    pd.testing.assert_series_equal(holm(p_values), expected)


@given(P_VALUES)
@settings(max_examples=20, deadline=None)
def test_holm_is_the_greatest_step_down_product_up_to_each_p_value(p_values):
    known = [p for p in p_values if not np.isnan(p)]
    products = {p: min(1, p * sum(other >= p for other in known)) for p in known}
    expected = [np.nan if np.isnan(p) else max(products[q] for q in known if q <= p) for p in p_values]
    np.testing.assert_allclose(holm(pd.Series(p_values, dtype=float)), expected, atol=1e-12)
