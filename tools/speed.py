"""Measure what people wait for: loading, importing, and key press to drawn chart, beside plainer ways to do it."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import lab

CHANGES = 40
NAIVE = """
import hotline, ipywidgets as widgets
from IPython.display import display
from hotline.charts import timeline
from hotline.selection import limits
record = hotline.load()
spells = hotline.spells(record, as_of=record.checked_through)
found = hotline.silences(spells)
start = widgets.DatePicker(description="From", value=limits(record)[0])
shown = widgets.Output()
def redraw(change=None):
    shown.clear_output(wait=True)
    with shown:
        display(timeline(record, spells, found, start.value, record.checked_through))
start.observe(redraw, "value")
box = widgets.VBox([start, shown])
box.add_class("naive")
display(box)
redraw()
"""
PRESS = """([root, key]) => new Promise((resolve, reject) => {
    const title = () => (document.querySelector(root + ' .gtitle') || {}).textContent;
    const before = title(), begun = performance.now();
    const look = () => {
        if (title() && title() !== before) requestAnimationFrame(() => resolve(performance.now() - begun));
        else if (performance.now() - begun > 10000) reject(new Error('no new chart'));
        else requestAnimationFrame(look);
    };
    const picker = document.querySelector(root + ' input[type=date]');
    picker.value = key;
    picker.dispatchEvent(new Event('change', {bubbles: true}));
    look();
})"""


def in_new_process(code: str, runs: int = 5) -> float:
    """Milliseconds of a statement in a fresh interpreter, median of runs."""
    told = f"import time; begun = time.perf_counter(); {code}; print(time.perf_counter() - begun)"
    seconds = [float(subprocess.check_output([sys.executable, "-c", told], text=True)) for _ in range(runs)]
    return statistics.median(seconds) * 1000


def median_of(action: Callable, runs: int = 50) -> float:
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds) * 1000


def loading() -> dict[str, float]:
    import pandas as pd

    import hotline
    from hotline.schema import SHIPPED

    files = sorted(SHIPPED.glob("*.csv"))
    return {
        "import pandas": in_new_process("import pandas"),
        "import hotline": in_new_process("import hotline"),
        "read_csv of the same files": median_of(lambda: [pd.read_csv(path) for path in files]),
        "hotline.load()": median_of(hotline.load),
        "python -m hotline check": median_of(hotline.check, 3),
    }


def drawing() -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder, lab.server(Path(folder)) as (address, token), lab.page() as page:
        _write_naive(Path(folder))
        lab.run_all(page, address, token, "01-silence-and-contact.ipynb")
        lab.scroll_to(page, ".hotline-explorer")
        ours = _changes(page, ".hotline-explorer")
        page.goto("about:blank")
        lab.run_all(page, address, token, "naive.ipynb", cells=1)
        lab.scroll_to(page, ".naive .gtitle")
        return {"in place": ours, "a new figure in an Output": _changes(page, ".naive")}


def _changes(page, root: str) -> list[float]:
    page.wait_for_timeout(4000)
    waited = []
    for number in range(CHANGES):
        day = f"{1972 + number}-0{1 + number % 9}-1{number % 9}"
        waited.append(page.evaluate(PRESS, [root, day]))
        page.wait_for_timeout(500)
    return waited


def _write_naive(folder: Path) -> None:
    notebook = json.loads((lab.ROOT / "notebooks" / "01-silence-and-contact.ipynb").read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "naive", "source": NAIVE, "metadata": {}, "outputs": [], "execution_count": None}
    (folder / "notebooks" / "naive.ipynb").write_text(json.dumps({**notebook, "cells": [cell]}), encoding="utf-8")


def main() -> int:
    for what, milliseconds in loading().items():
        print(f"{what:32}{milliseconds:8.1f} ms")
    for what, waited in drawing().items():
        deciles = statistics.quantiles(waited, n=20)
        print(f"{what:32}p50 {statistics.median(waited):6.0f} ms   p95 {deciles[-1]:6.0f} ms   {len(waited)} changes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
