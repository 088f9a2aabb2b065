"""Do events follow triggers more often than chance would have it? Coincidence counts, and shifts that keep rhythms."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from hotline.rates import holm, rate_ratio

YEAR = 365.2425
NULLS = ("any day", "same season")


def followed(events: np.ndarray, starts: np.ndarray, ends: np.ndarray, window: int) -> np.ndarray:
    """Return for each event whether a trigger was under way on its day or up to `window` days before.

    Days are whole numbers; a trigger lasts from its start to its end, both included. One that starts after the event
    does not count; one that starts on its day does. Where events are triggers too, let these start a day later.
    """
    if len(starts) == 0:
        return np.zeros(len(events), dtype=bool)
    order = np.argsort(starts)
    reach = np.maximum.accumulate(ends[order])
    last = np.searchsorted(starts[order], events, side="right") - 1
    return (last >= 0) & (reach[np.maximum(last, 0)] >= events - window)


def exposed_days(
    edges: Sequence[int], starts: np.ndarray, ends: np.ndarray, window: int, at_risk: np.ndarray | None = None
) -> int:
    """Return how many days between the first and the last edge had a trigger behind them, as `followed` counts.

    `at_risk` says for each of these days whether it counts; all do unless given.
    """
    days = np.arange(edges[0], edges[-1])
    return int(followed(days if at_risk is None else days[at_risk], starts, ends, window).sum())


def inside(days: np.ndarray, edges: Sequence[int]) -> np.ndarray:
    """Return the days from the first edge on and before the last one."""
    return days[(days >= edges[0]) & (days < edges[-1])]


def two_sided(drawn: np.ndarray, observed: float) -> float:
    """Return the two-sided p-value of an observation among draws: twice the smaller tail, itself counted among them."""
    tail = min((drawn >= observed).sum(), (drawn <= observed).sum())
    return float(min(1.0, 2 * (1 + tail) / (1 + len(drawn))))


def shifted(events: np.ndarray, edges: Sequence[int], null: str, draws: int, seed: int) -> np.ndarray:
    """Return `draws` rows of the events, those of each regime moved by one random step around the regime's own time.

    A circular shift keeps how events cluster and how many each regime had; what it breaks is their place beside the
    triggers. With "any day" the steps are any number of days; with "same season" whole years, so that what happened
    in March stays in March, in one of the years of its regime that have such a March. A regime of n years then knows
    only n steps, and one of less than a year none.
    """
    if null not in NULLS:
        raise ValueError(f"null is '{null}', but it must be one of {', '.join(NULLS)}")
    random, moved = np.random.default_rng(seed), np.tile(events, (draws, 1))
    move = {"any day": _by_days, "same season": _by_years}[null]
    for first, last in pairwise(edges):
        own = (events >= first) & (events < last)
        if own.any():
            moved[:, own] = first + move(events[own] - first, last - first, random, draws)
    return moved


def coincidence(
    events: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    window: int,
    edges: Sequence[int],
    null: str = "any day",
    draws: int = 5000,
    seed: int = 1971,
    at_risk: np.ndarray | None = None,
) -> dict[str, float]:
    """Return how many events followed a trigger, what chance would give, and the size of the effect.

    Parameters
    ----------
    events : days of the events, as whole numbers.
    starts, ends : first and last days of the triggers.
    window : how many days before an event a trigger still counts.
    edges : the days on which regimes begin, and the day on which the last one ends; events outside are left out.
    null, draws, seed : of the circular shifts (`shifted`).
    at_risk : whether an event could have happened on each day from the first to the last edge; the ratio compares
        days at risk only. All are, unless given.

    Returns
    -------
    events; followed (observed); expected (mean over the shifts); p_value (two-sided: twice the smaller tail, the
    observation counted among the draws); ratio, lower, upper: events a day with a trigger behind it over events a
    day without, with the exact interval of `rate_ratio`, missing where every day or no day had one.
    """
    events = np.sort(inside(events, edges))
    observed = int(followed(events, starts, ends, window).sum())
    moved = shifted(events, edges, null, draws, seed)
    counts = followed(moved.ravel(), starts, ends, window).reshape(moved.shape).sum(axis=1)
    exposed = exposed_days(edges, starts, ends, window, at_risk)
    possible = edges[-1] - edges[0] if at_risk is None else int(at_risk.sum())
    return {
        "events": len(events),
        "followed": observed,
        "expected": float(counts.mean()),
        "p_value": two_sided(counts, observed),
        **_effect(observed, exposed, len(events) - observed, possible - exposed),
    }


def scan(
    events: np.ndarray, triggers: dict[str, tuple[np.ndarray, np.ndarray]], windows: Sequence[int], **how: object
) -> pd.DataFrame:
    """Return `coincidence` for every trigger and window, with p-values adjusted for all of them (`holm`).

    `triggers` are starts and ends by name; `how` are the other arguments of `coincidence`.
    """
    rows = [
        {"trigger": name, "window": window, "triggers": len(starts)} | coincidence(events, starts, ends, window, **how)
        for name, (starts, ends) in triggers.items()
        for window in windows
    ]
    table = pd.DataFrame(rows)
    return table.assign(p_adjusted=holm(table["p_value"]))


def _by_days(places: np.ndarray, length: int, random: np.random.Generator, draws: int) -> np.ndarray:
    return (places + random.integers(0, length, size=(draws, 1))) % length


def _by_years(places: np.ndarray, length: int, random: np.random.Generator, draws: int) -> np.ndarray:
    """Move places by whole years; a place has as many years to go to as have that day inside the regime."""
    begins = np.round(np.arange(length / YEAR + 1) * YEAR).astype(int)
    begins = begins[begins < length]
    year = np.searchsorted(begins, places, side="right") - 1
    within = places - begins[year]
    possible = (begins[:, None] + within < length).sum(axis=0)
    steps = random.integers(0, len(begins) * max(1, len(begins) - 1), size=(draws, 1))
    return begins[(year + steps) % possible] + within


def _effect(followed: int, exposed: int, others: int, unexposed: int) -> dict[str, float]:
    if min(exposed, unexposed) <= 0:
        return {"ratio": np.nan, "lower": 0.0, "upper": np.inf}
    found = rate_ratio(followed, exposed, others, unexposed)
    return {"ratio": found.ratio, "lower": found.lower, "upper": found.upper}
