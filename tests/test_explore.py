from datetime import date

import pytest

from hotline.controls import OWN_CHOICE, OWN_DATES
from hotline.explore import SilenceExplorer
from hotline.selection import EVERYTHING, PRESENT, SelectionError
from hotline.silences import DEFAULT_CHANNELS


@pytest.fixture
def explorer(record):
    return SilenceExplorer(record)


def first_and_last(explorer, trace):
    days = [day for day in explorer.figure.data[trace].x if day]
    return min(days), max(days)


def test_it_opens_on_everything_with_the_lines_that_have_regular_calls(explorer, record):
    assert explorer.controls.preset.value == EVERYTHING
    assert explorer.state["channels"] == [
        channel for channel in DEFAULT_CHANNELS if channel in set(record.channels["channel_id"])
    ]
    assert explorer.selection.sentence in explorer.sentence.value
    assert explorer.message.value == ""


def test_a_date_changes_sentence_table_and_chart_in_place(explorer):
    figure = explorer.figure
    explorer.controls.start.value = date(2013, 1, 1)
    explorer.controls.end.value = date(2014, 1, 1)
    assert explorer.figure is figure
    assert "Between 1 January 2013 and 1 January 2014" in explorer.sentence.value
    assert list(figure.layout.xaxis.range) == ["2013-01-01", "2014-01-06 11:24"]
    assert figure.layout.title.text == "The lines from 2013-01-01 to 2014-01-01"
    assert first_and_last(explorer, 1)[0] >= "2013-01-01"
    assert "2013" in explorer.table.value
    assert explorer.controls.preset.value == OWN_DATES


def test_a_preset_moves_both_dates_and_answers_once(explorer):
    seen = []
    explorer.sentence.observe(lambda change: seen.append(change["new"]), "value")
    explorer.controls.preset.value = PRESENT
    assert explorer.controls.start.value.isoformat() == explorer.state["start"]
    assert len(seen) == 1
    assert "and not over on" in seen[0]


def test_a_set_of_lines_ticks_its_boxes(explorer):
    explorer.controls.lines.value = "Every line, UN Command's too"
    assert all(box.value for box in explorer.controls.boxes.values())
    explorer.controls.boxes["unc-kpa"].value = False
    assert explorer.controls.lines.value == "Every line between the Koreas"
    explorer.controls.boxes["leaders"].value = False
    assert explorer.controls.lines.value == OWN_CHOICE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda controls: setattr(controls.start, "value", date(2030, 1, 1)), "must come before"),
        (lambda controls: setattr(controls.start, "value", None), "is empty: choose a day."),
        (lambda controls: setattr(controls.start, "value", date(1900, 1, 1)), "The record runs from"),
        (lambda controls: [setattr(box, "value", False) for box in controls.boxes.values()], "No line is chosen"),
    ],
)
def test_what_cannot_be_shown_gets_a_message_and_the_last_view_stays(explorer, change, words):
    before = explorer.sentence.value
    change(explorer.controls)
    assert words in explorer.message.value
    assert "The last view is still shown." in explorer.message.value
    assert explorer.sentence.value == before or words == "No line is chosen"


def test_a_named_period_leads_back_from_what_cannot_be_shown(explorer):
    explorer.controls.start.value = date(2030, 1, 1)
    assert explorer.controls.preset.value == OWN_DATES
    explorer.controls.preset.value = EVERYTHING
    assert explorer.message.value == ""


def test_the_message_goes_when_the_choice_can_be_shown_again(explorer):
    explorer.controls.start.value = None
    explorer.controls.start.value = date(2013, 1, 1)
    assert explorer.message.value == ""


def test_an_error_nobody_foresaw_is_read_in_the_interface(explorer, monkeypatch):
    monkeypatch.setattr("hotline.explore.select", lambda *_: 1 / 0)
    explorer.controls.missed.value = True
    assert "This did not work (ZeroDivisionError: division by zero)" in explorer.message.value


def test_the_toggles_reach_the_definition(explorer):
    explorer.controls.missed.value = True
    explorer.controls.unknown.value = True
    explorer.controls.dates.value = "announced"
    state = explorer.state
    assert (state["missed_calls"], state["unknown"], state["dates"]) == (True, "breaks", "announced")


def test_choosing_an_event_shows_its_sources(explorer, record):
    event = explorer.controls.event.options[5][1]
    explorer.controls.event.value = event
    assert "<a href=" in explorer.card.value
    assert explorer.state["event"] == event


def test_a_click_on_the_chart_chooses_the_event(explorer):
    class Points:
        point_inds = (0,)

    silence = explorer.figure.data[1]
    explorer._on_click(silence, Points, None)
    assert explorer.controls.event.value == silence.customdata[0]
    assert "<a href=" in explorer.card.value


def test_events_may_be_kept_to_one_line(explorer, record):
    explorer.controls.event_line.value = "leaders"
    offered = [value for _, value in explorer.controls.event.options if value]
    assert offered == record.events_of("leaders")["event_id"].tolist()


def test_a_state_restores_another_explorer(explorer, record):
    explorer.controls.start.value = date(2013, 1, 1)
    explorer.controls.missed.value = True
    explorer.controls.lines.value = "Government and Red Cross lines"
    explorer.controls.event.value = explorer.controls.event.options[1][1]
    again = SilenceExplorer(record, state=explorer.state)
    assert again.state == explorer.state
    assert again.controls.read() == explorer.controls.read()
    assert again.sentence.value == explorer.sentence.value
    assert again.card.value == explorer.card.value


def test_a_state_that_cannot_be_shown_is_refused(record):
    with pytest.raises(SelectionError, match="must come before"):
        SilenceExplorer(record, state={"start": "2020-01-01", "end": "2019-01-01"})
