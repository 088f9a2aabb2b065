"""What a reader chose, and what the record answers: pure, so that every widget is tested without one."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date

import pandas as pd

from hotline.dates import bounds
from hotline.measures import Definitions, weekdays_missed
from hotline.record import Record
from hotline.silences import DEFAULT_CHANNELS
from hotline.spells import clip
from hotline.words import channel_names, event_words, listing, silences_sentence

EVERYTHING = "Everything"
PRESENT = "The present silence"


class SelectionError(ValueError):
    """What the reader chose cannot be shown; the message says why and what to choose instead."""


@dataclass(frozen=True)
class State:
    """The reader's choices: the window [start, end) as ISO days, and the definition of silence."""

    start: str
    end: str
    channels: tuple[str, ...] = DEFAULT_CHANNELS
    dates: str = "effective"
    missed_calls: bool = False
    unknown: str = "ignored"
    event: str = ""

    def as_dict(self) -> dict:
        """Return the choices as plain values that survive JSON."""
        return {**asdict(self), "channels": list(self.channels)}

    def definition(self) -> dict:
        """Return the definition of silence as arguments of `Definitions.silences`."""
        minimum = 0 if self.missed_calls else 1
        return {"channels": self.channels, "dates": self.dates, "min_days": minimum, "unknown": self.unknown}


@dataclass(frozen=True)
class Selection:
    """What is shown: the state, the spells and silences behind it, and the tables and the sentence for readers.

    Attributes
    ----------
    state : the reader's choices.
    spells : all spells under the chosen dates, as `hotline.spells()` gives them.
    silences : the whole silences that touch the window, as `hotline.silences()` gives them.
    table : one row a silence for readers, with the days inside the window.
    definitions : how much the definition of silence matters.
    sentence : the answer in one sentence.
    """

    state: State
    spells: pd.DataFrame
    silences: pd.DataFrame
    table: pd.DataFrame
    definitions: pd.DataFrame
    sentence: str


def limits(record: Record) -> tuple[date, date]:
    """Return the first and the last day that can be chosen: 1 January of the first event's year, and the last check."""
    return date(record.status_events["earliest"].min().year, 1, 1), record.checked_through


