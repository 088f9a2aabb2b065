"""Questions asked of spells: the state on a day, the share of time in contact, lines open at once, calls missed."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from hotline.record import Record
from hotline.silences import DEFAULT_CHANNELS, silences
from hotline.spells import clip, spells

STATES = ["contact", "silence", "unknown"]
DEFINITIONS = {
    "as chosen": {},
    "announced dates": {"dates": "announced"},
    "effective dates": {"dates": "effective"},
    "missed calls left out": {"min_days": 1},
    "missed calls counted": {"min_days": 0},
    "unknown states ignored": {"unknown": "ignored"},
    "unknown states break silence": {"unknown": "breaks"},
}


def state_on(spells: pd.DataFrame, day: date | str) -> pd.DataFrame:
    """Return the state of every line at the end of a day.

    Returns
    -------
    One row a line that has spells: channel_id, state (contact, silence, unknown, not yet open, closed), since
    (`datetime64`, the start of that state), days (from there to the day), start_event, ended.
    """
    day = pd.Timestamp(day)
    begun = spells[spells["start"] <= day]
    last = begun.groupby("channel_id", sort=False).tail(1).set_index("channel_id")
    last = last.reindex(spells["channel_id"].unique())
    over = last["ended"].eq(True) & (last["end"] <= day)
    state = last["state"].mask(over, "closed").where(last["start"].notna(), "not yet open")
    since = last["start"].mask(over, last["end"])
    known = pd.DataFrame({"state": state, "since": since, "days": (day - since).dt.days.astype("Int64")})
    return known.join(last[["start_event", "ended"]]).reset_index()


def share_of_time(spells: pd.DataFrame, start: date | str, end: date | str) -> pd.DataFrame:
    """Return how each line spent the days of the window [start, end).

    Returns
    -------
    One row a line with days in the window: channel_id; contact, silence, unknown (days); observed (their sum);
    share_in_contact = contact / (contact + silence), missing where neither was observed.
    """
    inside = clip(spells, start, end)
    totals = inside.pivot_table(index="channel_id", columns="state", values="days", aggfunc="sum", sort=False)
    totals = totals.reindex(columns=STATES).fillna(0).astype(int)
    totals["observed"] = totals.sum(axis=1)
    known = totals["contact"] + totals["silence"]
    totals["share_in_contact"] = totals["contact"] / known.where(known > 0)
    totals.columns.name = None
    return totals.reset_index()


def lines_open(spells: pd.DataFrame) -> pd.DataFrame:
    """Return how many lines were in each state at once, as steps.

    Returns
    -------
    One row a day on which a number changes: day, contact, silence, unknown (numbers of lines from that day on).
    """
    lasting = spells[spells["days"] > 0]
    starts = pd.DataFrame({"day": lasting["start"], "state": lasting["state"], "change": 1})
    ends = pd.DataFrame({"day": lasting["end"], "state": lasting["state"], "change": -1})
    ends = ends[lasting["ended"].to_numpy()]
    steps = pd.concat([starts, ends]).pivot_table(index="day", columns="state", values="change", aggfunc="sum")
    counts = steps.reindex(columns=STATES).fillna(0).cumsum().astype(int)
    counts.columns.name = None
    return counts.reset_index()


def weekdays_missed(silences: pd.DataFrame) -> pd.Series:
    """Return the number of Mondays to Fridays in each silence.

    The scheduled calls are made on working days; public holidays are not taken out.
    """
    starts = silences["start"].to_numpy().astype("datetime64[D]")
    ends = silences["end"].to_numpy().astype("datetime64[D]")
    return pd.Series(np.busday_count(starts, ends), index=silences.index, name="weekdays")


def summary(found: pd.DataFrame, start: date | str, end: date | str) -> dict[str, int]:
    """Return number, total days, longest and whether one is still open, of silences inside the window [start, end)."""
    start, end = np.datetime64(str(start)[:10], "s"), np.datetime64(str(end)[:10], "s")
    starts, ends = found["start"].to_numpy(), found["end"].to_numpy()
    inside = (starts < end) & ((ends > start) | (starts >= start))
    days = (np.minimum(ends, end) - np.maximum(starts, start))[inside] // np.timedelta64(1, "D")
    still_open = inside & ~(found["ended"].to_numpy() & (ends <= end))
    return {
        "silences": int(inside.sum()),
        "days": int(days.sum()),
        "longest": int(days.max(initial=0)),
        "still open": int(still_open.sum()),
    }


class Definitions:
    """Silences of one record under any definition, each computed once.

    `silences(channels, dates, min_days, unknown)` gives them; `table` shows how much the definition matters.
    """

    def __init__(self, record: Record, *, as_of: date | str) -> None:
        """Keep the record and the day on which we look."""
        self.record, self.as_of = record, as_of
        self._spells: dict[str, pd.DataFrame] = {}
        self._silences: dict[tuple, pd.DataFrame] = {}

    def spells(self, dates: str) -> pd.DataFrame:
        """Return the spells under announced or effective dates."""
        if dates not in self._spells:
            self._spells[dates] = spells(self.record, as_of=self.as_of, dates=dates)
        return self._spells[dates]

    def silences(
        self,
        channels: Iterable[str] = DEFAULT_CHANNELS,
        dates: str = "effective",
        min_days: int = 1,
        unknown: str = "ignored",
    ) -> pd.DataFrame:
        """Return the silences under one definition, over the whole record; lines that never opened do not count."""
        known = set(self.spells(dates)["channel_id"])
        key = (tuple(channel for channel in channels if channel in known), dates, min_days, unknown)
        if key not in self._silences:
            found = silences(self.spells(dates), channels=key[0] or None, min_days=min_days, unknown=unknown)
            self._silences[key] = found if key[0] else found.iloc[:0]
        return self._silences[key]

    def table(
        self,
        start: date | str,
        end: date | str,
        channels: Iterable[str] = DEFAULT_CHANNELS,
        dates: str = "effective",
        min_days: int = 1,
        unknown: str = "ignored",
    ) -> pd.DataFrame:
        """Return what each definition would answer for the window [start, end), the chosen one first.

        Returns
        -------
        One row a definition: definition, lines that must be silent, silences, days, longest, still open.
        """
        chosen = {"channels": tuple(channels), "dates": dates, "min_days": min_days, "unknown": unknown}
        rows = {name: {**chosen, **change} for name, change in DEFINITIONS.items()}
        rows |= {f"only {channel}": {**chosen, "channels": (channel,)} for channel in chosen["channels"]}
        different = {name: how for name, how in rows.items() if name == "as chosen" or how != chosen}
        return pd.DataFrame(
            [{"definition": name} | summary(self.silences(**how), start, end) for name, how in different.items()]
        )
