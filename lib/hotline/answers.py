"""Choices to answers, one function a question: a sentence in English and Korean, a figure, and the tables behind it."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from hotline import aftermath, contacts, episodes, lengths, meeting_words, meetings, plots, scenes, sea, triggers
from hotline.association import inside, scan
from hotline.daily import any_in, daily_states, day_number, day_numbers, rates_by_state, shift_test
from hotline.dates import in_window
from hotline.leadlag import lead_lag, share_led
from hotline.measures import Definitions
from hotline.selection import State, line_sets
from hotline.words import plural

WINDOWS = (7, 14, 30, 60, 90)


class Answer(NamedTuple):
    """What the record says to one set of choices: a sentence in English and Korean, a figure, tables by caption."""

    sentence: str
    sentence_ko: str
    figure: go.Figure
    tables: dict[str, pd.DataFrame]


def what_did_that_day_change(definitions: Definitions, state: State, day: str) -> Answer:
    """Return what came back on a day, what came back late, and what followed until the end of the window."""
    record, spells = definitions.record, definitions.spells(state.dates)
    back, that_day = aftermath.came_back(record, spells, day), aftermath.hours(record, day)
    found, whole = definitions.silences(**state.definition()), state.end == str(record.checked_through)
    after = aftermath.followed_by(record, spells, found, state.channels, day, None if whole else state.end)
    return Answer(
        aftermath.day_sentence(record, spells, back, day),
        aftermath.day_sentence_ko(record, back, day),
        scenes.hours_plot(that_day, f"{day}, hour by hour"),
        {"Lines that were silent on the eve": back, "What followed": after, "Hour by hour": that_day},
    )


def do_they_meet_without_a_line(definitions: Definitions, state: State, group: str) -> Answer:
    """Return talks by year beside the silences, and how often they met with and without a line that answered."""
    record, spells = definitions.record, definitions.spells(state.dates)
    found = definitions.silences(**state.definition())
    counts = meetings.by_year(record, found, state.start, state.end, group)
    states, held = _states(definitions, state), meetings.meetings(record)["day"]
    edges = clipped(triggers.regimes(record), state)
    table, ratio = rates_by_state(states, held)
    drawn, columns = meetings.folded(counts)
    silent = meetings.silent_share(found, state.start, state.end)
    choices = (record, spells, line_sets(record), state.start, state.end, edges, state.unknown)
    title = f"Talks between the Koreas by {group}, {state.start} to {state.end}"
    return Answer(
        meeting_words.rates_sentence(table, ratio, shift_test(states, held, edges)),
        meeting_words.rates_sentence_ko(table, ratio),
        plots.years_plot(drawn, columns, silent, title, "talks"),
        {
            "Talks in contact and in silence": table,
            "Which lines count": meetings.sensitivity(*choices),
            "Talks by year": counts,
        },
    )


def how_long_does_it_last(definitions: Definitions, state: State, of: str, unit: str, within: int) -> Answer:
    """Return the survival of silences, or of contact after a return, of what began in the window."""
    definition = state.definition() | {"min_days": 1}
    own = lengths.lengths(definitions, definition, state=of, unit=unit, start=state.start, end=state.end)
    if own.empty:
        raise ValueError("nothing of that kind began in the window; choose a longer one, or other lines")
    age = lengths.age_of_the_newest(own) if unit == "episodes" else None
    title = f"How long {of} lasts, {'episodes' if unit == 'episodes' else 'line by line'}"
    outlook = lengths.outlook(own, within, age) if age is not None else pd.DataFrame()
    said = [
        lengths.lengths_sentence(own, of, unit),
        *([lengths.outlook_sentence(outlook, within)] if len(outlook) else []),
    ]
    curves = lengths.curves(own)
    return Answer(
        " ".join(said),
        lengths.lengths_sentence_ko(own, of),
        plots.survival_plot(curves, int(own["days"].max()), age, title),
        {
            f"Chance of an end within {plural(within, 'day')}": outlook,
            "The curve": curves["as dated"],
            "The lengths": own,
        },
    )


def what_comes_before(definitions: Definitions, state: State, movement: str, window: int, null: str) -> Answer:
    """Return what stood before the cuts or returns of the chosen lines, against shifted calendars, for all windows."""
    record, spells = definitions.record, definitions.spells(state.dates)
    moved = triggers.acts(record, movements_in(definitions, state, movement))
    edges = clipped(triggers.regimes(record), state)
    before = {"silence": "contact", "contact": "silence"}[movement]
    how = {"edges": edges, "null": null, "at_risk": any_in(spells, state.channels, before, edges)}
    table = scan(day_numbers(moved["day"]), triggers.triggers(record), WINDOWS, **how)
    shown = table[table["window"] == window]
    what = {"silence": ("cut", "단절"), "contact": ("return", "복구")}[movement]
    title = f"Chance of a {what[0]} with each of these in the {window} days before, against days without"
    return Answer(
        triggers.scan_sentence(table, what[0], window),
        triggers.scan_sentence_ko(table, what[1], window),
        plots.ratios_plot(list(shown["trigger"]), shown, title, "ratio of rates (logarithmic)"),
        {
            f"The {window} days before": shown,
            "All windows: adjusted p-values": table.pivot_table(
                index="trigger", columns="window", values="p_adjusted", sort=False
            ).reset_index(),
            f"The {plural(len(moved), what[0])}": moved[["day", "lines", "start_event"]],
        },
    )


def more_clashes_in_silence(definitions: Definitions, state: State, incidents: str, coast: str) -> Answer:
    """Return incidents at the sea boundary by year beside the silences, and their rates in contact and in silence."""
    record, spells = definitions.record, definitions.spells(state.dates)
    found, edges = definitions.silences(**state.definition()), clipped(triggers.regimes(record), state)
    own = sea.incidents(record, kinds=sea.CHOICES[incidents], coasts=sea.COASTS if coast == "both" else (coast,))
    states = _states(definitions, state)
    table, ratio = rates_by_state(states, own["day"])
    counts = sea.by_year(own, state.start, state.end, sea.CHOICES[incidents])
    silent = meetings.silent_share(found, state.start, state.end)
    choices = (record, spells, line_sets(record), state.start, state.end, edges, state.unknown)
    title = f"Incidents at the sea boundary, {state.start} to {state.end}"
    listed = ["start_date", "kind", "actor", "place", "at_sea_boundary", "summary_en", "confidence"]
    return Answer(
        sea.ratio_sentence(table, ratio, shift_test(states, own["day"], edges)),
        sea.ratio_sentence_ko(table, ratio),
        plots.years_plot(counts, [sea.KINDS[kind] for kind in sea.CHOICES[incidents]], silent, title, "incidents"),
        {
            "Incidents in contact and in silence": table,
            "By stretch of water": sea.areas(own, states),
            "Which lines count": sea.sensitivity(*choices),
            "The incidents": in_window(own, state.start, state.end)[listed],
        },
    )


def who_leads(
    definitions: Definitions, state: State, kind: str, rounds_with: str, within: int, together: bool
) -> Answer:
    """Return talks with the United States by the days between them and contacts of the Koreas.

    With `together`, talks within a month of those before are one round; days of contact are never merged.
    """
    record, spells = definitions.record, definitions.spells(state.dates)
    days_of_contact = contacts.inter_korean(record, spells, kind, state.channels)
    held, gap = contacts.us_talks(record, contacts.TRACKS[rounds_with]), contacts.TOGETHER if together else 0
    first, second = np.unique(day_numbers(days_of_contact)), contacts.rounds(held["day"], gap)
    edges = clipped(triggers.regimes(record), state)
    if not len(inside(first, edges)) or not len(inside(second, edges)):
        raise ValueError("there is nothing to compare in this window; choose a longer one, or other contacts")
    lags, led = lead_lag(first, second, edges), share_led(first, second, edges, within=within)
    found = definitions.silences(**state.definition())
    listed = contacts.before_us_talks(record, held, days_of_contact, found)
    listed = in_window(listed, state.start, state.end)
    return Answer(
        contacts.lead_sentence(led, within, kind, rounds_with),
        contacts.lead_sentence_ko(led, within, rounds_with),
        plots.lags_plot(lags, "Who comes first?", "days from a contact of the Koreas to talks with the United States"),
        {"Rounds by the days between them": lags, "Each round with the United States": listed},
    )


def movements_in(definitions: Definitions, state: State, movement: str) -> pd.DataFrame:
    """Return the cuts ("silence") or returns ("contact") of the chosen lines in the window."""
    moved = episodes.movements(definitions.spells(state.dates), state=movement, channels=state.channels)
    return in_window(moved, state.start, state.end)


def clipped(edges: list[int], state: State) -> list[int]:
    """Return the regimes cut to the window."""
    start, end = (day_number(day) for day in (state.start, state.end))
    first, last = max(start, edges[0]), min(end, edges[-1])
    if first >= last:
        raise ValueError("no line of the record was open in this window; choose a longer one, or one that ends later")
    return sorted({first, last, *(edge for edge in edges if first < edge < last)})


def _states(definitions: Definitions, state: State) -> pd.Series:
    return daily_states(definitions.spells(state.dates), state.channels, state.start, state.end, state.unknown)
