"""All the screens may ask of the rest of the program. Implemented in trainer/wiring.py; faked in tests.

Methods marked *slow* import or read things and are called in a thread; the others are safe before the first frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trainer.call.glances import CallGlance
from trainer.llm.connection import ModelOffer, ModelTest
from trainer.practice.next_call import Pick
from trainer.scenarios.shelf import ScenarioGlance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.call.events import StoredEvent
    from trainer.call.play import Setup
    from trainer.config import Config
    from trainer.scenarios.model import Scenario

__all__ = ["CallGlance", "ModelOffer", "ModelTest", "Pick", "ScenarioGlance", "Services"]


class Services(Protocol):
    """The program behind the screens."""

    config: Config

    def shelf(self) -> Sequence[ScenarioGlance]:
        """All scenarios, shipped and own, easiest first. Reads only heads of files."""
        ...

    def pick(self, history: Sequence[CallGlance] | None) -> Pick | None:
        """What to practise next; None when there are no scenarios. `history` None: not read yet."""
        ...

    def save_config(self, config: Config) -> None:
        """Keep the settings (never a key) and use them from now on."""
        ...

    def scenario(self, scenario_id: str) -> Scenario:
        """Slow. Raises ScenarioError with a message for people."""
        ...

    def history(self) -> Sequence[CallGlance]:
        """Slow. Newest first."""
        ...

    def unfinished(self) -> CallGlance | None:
        """Slow. The newest call that was interrupted, if any."""
        ...

    def events(self, call_id: str) -> Sequence[StoredEvent]:
        """Slow. All kept events of a call, in order."""
        ...

    def keep(self, call_id: str, event: StoredEvent) -> None:
        """Slow. Add an event to a finished call: the rep's guess at the reason."""
        ...

    def delete(self, call_id: str) -> None:
        """Slow. Remove a call for good."""
        ...

    def begin(self, scenario_id: str, *, seed: int | None = None) -> Setup:
        """Slow. A new call with the customer chosen in the settings."""
        ...

    def resume(self, call_id: str) -> Setup:
        """Slow. Go on with an interrupted call. Raises TrainerError with a message for people."""
        ...

    def offers(self) -> Sequence[ModelOffer]:
        """Slow. Keys and local servers found; never raises."""
        ...

    def test_model(self, config: Config) -> ModelTest:
        """Slow. One tiny request with these settings; never raises."""
        ...

    def keep_key(self, key: str) -> str:
        """Slow. Put a key in the system keyring; empty on success, else why not, for people."""
        ...

    def warm_up(self) -> None:
        """Slow. Import and load what the first call will need."""
        ...

    def close(self) -> None:
        """Release what is open. Safe to call twice."""
        ...
