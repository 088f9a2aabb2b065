"""Pure functions from frames to small figures: survival as steps, counts as bars by year, ratios, and lags."""

import pandas as pd
import plotly.graph_objects as go

from hotline.charts import BLUE, DARK, GREY, ORANGE
from hotline.looks import BAND, DASHES, GREEN, PALETTE, PATTERNS, PURPLE, SHADE, dress

NO_CURVE = pd.DataFrame(columns=["days", "survival", "lower", "upper"])


def survival_plot(curves: dict[str, pd.DataFrame], longest: int, age: int | None = None, title: str = "") -> go.Figure:
    """Return Kaplan-Meier curves as steps, the first with its pointwise band, and the age of what is not over.

    Parameters
    ----------
    curves : `survival.kaplan_meier` frames by name; at most three are drawn. longest : the longest length, for the end.
    age : the length of what is not over, drawn as an upright line.

    Returns
    -------
    A figure of six traces whatever is given (empty where there is nothing), so that it can be changed in place.
    """
    first = _to_the_end(next(iter(curves.values()), NO_CURVE), longest)
    shape = {"mode": "lines", "line_shape": "hv"}
    figure = go.Figure(
        [go.Scatter(_xy(first, "upper"), **shape, line={"width": 0}, showlegend=False, hoverinfo="skip")]
    )
    band = {"fill": "tonexty", "fillcolor": BAND, "line": {"width": 0}, "name": "95% interval, pointwise"}
    figure.add_scatter(**_xy(first, "lower"), **shape, **band, hoverinfo="skip")
    steps = [(name, _to_the_end(curve, longest)) for name, curve in curves.items()]
    for place in range(3):
        name, curve = steps[place] if place < len(steps) else ("", pd.DataFrame(columns=first.columns))
        line = {"color": (DARK, ORANGE, GREEN)[place], "dash": DASHES[place], "width": 3 - place / 2}
        figure.add_scatter(**_xy(curve, "survival"), **shape, line=line, name=name, showlegend=bool(name))
    figure.update_traces(hovertemplate="%{y:.0%} last longer than %{x:,} days<extra></extra>")
    now = {"x": [age, age], "y": [0, 1]} if age is not None else {"x": [], "y": []}
    told = {"name": "age of the one not over", "hovertemplate": "%{x:,} days so far<extra></extra>"}
    figure.add_scatter(**now, **told, mode="lines", line={"color": PURPLE, "dash": "dashdot"})
    dress(figure, title, "days", "share that lasts longer")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%")
    return figure


def years_plot(counts: pd.DataFrame, columns: list[str], silent: pd.Series, title: str, label: str) -> go.Figure:
    """Return stacked bars by year before a grey area, the share of each year in silence, on an axis of its own.

    Parameters
    ----------
    counts : a column `year` and one column a kind. columns : the kinds to stack, at most seven, the others left out.
    silent : share of each year in silence, by year.

    Returns
    -------
    A figure of eight traces; kinds differ in pattern as well as in colour.
    """
    years = counts["year"].tolist()
    figure = go.Figure()
    for place in range(7):
        drawn, name = place < len(columns), columns[place] if place < len(columns) else ""
        marker = {"color": PALETTE[place], "pattern": {"shape": PATTERNS[place]}}
        numbers = counts[name].tolist() if drawn else []
        figure.add_bar(x=years if drawn else [], y=numbers, name=name, marker=marker, showlegend=drawn)
    figure.update_traces(hovertemplate="%{x}: %{y}")
    share = [round(float(silent.get(year, 0)), 3) for year in years]
    area = {"fill": "tozeroy", "fillcolor": SHADE, "line": {"color": GREY, "width": 1, "shape": "hvh"}}
    name, told = "share of the year silent", "%{x}: silent for %{y:.0%} of it<extra></extra>"
    figure.add_scatter(x=years, y=share, mode="lines", **area, name=name, yaxis="y2", hovertemplate=told)
    dress(figure, title, "year", label)
    right = {"type": "linear", "side": "right", "range": [0, 1], "showgrid": False, "title": {"text": name}}
    ticks = {"tickformat": ".0%", "tickvals": [0, 0.25, 0.5, 0.75, 1]}
    figure.update_layout(barmode="stack", yaxis2=right | ticks)
    return figure.update_yaxes(overlaying="y2", rangemode="tozero", tickmode="auto", selector=0)


