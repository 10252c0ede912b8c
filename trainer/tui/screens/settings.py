"""Settings: who plays the customer, how the call feels, how the screen looks. Kept as they are changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from trainer.tui import settings_model as model
from trainer.tui.page import BACK, Page
from trainer.tui.theme import PITFALL, STRENGTH, theme_name
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.row import Row
from trainer.tui.widgets.setting import Choice, Field, Picked, Way
from trainer.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from trainer.config import Config
    from trainer.tui.services import ModelOffer, ModelTest, Services

CUSTOMER = (
    Way("offline", "built in", "written lines; nothing leaves"),
    Way("llm", "a model", "the same mind, freely worded"),
)
GRADER = (
    Way("offline", "built in", "same reply, same grade"),
    Way("llm", "a model", "the same manual, read freely"),
)
PACE = (
    Way("human", "like a person", "thinks, then types"),
    Way("quick", "quick", "hardly a pause"),
    Way("off", "at once", "no waiting at all"),
)
PRESSURE = (
    Way(True, "on", "clock, manager, papers in reach"),
    Way(False, "off", "nobody but the two of you"),
)
MOTION = (Way(True, "on", "the breath, the thinking"), Way(False, "off", "nothing moves"))
THEME = (
    Way("auto", "automatic", "light or dark as the terminal is"),
    Way("eleventh-light", "light", "paper and ink"),
    Way("eleventh-dark", "dark", "a deep night"),
    Way("ansi", "the terminal's own", "its sixteen colours"),
)


class Lines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The settings one below the other; up and down go from line to line instead of scrolling."""


