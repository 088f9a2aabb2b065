import pytest

import hotline
from hotline.words import (
    days_text,
    event_card,
    listing,
    plural,
    present_sentence,
    present_sentence_ko,
    silences_sentence,
    source_references,
    times,
)


@pytest.fixture
def present(a_record):
    record = a_record(
        "west 2020-01-01 opened",
        "west 2020-06-09 cut",
        "west 2021-07-27 restored",
        "west 2023-04-07 unanswered",
        checked_through="2026-01-14",
    )
    return record, hotline.silences(hotline.spells(record, as_of="2026-01-14"), channels=["west"])


def test_numbers_agree_with_their_nouns():
    assert [plural(1, "day"), plural(0, "day"), plural(1331, "day")] == ["1 day", "0 days", "1,331 days"]
    assert plural(2, "spell silent", "spells silent") == "2 spells silent"
    assert [times(1), times(2), times(7)] == ["once", "twice", "7 times"]
    assert [listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_the_present_silence_in_one_sentence(present):
    assert present_sentence(*present) == (
        "As of 14 January 2026, West had been silent for 1,013 days, since 7 April 2023: "
        "the longest of 2 silences on record, and not over."
    )


def test_the_present_silence_in_korean(present):
    assert present_sentence_ko(*present) == "2026년 1월 14일 현재, 2023년 4월 7일부터 1,013일째 단절: west 선."


def test_a_silence_that_has_ended_is_told_as_ended(present):
    record, found = present
    assert present_sentence(record, found.iloc[:1]) == (
        "As of 14 January 2026, the last silence of West ended on 27 July 2021 after 413 days."
    )
    assert present_sentence_ko(record, found.iloc[:1]) == "2026년 1월 14일 현재, 선택한 통신선이 모두 끊겨 있지는 않다."


def test_no_silence_is_told_as_none(present):
    record, found = present
    assert present_sentence(record, found.iloc[:0]).endswith("the chosen lines have never been silent at once.")


def test_silences_of_a_window_in_one_sentence(present):
    _, found = present
    inside = hotline.clip(found, "2020-01-01", "2022-01-01")
    from datetime import date

    assert silences_sentence(inside, date(2020, 1, 1), date(2022, 1, 1)) == (
        "Between 1 January 2020 and 1 January 2022 all of the chosen lines that were open were silent once, for "
        "413 days in all (56% of the time); the longest lasted 413 days, from 9 June 2020 to 27 July 2021."
    )
    assert silences_sentence(inside.iloc[:0], date(2020, 1, 1), date(2022, 1, 1)) == (
        "Between 1 January 2020 and 1 January 2022 there was no time when none of the chosen lines answered."
    )


def test_a_length_that_is_not_known_to_the_day_says_so(a_record):
    record = a_record("west 1971-01-01 opened", "west 1976-08 cut", "west 1980-02 restored")
    found = hotline.silences(hotline.spells(record, as_of="1990-01-01"), channels=["west"])
    assert days_text(found.iloc[0]) == "1,278 days (between 1,249 and 1,307)"


def test_a_citation_names_publisher_title_date_and_address(present):
    record, _ = present
    assert source_references(record, "paper") == ['Paper, "News", 2021-07-27, https://example.org/a']


def test_a_source_that_is_not_listed_is_refused(present):
    with pytest.raises(KeyError, match="nobody: not in sources"):
        source_references(present[0], "paper nobody")


def test_the_card_of_an_event_shows_both_languages_and_links_its_sources(present):
    record, _ = present
    card = event_card(record, "2020-06-09-west-cut")
    assert "2020-06-09: west cut" in card
    assert '<p lang="ko">일</p>' in card
    assert '<a href="https://example.org/a" target="_blank" rel="noopener noreferrer">News</a>' in card
    assert "cut · by north · reason declared: unknown · medium confidence" in card


def test_hostile_text_in_a_card_stays_text(present):
    record, _ = present
    record.status_events["summary_en"] = "<script>alert(1)</script>"
    record.sources["title"] = '"><img src=x onerror=alert(1)>'
    card = event_card(record, "2020-06-09-west-cut")
    assert "<script" not in card and "<img" not in card
