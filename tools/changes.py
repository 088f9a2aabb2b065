"""Tell row by row what changed in the tables since a commit: `python tools/changes.py COMMIT`."""

import csv
import io
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def changes(before: dict[str, dict], after: dict[str, dict]) -> list[str]:
    """Lines of Markdown for what was added, removed and altered; rows by their id."""
    added = [f"- added `{row}`" for row in after if row not in before]
    removed = [f"- removed `{row}`" for row in before if row not in after]
    altered = [
        f"- `{row}`, {column}: {before[row].get(column, '')!r} is now {after[row][column]!r}"
        for row in after
        if row in before
        for column in after[row]
        if before[row].get(column) != after[row][column]
    ]
    return added + removed + altered


def told(name: str, before: dict[str, dict], after: dict[str, dict]) -> list[str]:
    """Tell the changes of one table: a new table in one line, new sources as a number, for the rows that cite them."""
    if not before:
        return [f"- a new table of {len(after)} rows"]
    lines = changes(before, after)
    if name != "sources":
        return lines
    others = [line for line in lines if not line.startswith("- added")]
    return [f"- added {len(lines) - len(others)} pages", *others]


def rows(text: str) -> dict[str, dict]:
    return {next(iter(row.values())): row for row in csv.DictReader(io.StringIO(text))}


def at(commit: str, path: Path) -> str:
    command = ["git", "show", f"{commit}:{path.relative_to(ROOT).as_posix()}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""


def main() -> int:
    if len(sys.argv) != 2:
        print("name the commit to compare with: make changes SINCE=v0.1.0")
        return 2
    for path in sorted((ROOT / "datasets").glob("*.csv")):
        lines = told(path.stem, rows(at(sys.argv[1], path)), rows(path.read_text(encoding="utf-8")))
        if lines:
            print(f"### {path.name}\n\n" + "\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
