"""Take the README's picture: the main notebook in a real JupyterLab, on everything the record covers."""

import sys
import tempfile
from pathlib import Path

import lab

PICTURE = lab.ROOT / "docs" / "silence-and-contact.png"


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        lab.server(Path(folder)) as (address, token),
        lab.page(1500, 1400) as page,
    ):
        lab.run_all(page, address, token, "01-silence-and-contact.ipynb")
        lab.scroll_to(page, ".hotline-explorer")
        page.keyboard.press("Control+b")
        page.wait_for_timeout(2000)
        page.locator(".hotline-explorer").evaluate("it => it.scrollIntoView()")
        page.wait_for_timeout(2000)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
