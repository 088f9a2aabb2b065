"""The record of the lines: load it whole, or as it stood on a day."""

import csv
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from hotline.check import DatasetError, check
from hotline.dates import bounds, days
from hotline.schema import PACKAGE_FILE, SHIPPED
from hotline.vocab import ABOUT_ROWS, DATED_BY

TABLES = (
    "channels",
    "sources",
    "decisions",
    "periods",
    "talks",
    "messages",
    "context",
    "official_totals",
    "message_totals",
    "claims",
    "line_rules",
    "places",
    "second_coding",
    "second_reading",
)
ARROW_TEXT = pa.large_string()


@dataclass(frozen=True)
class Record:
    """The tables of the record, typed and read-only by convention: functions return new frames.

    Attributes
    ----------
    channels : one row a line: channel_id, name_en, name_ko, kind, endpoint_south, endpoint_north, lines,
        regular_calls, set (daily, military, leaders, service, third-party), summary_en, source_ids.
    status_events : one row is what happened to one line on one date: event_id, channel_id, date (EDTF text),
        time_kst, kind, actor, reason, summary_en, summary_ko, confidence, source_ids, note; and derived from
        `date`: earliest, day, latest (`datetime64`; `day` is the middle of what the source allows).
    sources : one row a page that was read: source_id, publisher, title, url, published, accessed, language, kind.
    decisions : one row a judgement between sources that disagree: decision_id, table, row_id, field, chosen,
        rejected, reason, source_ids.
    periods : named periods for presets: period_id, name_en, name_ko, kind, start_date, end_date, source_ids.
    talks : one row a round of talks: talk_id, track, series, round, name_en, name_ko, field, level, start_date,
        end_date, place_en, place_ko, host, outcome, in_official_count, summary_en, confidence, source_ids, note.
    official_totals : one row a published number of talks: total_id, published_figure, what, start_date, end_date,
        rule (the same count as a query over `talks`), source_ids, note.
    messages : one row a message that passed: message_id, date, form, sender, recipient, channel_id, summary_en,
        confidence, source_ids, note.
    context : one row a thing that happened beside the lines: event_id, start_date, end_date, kind, actor, place,
        at_sea_boundary (west, east, no), summary_en, summary_ko, confidence, source_ids, note.
    message_totals : numbers of messages only published in total: total_id, published_figure, what, start_date,
        end_date, source_ids, note.
    claims : one row a reading of a statement in the press: reading_id, claim_id, article, statement, reading,
        measure, table, rule, day, test, source_ids, note; `hotline.claims` measures them.
    line_rules : one row a rule that the two sides set for a line: rule_id, channel_id, date, what, value_en, value_ko,
        source_ids, note.
    places : one row a point of a line at sea, as published: place_id, name_en, name_ko, kind (northern-limit-line,
        north-line-1999), latitude, longitude, source_ids, note.
    second_coding : a random tenth of channel-years coded again by someone who had not seen the first coding:
        coding_id, channel_id, year, date, finding (a state on 1 January, or an event), confidence, source_ids, note.
    second_reading : one row a field of a row that someone who had not coded it compared with pages found anew:
        reading_id, table, row_id, field, coded, found, verdict, evidence (addresses), remark.
    checked_through : the last day for which the sources were checked.
    version : the version of the tables.
    fingerprint : the SHA-256 of the tables, in the order of their file names.

    Every cell that is not known or not reported is an empty text. Dates and times are Korea Standard Time.
    """

    channels: pd.DataFrame
    status_events: pd.DataFrame
    sources: pd.DataFrame
    decisions: pd.DataFrame
    periods: pd.DataFrame
    talks: pd.DataFrame
    messages: pd.DataFrame
    context: pd.DataFrame
    official_totals: pd.DataFrame
    message_totals: pd.DataFrame
    claims: pd.DataFrame
    line_rules: pd.DataFrame
    places: pd.DataFrame
    second_coding: pd.DataFrame
    second_reading: pd.DataFrame
    checked_through: date
    version: str
    fingerprint: str

    def __repr__(self) -> str:
        """Return version, size and date of the record, the same in every run."""
        size = f"{len(self.status_events)} events of {len(self.channels)} lines from {len(self.sources)} sources"
        return f"Record {self.version}: {size}, checked through {self.checked_through}"

    def events_of(self, channel_id: str) -> pd.DataFrame:
        """Return the status events of one line in order of time; raises `KeyError` for an unknown line."""
        if channel_id not in set(self.channels["channel_id"]):
            known = ", ".join(self.channels["channel_id"])
            raise KeyError(f"'{channel_id}' is not a channel; the channels are {known}")
        return self.status_events[self.status_events["channel_id"] == channel_id]


