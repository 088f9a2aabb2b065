"""How long silence and contact last: estimates under a definition, how much the definition matters, in words."""

from datetime import date

import numpy as np
import pandas as pd

from hotline.episodes import durations
from hotline.measures import DEFINITIONS, Definitions
from hotline.silences import DEFAULT_CHANNELS
from hotline.survival import chance_of_end, constant_hazard, kaplan_meier, median
from hotline.words import plural

MEDIAN = ("median", "median_lower", "median_upper")
CHANCE = ("chance", "chance_lower", "chance_upper")
BOUNDS = {"as dated": "days", "at the shortest": "days_min", "at the longest": "days_max"}


def lengths(
    definitions: Definitions,
    definition: dict,
    *,
    state: str = "silence",
    unit: str = "episodes",
    start: date | str | None = None,
    end: date | str | None = None,
) -> pd.DataFrame:
    """Return the lengths to estimate from under one definition, of what began in the window [start, end).

    `definition` holds arguments of `Definitions.silences`; the columns are those of `episodes.durations`.
    """
    spells, found = definitions.spells(definition.get("dates", "effective")), definitions.silences(**definition)
    channels = definition.get("channels", DEFAULT_CHANNELS)
    own = durations(found, spells, state=state, unit=unit, channels=channels)
    first, last = pd.Timestamp(start or spells["start"].min()), pd.Timestamp(end or spells["end"].max())
    return own[(own["start"] >= first) & (own["start"] < last)].reset_index(drop=True)


def curves(own: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the Kaplan-Meier estimates with every length as dated, at its shortest and at its longest."""
    return {
        name: kaplan_meier(own[column].clip(lower=1), own["ended"])
        for name, column in BOUNDS.items()
        if name == "as dated" or (own[column] != own["days"]).any()
    }


def estimate(own: pd.DataFrame, within: int) -> dict[str, float]:
    """Return number, ends, median and its interval, and the chance of an end within some days at constant hazard."""
    if own.empty:
        return {"number": 0, "ended": 0} | dict.fromkeys([*MEDIAN, *CHANCE], np.nan)
    middle = median(kaplan_meier(own["days"], own["ended"]))
    hazard = constant_hazard(own["days"], own["ended"], within)
    numbers = {"number": len(own), "ended": int(own["ended"].sum())} | dict(zip(MEDIAN, middle, strict=True))
    return numbers | {name: hazard[key] for name, key in zip(CHANCE, ("chance", "lower", "upper"), strict=True)}


def sensitivity(definitions: Definitions, definition: dict, within: int, line_sets: dict[str, tuple]) -> pd.DataFrame:
    """Return the estimate for silences under every definition: announced dates, unknown states, units, sets of lines.

    Returns
    -------
    One row a definition, the chosen one first: definition, number, ended, median, median_lower, median_upper, chance,
    chance_lower, chance_upper (of an end within some days, at constant hazard).
    """
    chosen = {"dates": "effective", "unknown": "ignored", **definition, "min_days": 1}
    rows = {name: ({**chosen, **change}, "episodes") for name, change in DEFINITIONS.items() if "missed" not in name}
    rows |= {f"lines: {name}": ({**chosen, "channels": lines}, "episodes") for name, lines in line_sets.items()}
    rows["each line by itself"] = (chosen, "lines")
    different = {name: how for name, how in rows.items() if name == "as chosen" or how != (chosen, "episodes")}
    return pd.DataFrame(
        [
            {"definition": name} | estimate(lengths(definitions, changed, unit=unit), within)
            for name, (changed, unit) in different.items()
        ]
    )


def outlook(own: pd.DataFrame, within: int, age: int | None = None) -> pd.DataFrame:
    """Return the chance that what is not over ends within some days, by two methods that could hardly ask for less.

    `age` is that of the newest length that is not over, unless it is given; raises `ValueError` if there is none.

    Returns
    -------
    One row a method: method, from (what it rests on), chance, lower, upper.
    """
    age = age_of_the_newest(own) if age is None else age
    if age is None:
        raise ValueError("none of these is under way, so none has an age; give the age to ask about")
    got_so_far = chance_of_end(own["days"], own["ended"], age, within, own["watched"])
    hazard = constant_hazard(own["days"], own["ended"], within)
    rests = [
        f"{got_so_far['ended']} of {plural(got_so_far['reached'], 'case')} that lasted more than {plural(age, 'day')}",
        f"{plural(hazard['ends'], 'end')} in {plural(hazard['days'], 'day')}, whatever the age",
    ]
    found = (got_so_far, hazard)
    return pd.DataFrame(
        {"method": ["those that got so far", "constant hazard"], "from": rests}
        | {key: [one[key] for one in found] for key in ("chance", "lower", "upper")}
    )


def lengths_sentence(own: pd.DataFrame, state: str, unit: str) -> str:
    """Return number and median of the lengths in words."""
    what = {"silence": "silence", "contact": "contact after a return"}[state]
    each = {"episodes": "", "lines": ", line by line"}[unit]
    if own.empty:
        return f"There is no {what} in the window: choose a longer one, or other lines."
    middle, lower, upper = median(kaplan_meier(own["days"], own["ended"]))
    counted = f"Of {plural(len(own), 'case')} of {what}{each}, {_open(own)}"
    if np.isnan(middle):
        return f"{counted}, too few are known to have ended for a median."
    return f"{counted}, half last longer than {_days(middle)} (95% interval: {_days(lower)} to {_days(upper)})."


def lengths_sentence_ko(own: pd.DataFrame, state: str) -> str:
    """Return the same in Korean."""
    what = {"silence": "단절", "contact": "복구 뒤 연결"}[state]
    if own.empty:
        return f"이 기간에 {what} 사례가 없다."
    middle, lower, upper = median(kaplan_meier(own["days"], own["ended"]))
    counted = f"{what} {len(own)}건(진행 중 {int(own['under_way'].sum())}건)"
    if np.isnan(middle):
        return f"{counted}: 끝이 알려진 것이 적어 중앙값을 말할 수 없다."
    return f"{counted}, 중앙값 {_days_ko(middle)}(95% 구간 {_days_ko(lower)} – {_days_ko(upper)})."


def outlook_sentence(table: pd.DataFrame, within: int) -> str:
    """Return the two chances of an end within some days in words; `table` is as `outlook` gives it."""
    told = "; ".join(
        f"{_chance(row['chance'])} ({row['from']}; 95% interval {row['lower']:.0%} to {row['upper']:.0%})"
        for row in table.to_dict("records")
    )
    return f"Chance that the present one ends within {plural(within, 'day')}: {told}."


def age_of_the_newest(own: pd.DataFrame) -> int | None:
    """Return the length so far of the newest of the lengths that are under way; none if there is none."""
    still = own[own["under_way"]]
    return int(still.loc[still["start"].idxmax(), "days"]) if len(still) else None


def _open(own: pd.DataFrame) -> str:
    """Return how many are not over, and how many were lost from sight before anybody saw their end."""
    under_way, lost = int(own["under_way"].sum()), int((~own["ended"] & ~own["under_way"]).sum())
    return f"{under_way} not over" + (f", {lost} lost from sight" if lost else "")


def _chance(share: float) -> str:
    return "unknown" if np.isnan(share) else f"{share:.0%}"


def _days(number: float) -> str:
    return "no bound" if np.isnan(number) else plural(int(number), "day")


def _days_ko(number: float) -> str:
    return "알 수 없음" if np.isnan(number) else f"{int(number):,}일"
