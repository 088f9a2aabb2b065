import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from conftest import small_record
from hotline import lengths
from hotline.measures import Definitions
from hotline.survival import kaplan_meier
from test_backtest import LINES

WEST = {"channels": ("west",)}


def definitions_of(*lines):
    return Definitions(small_record(*lines, checked_through="2003-06-30"), as_of="2003-06-30")


def lasting(*days):
    """Make a frame of lengths, the last one not over."""
    ended = [True] * (len(days) - 1) + [False]
    frame = pd.DataFrame({"days": days, "days_min": days, "days_max": days, "ended": ended})
    return frame.assign(under_way=~frame["ended"])


@pytest.fixture(scope="module")
def definitions():
    return definitions_of(*LINES)


@pytest.fixture(scope="module")
def silence(definitions):
    return lengths.lengths(definitions, WEST)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, [[10, True], [100, True], [180, False]]),
        ({"state": "contact"}, [[355, True], [265, True]]),
        ({"start": "2001-01-01", "end": "2003-01-01"}, [[10, True], [100, True]]),
        ({"start": "2001-01-02", "end": "2003-01-02"}, [[100, True], [180, False]]),
    ],
)
def test_lengths_are_those_of_what_began_in_the_window_counted_to_their_own_end(definitions, how, expected):
    assert lengths.lengths(definitions, WEST, **how)[["days", "ended"]].values.tolist() == expected


def test_the_default_lines_are_the_same_by_themselves_as_in_episodes():
    definitions = definitions_of(
        "military-west 2000-01-01 opened",
        "military-west 2001-01-01 cut",
        "ship 2000-01-01 opened",
        "ship 2001-02-01 cut",
    )
    assert lengths.lengths(definitions, {}, unit="lines")["what"].tolist() == ["military-west"]


def test_curves_at_the_shortest_and_the_longest_are_drawn_only_where_dates_are_uncertain(silence):
    certain = lengths.curves(silence)
    assert list(certain) == ["as dated"]
    pd.testing.assert_frame_equal(certain["as dated"], kaplan_meier(silence["days"], silence["ended"]))
    uncertain = lengths.curves(lasting(10, 100, 180).assign(days_min=[0, 90, 170], days_max=[20, 110, 190]))
    found = {name: curve["days"].tolist() for name, curve in uncertain.items()}
    assert found == {"as dated": [0, 10, 100], "at the shortest": [0, 1, 90], "at the longest": [0, 20, 110]}


def test_an_estimate_holds_the_median_and_the_chance_of_an_end_with_their_intervals(silence):
    rates = np.array([2, chi2.ppf(0.025, 4) / 2, chi2.ppf(0.975, 6) / 2]) / (10 + 100 + 180)
    chances = dict(zip(lengths.CHANCE, 1 - np.exp(-30 * rates), strict=True))
    middle = {"median": 100, "median_lower": 10, "median_upper": np.nan}
    expected = {"number": 3, "ended": 2} | middle | chances
    assert lengths.estimate(silence, within=30) == pytest.approx(expected, nan_ok=True)


def test_an_estimate_from_nothing_is_missing(silence):
    missing = dict.fromkeys([*lengths.MEDIAN, *lengths.CHANCE], np.nan)
    found = lengths.estimate(silence.iloc[:0], within=30)
    assert found == pytest.approx({"number": 0, "ended": 0} | missing, nan_ok=True)


def test_the_sensitivity_table_holds_every_definition_that_differs_from_the_chosen_one():
    definitions = definitions_of(
        *LINES, "west 2002-12-22 announced-cut", "east 2002-02-20 opened", "east 2002-03-01 untracked"
    )
    sets = {"both": ("west", "east"), "west": ("west",)}
    found = lengths.sensitivity(definitions, {"channels": ("west", "east")}, 30, sets)
    expected = {
        "as chosen": lasting(10, 50, 41, 180),
        "announced dates": lasting(10, 50, 41, 190),
        "unknown states break silence": lasting(10, 50).assign(ended=True),
        "lines: west": lasting(10, 100, 180),
        "each line by itself": lasting(10, 100, 180),
    }
    rows = [{"definition": name} | lengths.estimate(own, 30) for name, own in expected.items()]
    pd.testing.assert_frame_equal(found, pd.DataFrame(rows))


def test_the_outlook_rests_on_those_that_got_so_far_and_on_all_days(silence):
    hazard = lengths.estimate(silence, within=30)
    table = lengths.outlook(silence, within=30, age=5)
    assert table["method"].tolist() == ["those that got so far", "constant hazard"]
    assert table["from"].tolist() == [
        "1 of 3 cases that lasted more than 5 days",
        "2 ends in 290 days, whatever the age",
    ]
    assert table.iloc[1][["chance", "lower", "upper"]].tolist() == [hazard[name] for name in lengths.CHANCE]
    assert table.loc[0, "chance"] == 1 / 3


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]], ids=["by time", "by line"])
def test_the_age_is_that_of_the_newest_length_that_is_not_over(silence, order):
    told = lengths.outlook(silence.iloc[order], within=30)["from"].iloc[0]
    assert told == "0 of 0 cases that lasted more than 180 days"


def test_lengths_in_words(silence):
    assert lengths.lengths_sentence(silence, "silence", "episodes") == (
        "Of 3 cases of silence, 1 not over, half last longer than 100 days (95% interval: 10 days to no bound)."
    )
    assert lengths.lengths_sentence_ko(silence, "silence") == (
        "단절 3건(진행 중 1건), 중앙값 100일(95% 구간 10일 – 알 수 없음)."
    )
    nothing = silence.iloc[:0]
    assert lengths.lengths_sentence(nothing, "contact", "lines") == (
        "There is no contact after a return in the window: choose a longer one, or other lines."
    )
    assert lengths.lengths_sentence_ko(nothing, "contact") == "이 기간에 복구 뒤 연결 사례가 없다."


def test_what_was_lost_from_sight_is_neither_over_nor_under_way():
    lost = lasting(10, 100, 180).assign(ended=[True, False, False], under_way=[False, False, True])
    told = lengths.lengths_sentence(lost, "silence", "episodes")
    assert told.startswith("Of 3 cases of silence, 1 not over, 1 lost from sight, ")
    none = lost.assign(under_way=False, start=pd.Timestamp("2000-01-01"))
    assert lengths.age_of_the_newest(none) is None
    with pytest.raises(ValueError, match="none of these is under way, so none has an age; give the age to ask about"):
        lengths.outlook(none, within=30)


def test_a_median_that_is_not_reached_is_not_told_as_a_length():
    assert lengths.lengths_sentence(lasting(100), "contact", "lines") == (
        "Of 1 case of contact after a return, line by line, 1 not over, too few are known to have ended for a median."
    )


def test_the_outlook_in_words(silence):
    assert lengths.outlook_sentence(lengths.outlook(silence, within=30), 30) == (
        "Chance that the present one ends within 30 days: "
        "unknown (0 of 0 cases that lasted more than 180 days; 95% interval 0% to 100%); "
        "19% (2 ends in 290 days, whatever the age; 95% interval 2% to 53%)."
    )
