"""Spells to episodes: where lines move together, the movement is the unit, not each line."""

from collections.abc import Iterable

import pandas as pd

from hotline.spells import with_days

UNITS = ("episodes", "lines")
STATES = ("silence", "contact")
TOGETHER = 31
UNSEEN = ("untracked", "closed")


def episodes(found: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return silences and the contact between them as episodes that tile the time from `first` to `last`.

    After a silence whose end nobody saw (the line was lost from sight, or closed) the state is unknown, not contact.

    | silence                 |    | state   | start      | end        | restored |
    |-------------------------|    |---------|------------|------------|----------|
    | 2020-06-09 – 2021-07-27 | -> | contact | 1971-09-22 | 2020-06-09 | False    |
    |                         |    | silence | 2020-06-09 | 2021-07-27 | False    |
    |                         |    | contact | 2021-07-27 | 2022-01-01 | True     |

    Parameters
    ----------
    found : as `hotline.silences()` gives them.
    first, last : the day of the first opening and the day on which we look.

    Returns
    -------
    One row an episode: state, start, end, ended, days, days_min, days_max, start_event, end_event, restored (contact
    that began with the end of a silence, not with the first opening), start_min … end_max.
    """
    if first >= last:
        raise ValueError(f"the first day, {first:%Y-%m-%d}, must come before the last, {last:%Y-%m-%d}")
    rows, edge = [], _edge(first)
    for silence in found.to_dict("records"):
        if edge["day"] < silence["start"]:
            rows.append(_contact(edge, silence))
        rows.append({"state": "silence", "restored": False} | silence)
        edge = {"day": silence["end"], "min": silence["end_min"], "max": silence["end_max"]}
        edge |= {"event": silence["end_event"], "kind": silence["end_kind"]}
    if edge["day"] < last and (found.empty or found.iloc[-1]["ended"]):
        rows.append(_contact(edge, None, last))
    frame = pd.DataFrame(rows)
    return with_days(frame.astype({column: "datetime64[s]" for column in frame if column.endswith(("_min", "_max"))}))


def durations(
    found: pd.DataFrame,
    spells: pd.DataFrame,
    *,
    state: str = "silence",
    unit: str = "episodes",
    channels: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return the lengths to estimate from: whole episodes, or the spells of each line by itself.

    Parameters
    ----------
    found : silences of the chosen lines. spells : of all lines. channels : the chosen lines; all unless given.
    state : "silence", or "contact" that began with a restoration.

    Returns
    -------
    One row a length of a day or more: what (the episode's number or the line), start, end, ended, days, days_min,
    days_max, under_way (still so on the last day), watched (days from the start to the last day). What ends because the
    line was lost from sight, or closed for good, is right-censored there: neither ended nor under way. So is contact,
    taken as episodes, at the last day on which one of the lines is known to have been in contact.

    Raises
    ------
    ValueError
        Another `state` or `unit`.
    """
    for name, value, allowed in (("state", state, STATES), ("unit", unit, UNITS)):
        if value not in allowed:
            raise ValueError(f"{name} is '{value}', but it must be one of {', '.join(allowed)}")
    own = spells if channels is None else spells[spells["channel_id"].isin(list(channels))]
    if unit == "episodes":
        whole = episodes(found, spells["start"].min(), spells["end"].max())
        chosen = whole[(whole["state"] == state) & ((state == "silence") | whole["restored"])].reset_index(drop=True)
        chosen = chosen.assign(what=[f"{number}" for number in range(1, len(chosen) + 1)])
        chosen = _cut_at_last_contact(chosen, own) if state == "contact" else chosen
    else:
        again = own["start_kind"] == "restored" if state == "contact" else True
        chosen = own[(own["state"] == state) & again].rename(columns={"channel_id": "what"})
    last = spells["end"].max()
    chosen = chosen.assign(
        under_way=~chosen["ended"] & (chosen["end"] == last),
        ended=chosen["ended"] & ~chosen["end_kind"].isin(UNSEEN),
        watched=(last - chosen["start"]).dt.days,
    )
    columns = ["what", "start", "end", "ended", "days", "days_min", "days_max", "under_way", "watched"]
    return chosen.loc[chosen["days"] >= 1, columns].reset_index(drop=True)


def movements(
    spells: pd.DataFrame, *, state: str, channels: Iterable[str] | None = None, together: int = TOGETHER
) -> pd.DataFrame:
    """Return the days on which lines went into a state, those within `together` days of the one before as one.

    A movement into "silence" is a cut, one into "contact" a return (a first opening is none). Missed calls answered
    on the same day are left out, and so is their answer.

    Returns
    -------
    One row a movement: day (of its first line), lines (how many turned), channels (their ids), start_event (what
    turned the first one), start_events (of all, separated by spaces).
    """
    own = spells if channels is None else spells[spells["channel_id"].isin(list(channels))]
    before = own.groupby("channel_id", sort=False)["days"].shift(fill_value=0)
    lasted = before if state == "contact" else own["days"]
    turned = own[(own["state"] == state) & (lasted >= 1)].sort_values(["start", "channel_id"])
    if state == "contact":
        turned = turned[turned["start_kind"] == "restored"]
    number = (turned["start"].diff().dt.days.fillna(together + 1) > together).cumsum()
    grouped = turned.groupby(number.to_numpy())
    return pd.DataFrame(
        {
            "day": grouped["start"].min(),
            "lines": grouped["channel_id"].nunique(),
            "channels": grouped["channel_id"].agg(lambda ids: " ".join(dict.fromkeys(ids))),
            "start_event": grouped["start_event"].first(),
            "start_events": grouped["start_event"].agg(" ".join),
        }
    ).reset_index(drop=True)


def _cut_at_last_contact(contact: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Return contact that goes no further than the last day on which a line is known to have been in contact."""
    answered = spells[spells["state"] == "contact"]
    seen = [answered.loc[answered["start"] < end, "end"].clip(upper=end).max() for end in contact["end"]]
    seen = pd.Series(seen, index=contact.index, dtype="datetime64[s]")
    lost = seen < contact["end"]
    bounds = {name: contact[name].mask(lost, seen) for name in ("end", "end_min", "end_max")}
    return with_days(contact.assign(**bounds, ended=contact["ended"] & ~lost))


def _edge(first: pd.Timestamp) -> dict:
    return {"day": first, "min": first, "max": first, "event": None, "kind": None}


def _contact(edge: dict, silence: dict | None, last: pd.Timestamp | None = None) -> dict:
    until = silence or {"start": last, "start_min": last, "start_max": last, "start_event": None}
    seen = edge["kind"] not in UNSEEN
    return {
        "state": "contact" if seen else "unknown",
        "restored": edge["event"] is not None and seen,
        "start": edge["day"],
        "end": until["start"],
        "ended": silence is not None,
        "start_event": edge["event"],
        "end_event": until["start_event"],
        "end_kind": None,
        "start_min": edge["min"],
        "start_max": edge["max"],
        "end_min": until["start_min"],
        "end_max": until["start_max"],
    }
