"""Incidents at the sea boundary, and whether there were more of them when the lines were silent."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from hotline.daily import by_lines
from hotline.dates import days, in_window, years_of
from hotline.rates import RateRatio
from hotline.record import Record
from hotline.words import bound, plural

KINDS = {
    "sea-clash": "exchange of fire",
    "sea-firing": "fire from one side",
    "sea-attack": "attack without exchange",
    "sea-seizure": "seizure without shots",
}
COASTS = ("west", "east")
AREAS = {
    "Baengnyeong, Daecheong, Socheong": ("Baengnyeong", "Daecheong", "Socheong", "Changsan", "Wollaedo", "Jangsan"),
    "Yeonpyeong": ("Yeonpyeong", "Taesuap", "Changrin", "Kangryong"),
    "Udo and the Han estuary": ("Udo", "Mahap", "Ganghwa", "Yonan"),
}
ELSEWHERE, EAST = "elsewhere in the West Sea", "East Sea"
CHOICES = {
    "with fire or sinking": ("sea-clash", "sea-firing", "sea-attack"),
    "exchange of fire": ("sea-clash",),
    "all, seizures too": tuple(KINDS),
}


def incidents(record: Record, *, kinds: Iterable[str] = tuple(KINDS), coasts: Iterable[str] = COASTS) -> pd.DataFrame:
    """Return the incidents at the sea boundary in order of time, as rows of `context` with earliest, day and latest.

    Raises
    ------
    ValueError
        No kind or coast was chosen, or one that is not known.
    """
    kinds, coasts = tuple(kinds), tuple(coasts)
    for name, chosen, allowed in (("kinds", kinds, KINDS), ("coasts", coasts, COASTS)):
        if not chosen or set(chosen) - set(allowed):
            raise ValueError(f"{name} is {list(chosen)}, but it must be one or more of {', '.join(allowed)}")
    found = record.context
    found = found[found["kind"].isin(kinds) & found["at_sea_boundary"].isin(coasts)]
    return found.join(days(found["start_date"])).sort_values(["day", "event_id"]).reset_index(drop=True)


def by_year(
    found: pd.DataFrame, start: date | str, end: date | str, kinds: Iterable[str] = tuple(KINDS)
) -> pd.DataFrame:
    """Return the number of incidents of each kind in each year of the window [start, end): year, one column a kind."""
    years, inside = years_of(start, end), in_window(found, start, end)
    counts = pd.crosstab(inside["day"].dt.year, inside["kind"])
    counts = counts.reindex(index=years, columns=list(kinds), fill_value=0).rename(columns=KINDS)
    return counts.rename_axis(index="year", columns=None).reset_index()


def areas(found: pd.DataFrame, states: pd.Series) -> pd.DataFrame:
    """Return incidents by stretch of water, told from the words of `place`, in contact and in silence.

    Returns
    -------
    One row a stretch, from west to east: area, in contact, in silence; days outside the window, or of another state,
    are not counted.
    """
    named = found["place"].map(_area).mask(found["at_sea_boundary"] == "east", EAST)
    state = pd.Series(states.reindex(found["day"]).array, index=found.index)
    table = pd.crosstab(named, state).reindex(index=[*AREAS, ELSEWHERE, EAST], columns=["contact", "silence"])
    table = table.fillna(0).astype(int).rename(columns={"contact": "in contact", "silence": "in silence"})
    return table.rename_axis(index="area", columns=None).reset_index()


def sensitivity(
    record: Record,
    spells: pd.DataFrame,
    line_sets: dict[str, tuple[str, ...]],
    start: date | str,
    end: date | str,
    edges: Sequence[int],
    unknown: str = "ignored",
) -> pd.DataFrame:
    """Return the rate ratio of silence to contact for every choice of lines, kinds of incident and coast.

    Returns
    -------
    One row a choice: lines, incidents, coast, and what `daily.beside_shifts` gives.
    """
    choices = [
        ({"incidents": name, "coast": coast}, incidents(record, kinds=kinds, coasts=coasts)["day"])
        for name, kinds in CHOICES.items()
        for coast, coasts in (("both", COASTS), ("west", ("west",)))
    ]
    return by_lines(choices, spells, line_sets, start, end, edges, unknown)


def ratio_sentence(table: pd.DataFrame, ratio: RateRatio, shift: dict[str, float]) -> str:
    """Return the two rates and their ratio in words.

    `table` and `ratio` are as `daily.rates_by_state` gives them, `shift` as `daily.shift_test` does.
    """
    contact, silence = (table.set_index("state").loc[state] for state in ("contact", "silence"))
    if pd.isna(ratio.ratio):
        return "With these choices there is nothing to compare: no incident, or no time in one of the two states."
    return (
        f"{plural(int(silence['events']), 'incident')} in {silence['years']:.1f} years of silence "
        f"({silence['a year']:.2f} a year) and {int(contact['events'])} in {contact['years']:.1f} years of contact "
        f"({contact['a year']:.2f} a year): {_times(ratio)} (95% interval "
        f"{ratio.lower:.2f} to {bound(ratio.upper)} if incidents came singly). They come in clusters; calendars "
        f"shifted within governments put {shift['expected']:.1f} of them into silence by chance "
        f"(p = {shift['p_value']:.2f}). {_verdict(shift)}"
    )


def ratio_sentence_ko(table: pd.DataFrame, ratio: RateRatio) -> str:
    """Return the same in Korean."""
    contact, silence = (table.set_index("state").loc[state] for state in ("contact", "silence"))
    if pd.isna(ratio.ratio):
        return "이 선택으로는 비교할 것이 없다: 사건이 없거나 두 상태 중 한쪽의 기간이 없다."
    return (
        f"단절 {silence['years']:.1f}년 동안 {int(silence['events'])}건(연 {silence['a year']:.2f}건), "
        f"연결 {contact['years']:.1f}년 동안 {int(contact['events'])}건(연 {contact['a year']:.2f}건): "
        f"단절 때의 발생률은 {_times_ko(ratio.ratio)}(95% 구간 {ratio.lower:.2f}–{_bound_ko(ratio.upper)})."
    )


def _times(ratio: RateRatio) -> str:
    return "only in silence" if ratio.ratio == np.inf else f"a rate {ratio.ratio:.2f} times as high in silence"


def _times_ko(ratio: float) -> str:
    return "비교할 수 없다(연결 때 0건)" if ratio == np.inf else f"{ratio:.2f}배"


def _bound_ko(value: float) -> str:
    return "상한 없음" if value == np.inf else f"{value:.2f}"


def _verdict(shift: dict[str, float]) -> str:
    if shift["p_value"] >= 0.05:
        return "These numbers do not tell more clashes from fewer."
    more = "more" if shift["in_silence"] > shift["expected"] else "less"
    return f"By this count incidents were {more} frequent in silence than chance makes them."


def _area(place: str) -> str:
    return next((area for area, words in AREAS.items() if any(word in place for word in words)), ELSEWHERE)
