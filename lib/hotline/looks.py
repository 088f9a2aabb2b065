"""The look that small figures share: colours that colour-blind readers can tell apart, patterns, margins, axes."""

import plotly.graph_objects as go

from hotline.charts import BLUE, GREY, ORANGE

GREEN, PURPLE, YELLOW, SKY = "#009E73", "#AA4499", "#E69F00", "#56B4E9"
PALETTE = (BLUE, ORANGE, GREEN, YELLOW, PURPLE, SKY, GREY)
DASHES = ("solid", "dash", "dot")
PATTERNS = ("", "/", "x", ".", "\\", "-", "+")
BAND = "rgba(0, 114, 178, 0.15)"
SHADE = "rgba(110, 110, 110, 0.22)"


def dress(figure: go.Figure, title: str, across: str, up: str, height: int = 430) -> go.Figure:
    """Give a figure its title, its axes with their names and an explicit type, a legend below, and its height."""
    figure.update_layout(
        template="plotly_white",
        autosize=True,
        height=height,
        margin={"l": 10, "r": 20, "t": 60, "b": 100},
        title={"text": title, "x": 0.01, "font": {"size": 16}},
        legend={"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0},
        hovermode="closest",
        xaxis={"type": "linear", "title": {"text": across}},
        yaxis={"type": "linear", "title": {"text": up}},
    )
    return figure
