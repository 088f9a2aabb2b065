"""Find a browser for the tests; on Debian as root, install Chromium if there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
]
APPLICATIONS = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
]
ADVICE = (
    "No browser found, so the browser tests cannot run. Install Chromium, Google Chrome or Microsoft Edge "
    "(Debian: apt-get install chromium; macOS: brew install --cask chromium), or set HOTLINE_BROWSER to one."
)


def find() -> str | None:
    named = os.environ.get("HOTLINE_BROWSER")
    candidates = [named] if named else [*filter(None, map(shutil.which, COMMANDS)), *APPLICATIONS]
    return next((str(path) for path in candidates if Path(path).is_file()), None)


def install() -> None:
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing Chromium for the browser tests", flush=True)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-qq", "--no-install-recommends", "chromium"], check=True, **quiet)


def main() -> int:
    if not find():
        install()
    if not find():
        print(ADVICE)
    return 1 if not find() and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
