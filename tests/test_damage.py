"""Over three hundred generated ways to damage the shipped tables; every damage is caught, and in the right place."""

import csv
import random

import pytest

from hotline.check import check
from hotline.schema import SHIPPED

WRONG = {
    "claims": {
        "measure": "a feeling",
        "statement": "",
        "source_ids": "ghost-source",
        "day": "2021-02-30",
        "test": "about 5",
    },
    "context": {
        "start_date": "2021-02-30",
        "end_date": "soon",
        "kind": "quarrel",
        "actor": "east",
        "at_sea_boundary": "perhaps",
        "summary_ko": "",
        "confidence": "sure",
        "source_ids": "ghost-source",
    },
    "line_rules": {"channel_id": "red-phone", "date": "2004-13-01", "what": "", "source_ids": "ghost-source"},
    "message_totals": {"published_figure": "", "start_date": "soon", "source_ids": "ghost-source"},
    "messages": {
        "date": "2021-02-30",
        "form": "shout",
        "sender": "moon",
        "recipient": "",
        "channel_id": "red-phone",
        "confidence": "sure",
        "source_ids": "ghost-source",
    },
    "places": {"kind": "border", "latitude": "north", "longitude": "", "source_ids": "ghost-source"},
    "channels": {
        "channel_id": "No Id!",
        "kind": "telepathy",
        "set": "dayly",
        "name_en": "",
        "source_ids": "ghost-source",
    },
    "decisions": {
        "table": "chairs",
        "row_id": "ghost-row",
        "field": "colour",
        "reason": "",
        "source_ids": "ghost-source",
    },
    "official_totals": {"published_figure": "many", "rule": "", "source_ids": "ghost-source", "start_date": "soon"},
    "second_coding": {"channel_id": "red-phone", "finding": "quiet", "date": "1980-13-01", "year": "80"},
    "talks": {
        "track": "tennis",
        "field": "gossip",
        "level": "high",
        "start_date": "2018-02-30",
        "outcome": "fine",
        "in_official_count": "maybe",
        "round": "first",
        "host": "moon",
        "source_ids": "ghost-source",
    },
    "periods": {"start_date": "2021-02-30", "end_date": "soon", "kind": "era", "source_ids": "ghost-source"},
    "second_reading": {"table": "chairs", "row_id": "ghost-row", "field": "colour", "verdict": "fine"},
    "sources": {"url": "nowhere", "language": "xx", "kind": "rumour", "accessed": "today", "published": "2021-99"},
    "status_events": {
        "date": "2021-02-30",
        "time_kst": "24:00",
        "kind": "hung-up",
        "actor": "east",
        "reason": "boredom",
        "confidence": "sure",
        "summary_en": "",
        "summary_ko": "",
        "channel_id": "red-phone",
        "source_ids": "ghost-source",
    },
}


def read(table, folder=SHIPPED):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(table, rows, folder):
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def wrong_cells():
    """For every wrong value a few rows of its table, drawn with a seed: (table, column, value, rows)."""
    draw = random.Random(1971)
    for table, values in WRONG.items():
        rows = range(1, len(read(table)))
        for column, value in values.items():
            yield table, column, value, draw.sample(rows, min(7, len(rows)))


def twice(table, row, rows):
    rows.insert(row + 1, rows[row])
    return row + 2


def cut_short(table, row, rows):
    rows[row] = rows[row][:-2]
    return row + 1


def too_long(table, row, rows):
    rows[row] = [*rows[row], "more"]
    return row + 1


def to_the_end(table, row, rows):
    rows.append(rows.pop(row))
    return row + 1


STRUCTURAL = [twice, cut_short, too_long, to_the_end]


def structural():
    draw = random.Random(2021)
    for table in WRONG:
        rows = range(1, len(read(table)) - 1)
        for damage in STRUCTURAL:
            for row in draw.sample(rows, min(2, len(rows))):
                yield table, row, damage


CELLS, SHAPES = list(wrong_cells()), list(structural())


def test_there_are_at_least_300_damages():
    assert sum(len(rows) for *_, rows in CELLS) + len(SHAPES) >= 300


@pytest.mark.parametrize("table", WRONG)
def test_every_wrong_cell_is_caught_in_its_file_row_and_column(folder, table):
    missed = []
    sound = read(table)
    for _, column, value, damaged in (damage for damage in CELLS if damage[0] == table):
        rows = [list(cells) for cells in sound]
        for row in damaged:
            rows[row][rows[0].index(column)] = value
        write(table, rows, folder)
        places = {(problem.file, problem.row, problem.column) for problem in check(folder)}
        missed += [(row + 1, column, value) for row in damaged if (f"{table}.csv", row + 1, column) not in places]
    assert missed == []


@pytest.mark.parametrize("table", WRONG)
def test_every_damaged_row_is_caught_in_its_file_and_row(folder, table):
    missed = []
    sound = read(table)
    for _, row, damage in (damage for damage in SHAPES if damage[0] == table):
        rows = [list(cells) for cells in sound]
        place = damage(table, row, rows)
        write(table, rows, folder)
        if (f"{table}.csv", place) not in {(problem.file, problem.row) for problem in check(folder)}:
            missed.append((row + 1, damage.__name__))
    assert missed == []
