"""The questions of the notebooks as panels: which controls each one has beside those that all share.

`state` is what `.state` of another panel of the same question gave: the same choices give the same answer.
"""

import ipywidgets as widgets

from hotline import answers, contacts, sea
from hotline.aftermath import days_of_return
from hotline.meetings import GROUPS
from hotline.panel import Panel
from hotline.record import Record

WIDE = {"description_width": "170px"}


def the_day(record: Record, day: str | None = None, state: dict | None = None) -> Panel:
    """Return a panel on one day on which lines came back: what it changed, and what followed.

    `day` is 27 July 2021 unless given, or the newest such day of a record that ends before.
    """
    offered = days_of_return(record)
    day = day or ("2021-07-27" if "2021-07-27" in offered else offered[0])
    return Panel(record, answers.what_did_that_day_change, {"day": _list("Day", offered, day)}, state)


def meeting_without_a_line(record: Record, state: dict | None = None) -> Panel:
    """Return a panel on the talks between the Koreas and the state of the lines."""
    return Panel(record, answers.do_they_meet_without_a_line, {"group": _list("Talks by", GROUPS)}, state)


def how_long_it_lasts(record: Record, state: dict | None = None) -> Panel:
    """Return a panel on the lengths of silence, or of contact after a return."""
    extras = {
        "of": _list("How long lasts", [("silence", "silence"), ("contact after a return", "contact")]),
        "unit": _list("Counted as", [("episodes", "episodes"), ("each line by itself", "lines")]),
        "within": _number("Chance of an end within", 365, "days"),
    }
    return Panel(record, answers.how_long_does_it_last, extras, state)


def what_comes_before(record: Record, state: dict | None = None) -> Panel:
    """Return a panel on what stood before cuts and returns, against chance."""
    extras = {
        "movement": _list("What comes before", [("a cut", "silence"), ("a return", "contact")]),
        "window": _list("Days before", answers.WINDOWS, 30),
        "null": _list("Chance is", [("any day of the same government", "any day"), ("same season", "same season")]),
    }
    return Panel(record, answers.what_comes_before, extras, state)


def clashes_at_sea(record: Record, state: dict | None = None) -> Panel:
    """Return a panel on incidents at the sea boundary in contact and in silence."""
    coasts = [("both coasts", "both"), ("West Sea", "west"), ("East Sea", "east")]
    extras = {"incidents": _list("Incidents", list(sea.CHOICES)), "coast": _list("Coast", coasts)}
    return Panel(record, answers.more_clashes_in_silence, extras, state)


def seoul_then_washington(record: Record, state: dict | None = None) -> Panel:
    """Return a panel on contacts of the Koreas and talks with the United States: which come first."""
    extras = {
        "kind": _list("Contacts of the Koreas", contacts.KINDS),
        "rounds_with": _list("Rounds", list(contacts.TRACKS)),
        "within": _number("Near means within", 90, "days"),
        "together": widgets.Checkbox(value=True, description="Talks within a month are one round", indent=False),
    }
    return Panel(record, answers.who_leads, extras, state)


def _list(label: str, options: object, value: object = None) -> widgets.Dropdown:
    control = widgets.Dropdown(description=label, options=options, style=WIDE, layout={"width": "430px"})
    if value is not None:
        control.value = value
    return control


def _number(label: str, value: int, unit: str) -> widgets.BoundedIntText:
    label = f"{label} ({unit})"
    layout = {"width": "330px"}
    return widgets.BoundedIntText(
        value=value, min=1, max=3650, description=label, style={"description_width": "220px"}, layout=layout
    )
