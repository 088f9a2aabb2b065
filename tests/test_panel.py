import json
from datetime import date

import ipywidgets as widgets
import pandas as pd
import plotly.graph_objects as go
import pytest

import hotline
from hotline import questions
from hotline.answers import Answer, do_they_meet_without_a_line
from hotline.controls import OWN_CHOICE, OWN_DATES
from hotline.panel import Panel
from hotline.selection import EVERYTHING, SelectionError, State

OTHER = {
    questions.the_day: {"day": "2021-10-04"},
    questions.meeting_without_a_line: {"group": "host"},
    questions.how_long_it_lasts: {"of": "contact", "unit": "lines", "within": 30},
    questions.what_comes_before: {"movement": "contact", "window": 90, "null": "same season"},
    questions.clashes_at_sea: {"incidents": "all, seizures too", "coast": "east"},
    questions.seoul_then_washington: {
        "kind": "letters",
        "rounds_with": "US-North Korea talks, four-party and six-party rounds",
        "within": 30,
        "together": False,
    },
}
CHANGES = [(build, name) for build, others in OTHER.items() for name in others]


@pytest.fixture(scope="session")
def panels(record):
    return {build: build(record) for build in OTHER}


@pytest.fixture
def panel(record):
    return questions.meeting_without_a_line(record)


def echo(definitions, state, name):
    """Answer with what was asked; refuse one name, and stumble over another."""
    if name == "refused":
        raise ValueError("<b>no</b> such thing; choose another")
    if name == "broken":
        raise KeyError("unforeseen")
    table = pd.DataFrame({"name": [f"<i>{name}</i>"], "from": [state.start]})
    return Answer(f"<script>{name}</script>", f"<script>{name}</script>", go.Figure(go.Bar(x=[1])), {"<h1>": table})


@pytest.fixture
def asked(record):
    return Panel(record, echo, {"name": widgets.Text("first")})


def values(panel):
    return {name: panel.state[name] for name in panel.extras}


def told(answer):
    tables = {caption: table.to_csv() for caption, table in answer.tables.items()}
    return answer.sentence, answer.sentence_ko, json.loads(answer.figure.to_json()), tables


def shown(panel):
    return panel.state, panel.answer, panel.sentence.value, panel.tables.value, panel.figure.to_json()


def fails_to_change(panel, change):
    before = shown(panel)
    change(panel)
    assert panel.message.value.startswith('<p role="alert" class="hotline-message">')
    assert panel.message.value.endswith("The last view is still shown.</p>")
    assert shown(panel) == before
    return panel.message.value


@pytest.mark.parametrize("build", OTHER, ids=lambda build: build.__name__)
def test_every_question_opens_on_everything_with_its_answer(record, build):
    panel = build(record)
    assert panel.controls.preset.value == EVERYTHING
    assert panel.message.value == ""
    assert panel.answer.sentence.split(":")[0] in panel.sentence.value
    assert [trace.type for trace in panel.figure.data] == [trace.type for trace in panel.answer.figure.data]
    assert all(f"<h4>{caption}</h4>" in panel.tables.value for caption in panel.answer.tables)


def test_every_control_of_every_question_is_tried_below(panels):
    assert {build: set(panel.extras) for build, panel in panels.items()} == {
        build: set(OTHER[build]) for build in OTHER
    }


@pytest.mark.parametrize(("build", "name"), CHANGES, ids=[f"{build.__name__}-{name}" for build, name in CHANGES])
def test_a_control_changes_the_answer_to_that_of_the_pure_function(panels, definitions, build, name):
    panel = panels[build]
    figure, before, choices = panel.figure, panel.answer, values(panel) | {name: OTHER[build][name]}
    panel.extras[name].value = choices[name]
    assert panel.message.value == ""
    assert values(panel) == choices
    state = {key: value for key, value in panel.state.items() if key not in choices}
    expected = panel._ask(definitions, State(**state), **choices)
    assert told(panel.answer) == told(expected) != told(before)
    assert panel.figure is figure
    assert figure.layout.title.text == expected.figure.layout.title.text
    assert [trace.x for trace in figure.data] == [trace.x for trace in expected.figure.data]


