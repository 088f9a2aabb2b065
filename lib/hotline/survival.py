"""Durations to survival: Kaplan-Meier with pointwise intervals, medians, the chance of an end within some days."""

import numpy as np
import pandas as pd
from scipy.stats import norm

COLUMNS = ["days", "at_risk", "ends", "survival", "lower", "upper"]


def kaplan_meier(days: pd.Series, ended: pd.Series, level: float = 0.95) -> pd.DataFrame:
    """Return the Kaplan-Meier estimate of the share that lasts longer than each length.

    | days | ended |    | days | at_risk | ends | survival |
    |------|-------|    |------|---------|------|----------|
    | 12   | True  |    | 0    | 3       | 0    | 1.00     |
    | 55   | True  | -> | 12   | 3       | 1    | 0.67     |
    | 1013 | False |    | 55   | 2       | 1    | 0.33     |

    Parameters
    ----------
    days : lengths, 1 or more.
    ended : False where the end has not been seen (right-censored).
    level : of the pointwise intervals, log-log transformed (Kalbfleisch and Prentice 1980), from Greenwood's variance.

    Returns
    -------
    One row a length at which something ended, and one for 0: days, at_risk, ends, survival, lower, upper. The
    estimate is statsmodels' `SurvfuncRight`.

    Raises
    ------
    ValueError
        There is nothing to estimate from, or a length is shorter than a day.
    """
    from statsmodels.duration.survfunc import SurvfuncRight  # a second to import

    _usable(days)
    start = pd.DataFrame([[0, len(days), 0, 1.0, 1.0, 1.0]], columns=COLUMNS)
    if not ended.any():
        return start
    found = SurvfuncRight(days.to_numpy(), ended.to_numpy().astype(int))
    lower, upper = _log_log(found.surv_prob, found.surv_prob_se, level)
    steps = [found.surv_times, found.n_risk.astype(int), found.n_events.astype(int), found.surv_prob, lower, upper]
    frame = pd.DataFrame(dict(zip(COLUMNS, steps, strict=True)))
    return pd.concat([start, frame[frame["ends"] > 0]], ignore_index=True).astype({"days": int})


def median(estimate: pd.DataFrame) -> tuple[float, float, float]:
    """Return the median length and its interval from a `kaplan_meier` frame; `nan` where it is not reached.

    The interval inverts the pointwise intervals (Brookmeyer and Crowley 1982). Where the curve runs at exactly one
    half, the median is its first length there.
    """
    return tuple(_first_at_or_below_half(estimate, column) for column in ("survival", "lower", "upper"))


def chance_of_end(
    days: pd.Series, ended: pd.Series, age: int, within: int, watched: pd.Series | None = None, level: float = 0.95
) -> dict[str, float]:
    """Return the chance that what has already lasted `age` days ends within `within` more, from those that got so far.

    `watched` says for how many days each could have been seen; one that could not have been seen for `within` days
    after that age is left out even if it ended, for among those only the ends would count.

    Returns
    -------
    reached: how many lasted longer than `age` and were then watched until they ended or for `within` days;
    ended: how many of these ended in time; chance = ended / reached; lower, upper: Clopper and Pearson's exact
    interval (statsmodels). With none the chance is missing, and the interval is everything from 0 to 1.
    """
    from statsmodels.stats.proportion import proportion_confint

    in_sight = True if watched is None else watched >= age + within
    over = ended & (days > age) & (days <= age + within) & in_sight
    went_on = (days > age + within) | (~ended & (days == age + within))
    reached = int((over | went_on).sum())
    if not reached:
        return {"reached": 0, "ended": 0, "chance": np.nan, "lower": 0.0, "upper": 1.0}
    lower, upper = proportion_confint(int(over.sum()), reached, alpha=1 - level, method="beta")
    share = float(over.sum() / reached)
    return {"reached": reached, "ended": int(over.sum()), "chance": share, "lower": lower, "upper": upper}


def constant_hazard(days: pd.Series, ended: pd.Series, within: int, level: float = 0.95) -> dict[str, float]:
    """Return the chance of an end within some days if it never depended on the age: one number for all lengths.

    Returns
    -------
    ends, days (of exposure); chance = 1 - exp(-within * ends / days); lower, upper from the exact Poisson interval
    (Garwood 1936, statsmodels).
    """
    from statsmodels.stats.rates import confint_poisson

    _usable(days)
    ends, exposure = int(ended.sum()), int(days.sum())
    low, high = confint_poisson(ends, exposure, method="exact-c", alpha=1 - level)
    rates = [ends / exposure, 0.0 if ends == 0 else low, high]
    chance, lower, upper = (float(-np.expm1(-within * rate)) for rate in rates)
    return {"ends": ends, "days": exposure, "chance": chance, "lower": lower, "upper": upper}


def log_rank(days: pd.Series, ended: pd.Series, group: pd.Series) -> tuple[float, float]:
    """Return chi-square and p-value of the log-rank test between groups (statsmodels' `survdiff`)."""
    from statsmodels.duration.survfunc import survdiff

    chi_square, p_value = survdiff(days.to_numpy(), ended.to_numpy().astype(int), group.to_numpy())
    return float(chi_square), float(p_value)


def log_rank_exact(
    days: pd.Series, ended: pd.Series, group: pd.Series, draws: int = 9999, seed: int = 1971
) -> tuple[float, float]:
    """Return chi-square of the log-rank test of two groups, and its p-value over all ways to split the lengths.

    With few lengths the chi-square distribution is a poor guide. All splits into groups of the same sizes are tried if
    there are at most `draws`, else so many drawn with the seed (`scipy.stats.permutation_test`).
    """
    from scipy.stats import permutation_test

    inside = group.to_numpy() == group.iloc[0]
    places = np.arange(len(days))

    def statistic(first: np.ndarray, _: np.ndarray) -> float:
        return log_rank(days, ended, pd.Series(np.isin(places, first)))[0]

    found = permutation_test(
        (places[inside], places[~inside]),
        statistic,
        permutation_type="independent",
        alternative="greater",
        n_resamples=draws,
        vectorized=False,
        rng=np.random.default_rng(seed),
    )
    return float(found.statistic), float(found.pvalue)


def _usable(days: pd.Series) -> None:
    if days.empty:
        raise ValueError("there is no length to estimate from; choose more lines or a longer window")
    if (days < 1).any():
        raise ValueError("a length is shorter than a day; leave out missed calls (min_days=1)")


def _log_log(survival: np.ndarray, error: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return lower and upper; missing where nothing is left, for the transformation has no value there."""
    inside = (survival > 0) & (survival < 1)
    safe = np.where(inside, survival, 0.5)
    spread = norm.ppf(0.5 + level / 2) * np.where(inside, error, 0) / (safe * np.abs(np.log(safe)))
    bands = (safe ** np.exp(spread), safe ** np.exp(-spread))
    return tuple(np.where(inside, band, np.where(survival == 0, np.nan, survival)) for band in bands)


def _first_at_or_below_half(estimate: pd.DataFrame, column: str) -> float:
    reached = estimate.loc[estimate[column] <= 0.5 + 1e-12, "days"]
    return float(reached.iloc[0]) if len(reached) else float("nan")