def presets(record: Record, found: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return named windows: everything, the present silence if there is one, and the periods of the record."""
    first, last = limits(record)
    windows = {EVERYTHING: (first.isoformat(), last.isoformat())}
    if len(found) and not found.iloc[-1]["ended"]:
        windows[PRESENT] = (f"{found.iloc[-1]['start']:%Y-%m-%d}", last.isoformat())
    for period in record.periods.to_dict("records"):
        end = min(period["end_date"] or last.isoformat(), last.isoformat())
        windows[period["name_en"]] = (max(period["start_date"], first.isoformat()), end)
    return {name: window for name, window in windows.items() if window[0] < window[1]}


def line_sets(record: Record) -> dict[str, tuple[str, ...]]:
    """Return named sets of lines that must be silent, for a reader to choose from."""
    by_set = record.channels.groupby("set")["channel_id"].agg(tuple)
    everyone = tuple(record.channels.loc[record.channels["set"] != "third-party", "channel_id"])
    named = {
        "Lines with regular calls": tuple(channel for channel in DEFAULT_CHANNELS if channel in everyone),
        "Government and Red Cross lines": by_set.get("daily", ()),
        "Military lines": by_set.get("military", ()),
        "Every line between the Koreas": everyone,
        "Every line, UN Command's too": tuple(record.channels["channel_id"]),
    }
    return {name: channels for name, channels in named.items() if channels}


def select(definitions: Definitions, state: State) -> Selection:
    """Return what the record answers to the reader's choices.

    Raises
    ------
    SelectionError
        The window is reversed, empty or outside the record, no line was chosen, or something is not known by
        that name.
    """
    record = definitions.record
    state = chosen(record, state)
    start, end = date.fromisoformat(state.start), date.fromisoformat(state.end)
    definition = state.definition()
    whole = definitions.silences(**definition)
    inside = clip(whole, start, end)
    touching = whole[(whole["start"] < pd.Timestamp(end)) & (whole["end"] >= pd.Timestamp(start))]
    touching = touching[(touching["end"] > pd.Timestamp(start)) | (touching["days"] == 0)]
    return Selection(
        state=state,
        spells=definitions.spells(state.dates),
        silences=touching.reset_index(drop=True),
        table=silence_table(record, touching.reset_index(drop=True), inside),
        definitions=definitions.table(start, end, **definition),
        sentence=silences_sentence(inside, start, end),
    )


def chosen(record: Record, state: State) -> State:
    """Return the choices once they are known to be possible; raises `SelectionError` as `select` does."""
    start, end = _window(record, state)
    _known_event(record, state.event)
    known = _known(record, state.channels)
    return replace(state, start=start.isoformat(), end=end.isoformat(), channels=known)


def first_state(record: Record, window: tuple[str, str], given: dict | None = None) -> State:
    """Return the choices to start from: a window, the lines with regular calls, and whatever else is given."""
    start, end = window
    if strangers := set(given or {}) - {field.name for field in fields(State)}:
        allowed = ", ".join(field.name for field in fields(State))
        raise SelectionError(f"No choice is called {', '.join(sorted(strangers))}: the choices are {allowed}.")
    lines = next(iter(line_sets(record).values()))
    return State(**{"start": start, "end": end, "channels": lines, **(given or {})})


def silence_table(record: Record, whole: pd.DataFrame, inside: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return silences as readers see them: from, to, days, range, days in the window, weekdays, lines, events.

    `inside` are the same silences clipped to a window; without it the column on the window is left out.
    """
    lines = [listing(channel_names(record, ids.split())) for ids in whole["channels"]]
    known = whole["days_min"] == whole["days_max"]
    spread = whole["days_min"].astype(str) + "–" + whole["days_max"].astype(str)
    window = {} if inside is None else {"days in the window": inside["days"]}
    return pd.DataFrame(
        {
            "from": whole["start"].dt.strftime("%Y-%m-%d"),
            "to": whole["end"].dt.strftime("%Y-%m-%d").where(whole["ended"], "not over"),
            "days": whole["days"],
            "days, at least and at most": spread.mask(known, ""),
            **window,
            "weekdays": weekdays_missed(whole),
            "lines silent": lines,
            "began with": [event_words(record, event) for event in whole["start_event"]],
            "ended with": [event_words(record, event) for event in whole["end_event"]],
        }
    )


def events_between(record: Record, start: str, end: str, channel: str = "", also: str = "") -> pd.DataFrame:
    """Return the status events that may have happened from start to end, both days included, in order of time.

    `channel` keeps only those of one line; `also` is the id of an event that is kept wherever it lies.
    """
    events = record.status_events
    inside = (events["latest"] >= pd.Timestamp(start)) & (events["earliest"] <= pd.Timestamp(end))
    if channel:
        inside &= events["channel_id"] == channel
    return events[inside | (events["event_id"] == also)]


def _window(record: Record, state: State) -> tuple[date, date]:
    first, last = limits(record)
    start, end = _chosen_day("From", state.start), _chosen_day("Until", state.end)
    if start >= end:
        raise SelectionError(f"'From' ({start}) must come before 'Until' ({end}): choose an earlier or a later day.")
    if start < first or end > last:
        raise SelectionError(f"The record runs from {first} to {last}: choose days between them.")
    return start, end


def _chosen_day(label: str, text: str) -> date:
    if not text:
        raise SelectionError(f"'{label}' is empty: choose a day.")
    try:
        earliest, latest = bounds(text)
    except ValueError as problem:
        raise SelectionError(f"'{label}': {problem}.") from None
    if earliest != latest:
        raise SelectionError(f"'{label}' is '{text}': choose one day, such as 2021-07-27.")
    return earliest


def _known(record: Record, channels: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(record.channels["channel_id"])
    if not channels:
        raise SelectionError("No line is chosen: tick one or more of them.")
    if strangers := [channel for channel in channels if channel not in known]:
        raise SelectionError(f"No line is called {', '.join(strangers)}: the lines are {', '.join(known)}.")
    return tuple(channels)


def _known_event(record: Record, event: str) -> None:
    if event and event not in record.status_events["event_id"].array:
        raise SelectionError(f"No event is called '{event}': take an id from the event_id column of status_events.")
