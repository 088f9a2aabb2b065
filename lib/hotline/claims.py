"""Statements in the press beside the record: each reading of a claim is measured, and the readings give the verdict."""

import csv
import operator
import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from hotline.dates import days
from hotline.measures import Definitions
from hotline.queries import select
from hotline.record import Record
from hotline.silences import DEFAULT_CHANNELS
from hotline.vocab import DATED_BY
from hotline.words import plural

COLUMNS = ["reading_id", "claim_id", "article", "statement", "reading", "measure", "table", "rule", "day", "test"]
MEASURES = ("days-silent", "rows", "days-since", "days-until", "pages")
TESTS = {
    "at least": operator.ge,
    "at most": operator.le,
    "exactly": operator.eq,
    "more than": operator.gt,
    "less than": operator.lt,
}
JUDGED = ["claim_id", "article", "statement", "our figures", "verdict", "source_ids"]
VERDICTS = ("supported", "contradicted", "depends on definition", "not checkable")


class ClaimError(ValueError):
    """A claim cannot be measured; the message says which, what is wrong, and what was allowed."""


def read_claims(path: Path | str) -> pd.DataFrame:
    """Return the claims of a CSV file of your own, with the columns of `claims.csv`.

    `note` and `source_ids` may be left out.

    Raises
    ------
    ClaimError
        The file has no row, columns are missing, or it is not UTF-8.
    """
    try:
        _same_width(path)
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame(columns=COLUMNS)
    except UnicodeDecodeError:
        raise ClaimError(f"{Path(path).name} is not UTF-8; save it as 'UTF-8' and read it again") from None
    if missing := [column for column in COLUMNS if column not in frame]:
        raise ClaimError(f"{Path(path).name} lacks {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")
    if frame.empty:
        raise ClaimError(f"{Path(path).name} has no row; write one row a reading of a claim")
    return frame


