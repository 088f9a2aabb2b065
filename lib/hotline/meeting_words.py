"""Talks in words: how many are on record, and how often they met with and without a line that answered."""

import numpy as np
import pandas as pd

from hotline import meetings
from hotline.rates import RateRatio
from hotline.record import Record
from hotline.words import bound, times


def rates_sentence(table: pd.DataFrame, ratio: RateRatio, shift: dict[str, float]) -> str:
    """Return in words how often they met with and without a line.

    `table` and `ratio` are as `daily.rates_by_state` gives them, `shift` as `daily.shift_test` does.
    """
    contact, silence = (table.set_index("state").loc[state] for state in ("contact", "silence"))
    if pd.isna(ratio.ratio):
        return "With these choices there is nothing to compare: no talks, or no time in one of the two states."
    if ratio.ratio == 0:
        often = "only with a line"
    else:
        often = "only without one" if ratio.ratio == np.inf else f"{1 / ratio.ratio:.1f} times as often with a line"
    return (
        f"They met {times(int(contact['events']))} in {contact['years']:.1f} years with a line that answered "
        f"({contact['a year']:.1f} a year) and {times(int(silence['events']))} in {silence['years']:.1f} years "
        f"without ({silence['a year']:.1f} a year): {often} (ratio of silence to contact "
        f"{bound(ratio.ratio)}, 95% interval {ratio.lower:.2f} to {bound(ratio.upper)} if talks came singly). "
        f"Calendars shifted within governments put {shift['expected']:.1f} of them into silence by chance "
        f"(p = {shift['p_value']:.3f})."
    )


def rates_sentence_ko(table: pd.DataFrame, ratio: RateRatio) -> str:
    """Return the same in Korean."""
    contact, silence = (table.set_index("state").loc[state] for state in ("contact", "silence"))
    if pd.isna(ratio.ratio):
        return "이 선택으로는 비교할 것이 없다: 회담이 없거나 두 상태 중 한쪽의 기간이 없다."
    told = f"연결된 {contact['years']:.1f}년 동안 {int(contact['events'])}회(연 {contact['a year']:.1f}회), "
    return (
        told + f"단절된 {silence['years']:.1f}년 동안 {int(silence['events'])}회(연 {silence['a year']:.1f}회) 만났다."
    )


def listed_sentence(record: Record, found: pd.DataFrame) -> str:
    """Return how many talks are on record, on which lists, and which of them fell into a silence."""
    held = meetings.meetings(record)
    lists = held["in_official_count"].value_counts()
    silent, opened = held[meetings.inside(found, held["day"])], record.status_events["earliest"].min()
    told = (
        f"{len(held)} talks between the Koreas are on record: {lists.get('current', 0)} on the ministry's list, "
        f"{lists.get('old-series', 0)} only in totals published earlier, {lists.get('no', 0)} on neither. "
        f"{int((held['day'] < opened).sum())} of them began before the first line was opened"
    )
    if silent.empty:
        return f"{told}, and none while no line answered."
    first, last = silent["day"].iloc[0].year, silent["day"].iloc[-1].year
    return f"{told}, and {len(silent)} while no line answered, in the years {first} to {last}."
