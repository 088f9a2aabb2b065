"""Spells, silences and events to the points of the timeline: plain lists and ISO dates, nothing drawn yet."""

import textwrap
from collections.abc import Iterable
from datetime import date
from html import escape

import pandas as pd

from hotline.record import Record
from hotline.words import STATE_WORDS, day_text, days_text, event_text, plural

ALL_SILENT = "<b>None of the chosen lines</b>"
HOVER_POINTS = 25
SETS = ["daily", "military", "leaders", "service", "third-party"]
STATES = ["contact", "silence", "unknown"]
KEYS = ("x", "y", "text", "customdata")

Points = dict[str, list]


class Timeline:
    """What the timeline shows of one set of spells, prepared once, for any window.

    `rows` are the names on the chart, from the top: the silences of the chosen lines, then every line, by what it
    is for and then by age.
    """

    def __init__(self, record: Record, spells: pd.DataFrame) -> None:
        """Prepare names, hover texts and places; `spells` are as `hotline.spells()` gives them."""
        self._names = _names(record, spells)
        self.rows = [ALL_SILENT, *self._names.values()]
        events = record.status_events.set_index("event_id")[["kind", "actor", "reason"]].to_dict("index")
        self._spells = [self._prepared(spell, events) for spell in spells.to_dict("records")]
        known = record.status_events[record.status_events["channel_id"].isin(list(self._names))]
        self._announced = self._events(known[known["kind"].str.startswith("announced")])
        self._noted = self._events(known[known["kind"].isin(["used", "observed"])])
        self._as_of = spells["end"].max().date()

    def points(self, found: pd.DataFrame, start: date | str, end: date | str) -> dict[str, Points]:
        """Return x, y, text and customdata of every trace in the window [start, end).

        Parameters
        ----------
        found : the silences for the top row, as `hotline.silences()` gives them.

        Returns
        -------
        Points by trace: contact, silence, unknown, none answered, boundary, missed, open, announced, noted. The
        customdata of a point is the id of an event, for its sources.
        """
        start, end = date.fromisoformat(str(start)), date.fromisoformat(str(end))
        step = max(1, (end - start).days // HOVER_POINTS)
        inside = [spell for spell in self._spells if _touches(spell, start, end)]
        top = [_silence(row) for row in found.to_dict("records")]
        return {
            **{state: _bars((row for row in inside if row["state"] == state), start, end, step) for state in STATES},
            "none answered": _bars((row for row in top if _touches(row, start, end)), start, end, step),
            "boundary": _boundaries(inside, start, end),
            "missed": _marks(row for row in inside if row["missed"]),
            "open": _marks(_open_end(row) for row in inside if self._is_open(row, end)),
            "announced": _marks(row for row in self._announced if start <= row["start"] <= end),
            "noted": _marks(row for row in self._noted if start <= row["start"] <= end),
        }

    def _prepared(self, spell: dict, events: dict[str, dict]) -> dict:
        return {
            **spell,
            **{column: spell[column].date() for column in ("start", "end", "start_min", "start_max")},
            "name": self._names[spell["channel_id"]],
            "text": _spell_text(self._names[spell["channel_id"]], spell, events),
            "event": _text(spell["start_event"]),
            "missed": spell["state"] == "silence" and spell["ended"] and spell["days_max"] == 0,
        }

    def _events(self, events: pd.DataFrame) -> list[dict]:
        return [
            {
                "start": event["day"].date(),
                "name": self._names[event["channel_id"]],
                "text": "<br>".join(textwrap.wrap(escape(event_text(event), quote=False), 70)),
                "event": event["event_id"],
            }
            for event in events.to_dict("records")
        ]

    def _is_open(self, spell: dict, end: date) -> bool:
        return not spell["ended"] and spell["state"] != "unknown" and self._as_of <= end


def timeline_text(points: dict[str, Points]) -> str:
    """Return what the timeline shows in a sentence, for readers who cannot see it."""
    spells = {state: points[state]["x"].count(None) for state in STATES}
    lines = len({name for state in STATES for name in points[state]["y"]})
    counts = ", ".join(
        plural(number, f"spell {STATE_WORDS[state]}", "spells " + STATE_WORDS[state])
        for state, number in spells.items()
    )
    missed, open_ends = len(points["missed"]["x"]), len(points["open"]["x"])
    missed = plural(missed, "silence of less than a day", "silences of less than a day")
    return f"The timeline shows {plural(lines, 'line')}: {counts}; {missed}; {plural(open_ends, 'spell')} not over."


def _names(record: Record, spells: pd.DataFrame) -> dict[str, str]:
    channels = record.channels[record.channels["channel_id"].isin(spells["channel_id"])]
    opened = channels["channel_id"].map(spells.groupby("channel_id")["start"].min())
    ordered = channels.assign(opened=opened, rank=channels["set"].map(SETS.index)).sort_values(["rank", "opened"])
    return dict(zip(ordered["channel_id"], ordered["name_en"].map(escape), strict=True))


def _touches(row: dict, start: date, end: date) -> bool:
    return row["start"] < end and (row["end"] > start or row["start"] >= start)


def _bars(rows: Iterable[dict], start: date, end: date, step: int) -> Points:
    """Return spells as broken lines; points every `step` days keep the hover close to the pointer."""
    points: Points = {key: [] for key in KEYS}
    for row in rows:
        first, last = max(row["start"], start).toordinal(), min(row["end"], end).toordinal()
        if first < last:
            along = [date.fromordinal(day).isoformat() for day in [*range(first, last, step), last]]
            points["x"] += [*along, None]
            for key, value in zip(KEYS[1:], (row["name"], row["text"], row["event"]), strict=True):
                points[key] += [value] * (len(along) + 1)
    return points


def _marks(rows: Iterable[dict]) -> Points:
    marks = [(row["start"].isoformat(), row["name"], row["text"], row["event"]) for row in rows]
    return {key: [mark[place] for mark in marks] for place, key in enumerate(KEYS)}


def _boundaries(rows: list[dict], start: date, end: date) -> Points:
    """Return the days within which a spell began that is not dated to the day."""
    points: Points = {key: [] for key in KEYS}
    for row in rows:
        if row["start_min"] < row["start_max"] and row["start_max"] >= start:
            first, last = max(row["start_min"], start).isoformat(), min(row["start_max"], end).isoformat()
            text = f"began some day from {day_text(row['start_min'])} to {day_text(row['start_max'])}"
            points["x"] += [first, last, None]
            for key, value in zip(KEYS[1:], (row["name"], text, row["event"]), strict=True):
                points[key] += [value] * 3
    return points


def _open_end(row: dict) -> dict:
    return {**row, "start": row["end"], "text": f"not over on {day_text(row['end'])}"}


def _silence(row: dict) -> dict:
    lines = escape(row["channels"].replace(" ", ", "), quote=False)
    text = f"<b>None of the chosen lines answered</b><br>{_span(row)}<br>{lines}"
    place = {"start": row["start"].date(), "end": row["end"].date()}
    return {**place, "name": ALL_SILENT, "text": text, "event": _text(row["start_event"])}


def _spell_text(name: str, spell: dict, events: dict[str, dict]) -> str:
    ends = (("began", spell["start_event"]), ("ended", spell["end_event"]))
    told = [f"{verb}: {_how(events[event])}" for verb, event in ends if isinstance(event, str)]
    return "<br>".join([f"<b>{name}</b><br>{STATE_WORDS[spell['state']]} {_span(spell)}", *told])


def _span(row: dict) -> str:
    end = day_text(row["end"]) if row["ended"] else f"not over on {day_text(row['end'])}"
    return f"{day_text(row['start'])} – {end}: {days_text(row)}"


def _how(event: dict) -> str:
    return escape(f"{event['kind']} by {event['actor']}, reason declared: {event['reason']}", quote=False)


def _text(event_id: object) -> str:
    return event_id if isinstance(event_id, str) else ""
