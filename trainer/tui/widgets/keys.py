"""The line of keys at the foot of a screen: what can be pressed here, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen


class Hint(NamedTuple):
    """One key and what it does."""

    key: str
    """As bound ("ctrl+q"); pressed when the hint is clicked."""
    shown: str
    """As printed on a keyboard ("Ctrl+Q")."""
    does: str


GAP = "   "


class KeyLine(Widget):
    """One line of key hints, read from the active bindings with `show=True` or given explicitly.

    Hints that do not fit are left out from the end; the last one (help, by convention) stays. A click presses
    the key. One widget for the whole line keeps the first frame cheap.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--does"}
    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        width: 1fr;
        color: $quiet;
        text-wrap: nowrap;
        text-align: right;
        & > .keys--key { color: $ink; }
        & > .keys--does { color: $quiet; text-style: $quiet-style; }
        &.-left { text-align: left; }
    }
    """

    hints: reactive[tuple[Hint, ...]] = reactive(())

    def __init__(
        self,
        *hints: Hint,
        keep: int = 1,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Args:
        hints: what to show; none to follow the bindings of the screen and the focused widget.
        keep: how many of the last hints stay when the line is too narrow.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._explicit = bool(hints)
        self._keep = keep
        self._places: list[tuple[int, int, Hint]] = []
        self.set_reactive(KeyLine.hints, tuple(hints))

    def on_mount(self) -> None:
        if not self._explicit:
            self.screen.bindings_updated_signal.subscribe(self, self._follow)
            self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        seen: set[str] = set()
        found: list[Hint] = []
        for _, binding, enabled, _ in screen.active_bindings.values():
            if not binding.show or not enabled or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            found.append(Hint(binding.key, self.app.get_key_display(binding), binding.description.lower()))
        # what belongs to the app comes last, help at the very end
        found.sort(key=lambda h: h.key == "f1")
        self.hints = tuple(found)

    def _fitting(self, width: int) -> list[Hint]:
        hints = list(self.hints)

        def taken() -> int:
            return sum(cell_len(h.shown) + 2 + cell_len(h.does) for h in hints) + len(GAP) * (len(hints) - 1)

        while len(hints) > self._keep and taken() > width:
            del hints[-1 - self._keep]
        return hints

    def render(self) -> Content:
        width = self.content_size.width
        key_style = self.get_visual_style("keys--key")
        does_style = self.get_visual_style("keys--does")
        parts: list[tuple[str, object] | str] = []
        self._places = []
        x = 0
        for hint in self._fitting(width):
            if parts:
                parts.append(GAP)
                x += len(GAP)
            parts.append((hint.shown, key_style))
            parts.append(("  " + hint.does, does_style))
            end = x + cell_len(hint.shown) + 2 + cell_len(hint.does)
            self._places.append((x, end, hint))
            x = end
        if self.styles.text_align == "right":
            shift = max(0, width - x)
            self._places = [(a + shift, b + shift, h) for a, b, h in self._places]
        return Content.assemble(*parts)  # type: ignore[arg-type]

    def on_click(self, event: events.Click) -> None:
        x = event.x - self.gutter.left
        for start, end, hint in self._places:
            if start <= x < end:
                self.app.simulate_key(hint.key)
                return