def ratios_plot(names: list[str], found: pd.DataFrame, title: str, label: str) -> go.Figure:
    """Return ratios with their intervals on a logarithmic axis, one row a name, and a line where both are equal.

    `found` has ratio, lower, upper. Ratios of nothing and bounds of zero or infinity are drawn to the edge.
    """
    low, high = 0.02, 50.0
    drawn = found[["lower", "ratio", "upper"]].astype(float)
    bounded = drawn.clip(low, high)
    spans = {"x": _broken(bounded["lower"], bounded["upper"]), "y": [name for name in names for _ in range(3)]}
    told = [
        f"{name}: {row.ratio:.2f} ({row.lower:.2f} to {row.upper:.2f})"
        for name, row in zip(names, drawn.itertuples(), strict=True)
    ]
    middle = [None if pd.isna(value) else value for value in bounded["ratio"]]
    figure = go.Figure([go.Scatter(**spans, mode="lines", line={"color": BLUE, "width": 3}, name="95% interval")])
    marker = {"color": DARK, "size": 10, "symbol": "diamond"}
    figure.add_scatter(x=middle, y=names, mode="markers", marker=marker, text=told, name="ratio")
    figure.update_traces(hoverinfo="text")
    figure.add_vline(x=1, line={"color": GREY, "dash": "dash"})
    dress(figure, title, label, "", height=170 + 34 * len(names))
    ticks = [0.02, 0.1, 0.5, 1, 2, 10, 50]
    figure.update_xaxes(type="log", range=[-1.75, 1.75], tickvals=ticks, ticktext=[f"{tick:g}" for tick in ticks])
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=names[::-1], automargin=True)
    return figure


def lags_plot(found: pd.DataFrame, title: str, label: str) -> go.Figure:
    """Return events by the days to others of another kind as bars, with the band that chance gives.

    `found` is as `leadlag.lead_lag` gives it.
    """
    middle = ((found["lag_from"] + found["lag_to"]) / 2).tolist()
    told = [f"{row.lag_from} to {row.lag_to} days: {row.rounds} rounds" for row in found.itertuples()]
    edge = {"x": middle, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure = go.Figure([go.Scatter(**edge, y=found["upper"].tolist(), showlegend=False)])
    figure.add_scatter(
        **edge, y=found["lower"].tolist(), fill="tonexty", fillcolor=BAND, name="95% of shifted calendars"
    )
    figure.add_bar(x=middle, y=found["rounds"].tolist(), marker={"color": ORANGE}, text=told, name="rounds on record")
    figure.data[2].update(hoverinfo="text", textposition="none", opacity=0.75)
    expected = {"y": found["expected"].tolist(), "mode": "lines", "line": {"color": DARK, "dash": "dash"}}
    figure.add_scatter(x=middle, **expected, name="mean of shifted calendars", hoverinfo="skip")
    figure.add_vline(x=0, line={"color": GREY})
    return dress(figure, title, label, "rounds")


def _xy(curve: pd.DataFrame, column: str) -> dict[str, list]:
    known = curve.dropna(subset=[column])
    return {"x": known["days"].tolist(), "y": [round(float(value), 4) for value in known[column]]}


def _to_the_end(curve: pd.DataFrame, longest: int) -> pd.DataFrame:
    if curve.empty:
        return curve
    last = curve.iloc[-1].copy()
    last["days"] = max(int(longest), int(last["days"]))
    return pd.concat([curve, last.to_frame().T], ignore_index=True).astype({"days": int})


def _broken(lower: pd.Series, upper: pd.Series) -> list:
    return [value for low, high in zip(lower, upper, strict=True) for value in (float(low), float(high), None)]