class SettingsScreen(Page):
    """All settings on one page. Every change is kept at once and can be undone."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "try_it", "Try the connection", id="settings.try", tooltip="One tiny request to the model"),
        Binding("u", "undo", "Undo", id="settings.undo", tooltip="Take the last change back"),
        Binding("ctrl+z", "undo", "Undo", show=False, priority=True),
        BACK,
        Binding("up,k", "app.focus_previous", "Up", show=False),
        Binding("down,j", "app.focus_next", "Down", show=False),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._before: list[Config] = []
        self._offers: Sequence[ModelOffer] = ()

    @property
    def config(self) -> Config:
        """The settings in force."""
        return self.services.config

    def compose(self) -> ComposeResult:
        c = self.config
        with Vertical(classes="column"):
            yield TopLine("Settings", "kept as you change them")
            with Lines(id="settings"):
                yield Static("Who is who", classes="section -first", markup=False)
                yield Choice("customer", "The customer", CUSTOMER, c.customer)
                yield Choice("grader", "The grade", GRADER, c.grader)
                yield Choice("provider", "Connection", self._connections(), c.provider)
                yield Field("base_url", "Address", c.base_url, "as in http://localhost:11434/v1")
                yield Field("model", "Model", c.model, "its name, as the server knows it")
                yield Row("Key", "…", label_width=16, id="key")
                yield Row("Try it", "one tiny request", hint=("F5", ""), label_width=16, id="try")
                yield Static("", id="result", markup=False)
                yield Static("The call", classes="section", markup=False)
                yield Choice("pace", "Pace", PACE, c.pace)
                yield Choice("pressure", "Pressure", PRESSURE, c.pressure)
                yield Field("rep_name", "Your name", c.rep_name, "the name in the scenario")
                yield Static("The screen", classes="section", markup=False)
                yield Choice("theme", "Colours", THEME, c.theme)
                yield Choice("motion", "Motion", MOTION, c.motion)
                yield Static(model.files_note(), id="files", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#result").display = False
        self.ask(self.services.offers, group="offers", then=self._offered, vital=False)
        self._look_for_key()

    def on_descendant_focus(self) -> None:
        if self.focused is self.query(Choice).first():
            self.query_one(Lines).scroll_home(animate=False)

    def _connections(self) -> tuple[Way, ...]:
        known = (Way(p.id, p.name, model.where(p)) for p in model.connections())
        return (Way("", "none"), *known, Way("custom", "another address", "any OpenAI-compatible server"))

    def _offered(self, offers: Sequence[ModelOffer]) -> None:
        self._offers = offers

    def _look_for_key(self) -> None:
        self.ask(model.key_status, self.config, group="key", then=self._key_found)

    def _key_found(self, status: str) -> None:
        self.query_one("#key", Row).detail = status

    # Changes

    @on(Picked)
    def _picked(self, message: Picked) -> None:
        message.stop()
        if message.name == "provider":
            changed = model.with_provider(self.config, str(message.value), self._offers)
        elif message.value == "llm":
            changed = replace(model.with_model(self.config, self._offers), **{message.name: "llm"})  # type: ignore[arg-type]
            if not (changed.base_url and changed.model):
                self.trainer.notice("First choose a connection and name a model; then put it to work.")
                self._show()
                return
        else:
            changed = self._with({message.name: message.value})
        self._change(changed)

    def _with(self, values: dict[str, Any]) -> Config:
        if "base_url" in values:
            values = {**values, "provider": model.preset_id(values["base_url"])}
        return replace(self.config, **values)

    def _change(self, changed: Config) -> None:
        """Keep a change; a host that would now receive the talk must be agreed to first."""
        if not model.wants_consent(changed):
            self._keep(changed)
            return
        from trainer.llm.connection import is_local
        from trainer.tui.screens.consent import ConsentModal
        from trainer.tui.services import ModelOffer

        host = model.host_of(changed)
        offer = ModelOffer(host, changed.base_url, host, changed.model, is_local(host))

        def answered(yes: bool | None) -> None:
            if yes:
                self._keep(model.with_consent(changed, host))
            else:
                safe = model.built_in(changed)
                self._keep(safe if yes is None else model.declined(safe, offer))

        self.app.push_screen(ConsentModal(offer, grades=changed.customer == "offline"), answered)

    def _keep(self, changed: Config) -> None:
        before = self.config
        if changed != before and self.trainer.save(changed):
            self._before.append(before)
            self._apply(before)
        self._show()

    def _apply(self, before: Config) -> None:
        now = self.config
        if now.theme != before.theme:
            self.app.theme = theme_name(now.theme)
        if now.motion != before.motion:
            self.app.animation_level = "full" if now.motion else "none"
        if (now.provider, now.base_url) != (before.provider, before.base_url):
            self._look_for_key()

    def _show(self) -> None:
        """Every line says what is in force."""
        for line in (*self.query(Choice), *self.query(Field)):
            value: Any = getattr(self.config, line.setting)
            if line.value != value:
                line.value = value
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._before) if action == "undo" else True

    def action_undo(self) -> None:
        """Take the last change back; first of all what is being typed."""
        typed = [f for f in self.query(Field) if f.typed is not None]
        for field in typed:
            field.value = field.value
        if typed or not self._before:
            return
        now = self.config
        if self.trainer.save(self._before[-1]):
            self._before.pop()
            self._apply(now)
        self._show()

    def action_back(self) -> None:
        """Keep what is being typed, and leave."""
        typed = {f.setting: f.typed for f in self.query(Field) if f.typed is not None}
        if typed:
            changed = self._with(typed)
            self.trainer.save(model.built_in(changed) if model.wants_consent(changed) else changed)
        self.dismiss()

    # The connection

    @on(Row.Chosen)
    def _chosen(self, message: Row.Chosen) -> None:
        message.stop()
        if message.row.id == "try":
            self.action_try_it()
        else:
            from trainer.tui.screens.keypaste import KeyModal

            self.app.push_screen(KeyModal(model.host_of(self.config)), self._pasted)

    def _pasted(self, key: str | None) -> None:
        if key:
            self.ask(self.services.keep_key, key, group="key", then=self._kept)

    def _kept(self, problem: str) -> None:
        self.trainer.notice(problem or "The key is in the system keyring.")
        self._look_for_key()

    def action_try_it(self) -> None:
        """Send one tiny request with these settings and say what came of it."""
        if self.focused is not None and isinstance(self.focused.parent, Field):
            self.focused.parent.keep()
        if not self.config.base_url:
            self._say(f"{PITFALL} Choose a connection first.", "-pitfall")
            return
        self._say("asking…", "")
        self.ask(self.services.test_model, self.config, group="test", then=self._tested)

    def _tested(self, test: ModelTest) -> None:
        took = f" ({test.seconds:.1f} s)" if test.ok and test.seconds else ""
        sign, state = (STRENGTH, "-strength") if test.ok else (PITFALL, "-pitfall")
        self._say(f"{sign} {test.message}{took}", state)

    def _say(self, text: str, state: str) -> None:
        from trainer.cleaning import clean

        result = self.query_one("#result", Static)
        result.display = True
        result.set_classes(state)
        result.update(clean(text, limit=600))
