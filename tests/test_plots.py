import pandas as pd
import pytest

from hotline import plots, scenes
from hotline.charts import BLUE, DARK, GREY, ORANGE
from hotline.looks import BAND, PALETTE, SHADE
from hotline.vocab import STATE_AFTER

COLOURS = {*PALETTE, BAND, SHADE, BLUE, ORANGE, GREY, DARK}
CURVE = pd.DataFrame(
    {"days": [0, 12, 55], "survival": [1.0, 0.5, 0.25], "lower": [1.0, 0.1, 0.0], "upper": [1.0, 0.8, 0.7]}
)
COUNTS = pd.DataFrame({"year": [2020, 2021], "military": [1, 3], "political": [2, 0]})
RATIOS = pd.DataFrame({"ratio": [2.0, float("nan")], "lower": [0.5, 0.0], "upper": [900.0, float("inf")]})
LAGS = pd.DataFrame({"lag_from": [-60, 0], "lag_to": [0, 60], "rounds": [4, 7]}).assign(
    expected=5.5, lower=2.0, upper=9.0
)
HOURS = pd.DataFrame(
    [
        ["10:30", "West", "restored", "West answered"],
        ["not reported", "East", "cut", "East fell silent"],
        ["16:00", "Office", "used", "A call"],
        ["22:30", "West", "withdrawn", "Men left"],
    ],
    columns=["time (KST)", "line", "kind", "what"],
)
PLACES = pd.DataFrame(
    [
        ["northern-limit-line", "124.5", "37.5", "Point 1"],
        ["northern-limit-line", "125.5", "37.6", "Point 2"],
        ["north-line-1999", "125.0", "37.2", "Point A"],
    ],
    columns=["kind", "longitude", "latitude", "name_en"],
)
AREAS = pd.DataFrame({"area": ["Yeonpyeong", "elsewhere in the West Sea"], "in contact": [4, 1], "in silence": [9, 0]})
DRAWN = {
    "survival": (lambda curve: plots.survival_plot({"as dated": curve}, 80, 70, "Title"), [CURVE], 6),
    "years": (
        lambda counts: plots.years_plot(counts, ["military", "political"], pd.Series({2021: 0.25}), "Title", "talks"),
        [COUNTS],
        8,
    ),
    "ratios": (lambda found: plots.ratios_plot(["leaflets", "summits"], found, "Title", "ratio"), [RATIOS], 2),
    "lags": (lambda found: plots.lags_plot(found, "Title", "days"), [LAGS], 4),
    "hours": (lambda that_day: scenes.hours_plot(that_day, "Title"), [HOURS], 12),
    "sea": (lambda places, areas: scenes.sea_plot(places, areas, "Title"), [PLACES, AREAS], 4),
}


@pytest.fixture(params=DRAWN)
def drawn(request):
    draw, frames, traces = DRAWN[request.param]
    return draw(*frames), draw, frames, traces


def colours(node):
    """All colours that a figure names for its traces."""
    if isinstance(node, dict):
        named = {value for key, value in node.items() if key in ("color", "fillcolor") and isinstance(value, str)}
        return named.union(*(colours(value) for value in node.values()))
    return set().union(*(colours(value) for value in node)) if isinstance(node, list) else set()


def test_the_same_frames_give_the_same_figure_and_stay_as_they_are(drawn):
    figure, draw, frames, _ = drawn
    before = [frame.copy() for frame in frames]
    assert draw(*frames).to_json() == figure.to_json()
    assert all(frame.equals(copy) for frame, copy in zip(frames, before, strict=True))


def test_a_figure_has_its_title_its_number_of_traces_and_labelled_axes(drawn):
    figure, _, _, traces = drawn
    assert len(figure.data) == traces
    assert figure.layout.title.text == "Title"
    assert figure.layout.xaxis.title.text


def test_every_axis_says_its_type(drawn):
    axes = [axis for name, axis in drawn[0].to_dict()["layout"].items() if name[:5] in ("xaxis", "yaxis")]
    assert all("type" in axis for axis in axes)


def test_colours_are_those_that_colour_blind_readers_can_tell_apart(drawn):
    assert colours(drawn[0].to_dict()["data"]) <= COLOURS


def test_hovering_tells_words_or_nothing(drawn):
    for trace in drawn[0].data:
        words = trace.text or trace.hovertext or trace.hovertemplate or trace.name
        assert trace.hoverinfo == "skip" or words


