"""Spells to silences: the times when none of a chosen set of lines answered."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from hotline.spells import BOUNDS, with_days

DEFAULT_CHANNELS = (
    "panmunjom-red-cross",
    "seoul-pyongyang-red-cross",
    "prime-ministers-contact",
    "panmunjom-liaison",
    "joint-liaison-office",
    "military-west",
    "military-east",
)
COLUMNS = [
    "start",
    "end",
    "ended",
    "days",
    "days_min",
    "days_max",
    "channels",
    "start_event",
    "end_event",
    "end_kind",
    *BOUNDS,
]


def silences(
    spells: pd.DataFrame, *, channels: Iterable[str] | None = None, min_days: int = 1, unknown: str = "ignored"
) -> pd.DataFrame:
    """Return the times when at least one of the chosen lines was silent and none of them was in contact.

    | line | silent                  |    | start      | end        | days |
    |------|-------------------------|    |------------|------------|------|
    | a    | 2013-03-11 – 2013-06-07 | -> | 2013-03-27 | 2013-06-07 | 72   |
    | b    | 2013-03-27 – 2013-09-06 |    |            |            |      |

    Parameters
    ----------
    spells : as `hotline.spells()` gives them.
    channels : the lines of which none may answer. A line that is not yet open, or closed for good, does not count.
        Default: the lines by which the two governments, Red Cross societies and militaries called each other
        regularly (`DEFAULT_CHANNELS`), as far as they have spells. The Coordinating Committee's line is left out:
        it fell silent with the Red Cross line in 1976, and nobody expects it to ring.
    min_days : silences of fewer days are left out. 1 leaves out missed calls answered on the same day, 0 keeps them.
    unknown : a line whose state nobody reports is "ignored", or "breaks" the silence of the others.

    Returns
    -------
    One row a silence in order of time: start, end (half-open), ended (False: right-censored), days, days_min,
    days_max, channels (ids of the lines that were silent, separated by spaces), start_event and end_event (what
    silenced the last line, what brought the first one back; none for an open end), end_kind (the kind of that event),
    start_min … end_max.

    Raises
    ------
    ValueError
        A channel without spells was asked for, no channel at all, a negative `min_days`, or another `unknown`.
    """
    chosen = spells[spells["channel_id"].isin(_known(spells, channels))]
    if unknown not in ("ignored", "breaks"):
        raise ValueError(f"unknown is '{unknown}', but it must be 'ignored' or 'breaks'")
    if min_days < 0:
        raise ValueError(f"min_days is {min_days}, but it must be 0 or more")
    if unknown == "ignored":
        chosen = chosen[chosen["state"] != "unknown"]
    rows = [_row(chosen, start, end) for start, end in _silent_runs(chosen)]
    rows += [_row(chosen, day, day) for day in _silent_moments(chosen)]
    frame = with_days(_typed(pd.DataFrame(rows, columns=COLUMNS)))[COLUMNS]
    return frame[frame["days"] >= min_days].sort_values(["start", "end"], ignore_index=True)


def _known(spells: pd.DataFrame, channels: Iterable[str] | None) -> list[str]:
    known = list(spells["channel_id"].unique())
    if channels is None:
        return [channel for channel in DEFAULT_CHANNELS if channel in known]
    asked = [channels] if isinstance(channels, str) else list(channels)
    if not asked:
        raise ValueError(f"no channel was chosen; choose one or more of {', '.join(known)}")
    if strangers := [channel for channel in asked if channel not in known]:
        raise ValueError(f"no spells of {', '.join(strangers)}; there are spells of {', '.join(known)}")
    return asked


def _silent_runs(chosen: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Sweep over all boundaries, and join the neighbouring pieces in which none answers."""
    lasting = chosen[chosen["days"] > 0]
    edges = np.unique(np.concatenate([lasting["start"].to_numpy(), lasting["end"].to_numpy()]))
    silent = _open_at(lasting, "silence", edges[:-1]) > 0
    for state in ("contact", "unknown"):
        silent &= _open_at(lasting, state, edges[:-1]) == 0
    answered_briefly = chosen.loc[(chosen["days"] == 0) & (chosen["state"] == "contact"), "start"].to_numpy()
    joined = silent[1:] & silent[:-1] & ~np.isin(edges[1:-1], answered_briefly)
    starts = edges[:-1][silent & ~np.concatenate([[False], joined])[: len(silent)]]
    ends = edges[1:][silent & ~np.concatenate([joined, [False]])[: len(silent)]]
    return [(pd.Timestamp(start), pd.Timestamp(end)) for start, end in zip(starts, ends, strict=True)]


