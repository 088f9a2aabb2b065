"""How good the record is: coverage, precision of dates, sources behind each row, conflicts and what was chosen."""

import pandas as pd

from hotline.record import TABLES, Record
from hotline.vocab import STATE_AFTER
from hotline.words import day_text

CITING = ("status_events", *(name for name in TABLES if name not in ("sources", "second_reading")))
READINGS = ["ok", "wrong", "not-found", "not-read"]
PRECISION = {4: "year", 7: "month", 10: "day"}


def summary_sentence(record: Record, spells: pd.DataFrame) -> str:
    """Return size, precision and support of the record in two sentences."""
    dated, behind = precision(record), support(record).set_index("table")
    changing = behind.loc["status_events that change a state"]
    events, whole = len(record.status_events), float(dated.loc[0, "share"])
    return (
        f"The record holds {events} events of {len(record.channels)} lines, which make {len(spells)} spells, from "
        f"{len(record.sources):,} sources, and was last checked for {day_text(record.checked_through)}. {whole:.0%} of "
        f"the events are known to the day, and {changing['two sources']:.0%} of those that change a state have two "
        "sources."
    )


def coverage(record: Record) -> pd.DataFrame:
    """Return the number of status events of each line (rows) in each decade (columns)."""
    events = record.status_events
    decades = (events["day"].dt.year // 10 * 10).astype(str) + "s"
    names = events["channel_id"].map(record.channels.set_index("channel_id")["name_en"])
    table = pd.crosstab(names.rename("line"), decades.rename("decade"))
    return table.assign(all=table.sum(axis=1)).sort_values("all", ascending=False)


def context_coverage(record: Record) -> pd.DataFrame:
    """Return the number of context rows of each kind (rows) that began in each decade (columns)."""
    decades = record.context["start_date"].str[:3] + "0s"
    table = pd.crosstab(record.context["kind"], decades.rename("decade"))
    return table.assign(all=table.sum(axis=1)).sort_values("all", ascending=False)


def second_readings(record: Record) -> pd.DataFrame:
    """Return what came of reading rows again by someone who had not coded them.

    Returns
    -------
    One row a table: table, high rows (of high confidence, as it is now), of them read again, rows (read again),
    fields, one column a verdict (ok, wrong, not-found, not-read), error rate (wrong over those that could be judged:
    ok and wrong).
    """
    read = record.second_reading
    counts = pd.crosstab(read["table"], read["verdict"]).reindex(columns=READINGS, fill_value=0)
    sizes = read.groupby("table").agg(rows=("row_id", "nunique"), fields=("row_id", "size"))
    high = pd.DataFrame([_high_rows(record, name) for name in sizes.index], index=sizes.index)
    table = high.join(sizes).join(counts).reset_index()
    return table.assign(**{"error rate": (table["wrong"] / (table["ok"] + table["wrong"])).round(3)})


def found_wrong(record: Record) -> pd.DataFrame:
    """Return the fields found wrong: row_id, field, coded (then), found, now (what the table says), remark."""
    wrong = record.second_reading[record.second_reading["verdict"] == "wrong"]
    now = [_cell(record, row) for row in wrong.to_dict("records")]
    return wrong.assign(now=now)[["row_id", "field", "coded", "found", "now", "remark"]].reset_index(drop=True)


def wrong_sentence(record: Record) -> str:
    """Return how many of the fields found wrong read otherwise now."""
    found = found_wrong(record)
    mended = int((found["now"] != found["coded"]).sum())
    return (
        f"{len(found)} fields were found wrong. {mended} of them read otherwise now; the other {len(found) - mended} "
        "stand as they were coded, for the reason in the remark or in decisions.csv."
    )


def precision(record: Record) -> pd.DataFrame:
    """Return how precisely status events are dated: day, range, month or year, and how many have an hour.

    Returns
    -------
    One row a precision: date known to, events, share, with an hour.
    """
    events = record.status_events
    known = events["date"].map(lambda text: "range" if "/" in text else PRECISION[len(text)])
    found = pd.DataFrame({"date known to the": known, "hour": events["time_kst"] != ""})
    counts = found.groupby("date known to the")["hour"].agg(["size", "sum"])
    counts = counts.reindex(["day", "range", "month", "year"], fill_value=0).reset_index()
    counts.columns = ["date known to the", "events", "with an hour"]
    return counts.assign(share=(counts["events"] / len(events)).round(3))


def support(record: Record) -> pd.DataFrame:
    """Return how many rows of each table rest on two sources, and on two publishers.

    Returns
    -------
    One row a table, and status events that change a state apart: table, rows, two sources, two publishers (shares).
    """
    tables = {name: getattr(record, name) for name in CITING}
    events = record.status_events
    changing = {"status_events that change a state": events[events["kind"].map(STATE_AFTER).notna()]}
    return pd.DataFrame([_support(record, name, frame) for name, frame in {**tables, **changing}.items()])


def sources_by(record: Record) -> pd.DataFrame:
    """Return the number of sources by kind (rows) and language (columns)."""
    return record.sources.groupby(["kind", "language"]).size().unstack(fill_value=0)


def single_source(record: Record) -> pd.DataFrame:
    """Return the status events that change a state and rest on one source: event_id, confidence, source_ids, note."""
    events = record.status_events
    alone = events["kind"].map(STATE_AFTER).notna() & ~events["source_ids"].str.contains(" ")
    return events.loc[alone, ["event_id", "confidence", "source_ids", "note"]].reset_index(drop=True)


def _support(record: Record, name: str, frame: pd.DataFrame) -> dict:
    publisher = record.sources.set_index("source_id")["publisher"]
    cited = frame["source_ids"].str.split()
    return {
        "table": name,
        "rows": len(frame),
        "two sources": round(float((cited.map(len) > 1).mean()), 3),
        "two publishers": round(float((cited.map(lambda ids: len({*publisher[ids]})) > 1).mean()), 3),
    }


def _high_rows(record: Record, name: str) -> dict[str, int]:
    table = getattr(record, name)
    high = table.loc[table["confidence"] == "high"].iloc[:, 0]
    return {"high rows": len(high), "of them read again": int(high.isin(record.second_reading["row_id"]).sum())}


def _cell(record: Record, row: dict) -> str:
    table = getattr(record, row["table"])
    return table.loc[table.iloc[:, 0] == row["row_id"], row["field"]].iloc[0]
