import hashlib
import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.survival import chance_of_end, constant_hazard, kaplan_meier, log_rank, log_rank_exact, median

FOLDER = Path(__file__).parent / "reference"
REFERENCE = json.loads((FOLDER / "reference.json").read_text(encoding="utf-8"))
SAMPLES = REFERENCE["samples"]
LENGTHS = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=25)


def given_lengths(sample):
    return pd.Series(sample["days"]), pd.Series(sample["ended"]).astype(bool)


def split(lengths):
    days, ended = zip(*lengths, strict=True)
    return pd.Series(days), pd.Series(ended)


def test_the_reference_was_made_by_the_script_beside_it():
    script = (FOLDER / "reference.R").read_text(encoding="utf-8")
    assert hashlib.md5(script.encode()).hexdigest() == REFERENCE["script_md5"]


@pytest.mark.parametrize("name", SAMPLES)
def test_kaplan_meier_and_its_intervals_are_those_of_r_survfit_missing_where_nothing_is_left(name):
    sample = SAMPLES[name]
    found = kaplan_meier(*given_lengths(sample), sample["level"])
    columns = ["time", "n_risk", "n_event", "survival", "lower", "upper"]
    expected = np.column_stack([np.array(sample[column], dtype=float) for column in columns])
    start = [0, len(sample["days"]), 0, 1, 1, 1]
    np.testing.assert_allclose(found.to_numpy(), np.vstack([start, expected]), rtol=1e-9)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "halved"])
def test_the_median_and_its_interval_are_those_of_r(name):
    sample = SAMPLES[name]
    found = median(kaplan_meier(*given_lengths(sample), sample["level"]))
    np.testing.assert_array_equal(found, np.array(sample["median"], dtype=float))


def test_where_survival_is_exactly_a_half_the_median_is_the_first_such_length_and_not_the_middle_of_the_step_as_in_r():
    halved = SAMPLES["halved"]
    found = median(kaplan_meier(*given_lengths(halved)))
    np.testing.assert_array_equal(found, [20, *np.array(halved["median"][1:], dtype=float)])
    assert halved["median"][0] == 25


@pytest.mark.parametrize("expected", REFERENCE["log_rank"], ids=lambda row: " ".join(row["groups"]))
def test_the_log_rank_test_is_that_of_r_survdiff(expected):
    days, ended = (
        pd.concat(parts, ignore_index=True)
        for parts in zip(*(given_lengths(SAMPLES[name]) for name in expected["groups"]), strict=True)
    )
    group = pd.Series([name for name in expected["groups"] for _ in SAMPLES[name]["days"]])
    np.testing.assert_allclose(log_rank(days, ended, group), (expected["chi_square"], expected["p_value"]), rtol=1e-9)


@pytest.mark.parametrize("row", REFERENCE["poisson"], ids=lambda row: str(row["input"]))
def test_the_constant_hazard_and_its_interval_come_from_the_exact_poisson_interval_of_r(row):
    ends, exposure, level = (int(row["input"][0]), int(row["input"][1]), row["input"][2])
    days, ended = pd.Series([1] * ends + [exposure - ends]), pd.Series([True] * ends + [False])
    chance, lower, upper = (1 - np.exp(-7 * np.array([ends / exposure, *row["interval"]]))).tolist()
    expected = {"ends": ends, "days": exposure, "chance": chance, "lower": lower, "upper": upper}
    assert constant_hazard(days, ended, within=7, level=level) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("row", REFERENCE["binomial"], ids=lambda row: str(row["input"]))
def test_the_chance_of_an_end_has_the_interval_of_r_binom_test(row):
    over, reached, level = (int(row["input"][0]), int(row["input"][1]), row["input"][2])
    days, ended = pd.Series([20] * over + [100] * (reached - over)), pd.Series([True] * reached)
    lower, upper = row["interval"]
    expected = {"reached": reached, "ended": over, "chance": over / reached, "lower": lower, "upper": upper}
    assert chance_of_end(days, ended, age=10, within=30, level=level) == pytest.approx(expected, rel=1e-9)


