"""The main notebook in a real JupyterLab and a real browser: every control used, every result looked for on screen."""

import re
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import browser
import lab

pytestmark = pytest.mark.browser

SILENCE = 1
SILENCES = "Silences that touch"
AXIS = "gd => gd._fullLayout.xaxis.type"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    if not browser.find():
        pytest.fail(browser.ADVICE)
    with lab.server(tmp_path_factory.mktemp("lab")) as (address, token), lab.page() as page:
        page.address = address
        lab.run_all(page, address, token, "01-silence-and-contact.ipynb")
        lab.scroll_to(page, ".hotline-explorer")
        page.wait_for_selector(".hotline-explorer .js-plotly-plot .scatterlayer .trace")
        yield page


def chart(page):
    return page.locator(".hotline-explorer .js-plotly-plot")


def sentence(page):
    return page.locator(".hotline-explorer .hotline-sentence").inner_text()


def wait_for_sentence(page, pattern):
    page.wait_for_function(
        "pattern => new RegExp(pattern).test(document.querySelector('.hotline-explorer .hotline-sentence').innerText)",
        arg=pattern,
    )


def wait_for_title(page, text):
    page.wait_for_function(
        "text => document.querySelector('.hotline-explorer .gtitle').textContent.includes(text)", arg=text
    )


def table(page, caption):
    """The rows of a table of the interface, read at one moment."""
    return page.evaluate(
        """caption => {
            const heads = [...document.querySelectorAll('.hotline-explorer h4')];
            const found = heads.find(head => head.textContent.includes(caption));
            const rows = found ? found.parentElement.querySelectorAll('tbody tr') : [];
            return [...rows].map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent));
        }""",
        caption,
    )


def definitions(page):
    return {row[0]: row[1:] for row in table(page, "How much does the definition matter?")}


def until(page, condition, seconds=15):
    """Wait for what the page will show; a condition that never comes true fails the test."""
    for _ in range(seconds * 10):
        if condition():
            return
        page.wait_for_timeout(100)
    pytest.fail("the page never showed it")


def settle(page):
    """Wait until sentence and tables have followed the chart: they arrive one after another."""
    before, now = "", page.locator(".hotline-explorer").inner_text()
    while before != now:
        page.wait_for_timeout(400)
        before, now = now, page.locator(".hotline-explorer").inner_text()


def choose_dates(page, start, end):
    """Type both dates as a reader at a keyboard does."""
    pickers = page.locator(".hotline-explorer input[type=date]")
    for picker, day in zip((pickers.nth(0), pickers.nth(1)), (start, end), strict=True):
        year, month, date = day.split("-")
        picker.focus()
        page.keyboard.type(f"{month}{date}{year}")
        page.keyboard.press("Tab")


def first_bar(page, trace):
    """Where the first bar of a trace stands on screen, and where its two days stand on the axis, in pixels."""
    return chart(page).evaluate(
        """(gd, number) => {
            const trace = gd._fullData[number], axis = gd._fullLayout.xaxis;
            const end = trace.x.indexOf(null);
            const drawn = gd.querySelectorAll('.scatterlayer .trace')[number].querySelector('path.js-line');
            const box = drawn.getBBox();
            const first = gd.querySelectorAll('.scatterlayer .trace')[number].querySelector('path.point');
            const at = first.getAttribute('transform').match(/-?[0-9.]+/g).map(Number);
            return {left: at[0], top: at[1], box: box.x, wanted: axis.d2p(trace.x[0]), day: trace.x[0],
                    row: gd._fullLayout.yaxis.d2p(trace.y[0])};
        }""",
        trace,
    )


def reset(page):
    page.get_by_label("Period").select_option("Everything")
    wait_for_title(page, "1971-01-01")
    settle(page)


def test_the_chart_is_drawn_on_a_date_axis_with_its_bars_in_place(shown):
    assert chart(shown).evaluate(AXIS) == "date"
    bar = first_bar(shown, SILENCE)
    assert abs(bar["left"] - bar["wanted"]) < 1
    assert abs(bar["top"] - bar["row"]) < 1


def test_dates_typed_on_the_keyboard_change_chart_sentence_and_table_in_place(shown):
    reset(shown)
    choose_dates(shown, "2013-01-01", "2014-01-01")
    wait_for_title(shown, "2013-01-01 to 2014-01-01")
    wait_for_sentence(shown, "^Between 1 January 2013 and 1 January 2014 ")
    assert chart(shown).evaluate(AXIS) == "date"
    bar = first_bar(shown, SILENCE)
    assert bar["day"].startswith("2013-")
    assert abs(bar["left"] - bar["wanted"]) < 1
    assert {row[0][:4] for row in table(shown, SILENCES)} <= {"2012", "2013"}
    assert shown.get_by_label("Period").input_value() == "My own dates"


def test_a_date_picked_with_the_mouse_changes_the_chart(shown):
    reset(shown)
    box = shown.locator(".hotline-explorer input[type=date]").first.bounding_box()
    shown.mouse.click(box["x"] + 12, box["y"] + box["height"] / 2)
    shown.keyboard.press("ArrowUp")
    wait_for_title(shown, "from 1971-02-01")