@pytest.mark.parametrize(
    ("draw", "traces"),
    [
        (lambda: plots.survival_plot({}, 10), 6),
        (lambda: plots.years_plot(COUNTS.iloc[:0], [], pd.Series(dtype=int), "", ""), 8),
        (lambda: plots.ratios_plot([], RATIOS.iloc[:0], "", ""), 2),
        (lambda: plots.lags_plot(LAGS.iloc[:0], "", ""), 4),
        (lambda: scenes.hours_plot(HOURS.iloc[:0], ""), 12),
        (lambda: scenes.sea_plot(PLACES.iloc[:0], AREAS.iloc[:0], ""), 4),
    ],
    ids=list(DRAWN),
)
def test_empty_tables_give_empty_traces(draw, traces):
    figure = draw()
    assert len(figure.data) == traces
    assert not any(value for trace in figure.data for value in trace.x or [])


def test_curves_are_steps_that_go_on_to_the_longest_length_beside_the_age_of_what_is_not_over():
    figure = DRAWN["survival"][0](CURVE)
    assert [(trace.x, trace.y) for trace in figure.data] == [
        ((0, 12, 55, 80), (1.0, 0.8, 0.7, 0.7)),
        ((0, 12, 55, 80), (1.0, 0.1, 0.0, 0.0)),
        ((0, 12, 55, 80), (1.0, 0.5, 0.25, 0.25)),
        ((), ()),
        ((), ()),
        ((70, 70), (0, 1)),
    ]
    assert {trace.line.shape for trace in figure.data[:5]} == {"hv"}


def test_the_age_of_what_is_not_over_is_not_told_as_a_share():
    assert "last longer" not in (DRAWN["survival"][0](CURVE).data[5].hovertemplate or "")


def test_bars_stand_by_year_under_the_share_of_the_year_in_silence():
    figure = DRAWN["years"][0](COUNTS)
    assert [(trace.name, trace.y) for trace in figure.data if trace.name] == [
        ("military", (1, 3)),
        ("political", (2, 0)),
        ("share of the year silent", (0.0, 0.25)),
    ]
    assert figure.layout.barmode == "stack"
    assert len({trace.marker.pattern.shape for trace in figure.data[:7]}) == 7


def test_ratios_without_bounds_are_drawn_to_the_edge_of_a_logarithmic_axis():
    figure = DRAWN["ratios"][0](RATIOS)
    assert figure.data[0].x == (0.5, 50.0, None, 0.02, 50.0, None)
    assert figure.data[1].x == (2.0, None)
    assert figure.data[1].text[0] == "leaflets: 2.00 (0.50 to 900.00)"
    assert (figure.layout.xaxis.type, figure.layout.yaxis.type) == ("log", "category")
    assert figure.layout.yaxis.categoryarray == ("summits", "leaflets")


def test_rounds_stand_over_the_middle_of_their_lags():
    figure = DRAWN["lags"][0](LAGS)
    assert figure.data[2].x == (-30.0, 30.0)
    assert figure.data[2].text == ("-60 to 0 days: 4 rounds", "0 to 60 days: 7 rounds")


def test_every_event_with_an_hour_stands_at_its_hour():
    figure = DRAWN["hours"][0](HOURS)
    assert [(trace.name, trace.x, trace.y, trace.text) for trace in figure.data if trace.showlegend] == [
        ("restored", (10.5,), ("West",), ("10:30 West: West answered",)),
        ("used", (16.0,), ("Office",), ("16:00 Office: A call",)),
        ("withdrawn", (22.5,), ("West",), ("22:30 West: Men left",)),
    ]


def test_every_kind_of_event_has_a_mark_of_its_own():
    assert set(scenes.LOOKS) == set(STATE_AFTER)
    assert len({symbol for symbol, _ in scenes.LOOKS.values()}) == len(scenes.LOOKS)


def test_no_hour_lies_beyond_the_axis():
    figure = DRAWN["hours"][0](HOURS)
    first, last = figure.layout.xaxis.range
    assert all(first <= hour <= last for trace in figure.data for hour in trace.x)


def test_hostile_words_stay_text_where_they_are_hovered_over():
    figure = scenes.hours_plot(HOURS.assign(what="<img src=x onerror=alert(1)>"), "")
    assert "<img" not in figure.to_json().replace("\\u003c", "<")


def test_bubbles_stand_beside_their_stretch_with_the_number_of_incidents():
    figure = DRAWN["sea"][0](PLACES, AREAS)
    assert [(tuple(round(x, 2) for x in trace.x), trace.text, trace.hovertext) for trace in figure.data] == [
        ((124.5, 125.5), ("Point 1", "Point 2"), None),
        ((125.0,), ("Point A",), None),
        ((125.5,), ("<b>4</b>",), ("Yeonpyeong: 4 in contact",)),
        ((125.7,), ("<b>9</b>",), ("Yeonpyeong: 9 in silence",)),
    ]
    assert figure.data[3].marker.size[0] > figure.data[2].marker.size[0]
