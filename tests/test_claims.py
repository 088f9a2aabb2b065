import re

import pandas as pd
import pytest

from conftest import filled, talk
from hotline import claims as c

LINES = "Allowed: regular, or ids of lines: west, east."
TESTS = "Allowed: a number after at least, at most, exactly, more than, less than, such as 'at least 365'."


@pytest.fixture
def spring(a_record):
    return filled(
        a_record(
            "west 2021-01-01 opened",
            "west 2021-03-01 cut",
            "west 2021-04-01 restored",
            "east 2021-01-01 opened",
            "east 2021-03-11 cut",
        ),
        talks=[talk("2021-01-10", level="summit"), talk("2021-05-01"), talk("2021-05-01", talk_id="b")],
    )


def reading(**cells):
    row = {"reading_id": "june-1", "claim_id": "june", "article": "Paper", "statement": "It was silent", "reading": "x"}
    return (
        row
        | {"measure": "rows", "table": "talks", "rule": "level == 'summit'", "day": "", "test": "at least 1"}
        | cells
    )


def silent(lines, day, test="more than 10", **cells):
    return reading(measure="days-silent", table="", rule=lines, day=day, test=test, **cells)


def since(day, rule="level != ''", **cells):
    return reading(**{"measure": "days-since", "rule": rule, "day": day, "test": "at most 9"} | cells)


def measured(record, *readings):
    return c.measured(record, pd.DataFrame(readings))


@pytest.mark.parametrize(
    ("claim", "figure", "holds"),
    [
        (silent("west", "2021-03-15"), 14, "yes"),
        (silent("west", "2021-03-11"), 10, "no"),
        (silent("west", "2021-04-01"), 31, "yes"),
        (silent("west", "2021-04-02"), 0, "no"),
        (silent("west", "2021-02-01", "exactly 0"), 0, "yes"),
        (silent("west east", "2021-03-15", "at most 4"), 4, "yes"),
        (silent("west east", "2021-03-05"), 0, "no"),
        (silent("east", "2022-03-11", "more than 365"), 365, "no"),
        (reading(), 1, "yes"),
        (reading(rule="start_date > '2022'", test="exactly 0"), 0, "yes"),
        (reading(rule="name_en.str.contains('talks') and level in ['summit']"), 1, "yes"),
        (since("2021-05-11"), 10, "no"),
        (since("2021-05-01", test="less than 0"), 0, "no"),
        (since("2021-01-20"), 10, "no"),
        (since("2021-01-05"), None, "no"),
        (since("2021-01-05", measure="days-until"), 5, "yes"),
        (since("2021-01-10", measure="days-until"), 111, "no"),
        (since("2021-05-01", measure="days-until"), None, "no"),
        (reading(measure="pages", table="", rule="", test="at least 2", source_ids="paper radio"), 2, "yes"),
        (reading(measure="pages", table="", rule="", test="at least 1"), 0, "no"),
        (reading(measure="", table="", rule="", test=""), None, ""),
    ],
)
def test_a_reading_has_a_figure_and_holds_or_not(spring, claim, figure, holds):
    found = measured(spring, claim)
    assert found.drop(columns=["figure", "holds"]).to_dict("records") == [claim]
    assert found["holds"].tolist() == [holds]
    assert found["figure"].isna().tolist() == [True] if figure is None else found["figure"].tolist() == [figure]


