import pandas as pd
import pytest

import hotline

SHOWN = ["channel_id", "state", "start", "end", "ended", "days"]


def shown(frame, columns=SHOWN):
    return [tuple(row) for row in frame[columns].astype({"start": "str", "end": "str"}).itertuples(index=False)]


@pytest.fixture
def summer_of_2021(a_record):
    return a_record(
        "west 2020-01-01 opened",
        "west 2020-06-09 announced-cut",
        "west 2020-06-10T12:00 cut",
        "west 2021-07-27T10:00 restored",
        "west 2021-08-10T16:00 unanswered",
        "west 2021-09-29 announced-restoration",
        "west 2021-10-04T09:00 restored",
        "west 2022-06-28T09:00 unanswered",
        "west 2022-06-28T17:00 restored",
    )


def test_events_become_half_open_spells_and_the_last_one_is_open(summer_of_2021):
    assert shown(hotline.spells(summer_of_2021, as_of="2023-01-01")) == [
        ("west", "contact", "2020-01-01", "2020-06-10", True, 161),
        ("west", "silence", "2020-06-10", "2021-07-27", True, 412),
        ("west", "contact", "2021-07-27", "2021-08-10", True, 14),
        ("west", "silence", "2021-08-10", "2021-10-04", True, 55),
        ("west", "contact", "2021-10-04", "2022-06-28", True, 267),
        ("west", "silence", "2022-06-28", "2022-06-28", True, 0),
        ("west", "contact", "2022-06-28", "2023-01-01", False, 187),
    ]


def test_announced_dates_move_a_boundary_to_the_day_one_side_said_so(summer_of_2021):
    announced = hotline.spells(summer_of_2021, as_of="2023-01-01", dates="announced")
    silences = announced[(announced["state"] == "silence") & (announced["days"] > 0)]
    assert shown(silences) == [
        ("west", "silence", "2020-06-09", "2021-07-27", True, 413),
        ("west", "silence", "2021-08-10", "2021-09-29", True, 50),
    ]


def test_an_announcement_that_is_not_kept_changes_nothing(a_record):
    record = a_record("west 2020-01-01 opened", "west 2020-03-01 announced-cut", "west 2020-06-01 cut")
    told = hotline.spells(record, as_of="2020-07-01", dates="announced")
    assert shown(told) == shown(hotline.spells(record, as_of="2020-07-01"))


def test_a_date_known_to_the_month_gives_a_range_of_days(a_record):
    record = a_record("west 1976-08-30 opened", "west 1980-02 cut", "west 1984-09-29 restored")
    silence = hotline.spells(record, as_of="1990-01-01").iloc[1]
    assert (str(silence["start"].date()), silence["days"]) == ("1980-02-15", 1688)
    assert (silence["days_min"], silence["days_max"]) == (1674, 1702)


def test_uses_statements_and_repeated_cuts_do_not_split_a_spell(a_record):
    record = a_record(
        "west 2016-01-01 opened",
        "west 2016-02-11 cut",
        "west 2016-03-01 used",
        "west 2016-04-01 unanswered",
        "west 2016-05-01 observed",
    )
    assert shown(hotline.spells(record, as_of="2016-06-01")) == [
        ("west", "contact", "2016-01-01", "2016-02-11", True, 41),
        ("west", "silence", "2016-02-11", "2016-06-01", False, 111),
    ]


def test_a_line_that_is_closed_has_no_spell_after_it(a_record):
    record = a_record("office 2005-10-28 opened", "office 2010-05-26 withdrawn", "office 2013-09-30 closed")
    assert shown(hotline.spells(record, as_of="2020-01-01")) == [
        ("office", "contact", "2005-10-28", "2010-05-26", True, 1671),
        ("office", "silence", "2010-05-26", "2013-09-30", True, 1223),
    ]


def test_a_state_nobody_reports_is_unknown_not_silence(a_record):
    record = a_record("secret 2000-06-18 opened", "secret 2021-07-27 untracked")
    assert [row[1] for row in shown(hotline.spells(record, as_of="2022-01-01"))] == ["contact", "unknown"]


def test_the_columns_others_rely_on_are_there_in_order(record):
    found = hotline.spells(record, as_of=record.checked_through)
    relied_on = ["channel_id", "state", "start", "end", "ended", "start_event", "end_event"]
    relied_on += ["days", "days_min", "days_max"]
    assert list(found)[: len(relied_on)] == relied_on


def test_beyond_the_last_check_open_spells_stop_with_a_warning(summer_of_2021):
    with pytest.warns(UserWarning, match="as_of is 2024-02-25, but the sources were checked through 2023-01-01"):
        found = hotline.spells(summer_of_2021, as_of="2024-02-25")
    assert found.equals(hotline.spells(summer_of_2021, as_of="2023-01-01"))


def test_another_word_for_the_dates_is_refused(summer_of_2021):
    with pytest.raises(ValueError, match="dates is 'rumoured', but it must be 'effective' or 'announced'"):
        hotline.spells(summer_of_2021, as_of="2023-01-01", dates="rumoured")


def test_clipping_counts_the_days_inside_and_leaves_open_what_reaches_beyond(summer_of_2021):
    inside = hotline.clip(hotline.spells(summer_of_2021, as_of="2023-01-01"), "2021-07-01", "2021-09-01")
    assert shown(inside) == [
        ("west", "silence", "2021-07-01", "2021-07-27", True, 26),
        ("west", "contact", "2021-07-27", "2021-08-10", True, 14),
        ("west", "silence", "2021-08-10", "2021-09-01", False, 22),
    ]


def test_clipping_to_a_reversed_window_is_refused(summer_of_2021):
    with pytest.raises(ValueError, match="its end must come after its start"):
        hotline.clip(hotline.spells(summer_of_2021, as_of="2023-01-01"), "2021-09-01", "2021-07-01")


def test_a_record_without_events_has_no_spells(a_record):
    record = a_record("west 2020-01-01 opened")
    assert hotline.spells(record, as_of="2019-01-01").empty
    assert pd.api.types.is_datetime64_any_dtype(hotline.spells(record, as_of="2019-01-01")["start"])
