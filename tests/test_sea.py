import pandas as pd
import pytest

import hotline
from conftest import filled, happening
from hotline import sea
from hotline.daily import daily_states
from hotline.rates import RateRatio

NOTHING = RateRatio(float("nan"), 0.0, float("inf"), 1.0)


@pytest.fixture
def coast(a_record):
    """West was silent from 1 July 2021 to 1 July 2022: 365 days of 730."""
    return filled(
        a_record("west 2021-01-01 opened", "west 2021-07-01 cut", "west 2022-07-01 restored"),
        context=[
            happening("2022-09-01", "sea-clash", place="off Yeonpyeong Island"),
            happening("2021-02-01", "sea-clash", place="near Daecheong Island"),
            happening("2021-08-01", "sea-firing", place="off Yeonpyeong Island"),
            happening("2021-08-02", "sea-attack", at_sea_boundary="east", place="off Yeonpyeong, by mistake"),
            happening("2022-01", "sea-seizure", place="off Udo"),
            happening("2020-05-05", "sea-clash", place="West Sea"),
            happening("2021-03-01", "land-clash"),
            happening("2021-03-02", "sea-clash", at_sea_boundary="no"),
        ],
    )


@pytest.fixture
def states(coast):
    return daily_states(hotline.spells(coast, as_of="2023-01-01"), ["west"], "2021-01-01", "2023-01-01")


@pytest.fixture
def rates():
    return pd.DataFrame(
        {"state": ["contact", "silence"], "years": [10.0, 4.0], "events": [20, 1], "a year": [2.0, 0.25]}
    )


def kinds_and_days(found):
    return list(zip(found["kind"], found["day"].astype("str"), strict=True))


def test_incidents_at_the_boundary_come_in_order_of_time(coast):
    assert kinds_and_days(sea.incidents(coast)) == [
        ("sea-clash", "2020-05-05"),
        ("sea-clash", "2021-02-01"),
        ("sea-firing", "2021-08-01"),
        ("sea-attack", "2021-08-02"),
        ("sea-seizure", "2022-01-16"),
        ("sea-clash", "2022-09-01"),
    ]


def test_incidents_may_be_kept_to_kinds_and_coasts(coast):
    chosen = sea.incidents(coast, kinds=["sea-firing", "sea-attack"], coasts=["east"])
    assert kinds_and_days(chosen) == [("sea-attack", "2021-08-02")]


def test_kinds_may_come_from_any_iterable(coast):
    assert sea.incidents(coast, kinds=iter(["sea-clash"])).equals(sea.incidents(coast, kinds=["sea-clash"]))


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (
            {"kinds": ["sea-clash", "storm"]},
            "kinds is ['sea-clash', 'storm'], but it must be one or more of sea-clash, sea-firing, sea-attack, "
            "sea-seizure",
        ),
        ({"kinds": []}, "kinds is [], but it must be one or more of sea-clash"),
        ({"coasts": ["south"]}, "coasts is ['south'], but it must be one or more of west, east"),
        ({"coasts": ()}, "coasts is [], but it must be one or more of west, east"),
    ],
)
def test_other_kinds_and_coasts_are_refused(coast, chosen, words):
    with pytest.raises(ValueError) as refused:
        sea.incidents(coast, **chosen)
    assert words in str(refused.value)


def test_incidents_are_counted_by_year_and_kind_inside_the_window(coast):
    found = sea.by_year(sea.incidents(coast), "2021-01-01", "2022-09-01")
    assert found.columns.tolist() == ["year", *sea.KINDS.values()]
    assert found.values.tolist() == [[2021, 1, 1, 1, 0], [2022, 0, 0, 0, 1]]


def test_stretches_of_water_run_from_west_to_east(coast, states):
    assert sea.areas(sea.incidents(coast), states).values.tolist() == [
        ["Baengnyeong, Daecheong, Socheong", 1, 0],
        ["Yeonpyeong", 1, 1],
        ["Udo and the Han estuary", 0, 1],
        ["elsewhere in the West Sea", 0, 0],
        ["East Sea", 0, 1],
    ]


