"""Every problem in a folder of tables at once, each with its place, what was allowed and what to do."""

import csv
import json
from datetime import date
from pathlib import Path

import pandas as pd

from hotline import history, rules, schema
from hotline.dates import days, is_date
from hotline.schema import PACKAGE_FILE, SHIPPED, Problem
from hotline.vocab import DATED_BY

SORTED_BY = DATED_BY | {"periods": "start_date", "line_rules": "date", "second_coding": "date"}


class DatasetError(ValueError):
    """The tables have problems; the message lists them all."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, and make one line of each."""
        self.problems = problems
        super().__init__("\n".join(["the tables have problems:", *map(str, problems)]))


def check(folder: Path | str = SHIPPED) -> list[Problem]:
    """Return every problem of the tables in a folder, in order of files and rows; an empty list is a clean record."""
    folder = Path(folder)
    if not folder.is_dir():
        return [Problem(str(folder), None, "", "there is no such folder", "a folder of tables", "correct the path")]
    shapes = schema.tables()
    problems, checked_through = _package_problems(folder)
    unreadable = {name: schema.file_problems(folder, shape) for name, shape in shapes.items()}
    tables = {name: read(folder, name) for name, found in unreadable.items() if not found}
    for name, shape in shapes.items():
        problems += unreadable[name] or schema.cell_problems(folder, shape)
        if name in tables:
            problems += rules.date_problems(name, tables[name])
            problems += rules.order_problems(name, tables[name], SORTED_BY.get(name))
            problems += rules.confidence_problems(name, tables[name])
    problems += rules.reference_problems(tables)
    if "sources" in tables:
        problems += rules.url_problems(tables["sources"])
    if "status_events" in tables:
        problems += history.event_problems(_dated(tables["status_events"]), checked_through)
    return sorted(problems, key=lambda problem: (list(_files(shapes)).index(problem.file), problem.row or 0))


def read(folder: Path, name: str) -> pd.DataFrame:
    """Return one table as text, every cell a string; rows too short are filled up, rows too long cut off."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    width = len(header)
    return pd.DataFrame([[*row, *[""] * width][:width] for row in rows], columns=header, dtype=str)


def _files(shapes: dict[str, dict]) -> list[str]:
    return [PACKAGE_FILE, *(f"{name}.csv" for name in shapes)]


def _dated(events: pd.DataFrame) -> pd.DataFrame:
    readable = events[events["date"].map(is_date)]
    return readable.join(days(readable["date"]))


def _package_problems(folder: Path) -> tuple[list[Problem], date | None]:
    def problem(text: str, column: str = "") -> tuple[list[Problem], None]:
        return [Problem(PACKAGE_FILE, None, column, text, "the file as shipped", "restore it, or correct it")], None

    path = folder / PACKAGE_FILE
    if not path.is_file():
        return problem("the file is missing")
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        return problem(f"the file cannot be read as JSON in UTF-8 ({error})")
    try:
        return [], date.fromisoformat(package["checked_through"])
    except (KeyError, TypeError, ValueError):
        return problem("there is no day such as 2026-02-25 here", "checked_through")
