"""Puts the program together: the one place that knows every part. Used by the commands, the screens and tests.

Importing it costs nothing heavy; parts are imported by the methods that need them.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer import config as config_
from trainer import logs, paths
from trainer.errors import TrainerError
from trainer.practice.next_call import Pick, choose
from trainer.scenarios.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from trainer.call.events import CustomerKind, RepAction, StoredEvent
    from trainer.call.glances import CallGlance
    from trainer.call.play import Grader, Journal, Setup
    from trainer.coding.coder import LiveCoder
    from trainer.config import Coder, Config
    from trainer.customer.voice import Voice
    from trainer.llm.connection import ModelOffer, ModelTest
    from trainer.scenarios.model import Scenario
    from trainer.scenarios.shelf import ScenarioGlance
    from trainer.store.calls import CallStore


class Forgetful:
    """A journal that keeps nothing, for calls without a database."""

    async def append(self, call: str, event: StoredEvent) -> None:
        return None


class Program:
    """Everything behind the screens and commands; implements trainer.tui.services.Services.

    Args:
        flags: settings given on the command line, by name; they hold for this run and are not kept.
        keep: False plays without a database.
    """

    def __init__(self, flags: Mapping[str, object] | None = None, *, keep: bool = True) -> None:
        self._flags = dict(flags or {})
        self.config = config_.load(flags=self._flags)
        self._paths = paths.find()
        logs.to_file(self._paths.logs)
        self._shelf = Shelf(own=self._paths.scenarios)
        self._keep = keep
        self._lock = threading.Lock()
        self._store: CallStore | None = None
        self._coder: LiveCoder | None = None

    # -- scenarios -----------------------------------------------------------------------------------

    def shelf(self) -> Sequence[ScenarioGlance]:
        return self._shelf.glances()

    def scenario(self, scenario_id: str) -> Scenario:
        scenario = self._shelf.load(scenario_id)
        name = self.config.rep_name.strip()
        return scenario.model_copy(update={"rep": name}) if name else scenario

    def pick(self, history: Sequence[CallGlance] | None) -> Pick | None:
        pick = choose(self.shelf(), history or ())
        return pick if history is not None or pick is None else replace(pick, why="")

    # -- settings ------------------------------------------------------------------------------------

    def save_config(self, config: Config) -> None:
        self.config = config
        config_.save(config, flags=self._flags)

    # -- calls kept ----------------------------------------------------------------------------------

    def store(self) -> CallStore:
        """The database, opened and migrated once. Raises StoreError."""
        with self._lock:
            if self._store is None:
                from trainer.store.opening import open_store

                self._store = open_store(self._paths)
            return self._store

    def history(self) -> Sequence[CallGlance]:
        return () if self._nothing_kept() else self.store().list()

    def unfinished(self) -> CallGlance | None:
        return None if self._nothing_kept() else next(iter(self.store().unfinished()), None)

    def _nothing_kept(self) -> bool:
        """Whether this is the first run: then looking for calls needs no database."""
        own = self._paths.data / "trainer.db"
        return self._store is None and self._paths.database_url == paths.sqlite_url(own) and not own.exists()

    def events(self, call_id: str) -> Sequence[StoredEvent]:
        from trainer.call.events import CallEnded, CallGraded

        kept = self.store().events(call_id)
        if any(isinstance(e, CallEnded) for e in kept) and not any(isinstance(e, CallGraded) for e in kept):
            self._finish(call_id)
            kept = self.store().events(call_id)
        return kept

    def _finish(self, call_id: str) -> None:
        """Grade a call that was cut off between its end and its grade."""
        import asyncio

        from trainer.call.play import play

        async def no_lines() -> AsyncIterator[RepAction]:
            return
            yield

        async def run() -> None:
            async for _ in play(self.resume(call_id), no_lines()):
                pass

        asyncio.run(run())

    def keep(self, call_id: str, event: StoredEvent) -> None:
        self.store().append(call_id, event)

    def delete(self, call_id: str) -> None:
        self.store().delete(call_id)

    # -- a call --------------------------------------------------------------------------------------

    def coder(self) -> LiveCoder:
        """The built-in coder, loaded once."""
        with self._lock:
            coder = self._coder
            if coder is None:
                from trainer.coding.builtin import BuiltInCoder

                coder = self._coder = BuiltInCoder()
            return coder

    def begin(self, scenario_id: str, *, seed: int | None = None, customer: CustomerKind | None = None) -> Setup:
        """A new call.

        Args:
            scenario_id: id or path.
            seed: None draws one.
            customer: None for the one in the settings.
        """
        import random
        import secrets

        from trainer.scenarios.loading import fingerprint

        path = self._shelf.path(scenario_id)
        scenario = self.scenario(scenario_id)

        seed = random.SystemRandom().randrange(1, 10_000) if seed is None else seed
        return self._setup(
            secrets.token_hex(5), scenario, fingerprint(path), seed, customer or self.config.customer, ()
        )

    def resume(self, call_id: str) -> Setup:
        from trainer.call.events import CallStarted

        past = self.store().events(call_id)
        started = next((e for e in past if isinstance(e, CallStarted)), None)
        if started is None:
            raise TrainerError(f"the call {call_id} has no beginning", "delete it with 'trainer calls delete'")
        scenario = self.scenario(started.scenario)
        customer = started.customer if self._may_use_model() else "offline"
        return self._setup(call_id, scenario, started.fingerprint, started.seed, customer, past)

    def _setup(
        self,
        call: str,
        scenario: Scenario,
        fingerprint: str,
        seed: int,
        customer: CustomerKind,
        past: Sequence[StoredEvent],
    ) -> Setup:
        from trainer.call.play import Setup
        from trainer.customer.builtin import BuiltInVoice

        built_in = BuiltInVoice()
        voice: Voice = self._model_voice() if customer == "llm" else built_in
        journal: Journal = Forgetful()
        if self._keep:
            from trainer.store.journal import StoreJournal

            journal = StoreJournal(self.store(), title=scenario.title, customer=scenario.called, kept=len(past))
        coder = self.coder()
        return Setup(
            call=call,
            scenario=scenario,
            fingerprint=fingerprint,
            seed=seed,
            coder=coder,
            voice=voice,
            built_in=built_in,
            journal=journal,
            grader=self._grader_of_calls(),
            clock=time.time,
            pressure=self.config.pressure,
            past=past,
        )

    # -- models --------------------------------------------------------------------------------------

    def _may_use_model(self) -> bool:
        return bool(self.config.model or self.config.base_url)

    def _agreed_address(self, flag: str) -> str:
        """Address of the model in the settings, where the rep agreed that the talk may go.

        Args:
            flag: the command-line flag that would agree, for the message.

        Raises:
            TrainerError: no model is chosen, or its host may not receive the talk.
        """
        from trainer.llm.connection import host_of, is_local
        from trainer.llm.providers import provider_of

        base_url = self.config.base_url or provider_of("").base_url
        if not (self.config.model or provider_of(base_url).model):
            raise TrainerError("no model is chosen", "name one in the settings, or in TRAINER_MODEL")
        host = host_of(base_url)
        if not is_local(base_url) and host not in self.config.agreed_hosts:
            raise TrainerError(
                f"the talk would go to {host}, and you have not agreed to that yet",
                f"choose the model in the settings, or give {flag}",
            )
        return base_url

    def _model_voice(self) -> Voice:
        """The voice of the model in the settings. Raises TrainerError when it may not or cannot be used."""
        from trainer.llm.wiring import model_voice

        return model_voice(self._agreed_address("--customer llm"), self.config.model)

    def grader(self, kind: Coder | None = None, *, repeat: int = 1) -> Grader:
        """A grader of conversations.

        Args:
            kind: "offline" or "llm"; None for the one in the settings.
            repeat: how often a model reads each call.

        Raises:
            TrainerError: the model may not or cannot be used.
        """
        if (kind or self.config.grader) == "offline":
            from trainer.review.grader import OfflineGrader

            return OfflineGrader(self.coder())
        from trainer.review.modelled.making import model_grader

        base_url = self._agreed_address("--grader llm")
        return model_grader(base_url, self.config.model, self.coder(), repeat=repeat, data=self._paths.data)

    def _grader_of_calls(self) -> Grader:
        """The grader in the settings; where its model may not be used, the built-in one, which says so in the grade."""
        try:
            return self.grader()
        except TrainerError as error:
            from trainer.review.grader import OfflineGrader
            from trainer.review.model_grader import BuiltInInstead

            return BuiltInInstead(OfflineGrader(self.coder()), str(error))

    def offers(self) -> Sequence[ModelOffer]:
        from trainer.llm.discovery import offers

        return offers()

    def test_model(self, config: Config) -> ModelTest:
        from trainer.llm.discovery import test_connection

        return test_connection(config.base_url, config.model)

    def keep_key(self, key: str) -> str:
        from trainer.llm.connection import host_of
        from trainer.llm.keys import keep_key

        return keep_key(host_of(self.config.base_url), key)

    # -- life ----------------------------------------------------------------------------------------

    def warm_up(self) -> None:
        import trainer.call.play
        import trainer.review.grader
        import trainer.scenarios.loading  # noqa: F401

        self.coder().code((), "Then it's no.")

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None


def flags(customer: str | None = None, pressure: bool | None = None, grader: str | None = None) -> dict[str, object]:
    """What the command line said, as settings.

    `--customer llm` and `--grader llm` agree that the model's host may receive the talk.
    """
    said: dict[str, object] = {"customer": customer, "pressure": pressure, "grader": grader}
    if "llm" in (customer, grader):
        from trainer.llm.connection import host_of
        from trainer.llm.providers import provider_of

        config = config_.load()
        host = host_of(config.base_url or provider_of("").base_url)
        said["agreed_hosts"] = (*config.agreed_hosts, host)
    return {name: value for name, value in said.items() if value is not None}