def counts(days, ended, age, within):
    found = chance_of_end(pd.Series(days), pd.Series(ended), age, within)
    return found["reached"], found["ended"]


def test_the_chance_of_an_end_counts_what_lasted_longer_than_the_age_and_was_seen_to_its_end_or_long_enough():
    assert counts([10, 11, 40, 41], [True, True, True, True], age=10, within=30) == (3, 2)
    assert counts([11, 39, 41], [False, False, False], age=10, within=30) == (1, 0)


def test_what_was_watched_for_exactly_the_days_asked_about_and_went_on_counts_as_not_ended():
    assert counts([40, 20], [False, True], age=10, within=30) == (2, 1)


def test_with_nothing_that_got_so_far_the_chance_may_be_anything():
    found = chance_of_end(pd.Series([10]), pd.Series([True]), age=10, within=30)
    expected = {"reached": 0, "ended": 0, "chance": np.nan, "lower": 0.0, "upper": 1.0}
    assert found == pytest.approx(expected, nan_ok=True)


@given(LENGTHS)
@settings(max_examples=60, deadline=None)
def test_survival_is_the_product_of_the_shares_that_go_on_and_never_rises(lengths):
    days, ended = split(lengths)
    found = kaplan_meier(days, ended)
    assert found["days"].tolist() == [0, *sorted(set(days[ended]))]
    assert (found["survival"].diff().dropna() < 0).all()
    going_on = [1 - sum(day == at and over for day, over in lengths) / (days >= at).sum() for at in found["days"]]
    np.testing.assert_allclose(found["survival"], np.cumprod(going_on), atol=1e-12)
    inside = found[found["lower"].notna()]
    assert ((inside["lower"] <= inside["survival"]) & (inside["survival"] <= inside["upper"])).all()


@given(st.lists(st.integers(1, 40), min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_survival_is_the_share_that_lasts_longer_when_every_end_was_seen(lengths):
    days = pd.Series(lengths)
    found = kaplan_meier(days, pd.Series([True] * len(lengths)))
    np.testing.assert_allclose(found["survival"], [(days > at).mean() for at in found["days"]], atol=1e-12)


def test_nothing_that_ended_leaves_survival_at_one_and_no_median():
    found = kaplan_meier(pd.Series([5, 9]), pd.Series([False, False]))
    assert found.values.tolist() == [[0, 2, 0, 1, 1, 1]]
    assert np.isnan(median(found)).all()


@pytest.mark.parametrize("estimate", [kaplan_meier, lambda days, ended: constant_hazard(days, ended, within=30)])
@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "there is no length to estimate from; choose more lines or a longer window"),
        ([0, 12], "a length is shorter than a day; leave out missed calls (min_days=1)"),
    ],
)
def test_lengths_that_cannot_be_used_are_refused_in_words(estimate, days, words):
    with pytest.raises(ValueError) as refused:
        estimate(pd.Series(days, dtype=int), pd.Series([True] * len(days), dtype=bool))
    assert words in str(refused.value)


def test_the_exact_log_rank_test_is_the_share_of_splits_that_are_as_far_apart():
    days, ended = pd.Series([3, 9, 20, 41, 50]), pd.Series([True, True, True, False, True])
    group = pd.Series(["a", "b", "a", "b", "b"])
    observed = log_rank(days, ended, group)[0]
    splits = [log_rank(days, ended, pd.Series(np.isin(range(5), pair)))[0] for pair in combinations(range(5), 2)]
    share = np.mean([split >= observed - 1e-9 for split in splits])
    assert log_rank_exact(days, ended, group) == pytest.approx((observed, share))


def test_what_could_not_have_been_watched_so_long_is_left_out_even_if_it_ended():
    days, ended = pd.Series([15, 15, 50]), pd.Series([True, True, False])
    watched = pd.Series([15, 90, 50])
    found = chance_of_end(days, ended, age=10, within=30, watched=watched)
    assert (found["reached"], found["ended"]) == (2, 1)
