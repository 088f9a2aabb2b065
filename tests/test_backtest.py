import numpy as np
import pandas as pd
import pytest

from conftest import small_record
from hotline.backtest import FORECASTS, backtest, backtest_sentence

LINES = (
    "west 2000-01-01 opened",
    "west 2001-01-01 cut",
    "west 2001-01-11 restored",
    "west 2002-01-01 cut",
    "west 2002-04-11 restored",
    "west 2003-01-01 cut",
)
WEST = {"within": 30, "channels": ("west",)}


def by_hazard(ends, days):
    return 1 - np.exp(-30 * ends / days)


@pytest.fixture(scope="module")
def record():
    return small_record(*LINES, checked_through="2003-06-30")


@pytest.fixture(scope="module")
def made_and_scores(record):
    return backtest(record, ages=(1, 90), **WEST)


def test_forecasts_rest_on_the_silences_before_and_the_age_of_the_one_under_way(made_and_scores):
    second, third = pd.to_datetime(["2002-01-01", "2003-01-01"])
    rows = [
        ["2002-01-02", 1, second, 1, False, by_hazard(1, 10 + 1), 1.0, 0.5, 0.0],
        ["2002-04-01", 90, second, 1, True, by_hazard(1, 10 + 90), 0.5, 0.5, 0.0],
        ["2003-01-02", 1, third, 2, False, by_hazard(2, 110 + 1), 0.5, 0.5, 0.0],
        ["2003-04-01", 90, third, 2, False, by_hazard(2, 110 + 90), 1.0, 0.5, 0.0],
    ]
    expected = pd.DataFrame(rows, columns=["day", "age", "silence", "known", "ended", *FORECASTS])
    pd.testing.assert_frame_equal(made_and_scores[0], expected.astype({"day": "datetime64[s]"}), check_dtype=False)


def test_scores_are_mean_squared_errors_by_day_and_by_silence_and_skill_is_against_even_odds(made_and_scores):
    hazards = np.array([by_hazard(1, 11), 1 - by_hazard(1, 100), by_hazard(2, 111), by_hazard(2, 200)]) ** 2
    reached = np.array([1, 0.5, 0.5, 1]) ** 2
    errors = [hazards, reached, np.full(4, 0.25), np.array([0, 1, 0, 0])]
    briers = [error.mean() for error in errors]
    expected = pd.DataFrame(
        {"forecast": FORECASTS, "days": 4, "silences": 2, "brier": briers, "brier_by_silence": briers}
    )
    expected["skill"] = 1 - expected["brier_by_silence"] / 0.25
    pd.testing.assert_frame_equal(made_and_scores[1], expected)


def test_a_silence_asked_about_often_weighs_no_more_than_another_in_the_score_by_silence(record):
    scores = backtest(record, ages=(1, 80, 90, 120), **WEST)[1].set_index("forecast").loc["it goes on"]
    assert scores[["days", "silences"]].tolist() == [3 + 4, 2]
    assert scores[["brier", "brier_by_silence"]].tolist() == pytest.approx([2 / 7, (2 / 3 + 0 / 4) / 2])


def ages_asked(record, *ages):
    made = backtest(record, ages=ages, **WEST)[0]
    return [(row.silence.year, row.age, row.ended) for row in made.itertuples()]


def test_an_end_on_the_last_day_asked_about_is_in_time_and_no_forecast_is_made_once_it_is_over(record):
    second = [(2002, 69, False), (2002, 70, True), (2002, 99, True)]
    assert ages_asked(record, 69, 70, 99, 100) == second + [(2003, age, False) for age in (69, 70, 99, 100)]


def test_a_day_whose_answer_is_not_known_yet_is_left_out(record):
    assert ages_asked(record, 149, 151, 179, 180) == [(2003, 149, False)]


def test_a_silence_not_over_on_the_last_day_asked_about_did_not_end_in_time(record):
    assert ages_asked(record, 150) == [(2003, 150, False)]


def test_what_happened_later_changes_no_forecast(record, made_and_scores):
    later = small_record(*LINES, "west 2004-01-01 restored", "west 2005-01-01 cut", checked_through="2006-01-01")
    pd.testing.assert_frame_equal(backtest(later, ages=(1, 90), **WEST)[0].iloc[:4], made_and_scores[0])


def test_ages_may_be_any_iterable(record, made_and_scores):
    assert backtest(record, ages=iter((1, 90)), **WEST)[0].equals(made_and_scores[0])


def test_without_a_silence_that_had_ended_there_is_nothing_to_score():
    made, scores = backtest(small_record(*LINES[:3], checked_through="2001-06-01"), **WEST)
    assert made.empty and list(made) == ["day", "age", "silence", "known", "ended", *FORECASTS]
    assert scores[["forecast", "days", "silences"]].values.tolist() == [[name, 0, 0] for name in FORECASTS]
    assert scores[["brier", "brier_by_silence", "skill"]].isna().all(axis=None)


def test_whether_the_methods_told_more_than_a_coin_is_said():
    rows = [("constant hazard", 0.2, 0.2), ("those that got so far", 0.31, -0.24), ("even odds", 0.25, 0.0)]
    scores = pd.DataFrame(rows, columns=["forecast", "brier_by_silence", "skill"]).assign(days=9, silences=3)
    told = "mean squared error constant hazard 0.20, those that got so far 0.31, even odds 0.25."
    start = "Asked on 9 days of 3 past silences, the methods "
    assert backtest_sentence(scores) == f"{start}told more than a coin: {told}"
    worse = scores.assign(skill=[-0.1, -0.24, 0.0])
    assert backtest_sentence(worse) == f"{start}told no more than a coin would: {told}"
