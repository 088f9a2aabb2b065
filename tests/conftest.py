import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import hotline
from hotline.dates import days
from hotline.measures import Definitions
from hotline.schema import SHIPPED, columns, tables

ROOT = Path(__file__).parents[1]
CHANNEL = {
    "kind": "telephone",
    "endpoint_south": "",
    "endpoint_north": "",
    "lines": "",
    "regular_calls": "",
    "summary_en": "A line.",
    "source_ids": "paper",
}
EVENT = {"actor": "north", "reason": "unknown", "confidence": "medium", "source_ids": "paper", "note": ""}
SOURCE = {"source_id": "paper", "publisher": "Paper", "title": "News", "url": "https://example.org/a"} | {
    "published": "2021-07-27",
    "accessed": "2026-01-01",
    "language": "en",
    "kind": "press-day",
}
PERIOD = {"period_id": "year-2021", "name_en": "The year 2021", "name_ko": "2021년", "kind": "moment"} | {
    "start_date": "2021-01-01",
    "end_date": "2022-01-01",
    "source_ids": "paper",
}


@pytest.fixture(scope="session")
def record() -> hotline.Record:
    """The shipped record."""
    return hotline.load()


@pytest.fixture(scope="session")
def definitions(record) -> Definitions:
    """The silences of the shipped record under any definition."""
    return Definitions(record, as_of=record.checked_through)


@pytest.fixture(scope="session")
def a_record():
    """Make a small record: `a_record("west 2021-07-27 opened", "west 2021-08-10T17:00 unanswered")`."""
    return small_record


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the shipped tables, to be damaged."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "datasets"))


def small_record(*lines: str, checked_through: str = "2023-01-01", sets: dict[str, str] | None = None):
    events = pd.DataFrame([_event(line) for line in lines])
    events = events.join(days(events["date"])).sort_values(["day", "time_kst"], kind="stable", ignore_index=True)
    names = list(dict.fromkeys(events["channel_id"]))
    kind = {"set": "military"} | CHANNEL
    channels = [
        {"channel_id": name, "name_en": name.capitalize(), "name_ko": f"{name} 선"}
        | kind
        | {"set": (sets or {}).get(name, "military")}
        for name in names
    ]
    return hotline.Record(
        channels=pd.DataFrame(channels),
        status_events=events,
        sources=pd.DataFrame([SOURCE]),
        decisions=pd.DataFrame(columns=["table", "row_id", "source_ids"]),
        periods=pd.DataFrame([PERIOD]),
        talks=pd.DataFrame(columns=["talk_id", "start_date", "source_ids"]),
        messages=pd.DataFrame(columns=["message_id", "date", "source_ids"]),
        context=pd.DataFrame(columns=["event_id", "start_date", "source_ids"]),
        claims=pd.DataFrame(columns=["reading_id", "source_ids"]),
        line_rules=pd.DataFrame(columns=["rule_id", "source_ids"]),
        places=pd.DataFrame(columns=["place_id", "source_ids"]),
        message_totals=pd.DataFrame(columns=["total_id", "source_ids"]),
        official_totals=pd.DataFrame(columns=["total_id", "source_ids"]),
        second_coding=pd.DataFrame(columns=["coding_id", "channel_id", "source_ids"]),
        second_reading=pd.DataFrame(columns=["reading_id", "table", "row_id"]),
        checked_through=date.fromisoformat(checked_through),
        version="test",
        fingerprint="0" * 64,
    )


def filled(record: hotline.Record, **rows: list[dict]) -> hotline.Record:
    """Put rows beside the lines: `filled(a_record(...), talks=[talk("2021-08-01")])`; what is not named is empty."""
    named = {name: [] for name in ("talks", "messages", "context", "official_totals", "places")} | rows
    return replace(record, **{name: _table(name, given) for name, given in named.items()})


def talk(day: str, **cells: str) -> dict:
    """Return a row of talks between the Koreas, unless `track` says otherwise."""
    row = {"talk_id": f"talk-{day}", "track": "inter-korean", "start_date": day, "name_en": f"talks of {day}"}
    return row | {"field": "political", "level": "ministerial", "host": "south"} | cells


def happening(day: str, kind: str, actor: str = "north", **cells: str) -> dict:
    """Return a row of context; a kind that begins with "sea" lies in the west."""
    where = {"at_sea_boundary": "west" if kind.startswith("sea") else "no"}
    return {"event_id": f"{day}-{kind}", "start_date": day, "kind": kind, "actor": actor} | where | cells


def _table(name: str, rows: list[dict]) -> pd.DataFrame:
    names = columns(tables()[name])
    return pd.DataFrame([dict.fromkeys(names, "") | row for row in rows], columns=names, dtype="str")


def _event(line: str) -> dict:
    channel, when, kind = line.split()
    day, _, time = when.partition("T")
    event_id = f"{day.split('/')[0]}-{channel}-{kind}"
    told = {"summary_en": f"{channel} {kind}", "summary_ko": "일"}
    return {"event_id": event_id, "channel_id": channel, "date": day, "time_kst": time, "kind": kind} | EVENT | told
