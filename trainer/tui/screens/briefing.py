"""Before the call: who is on the line, what was agreed, what is at stake, what the rep knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from trainer.cleaning import clean
from trainer.errors import TrainerError
from trainer.tui import format as words
from trainer.tui.page import Page
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.papers import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from trainer.call.play import Setup
    from trainer.scenarios.model import Scenario
    from trainer.tui.services import ScenarioGlance, Services


def facts_line(glance: ScenarioGlance | Scenario) -> str:
    """Industry, temper, difficulty and length in one line."""
    parts = (glance.industry, glance.temper, words.dots(glance.difficulty), words.minutes(glance.minutes))
    return " · ".join(part for part in parts if part)


class BriefingScreen(Page):
    """What the rep reads before the call.

    Args:
        services: the program behind the screens.
        scenario_id: which customer.
    """

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = "#brief"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take the call", id="briefing.take", tooltip="The customer is on the line"),
        Binding("escape", "back", "Back", id="page.back", tooltip="Back to where you came from"),
    ]

    def __init__(self, services: Services, scenario_id: str) -> None:
        super().__init__(services)
        self._which = scenario_id
        self._glance = next((s for s in services.shelf() if s.id == scenario_id), None)
        self._scenario: Scenario | None = None
        self._taking = False

    def compose(self) -> ComposeResult:
        glance = self._glance
        with VerticalScroll(id="brief"):
            yield Static("", id="top", markup=False)
            yield Static(glance.customer if glance else self._which, id="who", markup=False)
            yield Static("", id="role", markup=False)
            with Horizontal(id="pages"):
                yield Vertical(id="story")
                yield Vertical(id="facts")
            yield Static("", id="wrong", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        if self._glance is not None:
            self._head(self._glance)
        self.ask(self._read, group="briefing", then=self._show)
        self.ask(self.services.warm_up, group="warm-up", vital=False)

    def _head(self, glance: ScenarioGlance | Scenario) -> None:
        self.query_one("#top", Static).update(f"{glance.title}\n{facts_line(glance)}")
        self.query_one("#who", Static).update(glance.customer)
        self.query_one("#role", Static).update(", ".join(x for x in (glance.role, glance.company) if x))

    def _read(self) -> Scenario | TrainerError:
        try:
            return self.services.scenario(self._which)
        except TrainerError as error:
            return error

    def _show(self, answer: Scenario | TrainerError) -> None:
        if isinstance(answer, TrainerError):
            self._say_wrong(f"This scenario cannot be opened. {answer}")
            return
        self._scenario = answer
        self._head(answer)
        story, facts = self.query_one("#story"), self.query_one("#facts")
        with self.app.batch_update():
            story.mount_all(Static(p, classes="paragraph", markup=False) for p in paragraphs(answer.situation))
            facts.mount_all(self._facts(answer))
        self.refresh_bindings()

    def _facts(self, scenario: Scenario) -> Iterator[Widget]:
        def label(text: str) -> Static:
            return Static(text, classes="label gap", markup=False)

        yield Static("To be signed", classes="label", markup=False)
        yield Static(scenario.product, classes="fact", markup=False)
        if self.services.config.pressure:
            yield label("At stake")
            yield Static(
                f"{scenario.hours_left} hours to your year end\n{scenario.attainment} % of quota without this deal",
                classes="fact",
                markup=False,
            )
        yield label("What you know")
        for fact in scenario.know:
            yield Static(fact, classes="fact", markup=False)
        yield label("You are")
        yield Static(
            f"{scenario.rep} to {'them' if scenario.pronoun == 'they' else scenario.called}",
            classes="fact",
            markup=False,
        )

    def _say_wrong(self, what: str) -> None:
        self.query_one("#wrong", Static).update(clean(what, limit=1_000))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._scenario is not None or action != "take"

    def action_take(self) -> None:
        """Begin the call."""
        if not self._taking:
            self._taking = True
            self.ask(self._begin, group="call", then=self._begun)

    def _begin(self) -> Setup | TrainerError:
        try:
            return self.services.begin(self._which)
        except TrainerError as error:
            return error

    def _begun(self, answer: Setup | TrainerError) -> None:
        self._taking = False
        if isinstance(answer, TrainerError):
            self._say_wrong(f"The call cannot begin. {answer}")
        else:
            self.trainer.open_call(answer)