def test_every_choice_of_lines_kinds_and_coast_gets_a_ratio(coast):
    spells = hotline.spells(coast, as_of="2023-01-01")
    found = sea.sensitivity(coast, spells, {"West": ("west",)}, "2021-01-01", "2023-01-01", [18628, 19358])
    assert found[["lines", "incidents", "coast", "in silence", "in contact"]].values.tolist() == [
        ["West", "with fire or sinking", "both", 2, 2],
        ["West", "with fire or sinking", "west", 1, 2],
        ["West", "exchange of fire", "both", 0, 2],
        ["West", "exchange of fire", "west", 0, 2],
        ["West", "all, seizures too", "both", 3, 2],
        ["West", "all, seizures too", "west", 2, 2],
    ]
    assert found["ratio"].round(9).tolist() == [1.0, 0.5, 0.0, 0.0, 1.5, 1.0]
    assert found["p_value"].between(0, 1).all() and found["expected in silence"].between(0, 5).all()


@pytest.mark.parametrize(
    ("ratio", "expected", "p_value", "verdict"),
    [
        (0.12, 3.5, 0.05, "These numbers do not tell more clashes from fewer."),
        (0.12, 3.5, 0.04, "By this count incidents were less frequent in silence than chance makes them."),
        (2.0, 0.2, 0.04, "By this count incidents were more frequent in silence than chance makes them."),
        (2.0, 3.5, 0.04, "By this count incidents were less frequent in silence than chance makes them."),
    ],
)
def test_rates_and_what_chance_makes_of_them_are_told(rates, ratio, expected, p_value, verdict):
    shift = {"in_silence": 1, "expected": expected, "p_value": p_value}
    assert sea.ratio_sentence(rates, RateRatio(ratio, 0.01, 0.8, 0.02), shift) == (
        "1 incident in 4.0 years of silence (0.25 a year) and 20 in 10.0 years of contact (2.00 a year): a rate "
        f"{ratio:.2f} times as high in silence (95% interval 0.01 to 0.80 if incidents came singly). They come in "
        f"clusters; calendars shifted within governments put {expected:.1f} of them into silence by chance (p = "
        f"{p_value:.2f}). " + verdict
    )


def test_rates_are_told_in_korean(rates):
    assert sea.ratio_sentence_ko(rates, RateRatio(0.12, 0.01, 0.8, 0.02)) == (
        "단절 4.0년 동안 1건(연 0.25건), 연결 10.0년 동안 20건(연 2.00건): "
        "단절 때의 발생률은 0.12배(95% 구간 0.01–0.80)."
    )


def test_no_incident_and_no_time_in_silence_leave_nothing_to_compare(rates):
    assert sea.ratio_sentence(rates, NOTHING, {"expected": 0.0, "p_value": 1.0}) == (
        "With these choices there is nothing to compare: no incident, or no time in one of the two states."
    )
    assert sea.ratio_sentence_ko(rates, NOTHING) == (
        "이 선택으로는 비교할 것이 없다: 사건이 없거나 두 상태 중 한쪽의 기간이 없다."
    )


def test_a_record_without_incidents_gives_zeros(a_record, states):
    none = sea.incidents(filled(a_record("west 2021-01-01 opened")))
    assert sea.by_year(none, "2021-01-01", "2022-01-01").values.tolist() == [[2021, 0, 0, 0, 0]]
    assert sea.areas(none, states)[["in contact", "in silence"]].values.tolist() == [[0, 0]] * 5


def test_every_incident_of_the_shipped_record_is_counted_once(record):
    rows = record.context[record.context["kind"].isin(sea.KINDS) & record.context["at_sea_boundary"].ne("no")]
    found = sea.incidents(record)
    assert sorted(found["event_id"]) == sorted(rows["event_id"])
    counted = sea.by_year(found, "1970-01-01", "2027-01-01").drop(columns="year").sum()
    assert counted.to_dict() == {words: (rows["kind"] == kind).sum() for kind, words in sea.KINDS.items()}
