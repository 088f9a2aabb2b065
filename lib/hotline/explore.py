"""Widgets: thin wiring between controls, the pure `selection` and the chart. Nothing is drawn inside an Output."""

from dataclasses import replace
from html import escape

import ipywidgets as widgets
import plotly.graph_objects as go

from hotline.charts import axis_range, timeline_figure, timeline_title
from hotline.controls import Controls
from hotline.measures import Definitions
from hotline.parts import CONFIG, Fitting, guarded, message_html
from hotline.record import Record
from hotline.selection import EVERYTHING, Selection, first_state, presets, select
from hotline.tables import table_html
from hotline.timeline import Points, Timeline, timeline_text
from hotline.words import event_card


class SilenceExplorer(widgets.VBox):
    """The timeline of the lines with controls that act on everything below them.

    Parameters
    ----------
    record : as `hotline.load()` gives it.
    state : choices to start from, as another explorer's `.state` gave them; what is left out takes its default.

    `.selection` holds the frames behind what is shown, `.state` the choices as a plain dict.

    Raises
    ------
    SelectionError
        `state` cannot be shown; the message says why and what to choose instead.
    """

    def __init__(self, record: Record, state: dict | None = None) -> None:
        """Build the controls, show the first answer, and listen."""
        self._record = record
        self._definitions = Definitions(record, as_of=record.checked_through)
        self._timelines: dict[str, Timeline] = {}
        windows = presets(record, self._definitions.silences())
        self._selection = select(self._definitions, first_state(record, windows[EVERYTHING], state))
        self.controls = Controls(record, windows)
        self.message, self.sentence, self.figure_text = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.card, self.table, self.definitions = widgets.HTML(), widgets.HTML(), widgets.HTML()
        shown = self._selection
        self.figure = go.FigureWidget(
            timeline_figure(self._timeline(), shown.silences, shown.state.start, shown.state.end)
        )
        self.figure._config = CONFIG  # plotly.py has no public way to say so
        super().__init__(self._laid_out())
        self.controls.write(shown.state)
        self._show_words(self._points())
        self._show_card()
        self._listen()
        self.add_class("hotline-explorer")

    @property
    def selection(self) -> Selection:
        """What is shown now."""
        return self._selection

    @property
    def state(self) -> dict:
        """The choices that led to it; pass them to another explorer as `state=`."""
        return self._selection.state.as_dict()

    def _laid_out(self) -> list[widgets.Widget]:
        answers = [self.message, self.sentence, Fitting(), self.figure, self.figure_text]
        tables = [self.card, self.table, self.definitions]
        return [*self.controls.above(), *answers, *self.controls.below(), *tables]

    def _listen(self) -> None:
        self.controls.listen(guarded(self._on_choice, self._say), guarded(self._on_event, self._say))
        for trace in self.figure.data:
            trace.on_click(guarded(self._on_click, self._say))

    def _on_choice(self) -> None:
        chosen = self.controls.read()
        self.controls.name_choices(chosen)
        self._selection = select(self._definitions, chosen)
        points = self._points()
        self._redraw(points)
        self._show_words(points)
        self._show_card()

    def _on_event(self, event: str | None = None) -> None:
        chosen = self.controls.event.value if event is None else event
        state = replace(self._selection.state, event=chosen or "")
        self._selection = replace(self._selection, state=state)
        self._say("")
        self._show_card()

    def _on_click(self, trace: go.Scatter, points: object, _: object) -> None:
        clicked = [trace.customdata[index] for index in points.point_inds]
        if clicked and clicked[0]:
            self._on_event(clicked[0])

    def _timeline(self) -> Timeline:
        dates = self._selection.state.dates
        if dates not in self._timelines:
            self._timelines[dates] = Timeline(self._record, self._selection.spells)
        return self._timelines[dates]

    def _points(self) -> dict[str, Points]:
        shown = self._selection
        return self._timeline().points(shown.silences, shown.state.start, shown.state.end)

    def _redraw(self, points: dict[str, Points]) -> None:
        state = self._selection.state
        with self.figure.batch_update():
            for trace, changed in zip(self.figure.data, points.values(), strict=True):
                trace.update(changed, overwrite=True)
            self.figure.layout.title.text = timeline_title(state.start, state.end)
            self.figure.layout.xaxis.range = axis_range(state.start, state.end)

    def _show_words(self, points: dict[str, Points]) -> None:
        shown = self._selection
        self._say("")
        self.sentence.value = f'<p role="status" class="hotline-sentence"><b>{escape(shown.sentence)}</b></p>'
        self.figure_text.value = f'<p class="hotline-figure-text">{escape(timeline_text(points))}</p>'
        self.table.value = table_html(shown.table, "Silences that touch the window")
        self.definitions.value = table_html(shown.definitions, "How much does the definition matter?")

    def _show_card(self) -> None:
        state = self._selection.state
        self.controls.offer_events(state)
        self.card.value = event_card(self._record, state.event) if state.event else ""

    def _say(self, text: str) -> None:
        self.message.value = message_html(text)
