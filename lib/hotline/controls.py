"""The controls of the explorer: read them as a `State`, or set them to one. All are reached by keyboard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import ipywidgets as widgets

from hotline.record import Record
from hotline.selection import State, events_between, line_sets
from hotline.words import event_text

OWN_CHOICE = "My own choice"
OWN_DATES = "My own dates"
ALL_LINES = "all lines"
NO_EVENT = ("choose an event, or click on the chart", "")


class Choices:
    """The controls of window and definition, and nothing of what they act on.

    `presets` are named windows, as `hotline.selection.presets` gives them.
    """

    def __init__(self, record: Record, presets: dict[str, tuple[str, str]]) -> None:
        """Build every control with its label; nothing is chosen yet."""
        self._record, self._presets, self._sets = record, presets, line_sets(record)
        self._quiet = False
        wide, long = {"description_width": "150px"}, {"width": "360px"}
        self.preset = widgets.Dropdown(
            description="Period", options=[*presets, OWN_DATES], style=wide, layout={"width": "400px"}
        )
        self.start = widgets.DatePicker(description="From", style=wide)
        self.end = widgets.DatePicker(description="Until (not counted)", style=wide)
        self.lines = widgets.Dropdown(description="Lines that must be silent", options=[*self._sets, OWN_CHOICE])
        self.lines.style, self.lines.layout.width = {"description_width": "170px"}, "440px"
        names = record.channels.set_index("channel_id")["name_en"]
        self.boxes = {
            channel: widgets.Checkbox(description=name, indent=False, layout={"width": "340px"})
            for channel, name in names.items()
        }
        begins = [("with the first failed call", "effective"), ("when it was announced", "announced")]
        self.dates = widgets.RadioButtons(description="A silence begins", style=wide, options=begins)
        self.missed = widgets.Checkbox(
            description="Count missed calls answered on the same day", indent=False, layout=long
        )
        self.unknown = widgets.Checkbox(
            description="A line of unknown state breaks the silence", indent=False, layout=long
        )

    def above(self, missed_calls: bool = True) -> list[widgets.Widget]:
        """Return the rows of controls that stand above the chart; without missed calls where they play no part."""
        one_by_one = widgets.GridBox(list(self.boxes.values()), layout={"grid_template_columns": "repeat(3, 350px)"})
        ticks = widgets.VBox([self.missed, self.unknown])
        if not missed_calls:
            ticks.children = [self.unknown]
        return [
            widgets.HBox([self.preset, self.start, self.end], layout={"flex_flow": "row wrap"}),
            widgets.HBox([self.lines, self.dates, ticks], layout={"flex_flow": "row wrap"}),
            widgets.Accordion([one_by_one], titles=["Choose the lines one by one"]),
        ]

    def listen(self, on_choice: Callable[[], None]) -> None:
        """Call `on_choice` after every change of the question."""
        self._on(self.preset, lambda: self._take_preset() and on_choice())
        self._on(self.lines, lambda: self._take_lines() and on_choice())
        for control in (self.start, self.end, self.dates, self.missed, self.unknown, *self.boxes.values()):
            self._on(control, on_choice)

    def read(self) -> State:
        """Return what the controls say; an empty date is an empty text."""
        return State(
            start=self.start.value.isoformat() if self.start.value else "",
            end=self.end.value.isoformat() if self.end.value else "",
            channels=tuple(channel for channel, box in self.boxes.items() if box.value),
            dates=self.dates.value,
            missed_calls=self.missed.value,
            unknown="breaks" if self.unknown.value else "ignored",
        )

    def write(self, state: State) -> None:
        """Set every control to a state, without calling back."""
        with self.quietly():
            self.start.value, self.end.value = date.fromisoformat(state.start), date.fromisoformat(state.end)
            for channel, box in self.boxes.items():
                box.value = channel in state.channels
            self.dates.value, self.missed.value = state.dates, state.missed_calls
            self.unknown.value = state.unknown == "breaks"
            self.name_choices(state)

    def name_choices(self, state: State) -> None:
        """Let the two lists of named choices show the names of what was chosen otherwise."""
        with self.quietly():
            window, chosen = (state.start, state.end), set(state.channels)
            self.preset.value = next((name for name, preset in self._presets.items() if preset == window), OWN_DATES)
            self.lines.value = next((name for name, lines in self._sets.items() if set(lines) == chosen), OWN_CHOICE)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """While it lasts, changed controls do not call back."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _on(self, control: widgets.Widget, callback: Callable[[], object]) -> None:
        control.observe(lambda _: None if self._quiet else callback(), "value")

    def _take_preset(self) -> bool:
        if self.preset.value == OWN_DATES:
            return False
        with self.quietly():
            self.start.value, self.end.value = map(date.fromisoformat, self._presets[self.preset.value])
        return True

    def _take_lines(self) -> bool:
        if self.lines.value == OWN_CHOICE:
            return False
        with self.quietly():
            for channel, box in self.boxes.items():
                box.value = channel in self._sets[self.lines.value]
        return True


class Controls(Choices):
    """The choices, and the selectors of an event: the keyboard's way to what a click on the chart shows."""

    def __init__(self, record: Record, presets: dict[str, tuple[str, str]]) -> None:
        """Build every control with its label; nothing is chosen yet."""
        super().__init__(record, presets)
        wide = {"description_width": "150px"}
        names = record.channels.set_index("channel_id")["name_en"]
        lines = [(ALL_LINES, ""), *((name, channel) for channel, name in names.items())]
        self.event_line = widgets.Dropdown(
            description="Events of", style=wide, options=lines, layout={"width": "500px"}
        )
        self.event = widgets.Dropdown(description="Sources of", style=wide, layout={"width": "95%"})

    def below(self) -> list[widgets.Widget]:
        """Return the selectors of an event."""
        return [widgets.HBox([self.event_line]), self.event]

    def listen(self, on_choice: Callable[[], None], on_event: Callable[[], None]) -> None:
        """Call `on_choice` after every change of the question, and `on_event` after another event was chosen."""
        super().listen(on_choice)
        for control in (self.event_line, self.event):
            self._on(control, on_event)

    def read(self) -> State:
        """Return what the controls say; an empty date is an empty text."""
        return replace(super().read(), event=self.event.value or "")

    def write(self, state: State) -> None:
        """Set every control to a state, without calling back."""
        super().write(state)
        self.offer_events(state)

    def offer_events(self, state: State) -> None:
        """Offer the events of the window, and the chosen one wherever it lies."""
        events = events_between(self._record, state.start, state.end, self.event_line.value, also=state.event)
        options = [(event_text(event), event["event_id"]) for event in events.to_dict("records")]
        with self.quietly():
            if self.event.options != (NO_EVENT, *options):
                self.event.options = (NO_EVENT, *options)
            self.event.value = state.event