def test_window_lines_and_definition_reach_the_answer(panel, definitions):
    panel.controls.start.value = date(2016, 2, 11)
    panel.controls.end.value = date(2018, 1, 3)
    assert panel.controls.preset.value == OWN_DATES
    assert "no talks, or no time in one" in panel.sentence.value
    panel.controls.preset.value = EVERYTHING
    panel.controls.boxes["unc-kpa"].value = True
    assert panel.controls.lines.value == OWN_CHOICE
    panel.controls.unknown.value = True
    panel.controls.dates.value = "announced"
    state = panel.state
    assert ("unc-kpa" in state["channels"], state["unknown"], state["dates"]) == (True, "breaks", "announced")
    state.pop("group")
    assert panel.answer.sentence == do_they_meet_without_a_line(definitions, State(**state), "field").sentence


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda panel: setattr(panel.controls.start, "value", date(2030, 1, 1)), "must come before"),
        (lambda panel: setattr(panel.controls.start, "value", None), "is empty: choose a day."),
        (lambda panel: setattr(panel.controls.end, "value", date(2030, 1, 1)), "The record runs from"),
        (lambda panel: setattr(panel.extras["name"], "value", "refused"), "&lt;b&gt;no&lt;/b&gt; such thing"),
        (lambda panel: setattr(panel.extras["name"], "value", "broken"), "This did not work (KeyError"),
    ],
)
def test_what_cannot_be_shown_gets_an_alert_and_the_last_view_and_state_stay(asked, change, words):
    assert words in fails_to_change(asked, change)


def test_without_a_line_the_view_of_the_last_line_stays(asked):
    for box in asked.controls.boxes.values():
        box.value = False
    assert "No line is chosen: tick one or more of them." in asked.message.value
    assert len(asked.state["channels"]) == 1


def test_a_second_choice_beside_a_bad_one_leaves_the_state_of_what_is_shown(asked):
    asked.controls.start.value = None
    fails_to_change(asked, lambda panel: setattr(panel.extras["name"], "value", "second"))


def test_the_alert_goes_when_the_choice_can_be_shown_again(asked):
    asked.extras["name"].value = "refused"
    asked.extras["name"].value = "second"
    assert asked.message.value == ""
    assert asked.state["name"] == "second"


def test_a_named_period_is_answered_once(asked):
    seen = []
    asked.tables.observe(lambda change: seen.append(change["new"]), "value")
    asked.controls.preset.value = next(name for name in asked.controls.preset.options if name.startswith("Moon"))
    assert len(seen) == 1
    assert asked.state["start"] in seen[0]


def test_hostile_words_stay_text(asked):
    for html in (asked.sentence.value, asked.korean.value, asked.tables.value):
        assert not any(tag in html for tag in ("<script", "<i>", "<h1>"))
    assert "&lt;script&gt;first&lt;/script&gt;" in asked.sentence.value
    assert asked.korean.value.startswith('<p lang="ko"')


def test_a_state_gives_a_second_panel_the_same_answer(panel, record):
    panel.controls.start.value = date(2013, 1, 1)
    panel.controls.unknown.value = True
    panel.extras["group"].value = "level"
    state = json.loads(json.dumps(panel.state))
    extras = questions.meeting_without_a_line(record).extras
    again = Panel(record, do_they_meet_without_a_line, extras, state=state)
    assert again.state == panel.state
    assert again.sentence.value == panel.sentence.value
    assert again.controls.read() == panel.controls.read()
    assert again.extras["group"].value == "level"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"start": "2020-01-01", "end": "2019-01-01"}, "must come before"),
        ({"start": "soon"}, "'From': 'soon' is not a date"),
        ({"channels": ["moon"]}, "No line is called moon"),
        ({"name": "refused"}, "no</b> such thing; choose another."),
        ({"colour": "red"}, "colour"),
        ({"name": 5}, "'name' cannot be 5."),
    ],
)
def test_a_state_that_cannot_be_shown_is_refused(record, state, words):
    with pytest.raises(SelectionError) as refused:
        Panel(record, echo, {"name": widgets.Text("first")}, state=state)
    assert words in str(refused.value)


def test_a_choice_that_a_list_does_not_offer_is_refused_with_those_it_does(record):
    with pytest.raises(SelectionError, match="'group' cannot be 'moon': choose one of field, level, host"):
        questions.meeting_without_a_line(record, {"group": "moon"})


@pytest.mark.parametrize("day", ["2019-06-30", "2021-07-27"])
def test_every_question_can_be_asked_of_the_record_as_it_stood_on_a_day(day):
    then = hotline.load(as_of=day)
    for build in OTHER:
        assert build(then).answer.sentence
