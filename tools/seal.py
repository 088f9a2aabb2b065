"""Write size and hash of every table into datasets/datapackage.json."""

import hashlib
import json
import sys
from pathlib import Path

DATASETS = Path(__file__).parents[1] / "datasets"


def sealed(package: dict, folder: Path) -> dict:
    resources = []
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        seal = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        resources.append({**resource, **seal})
    return {**package, "resources": resources}


def main() -> int:
    path = DATASETS / "datapackage.json"
    package = sealed(json.loads(path.read_text(encoding="utf-8")), DATASETS)
    path.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
