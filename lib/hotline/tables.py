"""Tables for readers: text to the left, days as days, what is missing as a dash, sources as links."""

from html import escape
from numbers import Integral, Real

import pandas as pd

from hotline.record import Record

STYLE = (
    "<style>.hotline-table.hotline-table td, .hotline-table.hotline-table th {padding: 2px 10px; text-align: left; "
    "vertical-align: top; line-height: 1.4; max-width: 46em} .hotline-table span {white-space: nowrap} "
    ".hotline-table .number {display: block; text-align: right; font-variant-numeric: tabular-nums}</style>"
)
EVENTS = ("start_event", "end_event", "event_id")
HEADS = {
    "source_ids": "sources",
    "p_value": "p",
    "p_adjusted": "p, adjusted",
    "lower": "95% from",
    "upper": "95% to",
    "days_min": "days, at least",
    "days_max": "days, at most",
    "start_event": "began with",
    "channel_id": "line",
    "channels": "which lines",
    "time_kst": "hour (KST)",
    "row_id": "row",
    "end_event": "ended with",
    "value_en": "rule",
    "value_ko": "rule in Korean",
    "summary_en": "what happened",
    "name_en": "name",
    "place_en": "place",
    "lag_from": "days from",
    "lag_to": "days to",
    "seconds": "number",
    "led": "contact before",
    "trailed": "contact after",
    "led_expected": "before, by chance",
    "trailed_expected": "after, by chance",
    "start_date": "from",
    "end_date": "to",
}
MISSING = "–"
SHORT = 24


def table_html(table: pd.DataFrame, caption: str = "", record: Record | None = None) -> str:
    """Return a table with its caption as HTML; all text is escaped.

    Columns have the names of `HEADS`, or their own without underscores. With a record, a column `source_ids` becomes
    links to the pages, numbered, with publisher and title on hover, the id of a status event is followed by those of
    its sources, and ids of lines become their names.
    """
    head = f"<h4>{escape(caption)}</h4>" if caption else ""
    if table.empty:
        return f"{head}<p>None.</p>"
    numbered = table.index.name is None and pd.api.types.is_integer_dtype(table.index)
    written = table if numbered else table.reset_index()
    heads = [_head(values) for _, values in written.items()]
    columns = [_column(values, record) for _, values in written.items()]
    written = pd.DataFrame(dict(enumerate(columns)), dtype=object).set_axis(heads, axis="columns")
    body = written.to_html(index=False, border=0, classes="hotline-table", escape=False, justify="left")
    return f"{head}{STYLE}{body}".replace("<th>", '<th scope="col">')


def readable(record: Record) -> None:
    """Show every frame that a notebook cell ends with as `table_html` does."""
    from IPython import get_ipython

    formatter = get_ipython().display_formatter.formatters["text/html"]
    formatter.for_type(pd.DataFrame, lambda table: table_html(table, record=record))


def cell(value: object) -> str:
    """Return one value as text for a reader, not yet escaped.

    >>> [cell(value) for value in (413.0, 0.5026, float("nan"), float("inf"), True, 1971)]
    ['413', '0.503', '–', 'no bound', 'yes', '1971']
    """
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return MISSING
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, Real) and not isinstance(value, Integral):
        return _number(float(value))
    return str(value)


def source_links(source_ids: str, sources: pd.DataFrame) -> str:
    """Return ids as numbered links, with publisher and title on hover; `sources` has source_id as its index.

    An id that is not listed stays as it is.
    """
    known = sources.index
    return " ".join(
        _link(sources.loc[source], number) if source in known else escape(source)
        for number, source in enumerate(source_ids.split(), start=1)
    )


def _head(values: pd.Series) -> str:
    name = escape(HEADS.get(values.name, str(values.name).replace("_", " ")))
    return f'<span class="number">{name}</span>' if _is_number(values) else name


def _column(values: pd.Series, record: Record | None) -> list[str]:
    if record is not None and values.name in ("source_ids", *EVENTS):
        sources = record.sources.set_index("source_id")
        if values.name == "source_ids":
            return [source_links(ids, sources) for ids in values]
        cited = record.status_events.set_index("event_id")["source_ids"]
        return [f"{_text(cell(event))} {source_links(cited.get(event, ''), sources)}".strip() for event in values]
    if record is not None and values.name in ("channel_id", "channels"):
        names = record.channels.set_index("channel_id")["name_en"]
        return [_text(", ".join(names.get(channel, channel) for channel in cell(ids).split())) for ids in values]
    if _is_number(values):
        return [f'<span class="number">{cell(value)}</span>' for value in values]
    return [_text(cell(value)) for value in values]


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _text(text: str) -> str:
    return f"<span>{escape(text)}</span>" if len(text) <= SHORT else escape(text)


def _number(value: float) -> str:
    if value in (float("inf"), float("-inf")):
        return "no bound"
    if value == int(value):
        return f"{value:.0f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "nearly 0"


def _link(page: pd.Series, number: int) -> str:
    told = escape(f"{page['publisher']}, {page['title']}, {page['published'] or 'no date'}")
    opens = f'href="{escape(page["url"])}" target="_blank" rel="noopener"'
    return f'<a {opens} title="{told}" aria-label="{told}">{number}</a>'
