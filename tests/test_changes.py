import sys

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from changes import changes, rows, told

BEFORE = "event_id,date,kind\na,2020-01-01,cut\nb,2020-02-01,used\n"
AFTER = "event_id,date,kind\na,2020-01-02,cut\nc,2020-03-01,opened\n"


def test_what_changed_between_two_versions_is_told_row_by_row():
    assert changes(rows(BEFORE), rows(AFTER)) == [
        "- added `c`",
        "- removed `b`",
        "- `a`, date: '2020-01-01' is now '2020-01-02'",
    ]


def test_the_same_tables_have_no_changes():
    assert changes(rows(AFTER), rows(AFTER)) == []


def test_a_new_table_is_told_in_one_line():
    assert told("context", {}, rows(AFTER)) == ["- a new table of 2 rows"]


def test_new_pages_are_counted_for_the_rows_that_cite_them_are_named():
    assert told("sources", rows(BEFORE), rows(AFTER)) == [
        "- added 1 pages",
        "- removed `b`",
        "- `a`, date: '2020-01-01' is now '2020-01-02'",
    ]
    assert told("talks", rows(BEFORE), rows(AFTER)) == changes(rows(BEFORE), rows(AFTER))
