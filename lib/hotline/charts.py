"""Pure functions from frames to plotly figures; nothing is displayed, and nothing but colour-blind safe colours."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from hotline.record import Record
from hotline.timeline import Timeline

BLUE, ORANGE, GREY, DARK = "#0072B2", "#D55E00", "#8C8C8C", "#222222"


def _line(color: str, width: float, **more: object) -> dict:
    marker = {"size": min(4, width), "color": color, "symbol": "square"}
    return {"mode": "lines+markers", "line": {"color": color, "width": width, **more}, "marker": marker}


def _mark(symbol: str, size: int, color: str) -> dict:
    return {"mode": "markers", "marker": {"symbol": symbol, "size": size, "color": color}}


LOOKS = {
    "contact": {"name": "in contact", **_line(BLUE, 5)},
    "silence": {"name": "silent", **_line(ORANGE, 15)},
    "unknown": {"name": "state not known", **_line(GREY, 2, dash="dot")},
    "none answered": {"name": "none of the chosen lines answers", **_line(DARK, 15)},
    "boundary": {"name": "boundary day not known", "mode": "lines+markers", "line": {"color": DARK, "width": 1.5}}
    | {"marker": {"symbol": "line-ns-open", "size": 9, "color": DARK}},
    "missed": {"name": "silent for part of a day", **_mark("x", 9, ORANGE)},
    "open": {"name": "not over", **_mark("triangle-right", 13, DARK)},
    "announced": {"name": "announcement", **_mark("circle-open", 9, DARK)},
    "noted": {"name": "use or statement on record", **_mark("circle", 3.5, DARK)},
}


def timeline(
    record: Record, spells: pd.DataFrame, found: pd.DataFrame, start: date | str, end: date | str
) -> go.Figure:
    """Return the timeline of every line in the window [start, end), with the silences of the chosen lines on top.

    Parameters
    ----------
    spells : as `hotline.spells()` gives them.
    found : the silences to show in the top row, as `hotline.silences()` gives them.

    Returns
    -------
    A figure of nine traces, always in the order of `LOOKS`. Thickness tells contact (thin) from silence (thick)
    without colour. Each point's `customdata` is the id of an event, for its sources.
    """
    return timeline_figure(Timeline(record, spells), found, start, end)


def timeline_figure(shown: Timeline, found: pd.DataFrame, start: date | str, end: date | str) -> go.Figure:
    """Return the figure of `timeline` from a `Timeline` prepared before."""
    points = shown.points(found, start, end)
    figure = go.Figure([go.Scatter(**look, **points[name]) for name, look in LOOKS.items()])
    figure.update_traces(hoverinfo="text", connectgaps=False)
    figure.update_layout(
        template="plotly_white",
        autosize=True,
        height=170 + 27 * len(shown.rows),
        margin={"l": 10, "r": 30, "t": 60, "b": 110},
        title={"text": timeline_title(start, end), "x": 0.01, "font": {"size": 16}},
        legend={"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0},
        hovermode="closest",
    )
    figure.update_xaxes(type="date", range=axis_range(start, end), showgrid=True)
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=shown.rows, showgrid=True)
    figure.update_yaxes(autorange=False, range=[len(shown.rows) - 0.5, -0.5], automargin=True, gridcolor="#F0F0F0")
    return figure


def timeline_title(start: date | str, end: date | str) -> str:
    """Return the title of the timeline."""
    return f"The lines from {start} to {end}"


def axis_range(start: date | str, end: date | str) -> list[str]:
    """Return the window as the axis shows it, with a little room at its end for the marks of open ends."""
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    return [f"{first:%Y-%m-%d}", f"{last + (last - first) * 0.015:%Y-%m-%d %H:%M}"]
