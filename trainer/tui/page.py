"""What the screens of the shell have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.binding import Binding
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.tui.app import TrainerApp
    from trainer.tui.services import Services

T = TypeVar("T")

BACK = Binding("escape", "back", "Back", id="page.back", tooltip="Back to where you came from")


class Page(Screen[None]):
    """A screen that knows the services and the app.

    Args:
        services: the program behind the screens.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services

    @property
    def trainer(self) -> TrainerApp:
        """The app, typed."""
        return cast("TrainerApp", self.app)

    def ask(
        self,
        work: Callable[..., T],
        *arguments: Any,
        group: str,
        then: Callable[[T], object] | None = None,
        vital: bool = True,
    ) -> None:
        """Call a slow method of the services in a thread; see TrainerApp.in_background.

        The answer is dropped when this screen is gone.
        """
        self.trainer.in_background(work, *arguments, group=group, asker=self, then=then, vital=vital)

    def action_back(self) -> None:
        """Leave this screen."""
        self.dismiss()
