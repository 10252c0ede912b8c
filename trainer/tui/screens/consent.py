"""The question before the talk may leave the program: asked once for each host, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from trainer.tui.widgets.keys import Hint, KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from trainer.tui.services import ModelOffer


WORDS = "The director still decides what the customer does; the model only words it."
READS = "The rules of the manual still decide the scores; the model only reads."


def what_is_sent(offer: ModelOffer) -> str:
    """What would go where, in plain words."""
    model = offer.model or "The model"
    if offer.local:
        return (
            f"{model} runs on this machine ({offer.base_url}). The talk is handed to it and does not leave the machine."
        )
    return (
        f"Every line of the talk and the customer's story would be sent to {offer.host} "
        f"({offer.model or 'the model chosen there'}), and to nobody else. What is built in sends nothing."
    )


class ConsentModal(ModalScreen[bool | None]):
    """Whether this host may receive the talk. None means: not decided now.

    Args:
        offer: the model connection, with the host it names.
        grades: it would grade, not play the customer.
    """

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Use it", id="consent.yes", tooltip="Let this host receive the talk"),
        Binding("n", "answer(False)", "No, and do not ask again", id="consent.no", tooltip="Remember the no"),
        Binding("escape", "later", "Not now", id="consent.later", tooltip="Decide another time"),
    ]

    def __init__(self, offer: ModelOffer, *, grades: bool = False) -> None:
        super().__init__()
        self._grades = grades
        self._offer = offer

    def compose(self) -> ComposeResult:
        with Vertical(classes="question"):
            title = "Let this model grade your calls?" if self._grades else "Let this model play the customer?"
            yield Static(title, classes="title", markup=False)
            yield Static(what_is_sent(self._offer), classes="body", markup=False)
            yield Static(READS if self._grades else WORDS, classes="body quiet", markup=False)
            yield KeyLine(
                Hint("y", "Y", "use it"),
                Hint("n", "N", "no, do not ask again"),
                Hint("escape", "Esc", "not now"),
                keep=3,
            )

    def action_answer(self, yes: bool) -> None:
        """Give the answer and go."""
        self.dismiss(yes)

    def action_later(self) -> None:
        """Go without an answer."""
        self.dismiss(None)
