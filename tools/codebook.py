"""Write the columns and values of every table into the codebook, from datapackage.json."""

import json
import sys
from pathlib import Path

DATASETS = Path(__file__).parents[1] / "datasets"
BEGIN, END = "<!-- columns: written by `make codebook` -->", "<!-- end of columns -->"


def columns(package: dict) -> str:
    return "\n\n".join(_table(resource) for resource in package["resources"])


def written(text: str, package: dict) -> str:
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{columns(package)}\n\n{END}{after}"


def _table(resource: dict) -> str:
    head = ["| column | meaning | allowed | example |", "|---|---|---|---|"]
    rows = map(_row, resource["schema"]["fields"])
    return "\n".join([f"### `{resource['path']}`", "", resource["description"], "", *head, *rows])


def _row(field: dict) -> str:
    constraints = field.get("constraints", {})
    values = ", ".join(f"`{value}`" for value in constraints.get("enum", []))
    needed = "" if constraints.get("required") else "may be empty"
    allowed = "; ".join(filter(None, [values, needed])) or "any text"
    example = str(field.get("example", "")).replace("|", "\\|")
    return f"| `{field['name']}` | {field['description']} | {allowed} | {example} |"


def main() -> int:
    path = DATASETS / "README.md"
    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    path.write_text(written(path.read_text(encoding="utf-8"), package), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
