"""The floor for the screens: a bare Textual chat, header, six bubbles and a composer. Run by the benchmarks."""

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer, Header, Static, TextArea

LINE = "I have to give you not good news. Last night the community voted and it is no. We cannot."


class BareChat(App[None]):
    """Nothing but what any chat needs."""

    CSS = "VerticalScroll { height: 1fr; } Static { margin: 1 2; } TextArea { height: 5; }"
    BINDINGS = [("ctrl+q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Header()
        with VerticalScroll():
            for i in range(6):
                yield Static(f"{i} {LINE}", markup=False)
        yield TextArea(id="composer")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


if __name__ == "__main__":
    BareChat().run()
