from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hotline
from conftest import filled, small_record, talk
from hotline import meeting_words as words_of
from hotline import meetings as m
from hotline.daily import daily_states
from hotline.rates import RateRatio

FIRST, LAST = date(2019, 1, 1), date(2023, 1, 1)
DAYS, CLOSE = st.dates(FIRST, LAST), st.dates(FIRST, date(2019, 2, 1))


def silences_of(*pairs):
    frame = pd.DataFrame(list(pairs), columns=["start", "end"]).astype("datetime64[s]")
    return frame.assign(ended=True, days=(frame["end"] - frame["start"]).dt.days)


@st.composite
def silences(draw):
    """Silences that do not overlap: some touch the next one, some last less than a day."""
    edges = sorted(draw(st.lists(DAYS, max_size=8)))
    return silences_of(*zip(edges[::2], edges[1::2], strict=False))


def silent_dates(found):
    return {day for row in found.itertuples() for day in pd.date_range(row.start, row.end, inclusive="left").date}


@pytest.fixture
def two_years(a_record):
    talks = [
        talk("2022-06", field="military", host="north"),
        talk("2021-03-01", field="military"),
        talk("2021-02-01", level="summit"),
        talk("2021-05-01", field="military", host="neutral", place_en="Panmunjom", source_ids="paper"),
        talk("2021-02-02", track="us-dprk"),
    ]
    record = filled(
        a_record("west 2021-01-01 opened", "west 2021-04-01 cut", "west 2022-01-11 restored"),
        talks=talks,
        official_totals=[
            {"total_id": "year-2021", "published_figure": "4"},
            {"total_id": "all-to-2022", "published_figure": "9"},
        ],
    )
    return record, hotline.silences(hotline.spells(record, as_of="2023-01-01"), channels=["west"])


@pytest.fixture
def rates():
    columns = {"state": ["contact", "silence"], "years": [10.0, 4.0], "events": [30, 3], "a year": [3.0, 0.75]}
    return pd.DataFrame(columns)


def test_talks_of_one_track_come_in_order_and_vague_ones_in_the_middle_of_what_is_known(two_years):
    held = m.meetings(two_years[0])
    assert held["talk_id"].tolist() == ["talk-2021-02-01", "talk-2021-03-01", "talk-2021-05-01", "talk-2022-06"]
    assert held["day"].astype("str").tolist() == ["2021-02-01", "2021-03-01", "2021-05-01", "2022-06-15"]
    assert m.meetings(two_years[0], "us-dprk")["talk_id"].tolist() == ["talk-2021-02-02"]


def test_talks_by_year_stand_beside_silent_days_and_the_official_number(two_years):
    found = m.by_year(*two_years, "2021-01-01", "2023-01-01").astype({"published": "Float64"})
    assert found.columns.tolist() == ["year", "military", "political", "all", "silent days", "listed", "published"]
    assert found.drop(columns="published").values.tolist() == [[2021, 2, 1, 3, 275, 0], [2022, 1, 0, 1, 10, 0]]
    assert found["published"].fillna(-1).tolist() == [4, -1]


def test_a_window_leaves_out_talks_and_silent_days_beyond_it(two_years):
    found = m.by_year(*two_years, "2021-03-01", "2021-04-11", "host").drop(columns="published")
    assert found.to_dict("records") == [{"year": 2021, "south": 1, "all": 1, "silent days": 10, "listed": 0}]


def test_another_grouping_is_refused(two_years):
    with pytest.raises(ValueError, match="group is 'colour', but it must be one of field, level, host"):
        m.by_year(*two_years, "2021-01-01", "2023-01-01", "colour")


def test_a_year_that_a_silence_only_reaches_is_left_out():
    found = m.silent_days(silences_of(("2020-06-01", "2021-01-01")), "2020-01-01", "2023-01-01")
    assert found.to_dict() == {2020: 214}


