"""What is within reach of the rep during a call: the papers, the manager's messages, the facts."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on

from trainer.call import events as ev
from trainer.tui import call_events
from trainer.tui.screens.call_stage import CallStage
from trainer.tui.widgets.composer import Composer
from trainer.tui.widgets.drawer import Drawer
from trainer.tui.widgets.papers import sentences
from trainer.tui.widgets.reach import Reach

if TYPE_CHECKING:
    from collections.abc import MutableSet


class CallReach(CallStage):
    """The part of the call screen that tempts."""

    pressure: bool
    """Whether anything tempts at all."""
    _baited: MutableSet[ev.Bait]
    """Papers opened while the present line is written."""
    _messages: list[str]
    """What the manager wrote."""

    @abstractmethod
    def _do(self, action: ev.RepAction) -> None:
        """Tell the engine what the rep does."""

    async def manager_writes(self, text: str) -> None:
        self._messages.append(text)
        if self.pressure:
            await self.quiet_note(call_events.MANAGER_NOTE)
            if self.query_one(Drawer).showing == "manager":
                self._show_manager()
            else:
                for line in self.query(".reach-manager").results(Reach):
                    line.new += 1

    def action_open(self, bait: ev.Bait) -> None:
        """Take a paper in hand, or put it away."""
        drawer = self.query_one(Drawer)
        if drawer.showing == bait:
            drawer.action_close()
            return
        if bait == "manager":
            self._show_manager()
        elif bait == "plan":
            drawer.show(bait, "The mutual plan", sentences(self.scenario.plan))
        else:
            drawer.show(bait, "The ROI sheet", sentences(self.scenario.roi))
        nothing_to_see = bait == "manager" and not self._messages
        if bait not in self._baited and not nothing_to_see:
            self._baited.add(bait)
            self._do(ev.TakeBait(bait))

    def _show_manager(self) -> None:
        self.query_one(Drawer).show(
            "manager", "Your manager", tuple(self._messages), empty="Nothing from your manager yet."
        )
        for line in self.query(".reach-manager").results(Reach):
            line.new = 0

    def action_know(self) -> None:
        """Show the facts, where there is no room for them beside the talk."""
        drawer = self.query_one(Drawer)
        if drawer.showing == "know":
            drawer.action_close()
        else:
            drawer.show("know", "What you know", self.scenario.know)

    @on(Drawer.Used)
    def _used(self, message: Drawer.Used) -> None:
        message.stop()
        self.query_one(Composer).put(message.text, apart=True)

    @on(Drawer.Closed)
    def _drawer_closed(self, message: Drawer.Closed) -> None:
        message.stop()
        self.query_one(Composer).focus()
