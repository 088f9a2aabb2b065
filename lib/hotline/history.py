"""What a line can and cannot have gone through: ids that say what rows say, no use before opening, one state a time."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from hotline.schema import Problem
from hotline.vocab import STATE_AFTER


def event_problems(events: pd.DataFrame, checked_through: date | None) -> Iterator[Problem]:
    """Yield events that contradict their id, the date of the check, or another event.

    `events` holds only rows whose dates can be read.
    """
    for row, event in zip(events.index + 2, events.to_dict("records"), strict=True):
        yield from _id_problems(row, event)
        yield from _late_problems(row, event, checked_through)
    for _, history in events.groupby("channel_id", sort=False):
        yield from _history_problems(history)
        yield from _contradictions(history)


def _id_problems(row: int, event: dict) -> Iterator[Problem]:
    stem = f"{event['date'].split('/')[0]}-{event['channel_id']}-{event['kind']}"
    rest = event["event_id"].removeprefix(stem)
    if rest and not (event["event_id"].startswith(stem) and rest[1:].isdigit()):
        problem = f"the id '{event['event_id']}' does not say what date, channel_id and kind say"
        yield Problem("status_events.csv", row, "event_id", problem, f"{stem}, or {stem}-2", "correct the wrong one")


def _late_problems(row: int, event: dict, checked_through: date | None) -> Iterator[Problem]:
    if checked_through and event["latest"].date() > checked_through:
        problem = f"'{event['date']}' is after the record was last checked"
        allowed = f"days up to checked_through in datapackage.json, {checked_through}"
        yield Problem("status_events.csv", row, "date", problem, allowed, "correct the date, or move checked_through")


def _history_problems(history: pd.DataFrame) -> Iterator[Problem]:
    state = "not yet open"
    for row, event in _in_order(history):
        after = STATE_AFTER.get(event["kind"])
        if fault := _impossible(state, event["kind"]):
            allowed = f"what can happen to a line in the state '{state}' before it"
            yield Problem("status_events.csv", row, "kind", fault, allowed, "add what is missing, or correct the date")
        if event["kind"] == "opened" or state != "not yet open":
            state = after or state


def _impossible(state: str, kind: str) -> str | None:
    if state == "closed":
        return f"'{kind}' of a line that had closed for good"
    if kind == "opened" and state != "not yet open":
        return "'opened' of a line that had been opened before"
    if state == "not yet open" and kind not in ("opened", "announced-restoration"):
        return f"'{kind}' before the line was opened"
    if kind == "restored" and state == "contact":
        return "'restored' of a line that was not silent"
    return None


def _contradictions(history: pd.DataFrame) -> Iterator[Problem]:
    changes = history[history["kind"].map(STATE_AFTER).notna()]
    for (day, time), events in changes.groupby(["date", "time_kst"], sort=False):
        if events["kind"].map(STATE_AFTER).nunique() > 1:
            problem = f"{' and '.join(events['event_id'])} contradict each other at one time, {day} {time}".strip()
            todo = "give the time of each, or correct one"
            yield Problem("status_events.csv", int(events.index[-1]) + 2, "time_kst", problem, "one state a time", todo)


def _in_order(history: pd.DataFrame) -> Iterator[tuple[int, dict]]:
    ordered = history.sort_values(["day", "time_kst"], kind="stable")
    return zip(ordered.index + 2, ordered.to_dict("records"), strict=True)
