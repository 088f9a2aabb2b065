"""One day of the lines: what happened hour by hour, what came back late, and what followed."""

from datetime import date

import pandas as pd

from hotline.contacts import inter_korean, us_talks
from hotline.episodes import movements
from hotline.measures import state_on
from hotline.meetings import meetings
from hotline.record import Record
from hotline.vocab import STATE_AFTER
from hotline.words import channel_names, day_ko, day_text, plural


def hours(record: Record, day: date | str) -> pd.DataFrame:
    """Return what happened to each line on a day, in order of the hour.

    Returns
    -------
    One row an event: time (KST), line, kind, by, what, source_ids.
    """
    that_day = record.status_events[record.status_events["date"] == str(day)]
    order = that_day.assign(late=that_day["time_kst"].where(that_day["time_kst"] != "", "99")).sort_values(
        ["late", "channel_id"], kind="stable"
    )
    return pd.DataFrame(
        {
            "time (KST)": order["time_kst"].where(order["time_kst"] != "", "not reported"),
            "line": channel_names(record, list(order["channel_id"])),
            "kind": order["kind"],
            "by": order["actor"],
            "what": order["summary_en"],
            "source_ids": order["source_ids"],
        }
    ).reset_index(drop=True)


def days_of_return(record: Record) -> list[str]:
    """Return the days, known to the day, on which a line of the record came back, the newest first."""
    events = record.status_events[record.status_events["kind"] == "restored"]
    known = events.loc[events["earliest"] == events["latest"], "date"]
    return sorted(set(known), reverse=True)


def came_back(record: Record, spells: pd.DataFrame, day: date | str) -> pd.DataFrame:
    """Return every line that was silent on the eve of a day: since when, for how long, and when it came back.

    Returns
    -------
    One row a line, those silent longest first: line, silent since, days (to the day), came back (a day; "not by" and
    the last check; or how it was lost from sight, and when), days later (0: on the day itself; missing if it never
    came back).
    """
    day = pd.Timestamp(day)
    quiet = spells[(spells["state"] == "silence") & (spells["start"] < day) & (spells["end"] >= day)]
    quiet = quiet.sort_values("start", kind="stable")
    answered, ends = quiet["end_kind"].map(STATE_AFTER) == "contact", quiet["end"].dt.strftime("%Y-%m-%d")
    lost = (quiet["end_kind"] + " on " + ends).where(quiet["ended"], f"not by {record.checked_through}")
    return pd.DataFrame(
        {
            "line": channel_names(record, list(quiet["channel_id"])),
            "silent since": quiet["start"].dt.strftime("%Y-%m-%d"),
            "days": (day - quiet["start"]).dt.days,
            "came back": ends.where(answered, lost),
            "days later": (quiet["end"] - day).dt.days.where(answered).astype("Int64"),
        }
    ).reset_index(drop=True)


def followed_by(
    record: Record,
    spells: pd.DataFrame,
    found: pd.DataFrame,
    channels: tuple[str, ...],
    day: date | str,
    until: date | str | None = None,
) -> pd.DataFrame:
    """Return what came next after a day, and how many days later.

    Parameters
    ----------
    found : silences of the chosen lines. channels : the chosen lines.
    until : what came on that day or later is left out. Unless given, all until the last check counts, its day too.

    Returns
    -------
    One row a thing: next, on (a day; "none by" the last check; or "none before" `until`), days (missing if none
    came), what (an id).
    """
    day, events = pd.Timestamp(day), record.status_events
    calls = events[events["channel_id"].isin(channels) & (events["kind"] == "unanswered")]
    returns = movements(spells, state="contact", channels=channels, together=0)
    held, abroad = meetings(record), us_talks(record)
    letters = inter_korean(record, spells, "letters", channels)
    over = found[found["ended"] & (found["start"] > day)]
    after = {
        "missed call of a chosen line": (calls["day"], calls["event_id"]),
        "silence of all chosen lines": (found["start"], found["start_event"]),
        "end of a later silence of all": (over["end"], over["end_event"]),
        "return of a chosen line": (returns["day"], returns["start_event"]),
        "letter between the leaders": (letters, pd.Series("", index=letters.index)),
        "talks between the Koreas": (held["day"], held["talk_id"]),
        "talks with the United States": (abroad["day"], abroad["talk_id"]),
    }
    none = f"none by {record.checked_through}" if until is None else f"none before {until}"
    last = pd.Timestamp(record.checked_through) + pd.Timedelta(days=1) if until is None else pd.Timestamp(until)
    return pd.DataFrame([_next(name, *series, day, last, none) for name, series in after.items()])


def day_sentence(record: Record, spells: pd.DataFrame, back: pd.DataFrame, day: date | str) -> str:
    """Return in one sentence what a day changed; `back` is as `came_back` gives it."""
    that_day = pd.Timestamp(day)
    same, late, never = (back["days later"].eq(0), back["days later"].gt(0), back["days later"].isna())
    if back.empty:
        return f"On the eve of {day_text(that_day)} no line on record was silent."
    longest = back.loc[same, "days"].max() if same.any() else 0
    told = f"Of {plural(len(back), 'line')} silent on the eve of {day_text(that_day)}, {int(same.sum())} came back then"
    told += f" (after up to {plural(int(longest), 'day')})" if same.any() else ""
    still = int((state_on(spells, record.checked_through)["state"] == "silence").sum())
    return (
        f"{told}, {int(late.sum())} later, and {int(never.sum())} had not by {day_text(record.checked_through)}. "
        f"On that day {plural(still, 'line')} on record {'was' if still == 1 else 'were'} silent."
    )


def day_sentence_ko(record: Record, back: pd.DataFrame, day: date | str) -> str:
    """Return the same in Korean."""
    that_day, checked = day_ko(pd.Timestamp(day)), day_ko(record.checked_through)
    same, late, never = (back["days later"].eq(0), back["days later"].gt(0), back["days later"].isna())
    told = f"{that_day} 전날 끊겨 있던 통신선 {len(back)}개 가운데 {int(same.sum())}개가 그날 복구되었고, "
    return told + f"{int(late.sum())}개는 뒤에, {int(never.sum())}개는 {checked}까지 복구되지 않았다."


def _next(name: str, moments: pd.Series, ids: pd.Series, day: pd.Timestamp, last: pd.Timestamp, none: str) -> dict:
    later = moments[(moments > day) & (moments < last)].sort_values(kind="stable")
    if later.empty:
        return {"next": name, "on": none, "days": pd.NA, "what": ""}
    first = later.index[0]
    return {"next": name, "on": f"{later[first]:%Y-%m-%d}", "days": (later[first] - day).days, "what": ids[first]}
