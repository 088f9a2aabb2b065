"""Status events to spells: half-open intervals [start, end) of contact, silence or unknown state, line by line."""

import warnings
from datetime import date

import pandas as pd

from hotline.record import Record
from hotline.vocab import ANNOUNCED_BY, STATE_AFTER

ANNOUNCEMENT_REACH = pd.Timedelta(days=31)
COLUMNS = ["channel_id", "state", "start", "end", "ended", "start_event", "end_event", "days", "days_min", "days_max"]
KINDS = ["start_kind", "end_kind"]
BOUNDS = ["start_min", "start_max", "end_min", "end_max"]


def spells(record: Record, *, as_of: date | str, dates: str = "effective") -> pd.DataFrame:
    """Return the spells of every line: what state it was in, from when to when.

    | channel_id    | state   | start      | end        | ended | days |
    |---------------|---------|------------|------------|-------|------|
    | military-west | contact | 2021-07-27 | 2021-08-10 | True  | 14   |
    | military-west | silence | 2021-08-10 | 2021-10-04 | True  | 55   |

    Parameters
    ----------
    record : the record, as `hotline.load()` gives it.
    as_of : the day on which we look. A spell that has not ended by then is right-censored: `ended` is False and
        `end` is `as_of`. Take it from `record.checked_through`; beyond it nothing is known, and with a later day
        such spells stop there, with a warning.
    dates : "effective" starts a silence with the first call that failed; "announced" starts it on the day one
        side said so, where that was up to 31 days earlier, and likewise for restorations.

    Returns
    -------
    One row a spell, lines in the record's order: channel_id; state (contact, silence, unknown); start, end
    (`datetime64`, half-open); ended; start_event, end_event (event ids; none for an open end); days = end - start;
    days_min and days_max, what the precision of the dates allows; start_kind, end_kind (what kind of event turned the
    line, whatever event dates it); start_min, start_max, end_min, end_max, the
    earliest and latest day of each boundary. The spells of a line tile its life without gap or overlap. A spell
    of 0 days began and ended on one day: missed calls.

    Raises
    ------
    ValueError
        `dates` is neither "effective" nor "announced".
    """
    if dates not in ("effective", "announced"):
        raise ValueError(f"dates is '{dates}', but it must be 'effective' or 'announced'")
    as_of = pd.Timestamp(as_of)
    if as_of > pd.Timestamp(record.checked_through):
        told = f"as_of is {as_of:%Y-%m-%d}, but the sources were checked through {record.checked_through}"
        warnings.warn(f"{told}: spells that have not ended stop there", stacklevel=2)
        as_of = pd.Timestamp(record.checked_through)
    events = record.status_events[record.status_events["day"] <= as_of]
    by_channel = dict(list(events.groupby("channel_id", sort=False)))
    rows = [
        spell
        for channel in record.channels["channel_id"]
        if channel in by_channel
        for spell in _of_one_line(by_channel[channel], as_of, dates)
    ]
    return _typed(pd.DataFrame(rows, columns=[*COLUMNS, *KINDS, *BOUNDS]))


def clip(frame: pd.DataFrame, start: date | str, end: date | str) -> pd.DataFrame:
    """Return spells or silences cut to [start, end), with `days` counted inside; raises `ValueError` if reversed.

    A spell that reaches beyond `end` is not `ended` inside the window.
    """
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    if start >= end:
        raise ValueError(f"the window runs from {start:%Y-%m-%d} to {end:%Y-%m-%d}; its end must come after its start")
    inside = frame[(frame["start"] < end) & ((frame["end"] > start) | (frame["start"] >= start))].copy()
    inside["ended"] = inside["ended"] & (inside["end"] <= end)
    inside["start"] = inside["start"].clip(lower=start)
    inside["end"] = inside["end"].clip(upper=end)
    inside["days"] = (inside["end"] - inside["start"]).dt.days
    return inside.reset_index(drop=True)


def _of_one_line(events: pd.DataFrame, as_of: pd.Timestamp, dates: str) -> list[dict]:
    changes = _changes(events.to_dict("records"))
    if dates == "announced":
        changes = [_moved_to_announcement(change, before, events) for before, change in _with_previous(changes)]
    ends = [*changes[1:], None][: len(changes)]
    return [_spell(begin, end, as_of) for begin, end in zip(changes, ends, strict=True) if begin["state"] != "closed"]


def _changes(events: list[dict]) -> list[dict]:
    changes, state = [], None
    for event in events:
        after = STATE_AFTER[event["kind"]]
        if after is not None and after != state:
            changes.append({**event, "state": after})
            state = after
    return changes


def _with_previous(changes: list[dict]) -> list[tuple[dict | None, dict]]:
    return list(zip([None, *changes], changes, strict=False))


def _moved_to_announcement(change: dict, before: dict | None, events: pd.DataFrame) -> dict:
    if before is None or change["state"] not in ANNOUNCED_BY:
        return change
    said = events[
        (events["kind"] == ANNOUNCED_BY[change["state"]])
        & (events["day"] >= max(before["day"], change["day"] - ANNOUNCEMENT_REACH))
        & (events["day"] < change["day"])
    ]
    if said.empty:
        return change
    when = said.iloc[-1][["event_id", "earliest", "day", "latest"]]
    return {**change, **when}


def _spell(begin: dict, end: dict | None, as_of: pd.Timestamp) -> dict:
    open_end = {"day": as_of, "earliest": as_of, "latest": as_of, "event_id": None, "kind": None}
    until = end or open_end
    return {
        "channel_id": begin["channel_id"],
        "state": begin["state"],
        "start": begin["day"],
        "end": until["day"],
        "ended": end is not None,
        "start_event": begin["event_id"],
        "end_event": until["event_id"],
        "start_kind": begin["kind"],
        "end_kind": until["kind"],
        "start_min": begin["earliest"],
        "start_max": min(begin["latest"], as_of),
        "end_min": until["earliest"],
        "end_max": min(until["latest"], as_of),
    }


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    moments = {column: "datetime64[s]" for column in ["start", "end", *BOUNDS]}
    texts = {column: "str" for column in ["channel_id", "state", "start_event", "end_event", *KINDS]}
    frame = frame.astype({**moments, **texts, "ended": bool})
    return with_days(frame)


def with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with days, days_min and days_max computed from its boundaries."""
    return frame.assign(
        days=(frame["end"] - frame["start"]).dt.days,
        days_min=(frame["end_min"] - frame["start_max"]).dt.days.clip(lower=0),
        days_max=(frame["end_max"] - frame["start_min"]).dt.days,
    )
