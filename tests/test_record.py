from datetime import date

import pandas as pd
import pytest

import hotline
from hotline.record import TABLES
from hotline.vocab import DATED_BY


def test_the_record_says_what_it_is(record):
    size = f"{len(record.status_events)} events of {len(record.channels)} lines from {len(record.sources)} sources"
    assert repr(record) == f"Record {record.version}: {size}, checked through {record.checked_through}"


def test_events_stand_in_order_of_time_with_their_earliest_and_latest_day(record):
    events = record.status_events
    assert events["day"].is_monotonic_increasing
    assert (events["earliest"] <= events["day"]).all() and (events["day"] <= events["latest"]).all()


def test_what_is_not_known_is_an_empty_text_and_never_missing(record):
    for table in (record.channels, record.status_events, record.sources, record.decisions, record.talks):
        assert not table.isna().any(axis=None)


@pytest.mark.parametrize(
    "day", ["1976-08-30", "1980-02-10", "2013-03-11", "2021-07-26", "2021-07-27", date(2021, 8, 10)]
)
def test_the_record_as_of_a_day_is_the_record_cut_at_that_day(record, day):
    then = hotline.load(as_of=day)
    expected = record.status_events[record.status_events["day"] <= pd.Timestamp(day)]
    assert then.status_events.reset_index(drop=True).equals(expected.reset_index(drop=True))
    assert then.checked_through == pd.Timestamp(day).date()
    assert hotline.spells(then, as_of=day).equals(hotline.spells(record, as_of=day))


def test_the_record_as_of_a_day_keeps_only_what_its_rows_cite(record):
    then = hotline.load(as_of="1976-08-30")
    for name, column in DATED_BY.items():
        kept = getattr(then, name)
        assert kept[column].max() <= "1976-08-30"
        about = then.decisions.loc[then.decisions["table"] == name, "row_id"]
        assert set(about) <= set(kept.iloc[:, 0])
    tables = [getattr(then, name) for name in ("status_events", *TABLES) if name not in ("sources", "second_reading")]
    cited = {source for table in tables for ids in table["source_ids"] for source in ids.split()}
    assert set(then.sources["source_id"]) == cited


def test_the_record_as_of_its_last_day_has_every_event_of_the_lines(record):
    assert hotline.load(as_of=record.checked_through).status_events.equals(record.status_events)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2999-01-01", "nothing is known yet of 2999-01-01"),
        ("2021-07", "it must be one day, such as 2021-07-27"),
        ("2021-02-30", "is not a day of the calendar"),
    ],
)
def test_a_day_that_cannot_be_loaded_is_refused_in_words(day, words):
    with pytest.raises(ValueError) as refused:
        hotline.load(as_of=day)
    assert words in str(refused.value)


def test_events_of_a_line_are_given_in_order_and_an_unknown_line_is_refused(record):
    assert set(record.events_of("panmunjom-red-cross")["channel_id"]) == {"panmunjom-red-cross"}
    with pytest.raises(KeyError, match="'moon' is not a channel; the channels are air-traffic-control"):
        record.events_of("moon")


FORMATS = {
    "csv": ("to_csv", {"index": False}, pd.read_csv, {"dtype": str, "keep_default_na": False}),
    "xlsx": ("to_excel", {"index": False}, pd.read_excel, {"dtype": str, "keep_default_na": False}),
    "parquet": ("to_parquet", {}, pd.read_parquet, {}),
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("table", ["status_events", *TABLES])
def test_every_cell_of_every_table_survives_a_round_trip(record, table, ending, tmp_path):
    write, how, read, back = FORMATS[ending]
    frame = getattr(record, table).astype(str)
    getattr(frame, write)(tmp_path / f"table.{ending}", **how)
    assert read(tmp_path / f"table.{ending}", **back).equals(frame)
