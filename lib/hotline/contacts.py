"""Contacts between the Koreas and talks of the North with the United States, as days to be compared in time."""

from datetime import date

import numpy as np
import pandas as pd

from hotline.daily import day_numbers
from hotline.dates import days
from hotline.episodes import TOGETHER, movements
from hotline.leadlag import share_led
from hotline.meetings import inside, meetings
from hotline.record import Record
from hotline.triggers import regimes
from hotline.words import day_text

KINDS = ("talks", "letters", "returns of the lines", "any contact")
TRACKS = {
    "US-North Korea talks": ("us-dprk",),
    "US-North Korea talks, four-party and six-party rounds": ("us-dprk", "four-party", "six-party", "multilateral"),
}
GAPS = ("days since contact", "days to contact")
LEADERS = ("south-leader", "north-leader")


def inter_korean(record: Record, spells: pd.DataFrame, kind: str, channels: tuple[str, ...]) -> pd.Series:
    """Return the days of contacts between the Koreas: talks, letters of the leaders, returns of the chosen lines.

    Raises
    ------
    ValueError
        Another `kind`.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is '{kind}', but it must be one of {', '.join(KINDS)}")
    between = record.messages["sender"].isin(LEADERS) & record.messages["recipient"].isin(LEADERS)
    found = {
        "talks": meetings(record)["day"],
        "letters": days(record.messages.loc[between, "date"])["day"],
        "returns of the lines": movements(spells, state="contact", channels=channels)["day"],
    }
    chosen = found.values() if kind == "any contact" else [found[kind]]
    return pd.concat(list(chosen)).sort_values(ignore_index=True)


def us_talks(record: Record, tracks: tuple[str, ...] = ("us-dprk",)) -> pd.DataFrame:
    """Return the talks of the North with the United States (and others, as `tracks` say) in order of time."""
    held = pd.concat([meetings(record, track) for track in tracks])
    return held.sort_values(["day", "talk_id"]).reset_index(drop=True)


def rounds(moments: pd.Series, together: int = TOGETHER) -> np.ndarray:
    """Return first days of runs of events, as whole numbers: events within `together` days of the one before are one.

    For what is asked about; days of contact beside it are all kept, for a chain of them is a contact throughout.
    """
    numbers = np.sort(day_numbers(moments))
    if together == 0 or len(numbers) == 0:
        return numbers
    return numbers[np.concatenate([[True], np.diff(numbers) > together])]


def before_us_talks(record: Record, held: pd.DataFrame, contacts: pd.Series, found: pd.DataFrame) -> pd.DataFrame:
    """Return each round with the United States, with the state of the lines and the last contact between the Koreas.

    Returns
    -------
    One row a round: day, name, place, lines silent (whether none of the chosen lines answered on that day), days since
    the last contact between the Koreas, days to the next (missing where there was none on record).
    """
    numbers, at = np.sort(day_numbers(contacts)), day_numbers(held["day"])
    before = np.searchsorted(numbers, at, side="left")
    after = np.searchsorted(numbers, at, side="right")
    padded = np.concatenate([[-(10**6)], numbers, [10**6]])
    since, until = at - padded[before], padded[after + 1] - at
    return pd.DataFrame(
        {
            "day": held["day"],
            "name": held["name_en"],
            "place": held["place_en"],
            "lines silent": inside(found, held["day"]),
            "days since contact": pd.array(since, dtype="Int64"),
            "days to contact": pd.array(until, dtype="Int64"),
        }
    ).assign(**{name: lambda frame, name=name: frame[name].mask(frame[name] > 10**5) for name in GAPS})


def lead_sentence(found: dict[str, float], within: int, contacts: str, rounds_with: str) -> str:
    """Return in words whether contacts between the Koreas led; `found` is as `leadlag.share_led` gives it."""
    told = (
        f"{rounds_with[0].upper()}{rounds_with[1:]}, {int(found['seconds'])} in all: {int(found['led'])} had "
        f"{contacts} between the Koreas in the {within} days before (chance: {found['led_expected']:.1f}), and "
        f"{int(found['trailed'])} in the {within} days after (chance: {found['trailed_expected']:.1f}). "
    )
    p = f"p = {found['p_value']:.2f}"
    if found["p_value"] >= 0.05:
        return told + f"The difference is what shifted calendars give too ({p}): the record does not say who leads."
    leader = "The Koreas' contacts come first" if _koreas_ahead(found) else "The talks with Washington come first"
    return told + f"{leader} more often than shifted calendars make them ({p})."


def lead_table(record: Record, spells: pd.DataFrame, channels: tuple[str, ...]) -> pd.DataFrame:
    """Return `leadlag.share_led` for every kind of contact, set of rounds and meaning of near, over the whole record.

    Returns
    -------
    One row a choice: contacts, rounds, within, and what `share_led` gives.
    """
    edges, rows = regimes(record), []
    for kind in KINDS:
        first = np.unique(day_numbers(inter_korean(record, spells, kind, channels)))
        for name, tracks in TRACKS.items():
            second = rounds(us_talks(record, tracks)["day"])
            for within in (30, 90, 180):
                found = share_led(first, second, edges, within=within)
                rows.append({"contacts": kind, "rounds": name, "within": within} | found)
    return pd.DataFrame(rows)


def lines_sentence(listed: pd.DataFrame, states: pd.Series) -> str:
    """Return how many rounds began with a working line, beside the share of all days that had one.

    `listed` is as `before_us_talks` gives it, `states` as `daily.daily_states` does.
    """
    working, share = int((~listed["lines silent"]).sum()), float((states == "contact").mean())
    return (
        f"{working} of {len(listed)} rounds with the United States began on a day on which a line between the Koreas "
        f"answered; of all days since the first round, {share:.0%} were such days."
    )


def guess_sentence(found: dict[str, float], held: pd.DataFrame, checked_through: date) -> str:
    """Return what the record says to the guess that the North goes to Seoul on its way to Washington."""
    agrees = found["p_value"] < 0.05 and _koreas_ahead(found)
    verdict = "agrees with the guess" if agrees else "does not bear the guess out"
    return (
        f"The record {verdict}, and it cannot refute a motive. The last talks with the United States on record began "
        f"on {day_text(held['day'].max())}; none is known from then to {day_text(checked_through)}."
    )


def lead_sentence_ko(found: dict[str, float], within: int, rounds_with: str) -> str:
    """Return the same in Korean."""
    rounds = "북미 회담" if TRACKS[rounds_with] == ("us-dprk",) else "북미·4자·6자 회담"
    told = (
        f"{rounds} {int(found['seconds'])}회 가운데 {within}일 안에 남북 접촉이 앞선 것 {int(found['led'])}회"
        f"(우연 {found['led_expected']:.1f}), 뒤따른 것 {int(found['trailed'])}회"
        f"(우연 {found['trailed_expected']:.1f}), "
    )
    verdict = "선후를 가릴 수 없다" if found["p_value"] >= 0.05 else "우연보다 한쪽이 앞선다"
    return told + f"p = {found['p_value']:.2f}: {verdict}."


def _koreas_ahead(found: dict[str, float]) -> bool:
    """Say whether the Koreas' contacts come first more than shifted calendars make them."""
    return found["asymmetry"] > found["led_expected"] - found["trailed_expected"]