def measured(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Return every reading of every claim with our figure and whether the statement holds under it.

    | measure     | our figure                                                                           |
    |-------------|--------------------------------------------------------------------------------------|
    | days-silent | days for which none of the lines in `rule` had answered by `day`; 0 if one still did |
    | rows        | number of rows of `table` that `rule` selects (`hotline.queries`)                     |
    | days-since  | days from the newest selected row before or on `day` to that day                     |
    | days-until  | days from `day` to the first selected row after it                                   |
    | pages       | number of pages in `source_ids`: for statements that somebody said something         |

    Returns
    -------
    The claims with figure (a number, missing where there is nothing to measure) and holds ("yes", "no", or "" where
    there is no measure).

    Raises
    ------
    ClaimError
        A measure, table, line, day, rule or test is not one of those allowed.
    """
    definitions = Definitions(record, as_of=record.checked_through)
    figures = [_figure(record, definitions, claim) for claim in claims.to_dict("records")]
    held = [_holds(figure, claim) for figure, claim in zip(figures, claims.to_dict("records"), strict=True)]
    return claims.assign(figure=pd.array(figures, dtype="Float64"), holds=held)


def verdicts(readings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a claim with the verdict that its readings give; `readings` are as `measured` gives them.

    All readings hold: supported. None: contradicted. Some: depends on definition. No measure: not checkable.

    Returns
    -------
    One row a claim, in the order given: claim_id, article, statement, our figures, verdict, source_ids.
    """
    rows = [_judged(claim_id, own) for claim_id, own in readings.groupby("claim_id", sort=False)]
    return pd.DataFrame(rows, columns=JUDGED)


def verdict_sentence(judged: pd.DataFrame) -> str:
    """Return how many claims got each verdict, in a sentence; `judged` is as `verdicts` gives it."""
    counts = judged["verdict"].value_counts()
    supported, contradicted, depends, unknown = (int(counts.get(verdict, 0)) for verdict in VERDICTS)
    return (
        f"Of {plural(len(judged), 'statement')}, {supported} {_are(supported)} supported, {contradicted} "
        f"{_are(contradicted)} contradicted, {depends} {'depends' if depends == 1 else 'depend'} on the definition, "
        f"and {unknown} cannot be checked."
    )


def _same_width(path: Path | str) -> None:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = [*csv.reader(file)] or [[]]
    for number, row in enumerate(rows, start=2):
        if len(row) > len(header):
            told = f"{Path(path).name}, row {number}: {len(row)} cells, but the header has {len(header)}"
            raise ClaimError(f"{told}; quote cells that hold a comma")


def _figure(record: Record, definitions: Definitions, claim: dict) -> float | None:
    measure = claim["measure"]
    if not measure:
        return None
    if measure not in MEASURES:
        raise _wrong(claim, "measure", measure, ", ".join((*MEASURES, "or nothing")))
    if measure == "days-silent":
        return _days_silent(record, definitions, claim)
    if measure == "pages":
        return len(claim.get("source_ids", "").split())
    chosen = _selected(record, claim)
    if measure == "rows":
        return len(chosen)
    dated, day = days(chosen[DATED_BY[claim["table"]]])["day"], _day(record, claim)
    near = dated[dated <= day] if measure == "days-since" else dated[dated > day]
    if near.empty:
        return np.nan
    return (day - near.max()).days if measure == "days-since" else (near.min() - day).days


def _days_silent(record: Record, definitions: Definitions, claim: dict) -> float:
    channels = DEFAULT_CHANNELS if claim["rule"] == "regular" else tuple(claim["rule"].split())
    strangers = set(channels) - set(record.channels["channel_id"])
    if strangers or not channels:
        known = f"regular, or ids of lines: {', '.join(record.channels['channel_id'])}"
        raise _wrong(claim, "rule", ", ".join(sorted(strangers)), known)
    found, day = definitions.silences(channels), _day(record, claim)
    under_way = found[(found["start"] < day) & ((found["end"] >= day) | ~found["ended"])]
    return float((day - under_way.iloc[-1]["start"]).days) if len(under_way) else 0.0


def _selected(record: Record, claim: dict) -> pd.DataFrame:
    table = claim["table"]
    if table not in DATED_BY:
        raise _wrong(claim, "table", table, ", ".join(DATED_BY))
    try:
        return select(getattr(record, table), claim["rule"])
    except ValueError as problem:
        raise ClaimError(f"claim {claim['reading_id']}, rule: {problem}.") from None


def _day(record: Record, claim: dict) -> pd.Timestamp:
    try:
        day = date.fromisoformat(claim["day"])
    except ValueError:
        raise _wrong(claim, "day", claim["day"], "a day such as 2021-07-27") from None
    if day > record.checked_through:
        raise _wrong(claim, "day", claim["day"], f"{record.checked_through}, the day of the last check, or before")
    return pd.Timestamp(day)


def _holds(figure: float | None, claim: dict) -> str:
    if figure is None:
        return ""
    parts = re.fullmatch(rf"({'|'.join(TESTS)}) (\d+)", claim["test"])
    if not parts:
        raise _wrong(claim, "test", claim["test"], f"a number after {', '.join(TESTS)}, such as 'at least 365'")
    return "yes" if TESTS[parts[1]](figure, int(parts[2])) else "no"


def _wrong(claim: dict, column: str, value: str, allowed: str) -> ClaimError:
    return ClaimError(f"claim {claim['reading_id']}, {column}: '{value}' is not allowed. Allowed: {allowed}.")


def _judged(claim_id: str, own: pd.DataFrame) -> dict:
    holds = set(own["holds"]) - {""}
    verdict = {frozenset(): VERDICTS[3], frozenset({"yes"}): VERDICTS[0], frozenset({"no"}): VERDICTS[1]}
    figures = [f"{row['reading']}: {_told(row)}" for row in own.to_dict("records") if row["measure"]]
    sources = " ".join(dict.fromkeys(" ".join(own.get("source_ids", pd.Series([""]))).split()))
    return {
        "claim_id": claim_id,
        "article": own["article"].iloc[0],
        "statement": own["statement"].iloc[0],
        "our figures": "; ".join(figures),
        "verdict": verdict.get(frozenset(holds), VERDICTS[2]),
        "source_ids": sources,
    }


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _told(row: dict) -> str:
    return "none" if pd.isna(row["figure"]) else f"{int(row['figure']):,}"