def test_readings_give_four_verdicts(spring):
    readings = [
        reading(claim_id="all", source_ids="paper radio"),
        reading(claim_id="none", rule="level == ''"),
        reading(claim_id="all", reading="y", source_ids="radio post"),
        reading(claim_id="nothing", measure=""),
        silent("east", "2022-12-31", claim_id="some", reading="the east line"),
        silent("west", "2022-12-31", claim_id="some", reading="the west line"),
        since("2021-01-05", claim_id="some", reading="talks"),
    ]
    found = c.verdicts(measured(spring, *[{"source_ids": ""} | one for one in readings]))
    told = ["x: 1; y: 1", "x: 0", "", "the east line: 660; the west line: 0; talks: none"]
    names = zip(["all", "none", "nothing", "some"], told, c.VERDICTS[:2] + c.VERDICTS[3:1:-1], strict=True)
    assert found.to_dict("records") == [
        {"claim_id": name, "article": "Paper", "statement": "It was silent", "our figures": figures}
        | {"verdict": verdict, "source_ids": "paper radio post" if name == "all" else ""}
        for name, figures, verdict in names
    ]
    assert c.verdict_sentence(found) == (
        "Of 4 statements, 1 is supported, 1 is contradicted, 1 depends on the definition, and 1 cannot be checked."
    )


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            reading(measure="age"),
            "measure: 'age' is not allowed. Allowed: days-silent, rows, days-since, days-until, pages, or",
        ),
        (reading(table="moons"), "table: 'moons' is not allowed. Allowed: status_events, talks, messages, context."),
        (silent("moon west", "2021-03-15"), f"rule: 'moon' is not allowed. {LINES}"),
        (silent("", "2021-03-15"), f"rule: '' is not allowed. {LINES}"),
        (silent("west", "2021-03"), "day: '2021-03' is not allowed. Allowed: a day such as 2021-07-27."),
        (since(""), "day: '' is not allowed. Allowed: a day such as 2021-07-27."),
        (silent("east", "2030-01-01"), "day: '2030-01-01' is not allowed."),
        (since("2030-01-01"), "day: '2030-01-01' is not allowed."),
        (reading(test="many"), f"test: 'many' is not allowed. {TESTS}"),
        (reading(test="!= 3"), f"test: '!= 3' is not allowed. {TESTS}"),
        (reading(rule=""), "rule: '' cannot be read as a rule; write comparisons of columns with texts"),
        (reading(rule="colour == 'red'"), "rule: 'colour' is no column; the columns are talk_id, track"),
        (reading(rule="index"), "rule: 'index' is not allowed in a rule; write comparisons of columns with texts"),
    ],
)
def test_what_is_not_allowed_is_named_with_what_is(spring, claim, words):
    with pytest.raises(c.ClaimError) as refused:
        measured(spring, claim)
    assert str(refused.value).startswith("claim june-1, ")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "rule",
    [
        "__import__('os').system('touch {0}')",
        "@pd.io.common.os.system('touch {0}') == 0",
        "@Path('{0}').touch()",
        "level.__class__.__init__.__globals__['sys'].modules['os'].system('touch {0}') == 0",
        "start_date.to_csv('{0}')",
        "level.mask(level == level, 'other', inplace=True)",
        "@pd",
        "@record",
    ],
)
def test_a_hostile_rule_is_refused_and_does_nothing(spring, tmp_path, rule):
    before = spring.talks.copy()
    with pytest.raises(c.ClaimError):
        measured(spring, reading(rule=rule.format(tmp_path / "made")))
    assert list(tmp_path.iterdir()) == []
    assert spring.talks.equals(before)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("more", [{}, {"note": "메모", "source_ids": "paper"}])
def test_claims_of_your_own_may_have_a_note_and_sources(spring, tmp_path, encoding, more):
    row = reading(statement="통신선이 끊겼다, 다시", claim_id="6월", **more)
    pd.DataFrame([row]).to_csv(tmp_path / "own.csv", index=False, encoding=encoding)
    own = c.read_claims(tmp_path / "own.csv")
    assert own.to_dict("records") == [row]
    judged = c.verdicts(c.measured(spring, own)).to_dict("records")
    assert judged == [
        {"claim_id": "6월", "article": "Paper", "statement": "통신선이 끊겼다, 다시", "our figures": "x: 1"}
        | {"verdict": "supported", "source_ids": more.get("source_ids", "")}
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (",".join(c.COLUMNS[:-2]) + "\n", "own.csv lacks day, test; the columns are reading_id, claim_id, article"),
        (",".join(c.COLUMNS) + "\n", "own.csv has no row; write one row a reading of a claim"),
        ("", "own.csv has no row; write one row a reading of a claim"),
        (f"{','.join(c.COLUMNS)}\n{',' * len(c.COLUMNS)}\n", "own.csv, row 2: 11 cells, but the header has 10; quote"),
        ("문장".encode("cp949"), "own.csv is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(tmp_path, content, words):
    (tmp_path / "own.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(c.ClaimError) as refused:
        c.read_claims(tmp_path / "own.csv")
    assert words in str(refused.value)


def test_every_shipped_claim_has_a_verdict_and_every_measured_reading_a_figure(record):
    readings = c.measured(record, record.claims)
    assert readings.loc[readings["figure"].isna(), "measure"].eq("").all()
    assert readings.loc[readings["measure"] != "", "holds"].isin(["yes", "no"]).all()
    judged = c.verdicts(readings)
    assert judged["claim_id"].tolist() == list(dict.fromkeys(record.claims["claim_id"]))
    assert judged["verdict"].isin(c.VERDICTS).all()
    assert sum(map(int, re.findall(r"\d+", c.verdict_sentence(judged)))) == 2 * len(judged)
