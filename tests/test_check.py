import hashlib
import json
import subprocess
import sys

import pandas as pd
import pytest

import hotline
from hotline.check import check
from hotline.schema import SHIPPED, Problem


def change(folder, table, column, value, row=2):
    """Put a value into one cell; the header is row 1."""
    path = folder / f"{table}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[row - 2, column] = value
    frame.to_csv(path, index=False, lineterminator="\n")


def cell(folder, table, column, row=2):
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False).loc[row - 2, column]


def append(folder, table, **cells):
    path = folder / f"{table}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    new = {column: "" for column in frame} | frame.iloc[-1].to_dict() | cells
    pd.concat([frame, pd.DataFrame([new])]).to_csv(path, index=False, lineterminator="\n")
    return len(frame) + 2


def says(problems, *words):
    return [problem for problem in problems if all(word in str(problem) for word in words)]


def test_the_shipped_tables_have_no_problems():
    assert check() == []


def test_a_problem_reads_as_one_line_with_place_allowed_values_and_what_to_do():
    problem = Problem("channels.csv", 3, "set", "'dayly' is not allowed", "daily, military", "correct the cell")
    assert str(problem) == (
        "channels.csv, row 3, column set: 'dayly' is not allowed. Allowed: daily, military. To do: correct the cell."
    )


def test_a_missing_folder_is_named(tmp_path):
    assert check(tmp_path / "nowhere") == [
        Problem(
            str(tmp_path / "nowhere"), None, "", "there is no such folder", "a folder of tables", "correct the path"
        )
    ]


def test_a_missing_file_is_named(folder):
    (folder / "decisions.csv").unlink()
    assert says(check(folder), "decisions.csv: the file is missing", "put decisions.csv into the folder")


def test_an_empty_file_is_named(folder):
    (folder / "sources.csv").write_text("\n")
    assert says(check(folder), "sources.csv: the file is empty")


def test_a_file_with_only_a_header_leaves_ids_that_lead_nowhere(folder):
    path = folder / "sources.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    assert says(check(folder), "channels.csv, row 2, column source_ids", "is not listed")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp949", "it can be read as CP949 (Korean Windows)"), ("utf-8-sig", "byte-order mark"), ("utf-16", "byte-order")],
)
def test_a_file_in_another_encoding_is_recognised(folder, encoding, words):
    path = folder / "channels.csv"
    text = path.read_text(encoding="utf-8").encode("cp949", "ignore").decode("cp949")
    path.write_bytes(text.encode(encoding))
    assert says(check(folder), "channels.csv, row", words, "UTF-8")


def test_a_file_with_a_nul_byte_is_refused_with_its_row(folder):
    path = folder / "channels.csv"
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2][:5] + b"\x00" + lines[2][5:]
    path.write_bytes(b"\n".join(lines))
    assert says(check(folder), "channels.csv, row 3: the file holds a NUL byte")


def test_a_missing_and_an_extra_column_are_both_named(folder):
    path = folder / "periods.csv"
    path.write_text(path.read_text().replace("name_ko", "name_kr", 1))
    found = check(folder)
    assert says(found, "periods.csv, row 1, column name_ko: the column 'name_ko' is missing")
    assert says(found, "periods.csv, row 1, column name_kr: the column 'name_kr' is not known here")


def test_columns_in_another_order_are_refused(folder):
    path = folder / "periods.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame[frame.columns[::-1]].to_csv(path, index=False)
    assert says(check(folder), "periods.csv, row 1: the columns are in another order")


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("status_events", "date", "2021-02-30", "'2021-02-30' is not a day of the calendar"),
        ("status_events", "date", "yesterday", "'yesterday' is not a date in one of the forms"),
        ("status_events", "date", "", "the cell is empty"),
        ("status_events", "channel_id", "red-phone", "'red-phone' is not a channel"),
        ("status_events", "kind", "hung-up", "'hung-up' is not allowed"),
        ("status_events", "time_kst", "25:00", "'25:00' is not allowed"),
        ("status_events", "summary_ko", "", "the cell is empty"),
        ("status_events", "source_ids", "nobody", "the source 'nobody' is not listed"),
        ("channels", "set", "dayly", "Allowed: daily, military, leaders, service, third-party"),
        ("sources", "url", "example.org", "'example.org' is not allowed"),
        ("sources", "published", "2021-13-01", "'2021-13-01' is not a day of the calendar"),
        ("sources", "language", "kr", "Allowed: en, ko, other"),
        ("periods", "start_date", "soon", "'soon' is not a date"),
        ("decisions", "row_id", "no-such-row", "'no-such-row' is no row of"),
        ("decisions", "field", "colour", "'colour' is no column of"),
    ],
)
def test_a_wrong_cell_is_found_with_its_place_and_what_is_allowed(folder, table, column, value, words):
    change(folder, table, column, value)
    found = says(check(folder), f"{table}.csv, row 2, column {column}", words)
    assert found
    assert found[0].allowed and found[0].todo


def test_a_duplicate_id_is_found_at_its_second_place(folder):
    change(folder, "channels", "channel_id", cell(folder, "channels", "channel_id"), row=3)
    assert says(check(folder), "channels.csv, row 3, column channel_id: a duplicate id")


def test_a_source_given_twice_in_one_cell_is_found(folder):
    source = cell(folder, "channels", "source_ids").split()[0]
    change(folder, "channels", "source_ids", f"{source} {source}")
    assert says(check(folder), "channels.csv, row 2, column source_ids", "given twice")


