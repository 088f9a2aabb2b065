import pandas as pd
import pytest

import hotline
from hotline.agreement import agreement, confusion, double_coded_days
from hotline.reconcile import reconciled


@pytest.fixture
def coded_twice(a_record):
    record = a_record("west 2019-07-01 opened", "west 2020-06-09 cut", "west 2021-07-27 restored")
    second = [
        ("west", "2019", "2019-01-01", "not-open"),
        ("west", "2019", "2019-07-01", "opened"),
        ("west", "2020", "2020-01-01", "contact"),
        ("west", "2020", "2020-06-12", "announced-restoration"),
        ("west", "2020", "2020-06-19", "unanswered"),
    ]
    frame = pd.DataFrame(second, columns=["channel_id", "year", "date", "finding"])
    return record.__class__(**{**vars(record), "second_coding": frame})


def test_every_day_of_a_channel_year_has_both_states(coded_twice):
    days = double_coded_days(coded_twice, hotline.spells(coded_twice, as_of="2023-01-01"))
    assert len(days) == 365 + 366
    assert confusion(days).to_dict() == {
        "contact": {"contact": 184 + 160, "not-open": 0, "silence": 10},
        "not-open": {"contact": 0, "not-open": 181, "silence": 0},
        "silence": {"contact": 0, "not-open": 0, "silence": 196},
    }


def test_agreement_is_the_share_of_days_and_kappa(coded_twice):
    found = agreement(double_coded_days(coded_twice, hotline.spells(coded_twice, as_of="2023-01-01")))
    assert (found["channel-years"], found["days"]) == (2, 731)
    assert found["same state"] == pytest.approx(721 / 731)
    by_chance = (344 * 354 + 181 * 181 + 206 * 196) / 731**2
    assert found["kappa"] == pytest.approx((721 / 731 - by_chance) / (1 - by_chance))


def test_two_coders_agree_on_the_shipped_record_where_both_know_the_state(record):
    days = double_coded_days(record, hotline.spells(record, as_of=record.checked_through))
    known = days[days["first"].isin(["contact", "silence"]) & days["second"].isin(["contact", "silence"])]
    assert agreement(days)["kappa"] > 0.6
    assert agreement(known)["kappa"] > 0.9


def test_published_totals_are_counted_under_their_rules(record):
    found = reconciled(record)
    everything = found.set_index("what").loc["all talks 1971 to the end of 2018"]
    assert (everything["published"], everything["ours"], everything["difference"]) == (667, 667, 0)
    unexplained = found[(found["difference"] != 0) & (found["note"] == "")]
    assert unexplained.empty
    assert (found["difference"] == 0).mean() > 0.8


def test_the_register_is_whole(record):
    counted = record.talks[record.talks["in_official_count"] == "current"]
    assert len(counted) == 667
    assert record.talks["talk_id"].is_unique
