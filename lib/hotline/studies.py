"""Our rows put to the questions of two published studies of the North's tests, shots and attacks."""

import numpy as np
import pandas as pd

from hotline.association import scan
from hotline.record import Record
from hotline.triggers import first_and_last, triggers

ACTS = (
    "nuclear-test",
    "missile-test",
    "sea-clash",
    "sea-firing",
    "sea-attack",
    "land-clash",
    "land-firing",
    "attack",
)
OWN = ("nuclear and missile tests", "incidents at sea or on land")
EARLIER, WASHINGTON = "an earlier act of the North", "talks with the United States"
SAME_QUESTIONS = ("US-South exercises", "decisions on sanctions", EARLIER)


def acts_of_the_north(record: Record) -> np.ndarray:
    """Return the days of the North's tests, shots and attacks, as whole numbers: what studies call provocations."""
    own = record.context[record.context["kind"].isin(ACTS) & (record.context["actor"] == "north")]
    return np.sort(first_and_last(own)[0])


def before_acts(record: Record) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return what might precede an act of the North: triggers, talks, and earlier acts from the day after them.

    Tests and incidents are left out as triggers: they are the acts themselves, and would stand before themselves.
    """
    others = {name: days for name, days in triggers(record).items() if name not in OWN}
    tracks = {WASHINGTON: "us-dprk", "talks of the Koreas": "inter-korean"}
    talks = {name: first_and_last(record.talks[record.talks["track"] == track]) for name, track in tracks.items()}
    earlier = acts_of_the_north(record) + 1
    return others | talks | {EARLIER: (earlier, earlier)}


def acts_scan(record: Record, edges: list[int], window: int = 30) -> pd.DataFrame:
    """Return `association.scan` of the acts of the North within regimes, for one window."""
    return scan(acts_of_the_north(record), before_acts(record), [window], edges=edges)


def study_sentence(table: pd.DataFrame, names: tuple[str, ...] = SAME_QUESTIONS) -> str:
    """Return in words what came before the acts, with p adjusted for all rows of `table`, as `acts_scan` gives it."""
    rows = table.set_index("trigger").loc[list(names)]
    told = "; ".join(
        f"{name}: {row.followed} of {row.events} acts, {row.expected:.1f} by chance (ratio {row.ratio:.2f}, 95% "
        f"interval {row.lower:.2f} to {row.upper:.2f}; adjusted p = {row.p_adjusted:.2f}, {_verdict(row)})"
        for name, row in zip(rows.index, rows.itertuples(), strict=True)
    )
    return f"{told}."


def _verdict(row: object) -> str:
    if row.p_adjusted >= 0.05:
        return "not beyond chance"
    return "more than chance" if row.followed > row.expected else "less than chance"
