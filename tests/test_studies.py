import numpy as np
import pandas as pd

from hotline import studies
from test_triggers import number, numbers, years

__all__ = ["years"]


def test_acts_of_the_north_are_its_own_tests_and_shots_in_order(years):
    assert studies.acts_of_the_north(years).tolist() == numbers("2009-04-01", "2010-01-16", "2010-02-09")


def test_an_act_stands_before_another_from_the_day_after_it_and_never_before_itself(years):
    found = {name: [days.tolist() for days in ends] for name, ends in studies.before_acts(years).items()}
    acts = numbers("2009-04-02", "2010-01-17", "2010-02-10")
    assert {name: ends for name, ends in found.items() if ends[0]} == {
        "US-South exercises": [numbers("2010-03-01"), numbers("2010-03-11")],
        "summits": [numbers("2010-06-01"), numbers("2010-06-02")],
        "talks with the United States": [numbers("2010-07-01")] * 2,
        "talks of the Koreas": [numbers("2010-06-01"), numbers("2010-06-02")],
        "an earlier act of the North": [acts, acts],
    }
    assert not set(studies.OWN) & set(found)


def test_the_scan_counts_acts_after_each_of_these(years):
    table = studies.acts_scan(years, [number("2009-01-01"), number("2011-01-01")]).set_index("trigger")
    assert (table["events"] == 3).all()
    assert table.loc[studies.EARLIER, "followed"] == 1
    assert table.loc["US-South exercises", "followed"] == 0


def test_what_came_before_the_acts_is_told_with_its_verdict():
    columns = ["trigger", "followed", "events", "expected", "ratio", "lower", "upper", "p_adjusted"]
    rows = [["drill", 4, 18, 4.24, 0.9, 0.25, 2.5, 0.9], ["talks", 1, 18, 6.0, 0.125, 0.0, 0.75, 0.01]]
    rows += [["earlier", 9, 18, 3.0, 4.0, 1.5, np.inf, 0.02]]
    table = pd.DataFrame(rows, columns=columns)
    assert studies.study_sentence(table, ("drill", "talks", "earlier")) == (
        "drill: 4 of 18 acts, 4.2 by chance (ratio 0.90, 95% interval 0.25 to 2.50; "
        "adjusted p = 0.90, not beyond chance); "
        "talks: 1 of 18 acts, 6.0 by chance (ratio 0.12, 95% interval 0.00 to 0.75; "
        "adjusted p = 0.01, less than chance); "
        "earlier: 9 of 18 acts, 3.0 by chance (ratio 4.00, 95% interval 1.50 to inf; "
        "adjusted p = 0.02, more than chance)."
    )
