"""Whether the files are there, readable and shaped as `datapackage.json` says: missing files, columns, cells, codes."""

import json
from pathlib import Path
from typing import NamedTuple

INSIDE_PACKAGE = Path(__file__).parent / "datasets"
IN_CHECKOUT = Path(__file__).parents[2] / "datasets"
SHIPPED = INSIDE_PACKAGE if INSIDE_PACKAGE.is_dir() else IN_CHECKOUT
PACKAGE_FILE = "datapackage.json"


class Problem(NamedTuple):
    """One fault in the tables, with its place. `row` counts the header as row 1, as a spreadsheet does."""

    file: str
    row: int | None
    column: str
    problem: str
    allowed: str
    todo: str

    def __str__(self) -> str:
        """Return the fault as one line for a reader."""
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.problem}. Allowed: {self.allowed}. To do: {self.todo}."


def tables() -> dict[str, dict]:
    """Return the description of every table (a Data Package resource) by the name of the table."""
    package = json.loads((SHIPPED / PACKAGE_FILE).read_text(encoding="utf-8"))
    return {resource["path"].removesuffix(".csv"): resource for resource in package["resources"]}


def columns(resource: dict) -> list[str]:
    """Return the column names of a table in order."""
    return [field["name"] for field in resource["schema"]["fields"]]


def file_problems(folder: Path, resource: dict) -> list[Problem]:
    """Return what stops a reader from opening one file as text: missing, empty, wrong encoding, wrong header."""
    path = folder / resource["path"]
    if not path.is_file():
        return [_problem(path, "the file is missing", "a file of that name", f"put {path.name} into the folder")]
    content = path.read_bytes()
    return _encoding_problems(path, content) or _header_problems(path, content.decode("utf-8"), columns(resource))


def cell_problems(folder: Path, resource: dict) -> list[Problem]:
    """Return every cell that the table's schema does not allow, found by the frictionless library.

    The file must have passed `file_problems`.
    """
    import frictionless  # 0.6 s to import, needed only for a check

    schema = frictionless.Schema.from_descriptor(resource["schema"])
    table = frictionless.Resource(
        path=resource["path"], basepath=str(folder), schema=schema, encoding="utf-8", format="csv", scheme="file"
    )
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    faults = table.validate(limit_errors=100_000).flatten(["rowNumber", "fieldName", "type", "note", "cell"])
    return [_from_frictionless(resource, fields, fault) for fault in _without_repeats(faults)]


def _without_repeats(faults: list[list]) -> list[list]:
    short_rows = {row for row, _, kind, *_ in faults if kind == "missing-cell"}
    return [fault for fault in faults if fault[2] in ("missing-cell", "extra-cell") or fault[0] not in short_rows]


def _problem(path: Path, problem: str, allowed: str, todo: str, row: int | None = None, column: str = "") -> Problem:
    return Problem(path.name, row, column, problem, allowed, todo)


def _encoding_problems(path: Path, content: bytes) -> list[Problem]:
    if not content.strip():
        return [_problem(path, "the file is empty", "a header and rows", "restore the file from a copy")]
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        todo = "save it as 'UTF-8' without a byte-order mark"
        return [_problem(path, "the file starts with a byte-order mark", "plain UTF-8", todo, 1)]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return [_problem(path, _guess(content), "UTF-8", "open it in that encoding and save it as UTF-8", row)]
    if b"\x00" in content:
        row = content[: content.index(b"\x00")].count(b"\n") + 1
        return [_problem(path, "the file holds a NUL byte, so it is not text", "UTF-8 text", "remove that byte", row)]
    return []


def _guess(content: bytes) -> str:
    try:
        content.decode("cp949")
    except UnicodeDecodeError:
        return "the text is not UTF-8"
    return "the text is not UTF-8; it can be read as CP949 (Korean Windows)"


def _header_problems(path: Path, text: str, expected: list[str]) -> list[Problem]:
    import csv

    found = next(csv.reader(text.splitlines()))
    if found == expected:
        return []
    allowed = ", ".join(expected)
    missing = [
        _problem(path, f"the column '{name}' is missing", allowed, f"add the column '{name}'", 1, name)
        for name in expected
        if name not in found
    ]
    extra = [
        _problem(path, f"the column '{name}' is not known here", allowed, "remove or rename it", 1, name)
        for name in dict.fromkeys(found)
        if name not in expected or found.count(name) > 1
    ]
    order = [_problem(path, "the columns are in another order", allowed, "put them in that order", 1)]
    return missing + extra or order


def _from_frictionless(resource: dict, fields: dict, fault: list) -> Problem:
    row, column, kind, note, cell = fault
    constraints = fields.get(column, {}).get("constraints", {})
    at = (Path(resource["path"]), row, column or "")
    if kind == "missing-cell":
        return _at(at, "the row is too short", f"{len(fields)} cells", "add what is missing, or a comma")
    if kind == "extra-cell":
        return _at(
            at, f"the row is too long, from '{cell}' on", f"{len(fields)} cells", "quote cells that hold a comma"
        )
    if kind == "blank-row":
        return _at(at, "the row is blank", "one record a row", "remove the row")
    if kind in ("primary-key", "unique-error"):
        at = (at[0], row, resource["schema"]["primaryKey"][0])
        return _at(at, f"a duplicate id, {note}", "every id once", "give one of them another id, or remove it")
    if kind == "constraint-error" and not cell:
        return _at(at, "the cell is empty", _allowed(constraints), "fill it in; write what is not known as such")
    if kind == "constraint-error":
        return _at(at, f"'{cell}' is not allowed", _allowed(constraints), "correct the cell")
    return _at(at, f"{kind}: {note}", "what datapackage.json describes", "correct the row")


def _at(place: tuple[Path, int | None, str], problem: str, allowed: str, todo: str) -> Problem:
    path, row, column = place
    return _problem(path, problem, allowed, todo, row, column)


def _allowed(constraints: dict) -> str:
    if "enum" in constraints:
        return ", ".join(constraints["enum"])
    if "pattern" in constraints:
        return f"text of the form {constraints['pattern']}"
    return "any text but nothing"
