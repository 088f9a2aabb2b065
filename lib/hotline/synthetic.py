"""Is the coincidence test honest? Made-up cuts with a known truth: how often it sees what is not there, and what is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotline.association import coincidence, followed

CLUSTER = 60


def false_positives(
    starts: np.ndarray, ends: np.ndarray, edges: Sequence[int], *, level: float = 0.05, **sizes: object
) -> float:
    """Return how often the test finds an effect at `level` where cuts fall on any day, whatever the triggers.

    `starts`, `ends` and `edges` are those of real triggers and regimes; the cuts are drawn anew in every trial, as
    `p_values` says. A test that keeps its promise gives `level` or less.
    """
    return float((p_values(starts, ends, edges, **sizes) < level).mean())


def honesty(
    triggers: dict[str, tuple[np.ndarray, np.ndarray]],
    edges: Sequence[int],
    *,
    effects: Sequence[float] = (0.3, 0.6),
    comparisons: int = 1,
    **sizes: int,
) -> pd.DataFrame:
    """Return false positives and power for every trigger, at the five per cent level and corrected for many tests.

    Returns
    -------
    One row a trigger: trigger, triggers (their number), false positives, false positives in clusters; and for each
    share of the cuts with a cause: power at that share, and the same corrected (at 0.05 / comparisons).
    """
    return pd.DataFrame(
        [{"trigger": name} | _row(*days, edges, effects, comparisons, sizes) for name, days in triggers.items()]
    )


def p_values(
    starts: np.ndarray,
    ends: np.ndarray,
    edges: Sequence[int],
    *,
    events: int,
    window: int,
    effect: float = 0.0,
    clustered: bool = False,
    trials: int = 400,
    draws: int = 400,
    seed: int = 1971,
) -> np.ndarray:
    """Return the p-values of `coincidence` for made-up cuts, one a trial.

    A share `effect` of the cuts falls on days with a trigger up to `window` days before them, the rest on any day. If
    `clustered`, every second cut follows another one within sixty days, as real ones do.
    """
    random = np.random.default_rng(seed)
    every_day = np.arange(edges[0], edges[-1])
    after = every_day[followed(every_day, starts, ends, window)]
    made = [_cuts(random, every_day, after, events, effect, clustered) for _ in range(trials)]
    return np.array(
        [
            coincidence(cuts, starts, ends, window, edges, draws=draws, seed=seed + trial)["p_value"]
            for trial, cuts in enumerate(made)
        ]
    )


def _cuts(
    random: np.random.Generator, days: np.ndarray, after: np.ndarray, events: int, effect: float, clustered: bool
) -> np.ndarray:
    caused = int(random.binomial(events, effect)) if effect else 0
    cuts = np.concatenate([random.choice(days, events - caused), random.choice(after, caused)])
    if clustered:
        cuts[1::2] = np.minimum(cuts[: len(cuts) // 2 * 2 : 2] + random.integers(1, CLUSTER, len(cuts) // 2), days[-1])
    return cuts


def _row(
    starts: np.ndarray, ends: np.ndarray, edges: Sequence[int], effects: Sequence[float], comparisons: int, sizes: dict
) -> dict[str, float]:
    row = {
        "triggers": len(starts),
        "false positives": false_positives(starts, ends, edges, **sizes),
        "false positives in clusters": false_positives(starts, ends, edges, clustered=True, **sizes),
    }
    for effect in effects:
        found = p_values(starts, ends, edges, effect=effect, **sizes) if len(starts) else np.full(1, np.nan)
        for name, level in (("", 0.05), (", corrected", 0.05 / comparisons)):
            share = float((found < level).mean()) if len(starts) else float("nan")
            row[f"power at {effect:.0%}{name}"] = share
    return row