def _open_at(spells: pd.DataFrame, state: str, days: np.ndarray) -> np.ndarray:
    of_state = spells[spells["state"] == state]
    begun = np.searchsorted(np.sort(of_state["start"].to_numpy()), days, side="right")
    over = np.searchsorted(np.sort(of_state["end"].to_numpy()), days, side="right")
    return begun - over


def _silent_moments(chosen: pd.DataFrame) -> list[pd.Timestamp]:
    """Return days on which every chosen line missed calls or was silent anyway, and one at least only missed calls."""
    missed = chosen[(chosen["days"] == 0) & (chosen["state"] == "silence") & chosen["ended"]]
    return [day for day in missed["start"].drop_duplicates() if _none_answered(chosen, missed, day)]


def _none_answered(chosen: pd.DataFrame, missed: pd.DataFrame, day: pd.Timestamp) -> bool:
    missing = set(missed.loc[missed["start"] == day, "channel_id"])
    others = chosen[~chosen["channel_id"].isin(missing)]
    alive = others[(others["start"] <= day) & (others["end"] > day) & (others["state"] != "silence")]
    return alive.empty


def _row(chosen: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> dict:
    silent = chosen[chosen["state"] == "silence"]
    moment = start == end
    within = silent[(silent["start"] <= end) & (silent["end"] >= start) & ((silent["days"] == 0) | (not moment))]
    within = within[(within["start"] == start) | ((within["start"] < end) & (within["end"] > start))]
    first, last = within[within["start"] <= start], within[within["end"] >= end]
    start_event, (end_event, end_kind) = _what_began(chosen, start), _what_ended(chosen, end)
    return {
        "start": start,
        "end": end,
        "ended": end_event is not None,
        "channels": " ".join(within["channel_id"].drop_duplicates()),
        "start_event": start_event,
        "end_event": end_event,
        "end_kind": end_kind,
        "start_min": first["start_min"].max() if (first["start"] == start).any() else start,
        "start_max": first["start_max"].max() if (first["start"] == start).any() else start,
        "end_min": last["end_min"].min() if (last["end"] == end).any() else end,
        "end_max": last["end_max"].min() if (last["end"] == end).any() else end,
    }


def _what_began(chosen: pd.DataFrame, start: pd.Timestamp) -> str | None:
    """Return the event that silenced the last line, or that closed the last line in contact."""
    fell_silent = chosen.loc[(chosen["start"] == start) & (chosen["state"] == "silence"), "start_event"]
    was_alive = chosen.loc[(chosen["end"] == start) & (chosen["state"] != "silence") & chosen["ended"], "end_event"]
    return next(iter([*fell_silent, *was_alive]), None)


def _what_ended(chosen: pd.DataFrame, end: pd.Timestamp) -> tuple[str | None, str | None]:
    """Return event and kind of what brought back the first line, or opened a new one; else of what left it unknown."""
    begins = chosen[(chosen["start"] == end) & (chosen["state"] == "contact")]
    stopped = chosen[(chosen["end"] == end) & (chosen["state"] == "silence") & chosen["ended"]]
    answered = zip(begins["start_event"], begins["start_kind"], strict=True)
    return next(iter([*answered, *zip(stopped["end_event"], stopped["end_kind"], strict=True)]), (None, None))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    moments = {column: "datetime64[s]" for column in ["start", "end", *BOUNDS]}
    texts = {column: "str" for column in ["channels", "start_event", "end_event", "end_kind"]}
    return frame.astype({**moments, **texts, "ended": bool})
