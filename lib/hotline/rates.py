"""Rates of events under two states: their ratio with its exact interval; p-values adjusted for their number."""

from typing import NamedTuple

import numpy as np
import pandas as pd


class RateRatio(NamedTuple):
    """Events per day in one state over events per day in another, with the exact interval and p-value."""

    ratio: float
    lower: float
    upper: float
    p_value: float


def rate_ratio(
    events: int, exposure: float, other_events: int, other_exposure: float, level: float = 0.95
) -> RateRatio:
    """Return the ratio of two Poisson rates, conditional on the total number of events.

    Given the total, the events of the first kind are binomial with a share that depends on the ratio alone; the
    interval is Clopper and Pearson's carried over to the ratio (Przyborowski and Wilenski 1940; Lehmann 1986), the
    p-value that of the two-sided binomial test (scipy). R's `poisson.test` does the same.

    Raises
    ------
    ValueError
        A state was never lived in, or a count is negative.
    """
    from scipy.stats import binomtest

    if exposure <= 0 or other_exposure <= 0:
        told = f"the states lasted {exposure} and {other_exposure} days"
        raise ValueError(f"{told}; a ratio needs time in both: choose a longer window, or other lines")
    if events < 0 or other_events < 0:
        raise ValueError(f"the numbers of events are {events} and {other_events}, but neither can be negative")
    total = events + other_events
    if total == 0:
        return RateRatio(np.nan, 0.0, np.inf, 1.0)
    test = binomtest(events, total, exposure / (exposure + other_exposure))
    interval = test.proportion_ci(confidence_level=level, method="exact")
    odds = other_exposure / exposure
    ratio, lower, upper = (_odds(share) * odds for share in (events / total, interval.low, interval.high))
    return RateRatio(ratio, lower, upper, float(test.pvalue))


def holm(p_values: pd.Series) -> pd.Series:
    """Return p-values adjusted for their number (Holm 1979, statsmodels); missing ones stay missing."""
    from statsmodels.stats.multitest import multipletests

    known = p_values.dropna()
    adjusted = multipletests(known, method="holm")[1] if len(known) else []
    return pd.Series(adjusted, index=known.index, dtype=float).reindex(p_values.index)


def _odds(share: float) -> float:
    return float(share / (1 - share)) if share < 1 else np.inf
