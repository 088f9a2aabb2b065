from html.parser import HTMLParser

import pandas as pd
import pytest

from hotline.tables import cell, source_links, table_html


class Cells(HTMLParser):
    """The text of each cell of a table, and the links with their titles."""

    def __init__(self):
        super().__init__()
        self.rows, self.links, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "a":
            self.links.append((dict(attrs)["href"], dict(attrs)["title"]))

    def handle_data(self, data):
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data


def read(html):
    cells = Cells()
    cells.feed(html)
    return cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a text", "a text"),
        (1971, "1971"),
        (413.0, "413"),
        (0.5026, "0.503"),
        (0.5, "0.5"),
        (0.0004, "nearly 0"),
        (12.0004, "12"),
        (-0.25, "-0.25"),
        (float("nan"), "–"),
        (pd.NA, "–"),
        (pd.NaT, "–"),
        (None, "–"),
        (float("inf"), "no bound"),
        (True, "yes"),
        (pd.Series([False])[0], "no"),
        (pd.Timestamp("2021-07-27"), "2021-07-27"),
    ],
)
def test_a_value_is_written_for_a_reader(value, text):
    assert cell(value) == text


def test_a_table_has_its_caption_its_columns_and_its_cells():
    table = pd.DataFrame({"line": ["West"], "days": pd.array([pd.NA], dtype="Int64"), "ended": [False]}, index=[4])
    html = table_html(table, "Silences & more")
    assert html.startswith("<h4>Silences &amp; more</h4>")
    assert read(html).rows == [["line", "days", "ended"], ["West", "–", "no"]]


def test_an_index_with_a_name_is_a_column_and_one_of_numbers_is_none():
    named = pd.DataFrame({"events": [3]}, index=pd.Index(["West"], name="line"))
    assert read(table_html(named)).rows == [["line", "events"], ["West", "3"]]


def test_a_table_without_rows_says_so():
    assert table_html(pd.DataFrame({"line": []}), "Silences") == "<h4>Silences</h4><p>None.</p>"


def test_hostile_text_stays_text_in_cells_heads_and_captions():
    hostile = "<img src=x onerror=alert(1)>"
    found = read(table_html(pd.DataFrame({hostile: [hostile]}), hostile))
    assert found.rows == [[hostile], [hostile]]
    assert "img" not in found.tags


def test_source_ids_become_numbered_links_with_publisher_and_title(record):
    pages = record.sources.iloc[:2]
    html = table_html(pd.DataFrame({"source_ids": [" ".join(pages["source_id"]), ""]}), record=record)
    found = read(html)
    assert found.rows == [["sources"], ["12"], [""]]
    told = [f"{page.publisher}, {page.title}, {page.published or 'no date'}" for page in pages.itertuples()]
    assert found.links == list(zip(pages["url"], told, strict=True))


def test_the_id_of_an_event_is_followed_by_links_to_its_sources(record):
    event = record.status_events.iloc[0]
    found = read(table_html(pd.DataFrame({"start_event": [event["event_id"], None]}), record=record))
    assert found.rows[1][0].startswith(event["event_id"]) and found.rows[2] == ["–"]
    assert [address for address, _ in found.links] == [
        record.sources.set_index("source_id").loc[source, "url"] for source in event["source_ids"].split()
    ]


def test_a_title_with_quotes_does_not_leave_its_attribute():
    page = {
        "source_id": "paper",
        "publisher": 'The "Paper"',
        "title": "<b>'",
        "published": "",
        "url": "https://a.b/?c&d",
    }
    links = read(source_links("paper", pd.DataFrame([page]).set_index("source_id"))).links
    assert links == [("https://a.b/?c&d", 'The "Paper", <b>\', no date')]


def test_heads_are_words():
    table = pd.DataFrame({"p_value": [1.0], "at_risk": [2], "days": [3], 30: [4]})
    assert read(table_html(table)).rows[0] == ["p", "at risk", "days", "30"]


def test_ids_of_lines_become_their_names(record):
    names = record.channels.set_index("channel_id")["name_en"]
    table = pd.DataFrame({"channel_id": ["leaders"], "channels": ["military-west unc-kpa"]})
    found = read(table_html(table, record=record)).rows
    assert found == [["line", "which lines"], [names["leaders"], f"{names['military-west']}, {names['unc-kpa']}"]]


def test_two_columns_with_one_head_both_stay_and_an_unknown_source_keeps_its_id(record):
    table = pd.DataFrame({"from": ["a"], "start_date": ["b"], "source_ids": ["my-<paper>"]})
    assert read(table_html(table, record=record)).rows == [["from", "from", "sources"], ["a", "b", "my-<paper>"]]
