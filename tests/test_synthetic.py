"""Made-up cuts with a known truth: what the coincidence test may and may not find."""

import numpy as np
import pandas as pd
import pytest

from hotline.association import YEAR, coincidence
from hotline.synthetic import false_positives, honesty, p_values

EDGES = [0, 4000, 10_000]
RANDOM = np.random.default_rng(7)
STARTS = np.sort(RANDOM.choice(10_000, 40, replace=False))
ENDS = STARTS + RANDOM.integers(0, 10, 40)
NONE = np.array([], dtype=int)
SIZES = {"events": 25, "window": 20, "trials": 300, "draws": 199}
NOMINAL = 0.05 + 2 * np.sqrt(0.05 * 0.95 / SIZES["trials"])


def power(starts, ends, edges, *, effect, level=0.05, **sizes):
    if not len(starts):
        return float("nan")
    return float((p_values(starts, ends, edges, effect=effect, **sizes) < level).mean())


def share_found(make, edges, null="any day", trials=SIZES["trials"]):
    """Return how often `coincidence` finds at 0.05 an effect in made-up events and triggers that know no other."""
    random = np.random.default_rng(11)
    found = [
        coincidence(*made, 10, edges, null, SIZES["draws"], seed)["p_value"] < 0.05
        for seed, made in enumerate(make(random) for _ in range(trials))
    ]
    return np.mean(found)


def test_where_there_is_no_effect_the_test_finds_one_no_more_often_than_it_says():
    found = {level: false_positives(STARTS, ENDS, EDGES, level=level, **SIZES) for level in (0.01, 0.05, 0.5)}
    assert found[0.05] <= NOMINAL and found[0.01] <= found[0.05]
    assert 0.2 < found[0.5] <= 0.5 + 2 * np.sqrt(0.25 / SIZES["trials"])


def test_the_more_cuts_have_a_cause_the_more_often_it_is_found():
    found = [power(STARTS, ENDS, EDGES, effect=effect, **SIZES) for effect in (0.0, 0.15, 0.3, 0.6)]
    assert found == sorted(found)
    assert found[0] == false_positives(STARTS, ENDS, EDGES, **SIZES)
    assert found[-1] > 0.95


def test_more_cuts_show_the_same_effect_more_often():
    few, many = (power(STARTS, ENDS, EDGES, effect=0.2, **SIZES | {"events": number}) for number in (10, 60))
    assert few + 0.2 < many


def test_without_triggers_there_is_nothing_to_find():
    sizes = SIZES | {"trials": 20}
    assert false_positives(NONE, NONE, EDGES, **sizes) == 0
    assert honesty({"nothing": (NONE, NONE)}, EDGES, **sizes)["power at 30%"].isna().all()


def a_busy_and_a_quiet_regime(random):
    """Make events and triggers of which most fall into the first tenth of the time."""
    events, starts = (
        np.concatenate([random.integers(0, 1000, 25), random.integers(1000, 10_000, 5)]) for _ in range(2)
    )
    return events, starts, starts


def test_regimes_busy_with_both_cuts_and_triggers_are_no_effect_unless_they_are_forgotten():
    assert share_found(a_busy_and_a_quiet_regime, [0, 1000, 10_000]) <= NOMINAL
    assert share_found(a_busy_and_a_quiet_regime, [0, 10_000]) > 3 * NOMINAL


def springs(random):
    """Make events and triggers that fall in the spring of forty random years out of sixty."""
    events, starts = (np.round(random.integers(0, 60, 40) * YEAR + random.normal(100, 5, 40)) for _ in range(2))
    return events.astype(int), starts.astype(int), starts.astype(int)


@pytest.mark.parametrize("years", [20, 7.5])
def test_a_shared_season_is_no_effect_for_shifts_by_whole_years_but_is_for_shifts_by_days(years):
    edges = [round(number * years * YEAR) for number in range(round(60 / years) + 1)]
    assert share_found(springs, edges, "any day") > 3 * NOMINAL
    assert share_found(springs, edges, "same season") <= NOMINAL


def test_cuts_that_come_in_clusters_are_no_effect_either():
    found = false_positives(STARTS, ENDS, EDGES, clustered=True, **SIZES)
    assert found <= NOMINAL
    single, clustered = (p_values(STARTS, ENDS, EDGES, clustered=how, **SIZES) for how in (False, True))
    assert not np.array_equal(single, clustered)


@pytest.mark.parametrize("effects", [(0.3, 0.6), (0.5,)])
def test_the_table_of_honesty_is_every_trigger_with_its_false_positives_and_power(effects):
    triggers, sizes = {"drill": (STARTS, ENDS), "nothing": (NONE, NONE)}, SIZES | {"trials": 10, "draws": 40}
    levels = {"": 0.05, ", corrected": 0.005}
    expected = [
        {"trigger": name, "triggers": len(starts), "false positives": false_positives(starts, ends, EDGES, **sizes)}
        | {"false positives in clusters": false_positives(starts, ends, EDGES, clustered=True, **sizes)}
        | {
            f"power at {effect * 100:.0f}%{told}": power(starts, ends, EDGES, effect=effect, level=level, **sizes)
            for effect in effects
            for told, level in levels.items()
        }
        for name, (starts, ends) in triggers.items()
    ]
    found = honesty(triggers, EDGES, effects=effects, comparisons=10, **sizes)
    pd.testing.assert_frame_equal(found, pd.DataFrame(expected))
