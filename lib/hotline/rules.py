"""What the schema cannot say of a table: dates that exist, ids that lead somewhere, rows in order, claims that hold."""

from collections.abc import Iterator

import pandas as pd

from hotline import schema
from hotline.dates import bounds, is_date
from hotline.schema import Problem
from hotline.vocab import ABOUT_ROWS

DATE_COLUMNS = {
    "status_events": ["date"],
    "sources": ["published", "accessed"],
    "periods": ["start_date", "end_date"],
    "talks": ["start_date", "end_date"],
    "official_totals": ["start_date", "end_date"],
    "second_coding": ["date"],
    "messages": ["date"],
    "context": ["start_date", "end_date"],
    "line_rules": ["date"],
    "message_totals": ["start_date", "end_date"],
    "claims": ["day"],
}


def date_problems(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Yield every date that is unparsable, not on the calendar, or runs backwards."""
    for column in DATE_COLUMNS.get(name, []):
        for row, text in _filled(table, column):
            try:
                bounds(text)
            except ValueError as error:
                allowed = "2021-07-27, 1984-09, 2018, 2013-03-08/2013-03-11"
                yield Problem(f"{name}.csv", row, column, str(error), allowed, "correct the date, or give less of it")
    if {"start_date", "end_date"} <= set(table):
        yield from _backward_problems(name, table)


def reference_problems(tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield every id that leads nowhere: unknown channels and sources, unused sources, decisions about no row."""
    yield from _unknown_channels(tables)
    yield from _unknown_sources(tables)
    yield from _unused_sources(tables)
    yield from _about_nothing(tables)


def order_problems(name: str, table: pd.DataFrame, date_column: str | None) -> Iterator[Problem]:
    """Yield the first row that stands out of order: by date then id, or by id where there is no date."""
    keys = [*([date_column] if date_column else []), table.columns[0]]
    written = list(table[keys].itertuples(index=False, name=None))
    for place, (here, there) in enumerate(zip(written, sorted(written), strict=True)):
        if here != there:
            todo = f"sort the file by {' then '.join(keys)}"
            yield Problem(f"{name}.csv", place + 2, keys[0], "the row is out of order", f"{there[-1]} here", todo)
            return


def confidence_problems(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Yield rows that claim high confidence on one source; tables without confidence have none."""
    if "confidence" not in table:
        return
    alone = (table["confidence"] == "high") & ~table["source_ids"].str.contains(" ")
    for row in table.index[alone] + 2:
        todo = "add a second source, or lower the confidence"
        yield Problem(f"{name}.csv", row, "confidence", "'high' with one source", "two or more sources", todo)


def url_problems(sources: pd.DataFrame) -> Iterator[Problem]:
    """Yield sources that repeat the address of another: one page is one source."""
    first = sources.drop_duplicates("url").set_index("url")["source_id"].to_dict()
    for row, source in zip(sources.index + 2, sources.to_dict("records"), strict=True):
        if first[source["url"]] != source["source_id"]:
            problem = f"'{source['url']}' is the address of {first[source['url']]} too"
            yield Problem("sources.csv", row, "url", problem, "every address once", "keep one entry and cite it")


def _backward_problems(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    for row, end in _filled(table, "end_date"):
        start = table["start_date"][row - 2]
        if is_date(start) and is_date(end) and bounds(end)[1] < bounds(start)[0]:
            problem, todo = f"it ends on {end}, before it starts on {start}", "correct one of the two"
            yield Problem(f"{name}.csv", row, "end_date", problem, "start_date or later", todo)


def _filled(table: pd.DataFrame, column: str) -> Iterator[tuple[int, str]]:
    return ((row, text) for row, text in zip(table.index + 2, table[column], strict=True) if text)


def _unknown_channels(tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    if "channels" not in tables:
        return
    known = list(tables["channels"]["channel_id"])
    for name in {"status_events", "second_coding", "messages", "line_rules"} & set(tables):
        for row, channel in _filled(tables[name], "channel_id"):
            if channel not in known:
                problem = f"'{channel}' is not a channel"
                todo = "correct the id, or add the channel to channels.csv"
                yield Problem(f"{name}.csv", row, "channel_id", problem, ", ".join(known), todo)


def _citations(tables: dict[str, pd.DataFrame]) -> Iterator[tuple[str, int, str]]:
    for name, table in tables.items():
        if "source_ids" in table:
            for row, ids in _filled(table, "source_ids"):
                yield from ((name, row, source) for source in ids.split())


def _unknown_sources(tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    if "sources" not in tables:
        return
    known = set(tables["sources"]["source_id"])
    seen = set()
    for name, row, source in _citations(tables):
        if source not in known:
            problem, todo = f"the source '{source}' is not listed", "add it to sources.csv, or correct the id"
            yield Problem(f"{name}.csv", row, "source_ids", problem, "ids of sources.csv", todo)
        if (name, row, source) in seen:
            problem, todo = f"the source '{source}' is given twice", "name it once"
            yield Problem(f"{name}.csv", row, "source_ids", problem, "every source once", todo)
        seen.add((name, row, source))


def _unused_sources(tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    if set(tables) != set(schema.tables()):
        return
    cited = {source for _, _, source in _citations(tables)}
    for row, source in _filled(tables["sources"], "source_id"):
        if source not in cited:
            problem, todo = f"no row cites the source '{source}'", "cite it where it belongs, or remove it"
            yield Problem("sources.csv", row, "source_id", problem, "sources that some row cites", todo)


def _about_nothing(tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    ids = {name: set(table.iloc[:, 0]) for name, table in tables.items()}
    for name in [name for name in ABOUT_ROWS if name in tables]:
        for row, told in zip(tables[name].index + 2, tables[name].to_dict("records"), strict=True):
            about = told["table"]
            if about not in tables:
                continue
            if told["row_id"] not in ids[about]:
                problem = f"'{told['row_id']}' is no row of {about}.csv"
                yield Problem(f"{name}.csv", row, "row_id", problem, "an id of that table", "correct the id")
            if told["field"] not in tables[about].columns:
                problem, allowed = f"'{told['field']}' is no column of {about}.csv", ", ".join(tables[about].columns)
                yield Problem(f"{name}.csv", row, "field", problem, allowed, "correct the column")
