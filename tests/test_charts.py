import pytest

import hotline
from hotline.charts import LOOKS, timeline
from hotline.timeline import ALL_SILENT, Timeline, timeline_text


@pytest.fixture
def drawn(a_record):
    record = a_record(
        "office 2018-09 opened",
        "office 2020-06-09 cut",
        "office 2021-07-27 restored",
        "office 2022-10-04T09:00 unanswered",
        "office 2022-10-04T17:00 restored",
        "west 2020-01-01 opened",
        "west 2020-06-09 announced-cut",
        "west 2020-06-10 cut",
        "west 2020-08-01 used",
        sets={"office": "daily"},
    )
    spells = hotline.spells(record, as_of="2023-01-01")
    return record, spells, hotline.silences(spells, channels=["office", "west"])


def points(drawn, start="2018-01-01", end="2023-01-01"):
    record, spells, found = drawn
    return Timeline(record, spells).points(found, start, end)


def runs(trace):
    """The pieces of a broken line as (row, first day, last day)."""
    pieces, first = [], 0
    for place, day in enumerate(trace["x"]):
        if day is None:
            pieces.append((trace["y"][first], trace["x"][first], trace["x"][place - 1]))
            first = place + 1
    return pieces


def test_spells_are_drawn_from_their_first_day_to_their_last(drawn):
    assert runs(points(drawn)["silence"]) == [
        ("Office", "2020-06-09", "2021-07-27"),
        ("West", "2020-06-10", "2023-01-01"),
    ]


def test_the_top_row_shows_when_none_of_the_chosen_lines_answers(drawn):
    assert runs(points(drawn)["none answered"]) == [(ALL_SILENT, "2020-06-10", "2021-07-27")]


def test_spells_are_cut_at_the_window(drawn):
    inside = points(drawn, "2021-01-01", "2021-09-01")
    assert runs(inside["silence"]) == [
        ("Office", "2021-01-01", "2021-07-27"),
        ("West", "2021-01-01", "2021-09-01"),
    ]
    assert runs(inside["contact"]) == [("Office", "2021-07-27", "2021-09-01")]
    assert inside["open"]["x"] == []


def test_open_ends_missed_calls_announcements_and_uses_are_marked(drawn):
    shown = points(drawn)
    marks = {name: list(zip(shown[name]["y"], shown[name]["x"], strict=True)) for name in LOOKS}
    assert marks["open"] == [("Office", "2023-01-01"), ("West", "2023-01-01")]
    assert marks["missed"] == [("Office", "2022-10-04")]
    assert marks["announced"] == [("West", "2020-06-09")]
    assert marks["noted"] == [("West", "2020-08-01")]


def test_days_within_which_a_spell_began_are_marked(drawn):
    assert runs(points(drawn)["boundary"]) == [("Office", "2018-09-01", "2018-09-30")]


def test_every_point_leads_to_an_event(drawn):
    record, _, _ = drawn
    shown = points(drawn)
    ids = {event for trace in shown.values() for event in trace["customdata"]}
    assert ids <= set(record.status_events["event_id"])
    assert shown["silence"]["customdata"][0] == "2020-06-09-office-cut"


def test_hovering_tells_state_dates_length_and_what_began_and_ended_it(drawn):
    assert points(drawn)["silence"]["text"][0] == (
        "<b>Office</b><br>silent 9 June 2020 – 27 July 2021: 413 days<br>"
        "began: cut by north, reason declared: unknown<br>ended: restored by north, reason declared: unknown"
    )


def test_rows_stand_by_what_a_line_is_for_and_then_by_age(drawn):
    record, spells, _ = drawn
    assert Timeline(record, spells).rows == [ALL_SILENT, "Office", "West"]


def test_the_figure_has_a_date_axis_plain_lists_and_thickness_beside_colour(drawn):
    figure = timeline(*drawn, "2018-01-01", "2023-01-01")
    assert figure.layout.xaxis.type == "date"
    assert list(figure.layout.xaxis.range) == ["2018-01-01", "2023-01-28 09:21"]
    assert figure.layout.yaxis.categoryarray == (ALL_SILENT, "Office", "West")
    assert [trace.name for trace in figure.data] == [look["name"] for look in LOOKS.values()]
    assert figure.data[0].line.width < figure.data[1].line.width
    assert figure.data[1].x[0] == "2020-06-09"


def test_the_chart_in_words(drawn):
    assert timeline_text(points(drawn)) == (
        "The timeline shows 2 lines: 4 spells in contact, 2 spells silent, 0 spells not known; "
        "1 silence of less than a day; 2 spells not over."
    )


def test_a_hostile_name_stays_text(drawn):
    record, spells, found = drawn
    record.channels["name_en"] = ["<img src=x onerror=alert(1)>", "West"]
    figure = timeline(record, spells, found, "2018-01-01", "2023-01-01")
    assert "<img" not in figure.to_json().replace("\\u003c", "<")
