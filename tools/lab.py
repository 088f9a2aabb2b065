"""A real JupyterLab on a copy of the notebooks, and a real browser before it: for tests, picture and timings."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser import find

ROOT = Path(__file__).parents[1]


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, str]]:
    """Run JupyterLab on a copy of the notebooks; give its address and token, and end it by its process id."""
    _copy_without_outputs(folder / "notebooks")
    port, token = _free_port(), secrets.token_hex(16)
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.log_level=ERROR",
    ]
    command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}", "--ServerApp.port_retries=0"]
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    env = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / "config"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "ws")}
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status?token={token}", process, folder / "server.log")
        yield f"http://127.0.0.1:{port}", token
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


@contextmanager
def page(width: int = 1500, height: int = 1100) -> Iterator:
    """Open a page in the browser of this machine; `page.heard` collects console errors and requests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find(), args=options)
        shown = browser.new_page(viewport={"width": width, "height": height})
        shown.set_default_timeout(60_000)
        shown.heard = {"errors": [], "requests": []}
        shown.on("console", lambda said: said.type == "error" and shown.heard["errors"].append(said.text))
        shown.on("pageerror", lambda error: shown.heard["errors"].append(str(error)))
        shown.on("request", lambda request: shown.heard["requests"].append(request.url))
        yield shown
        browser.close()


def run_all(shown, address: str, token: str, notebook: str, cells: int | None = None) -> None:
    """Open a notebook in the Lab, run all its cells, and wait until the last one has been run."""
    shown.goto(f"{address}/lab/tree/notebooks/{notebook}?token={token}&reset")
    _wait_for_kernel(f"{address}/api/sessions?token={token}", notebook)
    shown.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    shown.get_by_role("menuitem", name="Run", exact=True).click()
    shown.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = cells or _code_cells(ROOT / "notebooks" / notebook)
    shown.wait_for_selector(f".jp-InputPrompt:has-text('[{last}]:')", timeout=120_000)


def scroll_to(shown, selector: str) -> None:
    """Scroll the notebook down until something is there: the Lab draws only the cells near the window."""
    notebook = shown.locator(".jp-Notebook .jp-WindowedPanel-outer").first
    for _ in range(120):
        if shown.locator(selector).count():
            shown.locator(selector).first.scroll_into_view_if_needed()
            return
        bottom = notebook.evaluate(
            "it => { it.scrollBy(0, 400); return it.scrollTop + it.clientHeight + 5 > it.scrollHeight }"
        )
        if bottom:
            notebook.evaluate("it => it.scrollTo(0, 0)")
        time.sleep(0.25)
    raise RuntimeError(f"the notebook never showed {selector}")


def _code_cells(path: Path) -> int:
    return sum(cell["cell_type"] == "code" for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])


def _copy_without_outputs(folder: Path) -> None:
    """Copy the notebooks as if never run, so that whatever is seen has just been computed."""
    folder.mkdir(parents=True)
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for_kernel(address: str, notebook: str) -> None:
    """Wait until the Lab has started the notebook's kernel by itself; before that, running cells asks for one."""
    for _ in range(240):
        sessions = json.load(urllib.request.urlopen(address, timeout=10))
        own = [session for session in sessions if session["path"].endswith(notebook)]
        if any(session["kernel"]["execution_state"] == "idle" for session in own):
            return
        time.sleep(0.25)
    raise RuntimeError("no kernel was ready within a minute")


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab ended with {process.returncode}:\n{log.read_text()}")
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not answer within a minute:\n{log.read_text()}")
