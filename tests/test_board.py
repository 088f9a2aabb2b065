import hotline
from hotline.board import board_sentence, references, status_board


def board_of(a_record):
    record = a_record(
        "office 2018-09-14 opened",
        "office 2020-06-09 cut",
        "west 2002-09-24 opened",
        "west 2021-01-01 used",
        "secret 2000-06-18 opened",
        "secret 2001-01-01 untracked",
        "kedo 1997-08-04 opened",
        "kedo 2006-05-31 closed",
        sets={"office": "daily", "secret": "leaders", "kedo": "service"},
    )
    return record, status_board(record, hotline.spells(record, as_of="2023-01-01"), "2023-01-01")


def test_the_board_tells_state_length_and_newest_evidence_of_every_line(a_record):
    _, board = board_of(a_record)
    assert board.values.tolist() == [
        ["Office", "government and Red Cross", "silent", "2020-06-09", "936", "2020-06-09", 1],
        ["West", "military", "in contact", "2002-09-24", "7404", "2021-01-01", 1],
        ["Secret", "leaders and services", "not known", "2001-01-01", "8035", "2001-01-01", 1],
        ["Kedo", "air, sea, trade", "closed for good", "2006-05-31", "6059", "2006-05-31", 1],
    ]


def test_the_board_in_a_sentence(a_record):
    record, board = board_of(a_record)
    assert board_sentence(board, record.checked_through) == (
        "On 1 January 2023, 1 of 4 lines on record were silent. In contact: West. In a state nobody reports: Secret. "
        "Closed for good: Kedo."
    )


def test_references_name_each_event_once_with_its_pages(a_record):
    record, _ = board_of(a_record)
    assert references(record, ["2020-06-09-office-cut"] * 2) == (
        '- **2020-06-09** office cut (`2020-06-09-office-cut`)\n    - Paper, "News", 2021-07-27, https://example.org/a'
    )