def test_a_source_that_no_row_cites_is_found(folder):
    row = append(folder, "sources", source_id="zzz-unused", url="https://example.org/unused")
    assert says(check(folder), f"sources.csv, row {row}, column source_id: no row cites the source 'zzz-unused'")


def test_one_page_under_two_ids_is_found(folder):
    change(folder, "sources", "url", cell(folder, "sources", "url"), row=3)
    assert says(check(folder), "sources.csv, row 3, column url", "is the address of")


def test_rows_out_of_order_are_found(folder):
    path = folder / "status_events.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    pd.concat([frame.iloc[[5]], frame.drop(index=5)]).to_csv(path, index=False, lineterminator="\n")
    assert says(check(folder), "status_events.csv, row 2, column date: the row is out of order")


@pytest.mark.parametrize(("cells", "words"), [("a,b", "the row is too short"), (",".join("x" * 20), "too long")])
def test_a_row_of_another_width_is_found(folder, cells, words):
    path = folder / "periods.csv"
    text = path.read_text()
    path.write_text(text + cells + "\n")
    assert says(check(folder), f"periods.csv, row {text.count(chr(10)) + 1}", words)


def test_a_blank_row_is_found(folder):
    path = folder / "periods.csv"
    text = path.read_text()
    path.write_text(text + "\n" + text.splitlines()[-1].replace("-", "x", 1) + "\n")
    assert says(check(folder), "periods.csv", "the row is blank")


def write_events(folder, *rows):
    """Replace the events by rows of channel, date, time and kind, with sources that are listed."""
    path = folder / "status_events.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    template = frame.iloc[0].to_dict() | {"confidence": "low", "note": ""}
    events = [
        template
        | {"event_id": f"{date}-{channel}-{kind}", "channel_id": channel, "date": date, "time_kst": time, "kind": kind}
        for channel, date, time, kind in rows
    ]
    pd.DataFrame(events).sort_values(["date", "event_id"]).to_csv(path, index=False, lineterminator="\n")


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (("leaders", "2019-05-01", "", "restored"), "'restored' of a line that was not silent"),
        (("leaders", "2019-05-01", "", "opened"), "'opened' of a line that had been opened before"),
        (("leaders", "2017-05-01", "", "used"), "'used' before the line was opened"),
        (("leaders", "2018-04-20", "10:00", "cut"), "contradict each other at one time, 2018-04-20 10:00"),
        (("leaders", "2999-01-01", "", "used"), "'2999-01-01' is after the record was last checked"),
    ],
)
def test_a_history_that_cannot_have_happened_is_found(folder, second, words):
    write_events(folder, ("leaders", "2018-04-20", "10:00", "opened"), second)
    assert says(check(folder), "status_events.csv", words)


def test_an_event_after_a_line_closed_for_good_is_found(folder):
    first = ("leaders", "2018-04-20", "", "opened"), ("leaders", "2020-01-01", "", "closed")
    write_events(folder, *first, ("leaders", "2021-01-01", "", "used"))
    assert says(check(folder), "row 4, column kind: 'used' of a line that had closed for good")


def test_an_id_that_says_something_else_than_its_row_is_found(folder):
    change(folder, "status_events", "event_id", "1900-01-01-nothing")
    assert says(check(folder), "row 2, column event_id", "does not say what date, channel_id and kind say")


def test_high_confidence_needs_two_sources(folder):
    change(folder, "status_events", "source_ids", cell(folder, "status_events", "source_ids").split()[0])
    change(folder, "status_events", "confidence", "high")
    assert says(check(folder), "row 2, column confidence: 'high' with one source")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "cannot be read as JSON"),
        ("[]", "there is no day such as 2026-02-25 here"),
        ('{"checked_through": "soon"}', "there is no day such as 2026-02-25 here"),
        (None, "the file is missing"),
    ],
)
def test_a_damaged_datapackage_is_found(folder, content, words):
    path = folder / "datapackage.json"
    path.unlink() if content is None else path.write_text(content)
    assert says(check(folder), "datapackage.json", words)


def test_loading_a_folder_with_problems_lists_them_all(folder):
    change(folder, "channels", "set", "dayly")
    change(folder, "status_events", "kind", "hung-up")
    with pytest.raises(hotline.DatasetError) as refused:
        hotline.load(folder)
    assert "'dayly' is not allowed" in str(refused.value)
    assert "'hung-up' is not allowed" in str(refused.value)
    assert len(refused.value.problems) == str(refused.value).count("\n")


def test_a_folder_of_ones_own_without_problems_loads(folder, record):
    assert repr(hotline.load(folder)) == repr(record)


def run(*arguments):
    command = [sys.executable, "-m", "hotline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_every_problem_and_exits_with_1(folder):
    change(folder, "channels", "set", "dayly")
    done = run("check", folder)
    assert done.returncode == 1
    assert "channels.csv, row 2, column set: 'dayly' is not allowed. Allowed: daily" in done.stdout
    assert done.stdout.strip().endswith(": 1 problem")


def test_the_command_exits_with_0_for_the_shipped_tables():
    done = run("check")
    assert (done.returncode, done.stdout.strip().endswith("no problems")) == (0, True)


def test_a_wrong_command_says_what_there_is():
    done = run("frobnicate")
    assert done.returncode == 2
    assert "invalid choice: 'frobnicate'" in done.stderr


def test_the_seal_names_size_and_hash_of_every_table_as_it_is():
    package = json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {path.name for path in SHIPPED.glob("*.csv")}
    for resource in package["resources"]:
        content = (SHIPPED / resource["path"]).read_bytes()
        seal = f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (resource["bytes"], resource["hash"]) == (len(content), seal), "run `make seal`"
