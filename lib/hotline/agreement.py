"""How far two coders agree who did not see each other's rows: the state of every line on every day coded twice."""

from datetime import date, timedelta

import pandas as pd

from hotline.dates import bounds
from hotline.record import Record
from hotline.vocab import STATE_AFTER

STATES = ["contact", "silence", "unknown", "not-open", "closed"]


def double_coded_days(record: Record, spells: pd.DataFrame) -> pd.DataFrame:
    """Return the days of the channel-years that were coded twice, with both states.

    Returns
    -------
    One row a day of a line: channel_id, day, first (the record's state), second (the second coder's state). States
    are contact, silence, unknown, not-open and closed. Days from `record.checked_through` on are left out.
    """
    coded = record.second_coding
    rows = [
        {"channel_id": channel, "day": day, "first": first, "second": second}
        for (channel, year), own in coded.groupby(["channel_id", "year"], sort=True)
        for day, first, second in _days(spells[spells["channel_id"] == channel], own, int(year), record.checked_through)
    ]
    return pd.DataFrame(rows, columns=["channel_id", "day", "first", "second"])


def agreement(days: pd.DataFrame) -> dict[str, float]:
    """Return channel-years, days, the share of days on which both coders agree, and Cohen's kappa.

    `days` are as `double_coded_days` gives them. Kappa is that of statsmodels, over the states that occur.
    """
    from statsmodels.stats.inter_rater import cohens_kappa  # a second to import, needed only here

    states = [state for state in STATES if state in {*days["first"], *days["second"]}]
    table = confusion(days).reindex(index=states, columns=states, fill_value=0)
    return {
        "channel-years": days.groupby(["channel_id", days["day"].map(lambda day: day.year)]).ngroups,
        "days": len(days),
        "same state": float((days["first"] == days["second"]).mean()),
        "kappa": float(cohens_kappa(table, return_results=False)),
    }


def confusion(days: pd.DataFrame) -> pd.DataFrame:
    """Return the number of days by the first coder's state (rows) and the second coder's (columns)."""
    return pd.crosstab(days["first"], days["second"])


def _days(spells: pd.DataFrame, coded: pd.DataFrame, year: int, until: date) -> list[tuple[date, str, str]]:
    last = min(date(year + 1, 1, 1), until)
    days = [date(year, 1, 1) + timedelta(number) for number in range((last - date(year, 1, 1)).days)]
    return list(zip(days, _first(spells, days), _second(coded, days), strict=True))


def _first(spells: pd.DataFrame, days: list[date]) -> list[str]:
    spans = [(row["start"].date(), row["end"].date(), row["state"]) for row in spells.to_dict("records")]
    return [_state_on(spans, day) for day in days]


def _state_on(spans: list[tuple[date, date, str]], day: date) -> str:
    if spans and day < spans[0][0]:
        return "not-open"
    return next((state for start, end, state in spans if start <= day < end), "closed")


def _second(coded: pd.DataFrame, days: list[date]) -> list[str]:
    changes = sorted(
        (bounds(row["date"])[0], row["finding"] not in STATES, row["finding"]) for row in coded.to_dict("records")
    )
    states, state = [], ""
    for day in days:
        while changes and changes[0][0] <= day:
            finding = changes.pop(0)[2]
            state = finding if finding in STATES else STATE_AFTER[finding] or state
        states.append(state)
    return states
