"""The question notebooks in a real JupyterLab: the main control of each is used, and its answer looked for."""

import sys
from typing import NamedTuple

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import browser
import lab

pytestmark = pytest.mark.browser


class Question(NamedTuple):
    """A control, what is chosen in it, and what the title or the sentence must say then."""

    notebook: str
    label: str
    choice: str
    title: str
    sentence: str


QUESTIONS = [
    Question(
        "02-the-call-of-27-july-2021", "Day", "2021-10-04", "2021-10-04, hour by hour", "the eve of 4 October 2021"
    ),
    Question("03-talks", "Talks by", "level", "Talks between the Koreas by level", "with a line that answered"),
    Question(
        "04-how-long-does-silence-last",
        "How long lasts",
        "contact after a return",
        "How long contact lasts",
        "of contact",
    ),
    Question("05-what-breaks-the-line", "What comes before", "a return", "Chance of a return", "returns had each of"),
    Question("06-at-sea", "Incidents", "exchange of fire", "Incidents at the sea boundary", "years of silence"),
    Question("07-seoul-then-washington", "Contacts of the Koreas", "letters", "Who comes first?", "had letters"),
]


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    if not browser.find():
        pytest.fail(browser.ADVICE)
    with lab.server(tmp_path_factory.mktemp("lab")) as (address, token), lab.page() as page:
        yield page, address, token


@pytest.fixture(scope="module", params=QUESTIONS, ids=lambda question: question.notebook)
def asked(request, jupyterlab):
    """A notebook that has been run, its panel on screen, and the question to put to it."""
    page, address, token = jupyterlab
    page.goto("about:blank")
    lab.run_all(page, address, token, f"{request.param.notebook}.ipynb")
    lab.scroll_to(page, ".hotline-panel")
    page.wait_for_selector(".hotline-panel .js-plotly-plot .gtitle")
    return page, request.param


def panel(page, part):
    return page.locator(f".hotline-panel {part}")


def wait_for(page, part, text):
    page.wait_for_function(
        "([part, text]) => document.querySelector('.hotline-panel ' + part)?.textContent.includes(text)",
        arg=[part, text],
    )


def type_dates(page, *days):
    pickers = panel(page, "input[type=date]")
    for place, day in enumerate(days):
        year, month, date = day.split("-")
        pickers.nth(place).focus()
        page.keyboard.type(f"{month}{date}{year}")
        page.keyboard.press("Tab")


def test_choosing_changes_sentence_figure_and_tables(asked):
    page, question = asked
    tables = panel(page, "table").all_inner_texts()
    page.get_by_label(question.label, exact=True).select_option(label=question.choice)
    wait_for(page, ".gtitle", question.title)
    wait_for(page, ".hotline-sentence", question.sentence)
    page.wait_for_function(
        "before => [...document.querySelectorAll('.hotline-panel table')].map(it => it.innerText).join() !== before",
        arg=",".join(tables),
    )
    assert panel(page, ".hotline-message").count() == 0


def test_the_figure_fits_its_cell_and_has_marks(asked):
    page, _ = asked
    page.wait_for_function(
        """() => {
            const width = part => document.querySelector('.hotline-panel ' + part)?.getBoundingClientRect().width;
            return width('.js-plotly-plot .main-svg') > 0.9 * width('.hotline-sentence');
        }"""
    )
    assert panel(page, ".js-plotly-plot .trace path, .js-plotly-plot .point path").count() > 0


def test_a_window_turned_round_gets_a_message_and_the_last_view_stays(asked):
    page, _ = asked
    before = panel(page, ".gtitle").text_content()
    type_dates(page, "2025-01-01", "2024-01-01")
    wait_for(page, "[role=alert]", "must come before")
    assert panel(page, ".gtitle").text_content()[:12] == before[:12]
    page.get_by_label("Period", exact=True).select_option(label="Everything")
    panel(page, ".hotline-message").wait_for(state="detached")


def test_there_were_no_console_errors_and_no_requests_beyond_the_server(asked, jupyterlab):
    page, address, _ = jupyterlab
    beyond = [url for url in page.heard["requests"] if not url.startswith((address, "data:", "blob:", "about:"))]
    assert (beyond, page.heard["errors"]) == ([], [])
