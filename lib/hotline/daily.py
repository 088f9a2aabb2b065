"""The state of a set of lines day by day, and what happened on days of each state."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from hotline.association import YEAR, inside, shifted, two_sided
from hotline.rates import RateRatio, rate_ratio

STATES = ("contact", "silence", "unknown", "none")


def daily_states(
    spells: pd.DataFrame, channels: Iterable[str], start: date | str, end: date | str, unknown: str = "ignored"
) -> pd.Series:
    """Return the joint state of the chosen lines on every day of the window [start, end).

    A day is "contact" when at least one of the lines was in contact at its end, else "silence" when at least one was
    silent, else "unknown" when at least one was open in a state nobody reports, else "none": no line was open. With
    `unknown` = "breaks", a line of unknown state makes the day "unknown" unless another one was in contact.
    """
    first, last = day_number(start), day_number(end)
    state = np.full(last - first, "none", dtype="<U7")
    own = spells[spells["channel_id"].isin(list(channels)) & (spells["days"] > 0)]
    weakest = ("unknown", "silence") if unknown == "ignored" else ("silence", "unknown")
    for name in (*weakest, "contact"):
        for spell in own[own["state"] == name].itertuples():
            state[max(0, day_number(spell.start) - first) : max(0, day_number(spell.end) - first)] = name
    return pd.Series(state, index=pd.date_range(pd.Timestamp(start), periods=last - first, freq="D", unit="s"))


def any_in(spells: pd.DataFrame, channels: Iterable[str], state: str, edges: Sequence[int]) -> np.ndarray:
    """Return for each day from the first to the last edge whether a chosen line was in a state as the day began.

    Only a line in contact can be cut, only a silent one can come back: these are the days at risk.
    """
    at_risk = np.zeros(edges[-1] - edges[0], dtype=bool)
    own = spells[spells["channel_id"].isin(list(channels)) & (spells["state"] == state) & (spells["days"] > 0)]
    for spell in own.itertuples():
        at_risk[max(0, day_number(spell.start) + 1 - edges[0]) : max(0, day_number(spell.end) + 1 - edges[0])] = True
    return at_risk


def rates_by_state(states: pd.Series, moments: pd.Series) -> tuple[pd.DataFrame, RateRatio]:
    """Return how often something happened per year of contact and of silence, and the ratio of silence to contact.

    Parameters
    ----------
    states : as `daily_states` gives them.
    moments : the days on which it happened; days outside the window, unknown or without a line are not counted.

    Returns
    -------
    One row a state: state, years, events, a year (events per year; missing where there was no such time); and the
    exact rate ratio. Without time in both states the ratio is missing and its interval everything.
    """
    at = states.reindex(moments)
    counts = at.value_counts().reindex(["contact", "silence"], fill_value=0)
    lived = states.value_counts().reindex(["contact", "silence"], fill_value=0)
    years = lived / YEAR
    table = pd.DataFrame({"state": counts.index, "years": years.array, "events": counts.array})
    table["a year"] = table["events"] / table["years"].where(table["years"] > 0)
    if lived.min() == 0:
        return table, RateRatio(np.nan, 0.0, np.inf, 1.0)
    ratio = rate_ratio(*(int(n) for n in (counts["silence"], lived["silence"], counts["contact"], lived["contact"])))
    return table, ratio


def beside_shifts(states: pd.Series, moments: pd.Series, edges: Sequence[int]) -> dict[str, float]:
    """Return counts, ratio and interval of `rates_by_state` beside what `shift_test` gives by chance.

    Returns
    -------
    in silence, in contact (numbers); expected in silence (mean over the shifts); ratio, lower, upper (of silence to
    contact, exact interval); p_value (of the shifts).
    """
    table, ratio = rates_by_state(states, moments)
    counts, shift = table.set_index("state")["events"], shift_test(states, moments, edges)
    numbers = {"in silence": int(counts["silence"]), "in contact": int(counts["contact"])}
    interval = {"ratio": ratio.ratio, "lower": ratio.lower, "upper": ratio.upper}
    return numbers | {"expected in silence": shift["expected"]} | interval | {"p_value": shift["p_value"]}


def by_lines(
    choices: list[tuple[dict[str, str], pd.Series]],
    spells: pd.DataFrame,
    line_sets: dict[str, tuple[str, ...]],
    start: date | str,
    end: date | str,
    edges: Sequence[int],
    unknown: str = "ignored",
) -> pd.DataFrame:
    """Return `beside_shifts` for every set of lines and every choice of what is counted: its labels, and its days."""
    rows = []
    for lines, channels in line_sets.items():
        states = daily_states(spells, channels, start, end, unknown)
        rows += [{"lines": lines} | labels | beside_shifts(states, moments, edges) for labels, moments in choices]
    return pd.DataFrame(rows)


def shift_test(
    states: pd.Series, moments: pd.Series, edges: Sequence[int], draws: int = 2000, seed: int = 1971
) -> dict[str, float]:
    """Return how many events fell on silent days, beside what calendars shifted around each regime give.

    Unlike the exact interval of `rates_by_state` this keeps events that come in clusters together, and compares each
    regime with itself.

    Returns
    -------
    in_silence; expected (mean over the shifts); p_value (two-sided).
    """
    first = day_number(states.index[0])
    code = states.map({"silence": 1, "contact": 0}).fillna(-1).to_numpy()
    edges = np.unique(np.clip(edges, first, first + len(code)))
    days = inside(day_numbers(moments), edges)
    counts = (code[shifted(days, edges, "any day", draws, seed) - first] == 1).sum(axis=1)
    observed = int((code[days - first] == 1).sum())
    return {"in_silence": observed, "expected": float(counts.mean()), "p_value": two_sided(counts, observed)}


def day_numbers(moments: pd.Series) -> np.ndarray:
    """Return days as whole numbers since 1970, for counting."""
    return moments.to_numpy().astype("datetime64[D]").astype(int)


def day_number(day: object) -> int:
    """Return one day, a text or a moment, as a whole number since 1970."""
    return int(np.datetime64(str(day)[:10], "D").astype(int))
