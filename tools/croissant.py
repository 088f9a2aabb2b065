"""Write datasets/croissant.json, by which dataset search engines find and read the tables, from datapackage.json."""

import json
import sys
from pathlib import Path

import mlcroissant as mlc

from hotline import cite, load

DATASETS = Path(__file__).parents[1] / "datasets"
TARGET = DATASETS / "croissant.json"


def croissant(package: dict) -> dict:
    """Return the description of the tables in Croissant, schema.org's vocabulary for datasets that machines read."""
    tables = package["resources"]
    described = mlc.Metadata(
        name=package["name"],
        description=package["description"],
        version=package["version"],
        license=[license["path"] for license in package["licenses"]],
        creators=[mlc.Organization(name="Hotline contributors")],
        date_published=package["created"],
        cite_as=cite(load()),
        keywords=["inter-Korean relations", "hotlines", "event data"],
        in_language=["en", "ko"],
        distribution=list(map(_file, tables)),
        record_sets=list(map(_record_set, tables)),
    )
    return json.loads(json.dumps(described.to_json(), default=str))


def _file(table: dict) -> mlc.FileObject:
    return mlc.FileObject(
        id=table["path"],
        name=table["path"],
        description=table["description"],
        content_url=table["path"],
        encoding_formats=["text/csv"],
        sha256=table["hash"].removeprefix("sha256:"),
    )


def _record_set(table: dict) -> mlc.RecordSet:
    columns = table["schema"]["fields"]
    return mlc.RecordSet(
        id=table["name"],
        name=table["name"],
        description=table["description"],
        key=[f"{table['name']}/{key}" for key in table["schema"]["primaryKey"]],
        fields=[_field(table, column) for column in columns],
    )


def _field(table: dict, column: dict) -> mlc.Field:
    return mlc.Field(
        id=f"{table['name']}/{column['name']}",
        name=column["name"],
        description=column["description"],
        data_types=[mlc.DataType.TEXT],
        source=mlc.Source(file_object=table["path"], extract=mlc.Extract(column=column["name"])),
    )


def main() -> int:
    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(croissant(package), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