def test_talks_held_in_silence_are_listed(two_years):
    found = m.met_in_silence(*two_years).astype({"day": "str"})
    assert found.values.tolist() == [
        ["2021-05-01", "talks of 2021-05-01", "military", "ministerial", "Panmunjom", "paper"]
    ]


def test_fields_are_ranked_by_who_met_first_after_the_returns(two_years):
    returns = pd.DataFrame({"day": pd.to_datetime(["2021-01-22", "2021-02-20", "2022-06-01"])})
    assert m.first_by_field(two_years[0], returns).to_dict("records") == [
        {"field": "military", "first": 2, "met within": 3, "median days": 14.0, "returns": 3},
        {"field": "political", "first": 1, "met within": 1, "median days": 10.0, "returns": 3},
    ]
    assert m.first_by_field(two_years[0], returns, within=9)["met within"].tolist() == [1, 0]


def test_fields_that_met_on_the_same_day_are_neither_before_all_others():
    record = filled(small_record("west 2021-01-01 opened"), talks=[talk("2021-02-01"), talk("2021-02-01", field="x")])
    returns = pd.DataFrame({"day": pd.to_datetime(["2021-01-22"])})
    assert m.first_by_field(record, returns)["first"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.25, "4.0 times as often with a line (ratio of silence to contact 0.25, 95% interval 0.10 to 0.90"),
        (0.0, "only with a line (ratio of silence to contact 0.00, 95% interval 0.10 to 0.90"),
    ],
)
def test_how_often_they_met_is_told_in_both_languages(rates, ratio, words):
    shift = {"in_silence": 3, "expected": 9.25, "p_value": 0.0125}
    chance = " if talks came singly). Calendars shifted within governments put 9.2 of them into silence by chance "
    chance += "(p = 0.013)."
    arguments = rates, RateRatio(ratio, 0.1, 0.9, 0.01)
    told = "They met 30 times in 10.0 years with a line that answered (3.0 a year) and 3 times in 4.0 years without "
    assert words_of.rates_sentence(*arguments, shift) == told + "(0.8 a year): " + words + chance
    assert (
        words_of.rates_sentence_ko(*arguments)
        == "연결된 10.0년 동안 30회(연 3.0회), 단절된 4.0년 동안 3회(연 0.8회) 만났다."
    )


def test_nothing_to_compare_is_said_in_both_languages(rates):
    nothing = RateRatio(float("nan"), 0.0, float("inf"), 1.0)
    assert words_of.rates_sentence(rates, nothing, {}) == (
        "With these choices there is nothing to compare: no talks, or no time in one of the two states."
    )
    assert (
        words_of.rates_sentence_ko(rates, nothing)
        == "이 선택으로는 비교할 것이 없다: 회담이 없거나 두 상태 중 한쪽의 기간이 없다."
    )


@given(silences(), st.lists(DAYS, max_size=20))
@settings(max_examples=150, deadline=None)
def test_a_day_is_inside_when_it_is_one_of_the_days_of_a_silence(found, days):
    moments = pd.Series(pd.to_datetime(days), dtype="datetime64[s]")
    assert m.inside(found, moments).tolist() == [day in silent_dates(found) for day in days]


@given(silences(), st.lists(DAYS, min_size=2, max_size=2, unique=True).map(sorted))
@settings(max_examples=150, deadline=None)
def test_silent_days_of_a_year_are_counted_one_by_one(found, window):
    years = [day.year for day in pd.date_range(*window, inclusive="left")]
    silent = [day.year for day in silent_dates(found) if window[0] <= day < window[1]]
    counted = m.silent_days(found, *window)
    assert counted[counted > 0].to_dict() == {year: silent.count(year) for year in sorted(set(silent))}
    shares = {year: silent.count(year) / years.count(year) for year in sorted(set(years))}
    assert m.silent_share(found, *window).to_dict() == shares


