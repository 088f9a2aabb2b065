"""Is the coincidence test honest? Made-up cuts with a known truth: how often it sees what is not there, and what is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotline.association import coincidence, followed


def false_positives(
    starts: np.ndarray,
    ends: np.ndarray,
    edges: Sequence[int],
    *,
    events: int,
    window: int,
    trials: int = 400,
    draws: int = 400,
    level: float = 0.05,
    seed: int = 1971,
) -> float:
    """Return how often the test finds an effect at `level` where cuts fall on any day, whatever the triggers.

    `starts`, `ends` and `edges` are those of real triggers and regimes; the cuts are drawn anew in every trial. A test
    that keeps its promise gives `level` or less.
    """
    return _rejected(starts, ends, edges, events, window, trials, draws, level, seed, effect=0.0)


def power(
    starts: np.ndarray,
    ends: np.ndarray,
    edges: Sequence[int],
    *,
    events: int,
    window: int,
    effect: float,
    trials: int = 400,
    draws: int = 400,
    level: float = 0.05,
    seed: int = 1971,
) -> float:
    """Return how often the test finds an effect that is there: a share `effect` of the cuts is placed after triggers.

    The rest falls on any day. A share of 0.3 means that three in ten cuts have a trigger as their cause.
    """
    return _rejected(starts, ends, edges, events, window, trials, draws, level, seed, effect)


def honesty(
    triggers: dict[str, tuple[np.ndarray, np.ndarray]],
    edges: Sequence[int],
    *,
    events: int,
    window: int,
    effects: Sequence[float] = (0.3, 0.6),
    **how: int,
) -> pd.DataFrame:
    """Return false positives and power for every trigger: trigger, false positives, one column a share of the cuts."""
    sizes = {"events": events, "window": window} | how
    rows = [
        {"trigger": name, "triggers": len(starts), "false positives": false_positives(starts, ends, edges, **sizes)}
        | {f"power at {effect:.0%}": power(starts, ends, edges, effect=effect, **sizes) for effect in effects}
        for name, (starts, ends) in triggers.items()
    ]
    return pd.DataFrame(rows)


def _rejected(
    starts: np.ndarray,
    ends: np.ndarray,
    edges: Sequence[int],
    events: int,
    window: int,
    trials: int,
    draws: int,
    level: float,
    seed: int,
    effect: float,
) -> float:
    random = np.random.default_rng(seed)
    every_day = np.arange(edges[0], edges[-1])
    after = every_day[followed(every_day, starts, ends, window)]
    if effect and not len(after):
        return float("nan")
    found = 0
    for trial in range(trials):
        caused = int(random.binomial(events, effect)) if effect else 0
        made = np.concatenate([random.choice(every_day, events - caused), random.choice(after, caused)])
        p_value = coincidence(made, starts, ends, window, edges, draws=draws, seed=seed + trial)["p_value"]
        found += p_value < level
    return found / trials
