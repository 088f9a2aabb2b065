"""Forecasts made on days of past silences, from what was known then, and how well they would have scored."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from hotline.episodes import UNSEEN
from hotline.measures import Definitions
from hotline.record import Record
from hotline.survival import chance_of_end, constant_hazard

AGES = (1, 30, 90, 180, 365, 730)
FORECASTS = ("constant hazard", "those that got so far", "even odds", "it goes on")


def backtest(
    record: Record, *, within: int = 365, ages: Iterable[int] = AGES, **definition: object
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return forecasts made on past days and their scores.

    On each day on which a silence of the record was `ages` days old, the silences that had happened until then (the
    one under way right-censored) are all that the method sees. It is asked how likely the silence is to end within
    `within` days; days for which the answer is not known yet, and days before a first silence had ended, are left out.

    Returns
    -------
    Two frames. One row a forecast: day, age, silence (its first day), known (ended silences by then), ended (whether
    it did in time), and a chance for each of `FORECASTS`: the constant hazard, the share among those that lasted so
    long (even odds where none had), 0.5, and 0. And one row a way of forecasting: forecast, days, silences, brier (the
    mean squared error: 0 is perfect, 0.25 is what even odds score), brier_by_silence (the mean of each silence's mean,
    because days of one silence are no independent trials), skill (1 - brier_by_silence / that of even odds).
    """
    ages = tuple(ages)
    whole = Definitions(record, as_of=record.checked_through).silences(**definition)
    rows = [
        row
        for silence in whole.to_dict("records")
        for age in ages
        if (row := _forecast(record, silence, age, within, definition)) is not None
    ]
    made = pd.DataFrame(rows, columns=["day", "age", "silence", "known", "ended", *FORECASTS])
    return made, _scores(made)


def backtest_sentence(scores: pd.DataFrame) -> str:
    """Return in words how the methods would have done; `scores` is as `backtest` gives it."""
    rows = scores.set_index("forecast")
    told = ", ".join(f"{name} {rows.loc[name, 'brier_by_silence']:.2f}" for name in FORECASTS[:2])
    chance, better = rows.loc["even odds", "brier_by_silence"], rows.loc[list(FORECASTS[:2]), "skill"].max() > 0
    verdict = "told more than a coin" if better else "told no more than a coin would"
    return (
        f"Asked on {int(rows['days'].iloc[0])} days of {int(rows['silences'].iloc[0])} past silences, the methods "
        f"{verdict}: mean squared error {told}, even odds {chance:.2f}."
    )


def _forecast(record: Record, silence: dict, age: int, within: int, definition: dict) -> dict | None:
    day = silence["start"] + pd.Timedelta(days=age)
    if silence["days"] <= age or not _answer_is_known(record, silence, age, within):
        return None
    then = Definitions(record, as_of=day).silences(**definition)
    ended = then["ended"] & ~then["end_kind"].isin(UNSEEN)
    if not ended.any():
        return None
    watched = (day - then["start"]).dt.days
    reached = chance_of_end(then["days"], ended, age, within, watched)["chance"]
    chances = [constant_hazard(then["days"], ended, within)["chance"], 0.5 if np.isnan(reached) else reached]
    in_time = silence["ended"] and silence["days"] <= age + within
    facts = {"day": day, "age": age, "silence": silence["start"], "known": int(ended.sum()), "ended": in_time}
    return facts | dict(zip(FORECASTS, [*chances, 0.5, 0.0], strict=True))


def _answer_is_known(record: Record, silence: dict, age: int, within: int) -> bool:
    """Say whether the silence could be seen until the last day asked about, whether it ended by then or not."""
    last = silence["start"] + pd.Timedelta(days=age + within)
    lost = silence["end_kind"] in UNSEEN and silence["end"] <= last
    return last <= pd.Timestamp(record.checked_through) and not lost


def _scores(made: pd.DataFrame) -> pd.DataFrame:
    errors = made[list(FORECASTS)].sub(made["ended"].astype(float), axis=0) ** 2
    by_silence = errors.groupby(made["silence"]).mean()
    scores = {
        "days": len(made),
        "silences": len(by_silence),
        "brier": errors.mean(),
        "brier_by_silence": by_silence.mean(),
    }
    table = pd.DataFrame(scores).rename_axis("forecast").reset_index()
    return table.assign(skill=1 - table["brier_by_silence"] / by_silence["even odds"].mean())
