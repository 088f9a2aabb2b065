"""Parts that every interactive view shares: messages, guarded callbacks, and a chart that fits its cell."""

from collections.abc import Callable
from html import escape

import anywidget
from traitlets import Int

from hotline.selection import SelectionError

CONFIG = {"responsive": True, "displaylogo": False}


class Fitting(anywidget.AnyWidget):
    """Tell the chart to fit its cell once it has a width, and again after each change of its whole layout.

    The Lab draws it out of sight, where it has no width, and a new layout forgets the width.
    """

    changes = Int(0).tag(sync=True)
    _esm = """
    export default {
      render({ model, el }) {
        el.style.height = "1px";
        const fit = () => window.dispatchEvent(new Event("resize"));
        new ResizeObserver((seen) => seen[0].contentRect.width && setTimeout(fit, 500)).observe(el);
        model.on("change:changes", () => setTimeout(fit, 200));
      },
    };
    """


def guarded(callback: Callable, say: Callable[[str], None]) -> Callable:
    """Return the callback so that what goes wrong in it is read in the interface and nothing else changes."""

    def safely(*arguments: object) -> None:
        try:
            callback(*arguments)
        except SelectionError as problem:
            say(f"{problem} The last view is still shown.")
        except Exception as problem:
            say(f"This did not work ({type(problem).__name__}: {problem}). The last view is still shown.")

    return safely


def message_html(text: str) -> str:
    """Return a message to the reader as HTML, or nothing."""
    return f'<p role="alert" class="hotline-message">⚠ {escape(text)}</p>' if text else ""
