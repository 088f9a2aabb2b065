from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.dates import bounds, days

SOME_DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))
EDTF = st.one_of(
    SOME_DAYS.map(str),
    SOME_DAYS.map(lambda day: f"{day:%Y-%m}"),
    SOME_DAYS.map(lambda day: f"{day:%Y}"),
    st.tuples(SOME_DAYS, SOME_DAYS).map(lambda pair: "/".join(map(str, sorted(pair)))),
    st.tuples(SOME_DAYS, SOME_DAYS).map(lambda pair: "/".join(f"{day:%Y-%m}" for day in sorted(pair))),
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021-07-27", date(2021, 7, 27), date(2021, 7, 27)),
        ("1984-09", date(1984, 9, 1), date(1984, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2013-03-08/2013-03-11", date(2013, 3, 8), date(2013, 3, 11)),
        ("2015-12/2016-02", date(2015, 12, 1), date(2016, 2, 29)),
    ],
)
def test_a_date_allows_the_days_its_precision_leaves_open(text, earliest, latest):
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-02-30", "'2023-02-30' is not a day of the calendar"),
        ("2023-13", "is not a date in one of the forms 2021-07-27, 1984-09, 2018"),
        ("27/07/2021", "is not a date in one of the forms"),
        ("last week", "is not a date in one of the forms"),
        ("", "'' is not a date in one of the forms"),
        ("2013-03-11/2013-03-08", "runs backwards: 2013-03-11 is after 2013-03-08"),
        ("2013-03-11/..", "is not a date in one of the forms"),
        ("/2013-03-11", "is not a date in one of the forms"),
        ("198X", "is not a date in one of the forms"),
        ("1984-09-01T10:00", "is not a date in one of the forms"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text, words):
    with pytest.raises(ValueError) as refused:
        bounds(text)
    assert words in str(refused.value)


def test_an_event_without_a_known_day_is_placed_in_the_middle_the_earlier_of_two():
    found = days(pd.Series(["1984-09", "2013-03-08/2013-03-11", "2021-07-27"]))
    assert found.astype(str).to_dict("list") == {
        "earliest": ["1984-09-01", "2013-03-08", "2021-07-27"],
        "day": ["1984-09-15", "2013-03-09", "2021-07-27"],
        "latest": ["1984-09-30", "2013-03-11", "2021-07-27"],
    }


@given(st.lists(EDTF, min_size=1, max_size=6))
def test_the_fast_reading_of_a_column_agrees_with_the_edtf_library(texts):
    found = days(pd.Series(texts))
    assert [(a.date(), b.date()) for a, b in zip(found["earliest"], found["latest"], strict=True)] == [
        bounds(text) for text in texts
    ]
    assert (found["day"] >= found["earliest"]).all() and (found["day"] <= found["latest"]).all()
