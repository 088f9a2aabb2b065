"""One question with its controls: an answer in words, a chart that changes in place, and the tables behind it."""

from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import plotly.graph_objects as go
from traitlets import TraitError

from hotline.answers import Answer
from hotline.controls import Choices
from hotline.measures import Definitions
from hotline.parts import CONFIG, Fitting, guarded, message_html
from hotline.record import Record
from hotline.selection import EVERYTHING, SelectionError, State, chosen, first_state, presets
from hotline.tables import table_html


class Panel(widgets.VBox):
    """A question whose definition the reader can change.

    Parameters
    ----------
    record : as `hotline.load()` gives it.
    answer : `answer(definitions, state, **extras)` -> `Answer`; pure. A `ValueError` from it is shown to the reader,
        and the last view stays.
    extras : controls of this question alone, by the name of the argument that takes their value.
    state : choices to start from, as `.state` of another panel of the same question gave them.

    `.answer` is what is shown, `.state` the choices as a plain dict. Raises `SelectionError` where `state` holds a
    choice that this question does not offer.
    """

    def __init__(
        self,
        record: Record,
        answer: Callable[..., Answer],
        extras: dict[str, widgets.Widget] | None = None,
        state: dict | None = None,
    ) -> None:
        """Build the controls, show the first answer, and listen."""
        self._definitions, self._ask = Definitions(record, as_of=record.checked_through), answer
        windows = presets(record, self._definitions.silences())
        self.extras = extras or {}
        given = dict(state or {})
        for name, control in self.extras.items():
            _set(control, name, given.pop(name, control.value))
        self._state, self._values = first_state(record, windows[EVERYTHING], given), self._chosen_values()
        self.controls = Choices(record, windows)
        self.answer = self._answered(self._state, self._values)
        self.message, self.sentence, self.korean, self.tables = (widgets.HTML() for _ in range(4))
        self.figure = go.FigureWidget(self.answer.figure)
        self.figure._config = CONFIG  # plotly.py has no public way to say so
        self._fitting = Fitting()
        super().__init__(self._laid_out())
        self.controls.write(self._state)
        self._show_words()
        self._listen()
        self.add_class("hotline-panel")

    @property
    def state(self) -> dict:
        """The choices that led to what is shown; pass them to another panel as `state=`."""
        shown = self._state.as_dict()
        shown.pop("event")
        return shown | self._values

    def _laid_out(self) -> list[widgets.Widget]:
        own = widgets.HBox(list(self.extras.values()), layout={"flex_flow": "row wrap"})
        return [
            *self.controls.above(missed_calls=False),
            own,
            self.message,
            self.sentence,
            self.korean,
            self._fitting,
            self.figure,
            self.tables,
        ]

    def _listen(self) -> None:
        change = guarded(self._on_choice, self._say)
        self.controls.listen(change)
        for control in self.extras.values():
            control.observe(lambda _: change(), "value")

    def _on_choice(self) -> None:
        read, values = self.controls.read(), self._chosen_values()
        self.controls.name_choices(read)
        self.answer = self._answered(read, values)
        self._state, self._values = read, values
        self._redraw()
        self._show_words()

    def _chosen_values(self) -> dict:
        return {name: control.value for name, control in self.extras.items()}

    def _answered(self, state: State, values: dict) -> Answer:
        try:
            return self._ask(self._definitions, chosen(self._definitions.record, state), **values)
        except SelectionError:
            raise
        except ValueError as problem:
            raise SelectionError(f"{problem}.") from problem

    def _redraw(self) -> None:
        """Change the figure in place, trace by trace; each answer's figures have the same traces for all choices.

        Traces that are taken away and added anew make plotly stumble when choices follow each other fast.
        """
        with self.figure.batch_update():
            for shown, wanted in zip(self.figure.data, self.answer.figure.data, strict=True):
                shown.update(wanted.to_plotly_json(), overwrite=True)
            self.figure.update_layout(self.answer.figure.layout.to_plotly_json(), overwrite=True)
        self._fitting.changes += 1

    def _show_words(self) -> None:
        self._say("")
        self.sentence.value = f'<p role="status" class="hotline-sentence"><b>{escape(self.answer.sentence)}</b></p>'
        self.korean.value = f'<p lang="ko" class="hotline-korean">{escape(self.answer.sentence_ko)}</p>'
        tables, record = self.answer.tables.items(), self._definitions.record
        self.tables.value = "".join(table_html(table, caption, record) for caption, table in tables)

    def _say(self, text: str) -> None:
        self.message.value = message_html(text)


def _set(control: widgets.Widget, name: str, value: object) -> None:
    try:
        control.value = value
    except TraitError:
        offered = getattr(control, "options", None)
        allowed = f": choose one of {', '.join(map(str, offered))}" if offered else ""
        raise SelectionError(f"'{name}' cannot be {value!r}{allowed}.") from None
