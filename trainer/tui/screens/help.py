"""Help: the keys of the screen it was asked from, and how the practice works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.tui.theme import QUIET
from trainer.tui.widgets.keys import Hint, KeyLine
from trainer.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

HOW_IT_WORKS = """\
A customer comes to the closing call, days before your year ends, and says no.
You will not win the deal back on this call, and that is not the score.
Read what they say and answer as you would. Silence is an answer, too.
They react to what you said: treated well they tell you more, pushed they close up.
Push again after they asked you to stop, and they leave.
The plan, the ROI sheet and your manager are one key away. You need none of them.
A breath costs nothing, and they will wait.
Afterwards you read how it ended for the two of you, then three scores.
Calmness: nothing was said in frustration, and none of it was theirs to carry.
Customer focus: their reasons came before your deal.
Respect for the no: it was accepted, and the way out was easy.
Every line is kept before the answer appears; an interrupted call can be resumed."""

ALWAYS = (
    Hint("ctrl+p", "Ctrl+P", "everything that can be done here, by name"),
    Hint("f1", "F1", "this page"),
    Hint("ctrl+q", "Ctrl+Q", "leave"),
)


def keys_of(screen: Screen[Any]) -> list[Hint]:
    """The keys a screen and its focused widget bind, with what they do."""
    found: dict[str, Hint] = {}
    for _, binding, enabled, tooltip in screen.active_bindings.values():
        if not (binding.id and enabled and binding.description) or binding.id.startswith("app."):
            continue
        does = tooltip or binding.tooltip or binding.description
        shown = screen.app.get_key_display(binding)
        if binding.action in found:
            before = found[binding.action]
            shown = f"{before.shown} or {shown}"
        found[binding.action] = Hint(binding.key, shown, does[:1].lower() + does[1:])
    return [*found.values(), *ALWAYS]


def keys_table(hints: list[Hint]) -> Content:
    """Keys on the left, what they do beside them."""
    width = max(len(h.shown) for h in hints) + 3
    lines = [Content.assemble((h.shown.ljust(width), "bold"), (h.does, QUIET)) for h in hints]
    return Content("\n").join(lines)


class HelpScreen(Screen[None]):
    """One page of help.

    Args:
        of: the screen whose keys are shown.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark", "close", "Back", id="help.close", tooltip="Back to where you were"),
    ]

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._hints = keys_of(of)

    def compose(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield TopLine("Help")
            with VerticalScroll(id="help"):
                yield Static("Keys here", classes="title", markup=False)
                yield Static(keys_table(self._hints), id="keys")
                yield Static("How the practice works", classes="title", markup=False)
                yield Static(HOW_IT_WORKS, id="practice", markup=False)
            yield KeyLine(Hint("escape", "Esc", "back"))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
