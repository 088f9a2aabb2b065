"""What might precede a cut or a return: events of the record by name, as days, and the governments as regimes."""

import numpy as np
import pandas as pd

from hotline.daily import day_numbers
from hotline.dates import days
from hotline.record import Record
from hotline.words import plural

CONTEXT = {
    "US-South exercises": ("exercise",),
    "decisions on sanctions": ("un-sanctions", "south-sanctions", "us-sanctions"),
    "nuclear and missile tests": ("nuclear-test", "missile-test"),
    "leaflets: launches and policy": ("leaflets",),
    "loudspeakers on": ("loudspeakers-on",),
    "incidents at sea or on land": ("sea-clash", "sea-firing", "sea-attack", "land-clash", "land-firing", "attack"),
    "threats and doctrine": ("threat", "doctrine", "agreement-suspended"),
    "elections": ("election",),
    "inaugurations": ("inauguration",),
}
SUMMITS = "summits"
VAGUE = pd.Timedelta(days=62)
NO_ACT = ("technical", "routine", "pandemic")


def triggers(record: Record) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return first and last days, as whole numbers, of every kind of trigger; of a month or a range the middle.

    A trigger without a last day lasts a day. What is known only to more than two months is left out: it could stand
    before nothing in particular.
    """
    named = {name: record.context[record.context["kind"].isin(kinds)] for name, kinds in CONTEXT.items()}
    named[SUMMITS] = record.talks[record.talks["level"] == "summit"]
    return {name: first_and_last(frame) for name, frame in named.items()}


def first_and_last(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return first and last days of rows with start_date and end_date, as whole numbers, without those too vague."""
    begun = days(frame["start_date"])
    placed = begun["latest"] - begun["earliest"] <= VAGUE
    frame, starts = frame[placed], day_numbers(begun.loc[placed, "day"])
    last = frame["end_date"].where(frame["end_date"] != "", frame["start_date"])
    return starts, np.maximum(starts, day_numbers(days(last)["day"]))


def regimes(record: Record) -> list[int]:
    """Return the days on which the South's governments began, within the record, and the day of the last check.

    The time between two governments belongs to the earlier one.
    """
    governments = record.periods[record.periods["kind"] == "government"]
    opened, checked = record.status_events["earliest"].min(), pd.Timestamp(record.checked_through)
    begun = pd.to_datetime(governments["start_date"])
    inside = begun[(begun > opened) & (begun < checked)]
    return [int(day) for day in day_numbers(pd.Series([opened, *inside, checked]))]


def declared_reasons(record: Record, moved: pd.DataFrame, by: str = "decade") -> pd.DataFrame:
    """Return the reasons declared for movements of the lines, by decade or by the South's government.

    Parameters
    ----------
    moved : as `episodes.movements()` gives them.
    by : "decade" or "government".

    Returns
    -------
    One row a reason, the most frequent first: reason, one column a decade or government, all.

    Raises
    ------
    ValueError
        Another `by`.
    """
    if by not in ("decade", "government"):
        raise ValueError(f"by is '{by}', but it must be 'decade' or 'government'")
    reason = moved["start_event"].map(record.status_events.set_index("event_id")["reason"])
    when = (moved["day"].dt.year // 10 * 10).astype(str) + "s" if by == "decade" else _government(record, moved["day"])
    table = pd.crosstab(reason.rename("reason"), when.rename(by))[list(dict.fromkeys(when))]
    table = table.assign(all=table.sum(axis=1)).sort_values("all", ascending=False, kind="stable")
    table.columns.name = None
    return table.reset_index()


def acts(record: Record, moved: pd.DataFrame) -> pd.DataFrame:
    """Return the movements that somebody decided: those with a declared reason such as "technical" are left out."""
    reason = moved["start_event"].map(record.status_events.set_index("event_id")["reason"])
    return moved[~reason.isin(NO_ACT)].reset_index(drop=True)


def concentration_sentence(cuts: pd.DataFrame, returns: pd.DataFrame) -> str:
    """Return in words how many cuts and returns there are, and which decade holds most of them."""
    decades = pd.concat([cuts["day"], returns["day"]]).dt.year // 10 * 10
    most = decades.value_counts()
    return (
        f"Cuts and returns are few ({len(cuts)} and {len(returns)}), and {most.iloc[0]} of the {len(decades)} fall in "
        f"the {most.index[0]}s."
    )


def scan_sentence(table: pd.DataFrame, what: str, window: int) -> str:
    """Return in words what the scan of one window found; `table` is as `association.scan` gives it."""
    shown = table[table["window"] == window]
    strong = table[table["p_adjusted"] < 0.05]
    counts = "; ".join(f"{row.trigger} {row.followed} ({row.expected:.1f})" for row in shown.itertuples())
    number = plural(int(shown["events"].max()), what)
    told = f"How many of {number} had each of these in the {window} days before, and by chance: {counts}. "
    compared = f"After correction for all {len(table)} comparisons"
    if strong.empty:
        return told + f"{compared}, none is more or less frequent than chance."
    return told + f"{compared}, these differ from chance in some window: {', '.join(dict.fromkeys(strong['trigger']))}."


def scan_sentence_ko(table: pd.DataFrame, what: str, window: int) -> str:
    """Return the same in Korean; `what` is "단절" or "복구"."""
    shown = table[table["window"] == window]
    number = int(shown["events"].max())
    strong = ", ".join(dict.fromkeys(table.loc[table["p_adjusted"] < 0.05, "trigger"])) or "없음"
    return f"{what} {number}건, 직전 {window}일. 비교 {len(table)}회를 보정한 뒤 우연과 다른 것: {strong}."


def _government(record: Record, moments: pd.Series) -> pd.Series:
    governments = record.periods[record.periods["kind"] == "government"].sort_values("start_date")
    begun = pd.to_datetime(governments["start_date"]).to_numpy()
    place = np.searchsorted(begun, moments.to_numpy(), side="right") - 1
    return pd.Series(governments["name_en"].array[place], index=moments.index)