def load(folder: Path | str | None = None, *, as_of: date | str | None = None) -> Record:
    """Load the record of the lines.

    Parameters
    ----------
    folder : a folder of your own with the same tables; they are checked first. Default: the shipped tables,
        which are checked before every release.
    as_of : give the record as it stood at the end of that day: later events, and the sources and decisions that
        only they need, are left out, and `checked_through` is that day. An event that is not known to the day
        counts from the middle of the days that its source allows. Claims, rules of lines, and published totals are
        not cut: they are questions to the record, not part of what had happened.

    Raises
    ------
    DatasetError
        The folder's tables have problems; the message lists every one with file, row and column.
    ValueError
        `as_of` is no date, or is after the day for which the sources were checked.
    """
    if folder is not None and (problems := check(folder)):
        raise DatasetError(problems)
    record = _read(Path(folder or SHIPPED))
    return record if as_of is None else _cut(record, _day(as_of))


def _read(folder: Path) -> Record:
    package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    tables = {name: _table(folder, name) for name in TABLES}
    events = _table(folder, "status_events")
    events = events.join(days(events["date"])).sort_values(["day", "time_kst"], kind="stable", ignore_index=True)
    checked_through = date.fromisoformat(package["checked_through"])
    stamp = {"version": package["version"], "fingerprint": _fingerprint(folder)}
    return Record(status_events=events, checked_through=checked_through, **stamp, **tables)


def _fingerprint(folder: Path) -> str:
    names = sorted((*TABLES, "status_events"))
    return hashlib.sha256(b"".join((folder / f"{name}.csv").read_bytes() for name in names)).hexdigest()


def _table(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    typed = arrow_csv.ConvertOptions(column_types=dict.fromkeys(header, ARROW_TEXT), strings_can_be_null=False)
    whole_cells = arrow_csv.ParseOptions(newlines_in_values=True)
    read = arrow_csv.read_csv(path, convert_options=typed, parse_options=whole_cells)
    return read.to_pandas(types_mapper={ARROW_TEXT: pd.StringDtype(na_value=np.nan)}.get)


def _day(value: date | str) -> date:
    if isinstance(value, date):
        return value
    earliest, latest = bounds(value)
    if earliest != latest:
        raise ValueError(f"as_of is '{value}', but it must be one day, such as 2021-07-27")
    return earliest


def _cut(record: Record, as_of: date) -> Record:
    if as_of > record.checked_through:
        allowed = f"the sources were checked through {record.checked_through}; give that day or an earlier one"
        raise ValueError(f"nothing is known yet of {as_of}: {allowed}")
    dated = {name: _until(getattr(record, name), column, as_of) for name, column in DATED_BY.items()}
    about = {name: getattr(record, name) for name in ABOUT_ROWS}
    about = {name: table[_still_about_something(table, dated)] for name, table in about.items()}
    kept = replace(record, **dated, **about, checked_through=as_of)
    cited = {source for table in _citing(kept) for ids in table["source_ids"] for source in ids.split()}
    return replace(kept, sources=record.sources[record.sources["source_id"].isin(cited)])


def _until(table: pd.DataFrame, column: str, as_of: date) -> pd.DataFrame:
    return table[days(table[column])["day"] <= pd.Timestamp(as_of)]


def _still_about_something(about: pd.DataFrame, dated: dict[str, pd.DataFrame]) -> pd.Series:
    kept = {row for table in dated.values() for row in table.iloc[:, 0]}
    return ~about["table"].isin(list(dated)) | about["row_id"].isin(kept)


def _citing(record: Record) -> list[pd.DataFrame]:
    others = [getattr(record, name) for name in TABLES if name != "sources"]
    return [table for table in (record.status_events, *others) if "source_ids" in table]
