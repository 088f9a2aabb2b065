import pandas as pd
import pytest

from hotline.queries import select

EVENTS = pd.DataFrame(
    {"day": ["2020", "2021", "2022"], "kind": ["cut", "used", "cut"], "line": ["west 1", "east", "west 2"]},
    index=[7, 8, 9],
)


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("kind == 'cut'", [7, 9]),
        ("kind != 'cut'", [8]),
        ("'' < day", None),
        ("day >= '2021'", [8, 9]),
        ("'2020' < '2021'", None),
        ("day > '2020' and kind == 'cut'", [9]),
        ("day < '2021' or kind == 'used'", [7, 8]),
        ("not kind == 'cut'", [8]),
        ("not (day <= '2020' or kind in ['used'])", [9]),
        ("kind not in ['cut', 'restored']", [8]),
        ("kind in ('used',)", [8]),
        ("line.str.contains('st 2')", [9]),
        ("(kind == 'cut'" + chr(10) + "and day > '2020')", [9]),
        ("kind == " + repr("a" + chr(10) + "b"), []),
        ("line.str.startswith('west') and day > '2020'", [9]),
        ("  kind == 'gone'\n", []),
    ],
)
def test_a_rule_selects_the_rows_for_which_it_holds(rule, rows):
    if rows is None:
        with pytest.raises(ValueError, match="is not allowed in a rule"):
            select(EVENTS, rule)
    else:
        assert select(EVENTS, rule).equals(EVENTS.loc[rows])


@pytest.mark.parametrize(
    "rule",
    [
        "0",
        "[0, 1]",
        "index",
        "kind",
        "kind == line",
        "kind == 5",
        "kind is 'cut'",
        "'cut' == 'cut'",
        "kind == ('cut' if 1 else 'x')",
        "(lambda: 1)()",
        "kind.str.contains('c', regex=False)",
        "kind.str.upper()",
        "kind.str.contains(line)",
        "kind.str.__class__('x')",
        "kind.to_csv('x')",
        "[x for x in kind]",
        "kind := 'cut'",
        "kind.str.contains(('a', 'b'))",
        "kind.str.startswith(['a'])",
    ],
)
def test_anything_but_a_comparison_is_refused(rule):
    with pytest.raises(ValueError, match="write comparisons of columns with texts, in"):
        select(EVENTS, rule)


@pytest.mark.parametrize("rule", ["", "kind ==", "@kind", "kind == `line`", "(" * 10_000, "kind == 'a\0'", "a" * 9999])
def test_what_cannot_be_read_is_refused_in_words(rule):
    with pytest.raises(ValueError, match=r"cannot be read as a rule; write comparisons|is not allowed in a rule"):
        select(EVENTS, rule)


def test_a_column_that_the_table_lacks_is_named_with_those_it_has():
    with pytest.raises(ValueError, match="'colour' is no column; the columns are day, kind, line"):
        select(EVENTS, "kind == 'cut' and colour == 'red'")


def test_a_pattern_that_is_none_is_refused():
    with pytest.raises(ValueError, match="regular expression"):
        select(EVENTS, "kind.str.contains('(')")
