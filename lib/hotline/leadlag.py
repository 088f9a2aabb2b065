"""Which comes first? Events by the days to others of another kind, against circular shifts that keep their rhythm."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotline.association import inside, shifted, two_sided

COLUMNS = ["lag_from", "lag_to", "rounds", "expected", "lower", "upper"]


def lead_lag(
    first: np.ndarray,
    second: np.ndarray,
    edges: Sequence[int],
    *,
    reach: int = 360,
    step: int = 60,
    draws: int = 2000,
    seed: int = 1971,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return how many second events have a first one at each distance in days, and how many would by chance.

    A positive lag is one with which the first event led. A second event counts once in each bin, however many first
    ones lie there, so that a year full of them does not decide everything. Within each regime the first events are
    shifted around its time (`association.shifted`); the band holds `level` of the draws bin by bin (pointwise).

    Parameters
    ----------
    first, second : days of the events, as whole numbers.
    edges : the days on which regimes begin, and the end of the last one; events outside are left out.
    reach, step : lags run from -reach to reach in bins of `step` days; a bin holds lag_from <= lag < lag_to.

    Returns
    -------
    One row a bin: lag_from, lag_to, rounds (second events with a first one in the bin), expected, lower, upper.

    Raises
    ------
    ValueError
        `step` does not divide `reach`.
    """
    if step <= 0 or reach % step:
        raise ValueError(f"reach is {reach} and step {step}, but step must divide reach, such as 360 and 60")
    bins = np.arange(-reach, reach + 1, step)
    first, second = (inside(days, edges) for days in (first, second))
    observed = _with_one_in(bins, np.sort(first), second)
    moved = shifted(first, edges, "any day", draws, seed)
    chance = np.array([_with_one_in(bins, np.sort(row), second) for row in moved]).reshape(draws, len(bins) - 1)
    tail = (1 - level) / 2
    lower, upper = np.quantile(chance, [tail, 1 - tail], axis=0)
    columns = [bins[:-1], bins[1:], observed, chance.mean(axis=0), lower, upper]
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def share_led(
    first: np.ndarray, second: np.ndarray, edges: Sequence[int], *, within: int, draws: int = 2000, seed: int = 1971
) -> dict[str, float]:
    """Return how often a second event had a first one in the days before it, and how often one after it.

    Returns
    -------
    One value each: seconds; led (with a first event 1 to `within` days before), trailed (1 to `within` days after);
    led_expected, trailed_expected (means over the shifts); asymmetry = led - trailed; p_value, two-sided, of the
    asymmetry against the shifts.
    """
    first, second = (inside(days, edges) for days in (first, second))
    led, trailed = _near(np.sort(first), second, within)
    shifts = shifted(first, edges, "any day", draws, seed)
    chance = np.array([_near(np.sort(row), second, within) for row in shifts]).reshape(draws, 2)
    differences = chance[:, 0] - chance[:, 1]
    return {
        "seconds": len(second),
        "led": led,
        "trailed": trailed,
        "led_expected": float(chance[:, 0].mean()),
        "trailed_expected": float(chance[:, 1].mean()),
        "asymmetry": led - trailed,
        "p_value": two_sided(differences, led - trailed),
    }


def _with_one_in(bins: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Count for each bin the second events with a first one so many days before them; `first` is sorted."""
    until = np.searchsorted(first, second[:, None] - bins[:-1], side="right")
    since = np.searchsorted(first, second[:, None] - bins[1:], side="right")
    return (until > since).sum(axis=0)


def _near(first: np.ndarray, second: np.ndarray, within: int) -> tuple[int, int]:
    """Count the second events with a first one in the `within` days before, and in those after; a tie is neither."""
    begun = [np.searchsorted(first, second + shift, side="left") for shift in (-within, 0)]
    after = [np.searchsorted(first, second + shift, side="right") for shift in (0, within)]
    return int((begun[1] > begun[0]).sum()), int((after[1] > after[0]).sum())
