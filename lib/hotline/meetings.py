"""Talks beside the state of the lines: per year, with and without a line that answers, and after a return."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from hotline.daily import by_lines
from hotline.dates import days, in_window, years_of
from hotline.record import Record
from hotline.spells import clip

NAMES = {"field": "field", "level": "level", "name": "name_en"}
GROUPS = ("field", "level", "host")
BESIDE = ("year", "all", "silent days", "listed", "published")


def meetings(record: Record, track: str = "inter-korean") -> pd.DataFrame:
    """Return the talks of one track in order of time, with `day`, the first day (or the middle of what is known).

    The other tracks are us-dprk, four-party, six-party and multilateral.
    """
    own = record.talks[record.talks["track"] == track]
    return own.join(days(own["start_date"])).sort_values(["day", "talk_id"]).reset_index(drop=True)


def inside(found: pd.DataFrame, moments: pd.Series) -> pd.Series:
    """Return for each day whether it lies inside one of the silences [start, end)."""
    starts, ends = found["start"].to_numpy(), found["end"].to_numpy()
    place = starts.searchsorted(moments.to_numpy(), side="right") - 1
    reached = ends[place.clip(min=0)] > moments.to_numpy() if len(found) else False
    return pd.Series((place >= 0) & reached, index=moments.index)


def by_year(
    record: Record, found: pd.DataFrame, start: date | str, end: date | str, group: str = "field"
) -> pd.DataFrame:
    """Return the number of talks begun in each year of the window, by field, level or host, beside the silent days.

    Returns
    -------
    One row a year: year; one column a value of `group`, the most frequent first; all; silent days (within the window);
    listed (of all, those on the ministry's list); published (the official number for that calendar year; missing where
    none was found).

    Raises
    ------
    ValueError
        Another `group`.
    """
    if group not in GROUPS:
        raise ValueError(f"group is '{group}', but it must be one of {', '.join(GROUPS)}")
    held = meetings(record)
    held = in_window(held, start, end)
    held = held.assign(**{group: held[group].replace("", "not reported")})
    years = years_of(start, end)
    order = held[group].value_counts().index
    counts = pd.crosstab(held["day"].dt.year, held[group]).reindex(index=years, columns=order, fill_value=0)
    counts["all"] = counts.sum(axis=1)
    silent = silent_days(found, start, end)
    listed = held.loc[held["in_official_count"] == "current", "day"].dt.year.value_counts()
    columns = {"silent days": silent.reindex(years, fill_value=0), "listed": listed.reindex(years, fill_value=0)}
    columns["published"] = _published(record).reindex(years)
    return counts.assign(**columns).rename_axis(index="year", columns=None).reset_index()


def folded(counts: pd.DataFrame, most: int = 7) -> tuple[pd.DataFrame, list[str]]:
    """Return counts by year with all groups beyond the most frequent ones added up as "other", and the groups to draw.

    `counts` is as `by_year` gives it.
    """
    groups = [name for name in counts if name not in BESIDE]
    if len(groups) <= most:
        return counts, groups
    kept, rest = groups[: most - 1], groups[most - 1 :]
    return counts.drop(columns=rest).assign(other=counts[rest].sum(axis=1)), [*kept, "other"]


def silent_days(found: pd.DataFrame, start: date | str, end: date | str) -> pd.Series:
    """Return the days of silence in each calendar year of the window; years without any are left out."""
    within = clip(found, start, end)
    pieces = [
        (year, (min(row["end"], pd.Timestamp(year + 1, 1, 1)) - max(row["start"], pd.Timestamp(year, 1, 1))).days)
        for row in within.to_dict("records")
        for year in range(row["start"].year, row["end"].year + 1)
    ]
    lived = pd.DataFrame(pieces, columns=["year", "days"]).groupby("year")["days"].sum()
    return lived[lived > 0]


def silent_share(found: pd.DataFrame, start: date | str, end: date | str) -> pd.Series:
    """Return the share of each year of the window that was silent, of its days inside the window."""
    inside = pd.date_range(pd.Timestamp(start), pd.Timestamp(end), inclusive="left").year
    lived = pd.Series(inside).value_counts().sort_index()
    return (silent_days(found, start, end).reindex(lived.index, fill_value=0) / lived).rename_axis("year")


def sensitivity(
    record: Record,
    spells: pd.DataFrame,
    line_sets: dict[str, tuple[str, ...]],
    start: date | str,
    end: date | str,
    edges: Sequence[int],
    unknown: str = "ignored",
) -> pd.DataFrame:
    """Return the rate ratio of talks in silence to talks in contact for every set of lines, all talks and listed ones.

    Returns
    -------
    One row a choice: lines, talks (all; on the ministry's list), and what `daily.beside_shifts` gives.
    """
    held = meetings(record)
    listed = held[held["in_official_count"] == "current"]
    choices = [({"talks": "all"}, held["day"]), ({"talks": "on the ministry's list"}, listed["day"])]
    return by_lines(choices, spells, line_sets, start, end, edges, unknown)


def met_in_silence(record: Record, found: pd.DataFrame) -> pd.DataFrame:
    """Return the talks that began while none of the chosen lines answered.

    Returns
    -------
    One row a round: day, name_en, field, level, place_en, source_ids.
    """
    held = meetings(record)
    return held.loc[inside(found, held["day"]), ["day", "name_en", "field", "level", "place_en", "source_ids"]]


def after_returns(record: Record, returns: pd.DataFrame) -> pd.DataFrame:
    """Return what met first after each return of the lines.

    Parameters
    ----------
    returns : one row a return with `day`, such as the ends of silences, or `episodes.movements` into contact.

    Returns
    -------
    One row a return: returned (day), days to the next talks, field, level, name (of those talks; empty if none
    followed on record), days since the last talks.
    """
    held = meetings(record)
    return pd.DataFrame([_around(day, held) for day in returns["day"]])


def first_by_field(record: Record, returns: pd.DataFrame, within: int = 365) -> pd.DataFrame:
    """Return how soon each field met after the returns.

    Returns
    -------
    One row a field: field, first (after how many returns it alone met before all others), met within (how many
    returns were followed by such talks within so many days), median days (to those talks), returns.
    """
    held = meetings(record)
    gaps = pd.DataFrame({field: _gaps(own["day"], returns["day"]) for field, own in held.groupby("field")})
    soon = gaps.where(gaps <= within)
    earliest = soon.eq(soon.min(axis=1), axis=0)
    led = earliest[earliest.sum(axis=1) == 1].sum()
    table = pd.DataFrame({"first": led, "met within": soon.notna().sum()})
    table = table.assign(**{"median days": soon.median(), "returns": len(returns)})
    return table.rename_axis("field").reset_index().sort_values(["first", "met within"], ascending=False)


def _around(day: pd.Timestamp, held: pd.DataFrame) -> dict:
    later, before = held[held["day"] >= day], held[held["day"] < day]
    first = later.iloc[0] if len(later) else None
    told = {name: "" if first is None else first[column] for name, column in NAMES.items()}
    waited = pd.NA if first is None else (first["day"] - day).days
    since = (day - before.iloc[-1]["day"]).days if len(before) else pd.NA
    return {"returned": day, "days to the next talks": waited, **told, "days since the last talks": since}


def _gaps(held: pd.Series, returned: pd.Series) -> list[float]:
    waits = [(held[held >= day].min() - day).days for day in returned]
    return [float(wait) for wait in waits]


def _published(record: Record) -> pd.Series:
    totals = record.official_totals
    whole = totals[totals["total_id"].str.fullmatch(r"year-\d{4}")]
    return pd.Series(whole["published_figure"].astype(int).array, index=whole["total_id"].str[-4:].astype(int))