def test_a_preset_moves_the_dates_and_everything_below(shown):
    shown.get_by_label("Period").select_option("The present silence")
    wait_for_sentence(shown, "and not over on")
    dates = [picker.input_value() for picker in shown.locator(".hotline-explorer input[type=date]").all()]
    assert f"The lines from {dates[0]} to {dates[1]}" == chart(shown).locator(".gtitle").text_content()
    assert table(shown, SILENCES)[0][1] == "not over"


def test_a_toggle_changes_the_definition(shown):
    reset(shown)
    before, all_lines = table(shown, SILENCES), definitions(shown)
    shown.get_by_label("Lines that must be silent").select_option("Government and Red Cross lines")
    until(shown, lambda: table(shown, SILENCES) != before and definitions(shown) != all_lines)
    dialogue = definitions(shown)
    shown.get_by_label("Count missed calls answered on the same day").check()
    until(shown, lambda: definitions(shown) != dialogue)
    assert definitions(shown)["as chosen"] == dialogue["missed calls counted"]
    shown.get_by_label("Count missed calls answered on the same day").uncheck()
    shown.get_by_label("Lines that must be silent").select_option("Lines with regular calls")
    until(shown, lambda: table(shown, SILENCES) == before)


def test_when_it_was_announced_is_another_question(shown):
    reset(shown)
    before = sentence(shown)
    shown.get_by_label("when it was announced").check()
    shown.wait_for_function(
        "before => document.querySelector('.hotline-explorer .hotline-sentence').innerText !== before", arg=before
    )
    shown.get_by_label("with the first failed call").check()
    wait_for_sentence(shown, re.escape(before[:200]))


def test_one_line_more_or_less_by_its_own_box(shown, record):
    reset(shown)
    before = sentence(shown)
    shown.get_by_text("Choose the lines one by one").click()
    box = shown.get_by_label(record.channels.set_index("channel_id")["name_en"]["military-west"], exact=True)
    box.uncheck()
    shown.wait_for_function(
        "before => document.querySelector('.hotline-explorer .hotline-sentence').innerText !== before", arg=before
    )
    assert shown.get_by_label("Lines that must be silent").input_value() == "My own choice"
    box.check()
    wait_for_sentence(shown, re.escape(before[:200]))


def test_a_reversed_window_gets_a_message_and_the_last_view_stays(shown):
    reset(shown)
    before = sentence(shown)
    choose_dates(shown, "2026-01-01", "2025-01-01")
    message = shown.locator(".hotline-explorer .hotline-message")
    until(shown, lambda: message.count() and "must come before" in message.inner_text())
    assert sentence(shown) == before or "2026" in sentence(shown)
    reset(shown)
    message.wait_for(state="detached")


def test_choosing_an_event_from_the_list_shows_its_sources_as_links(shown, record):
    reset(shown)
    shown.get_by_label("Events of").select_option(label=record.channels.set_index("channel_id")["name_en"]["leaders"])
    offered = shown.get_by_label("Sources of").locator("option")
    until(shown, lambda: offered.count() == len(record.events_of("leaders")) + 1)
    shown.get_by_label("Sources of").select_option(index=1)
    card = shown.locator(".hotline-explorer a[href^=http]").first
    card.wait_for()
    assert card.get_attribute("target") == "_blank"


def test_a_click_on_the_chart_shows_the_sources_of_what_was_clicked(shown):
    shown.get_by_label("Events of").select_option(label="all lines")
    shown.get_by_label("Period").select_option("The present silence")
    wait_for_sentence(shown, "and not over on")
    chart(shown).evaluate("gd => gd.scrollIntoView({block: 'start'})")
    shown.wait_for_timeout(1000)
    place = chart(shown).evaluate(
        """gd => {
            const trace = gd._fullData[1], layout = gd._fullLayout, box = gd.getBoundingClientRect();
            const place = trace.x.findIndex((day, i) => day && i > 8);
            return {x: box.x + layout._size.l + layout.xaxis.d2p(trace.x[place]),
                    y: box.y + layout._size.t + layout.yaxis.d2p(trace.y[place]), event: trace.customdata[place]};
        }"""
    )
    shown.mouse.move(place["x"] - 3, place["y"])
    shown.mouse.move(place["x"], place["y"])
    shown.wait_for_selector(".hotline-explorer .hoverlayer .hovertext")
    assert "silent" in shown.locator(".hotline-explorer .hoverlayer .hovertext").first.text_content()
    shown.mouse.click(place["x"], place["y"])
    shown.wait_for_function(
        "event => document.querySelector('.hotline-explorer').innerText.includes('confidence')", arg=place["event"]
    )


def test_every_control_is_reached_with_the_tab_key(shown):
    shown.get_by_label("Period").focus()
    reached = []
    for _ in range(18):
        reached.append(shown.evaluate("document.activeElement.tagName + ':' + (document.activeElement.type || '')"))
        shown.keyboard.press("Tab")
    assert reached[0] == "SELECT:select-one"
    assert {"INPUT:date", "INPUT:radio", "INPUT:checkbox", "SELECT:select-one"} <= set(reached)


def test_there_were_no_console_errors_and_no_requests_beyond_the_server(shown):
    beyond = [url for url in shown.heard["requests"] if not url.startswith((shown.address, "data:", "blob:"))]
    assert beyond == []
    assert shown.heard["errors"] == []