@given(st.lists(CLOSE, max_size=6, unique=True), st.lists(CLOSE, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_met_after_a_return_is_the_nearest_talk_on_or_after_it(held, returned):
    record = filled(small_record("west 2019-01-01 opened"), talks=[talk(str(day)) for day in held])
    found = m.after_returns(record, pd.DataFrame({"day": pd.to_datetime(returned)}))
    for row, day in zip(found.to_dict("records"), returned, strict=True):
        later, before = [one for one in held if one >= day], [one for one in held if one < day]
        nearest = min(later, default=None)
        assert row["returned"].date() == day
        assert row["name"] == (f"talks of {nearest}" if later else "")
        waited, since = row["days to the next talks"], row["days since the last talks"]
        assert pd.isna(waited) if not later else waited == (nearest - day).days
        assert pd.isna(since) if not before else day - timedelta(days=int(since)) == max(before)


def test_talks_by_year_of_the_shipped_record_are_all_talks_of_the_window(record):
    found = hotline.silences(hotline.spells(record, as_of=record.checked_through))
    counts = m.by_year(record, found, "1971-01-01", record.checked_through, "level")
    assert counts["all"].sum() == (record.talks["track"] == "inter-korean").sum()
    assert counts["silent days"].sum() == found["days"].sum()
    assert counts["listed"].sum() == (record.talks["in_official_count"] == "current").sum()
    assert (counts.drop(columns=list(m.BESIDE)).sum(axis=1) == counts["all"]).all()


def test_talks_are_counted_by_list_and_those_in_silence_told_with_their_years(two_years, record):
    told = words_of.listed_sentence(*two_years)
    assert told.startswith(
        "4 talks between the Koreas are on record: 0 on the ministry's list, 0 only in totals published"
    )
    found = hotline.silences(hotline.spells(record, as_of=record.checked_through))
    silent = m.met_in_silence(record, found)
    years = silent["day"].dt.year
    assert words_of.listed_sentence(record, found).endswith(
        f"and {len(silent)} while no line answered, in the years {years.min()} to {years.max()}."
    )


def test_every_set_of_lines_gets_a_ratio_beside_shifted_calendars(record):
    spells = hotline.spells(record, as_of=record.checked_through)
    found = m.sensitivity(record, spells, {"west": ("military-west",)}, "2005-01-01", "2020-01-01", [12784, 18262])
    held = m.meetings(record)
    held = held[held["day"].between("2005-01-01", "2019-12-31")]
    states = daily_states(spells, ("military-west",), "2005-01-01", "2020-01-01").reindex(held["day"]).to_numpy()
    assert found[["lines", "talks"]].values.tolist() == [["west", "all"], ["west", "on the ministry's list"]]
    assert found.loc[0, "in silence"] == (states == "silence").sum()
    assert found.loc[0, "in contact"] == (states == "contact").sum()
    assert found["p_value"].between(0, 1).all()


def test_groups_beyond_the_most_frequent_are_added_up_so_that_nothing_is_left_out(record):
    found = hotline.silences(hotline.spells(record, as_of=record.checked_through))
    counts = m.by_year(record, found, "1971-01-01", record.checked_through, "level")
    drawn, columns = m.folded(counts)
    assert len(columns) == 7 and columns[-1] == "other"
    assert (drawn[columns].sum(axis=1) == counts["all"]).all()
    few = m.by_year(record, found, "1971-01-01", record.checked_through, "field")
    assert m.folded(few)[0].equals(few)


@pytest.mark.parametrize(
    ("ratio", "words"), [(float("inf"), "only without one (ratio of silence to contact without bound, 95% interval")]
)
def test_talks_in_silence_alone_have_no_ratio_in_numbers(rates, ratio, words):
    told = words_of.rates_sentence(rates, RateRatio(ratio, 0.5, ratio, 0.01), {"expected": 1.0, "p_value": 0.5})
    assert words in told and "inf " not in told
