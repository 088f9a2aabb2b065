"""Sentences, citations and labels, in English and Korean."""

from datetime import date
from html import escape

import pandas as pd

from hotline.record import Record

STATE_WORDS = {
    "contact": "in contact",
    "silence": "silent",
    "unknown": "not known",
    "not yet open": "not yet open",
    "closed": "closed for good",
}
STATE_WORDS_KO = {
    "contact": "연결",
    "silence": "단절",
    "unknown": "알 수 없음",
    "not yet open": "개통 전",
    "closed": "폐쇄",
}


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """Return '1 day', '2 days', '1,331 days'; `nouns` is the plural of a noun that does not just take an s."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def bound(value: float) -> str:
    """Return a ratio or the bound of one with two places, or "without bound"."""
    return "without bound" if value == float("inf") else f"{value:.2f}"


def day_text(day: pd.Timestamp | date) -> str:
    """Return a day as '7 April 2023'."""
    return f"{day.day} {day:%B %Y}"


def day_ko(day: pd.Timestamp | date) -> str:
    """Return a day as '2023년 4월 7일'."""
    return f"{day.year}년 {day.month}월 {day.day}일"


def listing(names: list[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def channel_names(record: Record, channel_ids: list[str], language: str = "en") -> list[str]:
    """Return the names of channels in English ("en") or Korean ("ko")."""
    names = record.channels.set_index("channel_id")[f"name_{language}"]
    return [names[channel] for channel in channel_ids]


def days_text(silence: pd.Series) -> str:
    """Return the length of a silence in words, with its range where the dates are not known to the day."""
    days = plural(silence["days"], "day")
    if silence["days_min"] == silence["days_max"]:
        return days
    return f"{days} (between {silence['days_min']:,} and {silence['days_max']:,})"


def silences_sentence(found: pd.DataFrame, start: date, end: date) -> str:
    """Return one sentence on the silences inside the window [start, end), all of it computed."""
    window = f"Between {day_text(start)} and {day_text(end)}"
    if found.empty:
        return f"{window} there was no time when none of the chosen lines answered."
    days, total = int(found["days"].sum()), (pd.Timestamp(end) - pd.Timestamp(start)).days
    longest = found.loc[found["days"].idxmax()]
    told = f"{window} all of the chosen lines that were open were silent {times(len(found))}, for {plural(days, 'day')}"
    return f"{told} in all ({days / total:.0%} of the time); {_longest(longest)}."


def present_sentence(record: Record, found: pd.DataFrame) -> str:
    """Return one sentence on the silence that has not ended, or on the last one that has."""
    as_of = day_text(record.checked_through)
    if found.empty:
        return f"As of {as_of}, the chosen lines have never been silent at once."
    last = found.iloc[-1]
    lines = listing(channel_names(record, last["channels"].split()))
    if last["ended"]:
        return f"As of {as_of}, the last silence of {lines} ended on {day_text(last['end'])} after {days_text(last)}."
    rank = int((found["days"] > last["days"]).sum()) + 1
    return (
        f"As of {as_of}, {lines} had been silent for {days_text(last)}, since {day_text(last['start'])}: "
        f"the {_ordinal(rank)}longest of {plural(len(found), 'silence')} on record, and not over."
    )


def present_sentence_ko(record: Record, found: pd.DataFrame) -> str:
    """Return the sentence on the present silence in Korean."""
    as_of = record.checked_through
    if found.empty or found.iloc[-1]["ended"]:
        return f"{day_ko(as_of)} 현재, 선택한 통신선이 모두 끊겨 있지는 않다."
    last = found.iloc[-1]
    lines = ", ".join(channel_names(record, last["channels"].split(), "ko"))
    return f"{day_ko(as_of)} 현재, {day_ko(last['start'])}부터 {last['days']:,}일째 단절: {lines}."


def times(number: int) -> str:
    """Return 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def source_references(record: Record, source_ids: str) -> list[str]:
    """Return one plain-text reference a source: publisher, "title", date, address.

    Raises
    ------
    KeyError
        An id is not in `record.sources`.
    """
    known = record.sources.set_index("source_id")
    if strangers := [source for source in source_ids.split() if source not in known.index]:
        raise KeyError(f"{', '.join(strangers)}: not in sources.csv; take ids from a source_ids column")
    return [_reference(known.loc[source]) for source in source_ids.split()]


def event_text(event: pd.Series) -> str:
    """Return an event in one line: date, time, summary."""
    time = f" {event['time_kst']} KST" if event["time_kst"] else ""
    return f"{event['date']}{time}: {event['summary_en']}"


def event_words(record: Record, event_id: object) -> str:
    """Return what happened to which line, such as 'restored: West military line'; nothing for an open end."""
    if not isinstance(event_id, str):
        return ""
    event = record.status_events.set_index("event_id").loc[event_id]
    return f"{event['kind']}: {channel_names(record, [event['channel_id']])[0]}"


def event_card(record: Record, event_id: str) -> str:
    """Return an event with its sources as HTML; all text is escaped, only http addresses become links."""
    event = record.status_events.set_index("event_id").loc[event_id]
    known = record.sources.set_index("source_id")
    links = "".join(f"<li>{_link(known.loc[source])}</li>" for source in event["source_ids"].split())
    facts = (
        f"{event['kind']} · by {event['actor']} · reason declared: {event['reason']} · {event['confidence']} confidence"
    )
    note = f"<p>Note: {escape(event['note'])}</p>" if event["note"] else ""
    korean = f'<p lang="ko">{escape(event["summary_ko"])}</p>'
    return f"<p><b>{escape(event_text(event))}</b></p>{korean}<p>{escape(facts)}</p>{note}<ul>{links}</ul>"


def _longest(silence: pd.Series) -> str:
    until = f"to {day_text(silence['end'])}" if silence["ended"] else f"and not over on {day_text(silence['end'])}"
    return f"the longest lasted {plural(silence['days'], 'day')}, from {day_text(silence['start'])} {until}"


def _ordinal(rank: int) -> str:
    if rank == 1:
        return ""
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10 if rank % 100 not in (11, 12, 13) else 0, "th")
    return f"{rank}{suffix} "


def _reference(source: pd.Series) -> str:
    published = source["published"] or "no date"
    return f'{source["publisher"]}, "{source["title"]}", {published}, {source["url"]}'


def _link(source: pd.Series) -> str:
    published = escape(source["published"] or "no date")
    title = f'<a href="{escape(source["url"])}" target="_blank" rel="noopener noreferrer">{escape(source["title"])}</a>'
    return f"{escape(source['publisher'])}, {title}, {published} ({escape(source['language'])})"
