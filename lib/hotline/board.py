"""The status board: what is known of every line on a day, and what that knowledge rests on."""

from datetime import date

import pandas as pd

from hotline.measures import state_on
from hotline.record import Record
from hotline.words import STATE_WORDS, day_text, listing, source_references

WORDS = (
    ("in contact", "In contact"),
    ("not known", "In a state nobody reports"),
    ("closed for good", "Closed for good"),
)
SETS = {
    "daily": "government and Red Cross",
    "military": "military",
    "leaders": "leaders and services",
    "service": "air, sea, trade",
    "third-party": "UN Command",
}


def status_board(record: Record, spells: pd.DataFrame, day: date | str) -> pd.DataFrame:
    """Return the state of every line on a day as readers see it, lines with regular calls first.

    Returns
    -------
    One row a line: line, for (what it is for), state, since, days (in that state), newest evidence (the date of
    the newest event on record up to that day), sources (how many pages stand behind the line's events until then).
    """
    known = state_on(spells, day).set_index("channel_id")
    events = record.status_events[record.status_events["day"] <= pd.Timestamp(day)]
    newest = events.groupby("channel_id")["date"].last()
    sources = events.groupby("channel_id")["source_ids"].agg(lambda ids: len(set(" ".join(ids).split())))
    channels = record.channels.set_index("channel_id").loc[known.index]
    board = pd.DataFrame(
        {
            "line": channels["name_en"],
            "for": channels["set"].map(SETS),
            "state": known["state"].map(STATE_WORDS),
            "since": known["since"].dt.strftime("%Y-%m-%d").fillna(""),
            "days": known["days"].astype("str").replace("<NA>", ""),
            "newest evidence": newest.reindex(known.index).fillna(""),
            "sources": sources.reindex(known.index).fillna(0).astype(int),
        }
    )
    order = channels["set"].map(list(SETS).index)
    return board.assign(order=order).sort_values(["order", "since"]).drop(columns="order").reset_index(drop=True)


def board_sentence(board: pd.DataFrame, day: date) -> str:
    """Return the status board in one sentence."""
    groups = [
        f"{told}: {listing(board.loc[board['state'] == word, 'line'].tolist())}."
        for word, told in WORDS
        if (board["state"] == word).any()
    ]
    silent = int((board["state"] == "silent").sum())
    return " ".join([f"On {day_text(day)}, {silent} of {len(board)} lines on record were silent.", *groups])


def references(record: Record, event_ids: list[str]) -> str:
    """Return events and the pages that report them as a Markdown list."""
    events = record.status_events.set_index("event_id").loc[list(dict.fromkeys(event_ids))]
    lines = []
    for event_id, event in events.iterrows():
        lines.append(f"- **{event['date']}** {event['summary_en']} (`{event_id}`)")
        lines += [f"    - {reference}" for reference in source_references(record, event["source_ids"])]
    return "\n".join(lines)
