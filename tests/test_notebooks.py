"""What nbval does not look at: that every cell was run, that prose states no figure of its own, that damage is seen."""

import json
import re
import subprocess
import sys

import pytest

from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path, kind):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} >= {"00-start-here", "01-silence-and-contact"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_code_cell_was_run_once_from_top_to_bottom(path):
    counts = [cell["execution_count"] for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1)), "run `make notebooks`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_failed_and_no_widget_state_is_kept(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kinds = {output["output_type"] for cell in cells(path, "code") for output in cell["outputs"]}
    assert "error" not in kinds
    assert not [
        output for cell in cells(path, "code") for output in cell["outputs"] if output.get("name") == "stderr"
    ], "a warning was saved"
    assert "widgets" not in notebook["metadata"]
    assert not [cell["id"] for cell in notebook["cells"] if "execution" in cell["metadata"]], "a clock time was saved"
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_cells_are_short_and_prose_types_no_figure(path):
    assert max(len("".join(cell["source"]).splitlines()) for cell in cells(path, "code")) <= 12
    for cell in cells(path, "markdown"):
        text = re.sub(r"`[^`]*`|\([^)]*\)|^#.*$", "", "".join(cell["source"]), flags=re.MULTILINE)
        assert not re.search(r"\b\d[\d,]* (day|week|month|year|silence|event|source|line)s?\b", text), text


def nbval(path):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "-q", "-o", "addopts=", str(path)]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)


def replaced(value, pattern, new):
    """Return (value with the first match in any text inside replaced, whether there was one)."""
    if isinstance(value, str):
        changed, count = re.subn(pattern, new, value, count=1)
        return changed, bool(count)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, inner in items:
        if isinstance(value, dict) and key in ("layout", "metadata"):
            continue
        changed, found = replaced(inner, pattern, new)
        if found:
            value[key] = changed
            return value, True
    return value, False


DAMAGES = {
    "a number in a table": ("text/html", r">(\d+)</span></td>", ">987654</span></td>"),
    "a date in a sentence": ("text/markdown", r"\d{1,2} (January|April|July) \d{4}", "31 December 1970"),
    "a value of a figure": ("application/vnd.plotly.v1+json", r"\d{4}-\d{2}-\d{2}", "1970-12-31"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_nbval_sees_one_altered_output(tmp_path, damage):
    mime, pattern, new = DAMAGES[damage]
    notebook = json.loads((ROOT / "notebooks" / "01-silence-and-contact.ipynb").read_text(encoding="utf-8"))
    datas = [
        out["data"] for c in notebook["cells"] if c["cell_type"] == "code" for out in c["outputs"] if "data" in out
    ]
    data = next(
        data for data in datas if mime in data and replaced(json.loads(json.dumps(data[mime])), pattern, new)[1]
    )
    data[mime], _ = replaced(data[mime], pattern, new)
    path = tmp_path / "damaged.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    done = nbval(path)
    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout
