"""A page of the workbook: what the browser draws, and the messages it sends.

Typed state and wiring.  What a message does is decided in :mod:`plc_budget.app`; the script of the
page draws what it is told and sends what was typed.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import anywidget
import traitlets

from plc_budget.app.panels import LAZY, PANELS, text_of, titles_of, views_of
from plc_budget.app.state import State
from plc_budget.app.update import update
from plc_budget.language import text, use_language
from plc_budget.tables.validation import warm_up

_HERE = Path(__file__).parent
_LOG = logging.getLogger(__name__)
_LOST = text(
    "There is no answer. What stands here is not saved yet; it is sent again until it is. Leave this page open. If nobody answers for long, note it down and load the page anew."
)


def new_messages(messages: object, done: int) -> list[Mapping[str, Any]]:
    """Return the messages of a page that were not done before, in the order of their numbers.

    A page sends each message until its number is answered, so that one may come twice; one that
    comes before its turn is left for the time when those before it have come.

    Parameters
    ----------
    messages : sequence of mapping
        As they came, each with its number ``n``.
    done : int
        The number of the last one that was done.

    Examples
    --------
    >>> [message["n"] for message in new_messages([{"n": 4}, {"n": 5}, {"n": 6}, {"n": 8}], done=4)]
    [5, 6]
    """
    if not isinstance(messages, Sequence):
        return []
    by_number = {str(one.get("n")): one for one in messages if isinstance(one, Mapping)}
    new: list[Mapping[str, Any]] = []
    while (message := by_number.get(str(done + len(new) + 1))) is not None:
        new.append(message)
    return new


class Session:
    """A plan being worked on, and every page that shows it."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._pages: list[Page] = []
        Thread(target=warm_up, daemon=True).start()

    def page(self, panels: Sequence[str]) -> Page:
        """Return one more page that shows this plan."""
        page = Page(self, panels)
        self._pages.append(page)
        return page

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a page asks for, and let every page show what came of it."""
        self.state = update(self.state, message)
        for page in self._pages:
            page.show(self.state)


class Page(anywidget.AnyWidget):
    """One page: a synced trait for each panel, one message each way.

    The script sends ``{"page": "k3", "messages": [{"n": 7, "panel": "budget", "do": "set", …}]}``:
    all that is not answered, each message under a number that counts for its window alone.  The page
    does what it has not done before, and answers with the views that changed and ``answered["k3"] = 7``,
    all in one message.
    """

    _esm = _HERE / "page.js"
    _css = _HERE / "page.css"

    panels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    shown = traitlets.List(traitlets.Unicode()).tag(sync=True)
    answered = traitlets.Dict().tag(sync=True)
    """The number of the last message that was done, by the window it came from."""
    turn = traitlets.List(traitlets.Int(), default_value=[0, 0]).tag(sync=True)
    """The number of what is sent here, after that of what it builds on; 0 if it is all there is."""
    focus = traitlets.Dict().tag(sync=True)
    titles = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    fault = traitlets.Unicode().tag(sync=True)
    lost = traitlets.Unicode().tag(sync=True)
    """What the script says when nobody answers it."""
    for _name in PANELS:
        locals()[_name] = traitlets.Dict().tag(sync=True)
    del _name

    def __init__(self, session: Session, panels: Sequence[str]) -> None:
        super().__init__(panels=list(panels), shown=[n for n in panels if n not in LAZY])
        self._session = session
        self.on_msg(self._heard)
        self.show(session.state)

    def show(self, state: State) -> None:
        """Send the views that changed, and nothing else, in one message."""
        views = views_of(state, [name for name in self.panels if name in self.shown])
        with self.hold_sync():
            for name, view in views.items():
                self.set_trait(name, view)
            self.language = state.language
            self.titles = titles_of(state, self.panels)
            self.lost = _LOST.render(state.language)
            if state.focus is not None:
                self.focus = {**state.focus._asdict(), "n": self.turn[1]}
            self.turn = [self.turn[1], self.turn[1] + 1]

    def _heard(self, _: Page, parcel: Mapping[str, Any], __: Sequence[memoryview]) -> None:
        """Do what the script asks for, each message once; who asks again is told everything anew."""
        window, before = str(parcel.get("page", "")), self.turn[1]
        new = new_messages(parcel.get("messages"), self.answered.get(window, 0))
        # Without anything new an answer was lost, or what somebody else did.
        is_whole = not new or bool(parcel.get("whole"))
        with self.hold_sync():
            if new:
                self.fault = ""
            for message in new:
                self._do_safely(message)
                self.answered = {**self.answered, window: int(message["n"])}
            self.turn = [0 if is_whole else before, max(self.turn[1], before + 1)]
            if is_whole:
                self.send_state({name for name in self.keys if not name.startswith("_")})

    def _do_safely(self, message: Mapping[str, Any]) -> None:
        """Do one thing; a fault of ours is said, and loses nothing."""
        try:
            self._do(message)
        except Exception as problem:  # noqa: BLE001 - a page that falls silent loses work
            _LOG.exception("the page could not do %s", message.get("do"))
            with use_language(self._session.state.language):
                self.fault = str(
                    text(
                        "This went wrong inside plc-budget, and nothing was saved by it: {problem}. Please report it.",
                        problem=f"{type(problem).__name__}: {problem}",
                    )
                )

    def _do(self, message: Mapping[str, Any]) -> None:
        if message.get("do") == "show" and message.get("panel") == "app":
            wanted = message.get("panels", [])
            self.shown = [name for name in self.panels if name not in LAZY or name in wanted]
            self.show(self._session.state)
        else:
            self._session.heard(message)

    def _repr_mimebundle_(
        self,
        **kwargs: Any,  # noqa: ANN401 - as IPython calls it
    ) -> tuple[dict[Any, Any], dict[Any, Any]] | None:
        """Show the page; as text, all its figures."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/plain": text_of(self._session.state, tuple(self.panels))}, metadata
