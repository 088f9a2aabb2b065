"""Pure functions from frames to pictures: a day of the lines hour by hour, and a schematic of the sea boundary."""

import math
from html import escape

import pandas as pd
import plotly.graph_objects as go

from hotline.charts import BLUE, DARK, ORANGE
from hotline.looks import GREEN, dress

LOOKS = {
    "opened": ("star", BLUE),
    "restored": ("circle", BLUE),
    "announced-restoration": ("circle-open", BLUE),
    "used": ("diamond", GREEN),
    "observed": ("diamond-open", GREEN),
    "unanswered": ("x", ORANGE),
    "announced-cut": ("square-open", DARK),
    "cut": ("square", DARK),
    "withdrawn": ("triangle-down", DARK),
    "destroyed": ("star-square", DARK),
    "closed": ("hash", DARK),
    "untracked": ("line-ew-open", DARK),
}
BUBBLES = {
    "Baengnyeong, Daecheong, Socheong": (124.75, 37.5),
    "Yeonpyeong": (125.6, 37.5),
    "Udo and the Han estuary": (126.12, 37.5),
}


def hours_plot(that_day: pd.DataFrame, title: str) -> go.Figure:
    """Return what happened to each line by the hour; events without an hour are left out.

    The figure has one trace a kind of event, empty where there was none, and always the same height: so it can be
    changed in place, and plotly goes on fitting its width. `that_day` is as `aftermath.hours` gives it.
    """
    timed = that_day[that_day["time (KST)"] != "not reported"]
    timed = timed.assign(hour=[int(time[:2]) + int(time[3:]) / 60 for time in timed["time (KST)"]])
    figure = go.Figure()
    for kind, (symbol, color) in LOOKS.items():
        own = timed[timed["kind"] == kind]
        told = [
            escape(f"{row[0]} {row[1]}: {row[2]}", quote=False)
            for row in own[["time (KST)", "line", "what"]].to_numpy()
        ]
        marker = {"symbol": symbol, "color": color, "size": 13}
        at = {"x": own["hour"].tolist(), "y": own["line"].tolist(), "text": told}
        figure.add_scatter(**at, mode="markers", marker=marker, name=kind, showlegend=bool(told))
    figure.update_traces(hoverinfo="text")
    dress(figure, title, "hour (KST)", "", height=470)
    shown = range(min([8, *timed["hour"].astype(int)]), max([18, *map(math.ceil, timed["hour"])]) + 1)
    named = [f"{hour:02d}:00" for hour in shown]
    figure.update_xaxes(range=[shown[0] - 0.5, shown[-1] + 0.5], tickvals=list(shown), ticktext=named)
    lines = list(dict.fromkeys(timed["line"]))[::-1]
    return figure.update_yaxes(type="category", categoryorder="array", categoryarray=lines, automargin=True)


def sea_plot(places: pd.DataFrame, areas: pd.DataFrame, title: str) -> go.Figure:
    """Return a schematic of the West Sea: the published points of the lines, and bubbles of incidents by stretch.

    The bubbles stand beside the stretch of the line that they belong to; they are no positions of incidents.

    Parameters
    ----------
    places : as `record.places`. areas : as `sea.areas` gives them; stretches without a place here are left out.
    """
    figure = go.Figure()
    looks = {"northern-limit-line": ("Northern Limit Line", DARK, "solid")}
    looks["north-line-1999"] = ("line declared by the North in 1999 (two points)", ORANGE, "dash")
    for kind, (name, color, dash) in looks.items():
        own = places[places["kind"] == kind]
        at = {"x": own["longitude"].astype(float).tolist(), "y": own["latitude"].astype(float).tolist()}
        line = {"color": color, "dash": dash, "width": 2}
        told = [escape(point, quote=False) for point in own["name_en"]]
        figure.add_scatter(**at, mode="lines+markers", line=line, name=name, text=told)
    for place, (state, color, symbol) in enumerate((("in contact", BLUE, "circle"), ("in silence", ORANGE, "diamond"))):
        own = areas[areas["area"].isin(list(BUBBLES))]
        x = [BUBBLES[area][0] + 0.1 * (2 * place - 1) for area in own["area"]]
        marker = {"color": color, "symbol": symbol, "size": [8 + 3.2 * n**0.5 * 2 for n in own[state]], "opacity": 0.8}
        text = [f"<b>{n}</b>" for n in own[state]]
        told = [f"{area}: {n} {state}" for area, n in zip(own["area"], own[state], strict=True)]
        y = [BUBBLES[area][1] for area in own["area"]]
        look = {"mode": "markers+text", "marker": marker, "textposition": "bottom center"}
        figure.add_scatter(x=x, y=y, text=text, hovertext=told, name=f"incidents {state}", **look)
    figure.update_traces(hoverinfo="text")
    for area, (x, y) in BUBBLES.items():
        figure.add_annotation(x=x, y=y + 0.1, text=area, showarrow=False, font={"size": 12, "color": DARK})
    dress(figure, title, "degrees east", "degrees north", height=520)
    figure.update_xaxes(range=[124.4, 126.4])
    figure.update_yaxes(range=[36.95, 38.15])
    return figure
