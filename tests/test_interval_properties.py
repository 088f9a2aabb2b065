"""What must hold for any history of any lines, with the `portion` library as an independent oracle."""

from datetime import date, timedelta

import portion
from hypothesis import given, settings
from hypothesis import strategies as st

import hotline
from conftest import small_record
from hotline.measures import share_of_time, state_on

FIRST, LAST = date(2000, 1, 1), date(2003, 1, 1)
NEXT = {
    "contact": ["cut", "unanswered", "withdrawn", "destroyed", "used", "announced-cut", "untracked"],
    "silence": ["restored", "used", "announced-restoration", "observed", "untracked", "cut"],
    "unknown": ["restored", "cut", "used", "observed"],
}
AFTER = {"opened": "contact", "restored": "contact", "untracked": "unknown"} | dict.fromkeys(
    ("cut", "unanswered", "withdrawn", "destroyed"), "silence"
)


@st.composite
def histories(draw, name="west"):
    """One line: an opening, then events on distinct days that can follow each other, some known to the month only."""
    numbers = draw(st.lists(st.integers(0, (LAST - FIRST).days - 1), min_size=1, max_size=9, unique=True))
    days = [FIRST + timedelta(days=number) for number in sorted(numbers)]
    lines, state = [f"{name} {days[0]} opened"], "contact"
    for day in days[1:]:
        kind = draw(st.sampled_from(NEXT[state]))
        state = AFTER.get(kind, state)
        lines.append(f"{name} {day} {kind}")
    return lines


@st.composite
def records(draw):
    lines = [line for name in ("west", "east", "office") for line in draw(histories(name))]
    return small_record(*lines, checked_through=str(LAST))


@st.composite
def windows(draw):
    days = draw(st.lists(st.dates(FIRST, LAST), min_size=2, max_size=2, unique=True))
    return tuple(sorted(days))


def days_of(interval):
    return sum((piece.upper - piece.lower).days for piece in interval if not piece.empty)


def union(frame):
    whole = portion.empty()
    for row in frame.itertuples():
        whole |= portion.closedopen(row.start.date(), row.end.date())
    return whole


@given(records())
@settings(max_examples=80, deadline=None)
def test_spells_tile_the_life_of_each_line_without_gap_or_overlap(record):
    spells = hotline.spells(record, as_of=LAST)
    for channel, own in spells.groupby("channel_id"):
        opened = record.events_of(channel)["day"].min()
        assert own["start"].iloc[0] == opened
        assert (own["start"].iloc[1:].to_numpy() == own["end"].iloc[:-1].to_numpy()).all()
        assert own["end"].iloc[-1].date() == LAST
        assert own["days"].sum() == (LAST - opened.date()).days
        assert own["ended"].tolist() == [True] * (len(own) - 1) + [False]
        assert (own["state"].to_numpy()[1:] != own["state"].to_numpy()[:-1]).all()


@given(records(), windows())
@settings(max_examples=60, deadline=None)
def test_days_of_every_state_add_up_to_the_days_in_the_window_since_the_line_opened(record, window):
    spells = hotline.spells(record, as_of=LAST)
    opened = spells.groupby("channel_id")["start"].min()
    for row in share_of_time(spells, *window).itertuples():
        begun = max(window[0], opened[row.channel_id].date())
        assert row.contact + row.silence + row.unknown == row.observed == (window[1] - begun).days


@given(records(), st.sampled_from([("west",), ("west", "east"), ("west", "east", "office")]), st.booleans())
@settings(max_examples=120, deadline=None)
def test_silences_equal_silent_days_minus_answered_days_computed_by_portion(record, channels, breaks):
    spells = hotline.spells(record, as_of=LAST)
    chosen = spells[spells["channel_id"].isin(channels)]
    expected = union(chosen[chosen["state"] == "silence"]) - union(chosen[chosen["state"] == "contact"])
    if breaks:
        expected -= union(chosen[chosen["state"] == "unknown"])
    found = hotline.silences(spells, channels=channels, unknown="breaks" if breaks else "ignored")
    assert union(found) == expected
    assert found["days"].sum() == days_of(expected)


@given(records(), windows())
@settings(max_examples=60, deadline=None)
def test_clipping_is_the_intersection_with_the_window(record, window):
    spells = hotline.spells(record, as_of=LAST)
    for channel in spells["channel_id"].unique():
        own = spells[(spells["channel_id"] == channel) & (spells["state"] == "silence")]
        clipped = hotline.clip(own, *window)
        assert union(clipped) == union(own) & portion.closedopen(*window)


@given(histories(), st.integers(1, 300))
@settings(max_examples=80, deadline=None)
def test_what_happens_after_a_window_never_changes_what_is_inside_it(lines, later):
    before = small_record(*lines, checked_through="2010-01-01")
    after = small_record(*lines, f"west {LAST + timedelta(days=later)} used", checked_through="2010-01-01")
    cut = small_record(*lines, f"west {LAST + timedelta(days=later)} untracked", checked_through="2010-01-01")
    inside = [
        hotline.clip(hotline.spells(record, as_of="2010-01-01"), FIRST, LAST)[["state", "start", "end", "days"]]
        for record in (before, after, cut)
    ]
    assert inside[0].equals(inside[1]) and inside[0].equals(inside[2])


@given(histories("west"), histories("east"))
@settings(max_examples=60, deadline=None)
def test_what_happens_to_one_line_never_changes_the_spells_of_another(west, east):
    alone = hotline.spells(small_record(*west, checked_through=str(LAST)), as_of=LAST)
    together = hotline.spells(small_record(*west, *east, checked_through=str(LAST)), as_of=LAST)
    assert together[together["channel_id"] == "west"].reset_index(drop=True).equals(alone)


@given(records(), st.dates(FIRST, LAST))
@settings(max_examples=60, deadline=None)
def test_the_state_on_a_day_is_that_of_the_spell_around_it(record, day):
    spells = hotline.spells(record, as_of=LAST)
    for row in state_on(spells, day).itertuples():
        around = spells[
            (spells["channel_id"] == row.channel_id)
            & (spells["start"].dt.date <= day)
            & ((spells["end"].dt.date > day) | ~spells["ended"])
        ]
        assert [row.state] == (around["state"].tolist() or ["not yet open"])


@given(histories(), st.dates(FIRST, LAST))
@settings(max_examples=60, deadline=None)
def test_spells_as_of_a_day_are_those_of_the_record_as_it_stood(lines, day):
    whole = small_record(*lines, checked_through=str(LAST))
    until = [line for line in lines if line.split()[1] <= str(day)]
    found = hotline.spells(whole, as_of=day)
    expected = hotline.spells(small_record(*until, checked_through=str(LAST)), as_of=day) if until else found.iloc[:0]
    assert found.equals(expected)
