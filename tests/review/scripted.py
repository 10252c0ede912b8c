"""Models that answer from a script, on the loopback fault server, for tests of the language-model grader."""

import json
from collections.abc import Callable
from typing import Any

from tests.llm.fault_server import Exchange, FaultServer, answer
from tests.review.fakes import ByHeart, transcript
from trainer.llm.client import ChatClient
from trainer.review.model_grader import ModelGrader

KNOWN = {
    "Then it's no": "accept_no",
    "I'll pull the order back": "exit",
    "Thirty-one signatures": "reflect",
    "sign by Friday": "pressure",
    "ten percent off": "sweetener",
    "I pushed there": "own",
    "you promised me": "callout",
}
"""What the built-in coder of these tests knows."""
NO = "Hi Greg. The board has frozen everything until April, thirty-one signatures. It's a no."
GOOD = transcript(
    NO,
    "Then it's no, Denise. I'll pull the order back.",
    "Thank you, that helps.",
    "Thirty-one signatures is a lot of people to ask. Go well.",
    customer="Denise Whitfield",
    real_reason="the chairman's brother sells the same thing",
)
PUSHED = transcript(
    NO,
    "I hear you. Could you sign by Friday?",
    "I said no. It's still a no.",
    "I could do ten percent off, because you promised me.",
    "No.",
    "Fine, goodbye then, Denise.",
    customer="Denise Whitfield",
)
GOOD_CODES = (
    (1, "Then it's no, Denise", "accept_no"),
    (1, "I'll pull the order back", "exit"),
    (3, "Thirty-one signatures is a lot of people", "reflect"),
)
PUSHED_CODES = (
    (1, "Could you sign by Friday?", "pressure"),
    (3, "I could do ten percent off", "sweetener"),
    (3, "you promised me", "callout"),
)


USAGE = {"prompt_tokens": 3_500, "completion_tokens": 300, "total_tokens": 3_800}


def said(codes: Any = GOOD_CODES, calm: Any = 5, focus: Any = 4, respect: Any = 5, **more: Any) -> str:
    """The coder's answer as JSON text."""
    body = {
        "behaviours": [{"turn": t, "quote": q, "code": c} for t, q, c in codes],
        "calmness_reason": "Steady.",
        "calmness": calm,
        "customer_focus_reason": "The reason was given back.",
        "customer_focus": focus,
        "respect_no_reason": "Accepted, and made easy.",
        "respect_no": respect,
    }
    return json.dumps({**body, **more})


def lines(**by_turn: str) -> str:
    """The coach's answer: `lines(t1="…")`."""
    return json.dumps({"lines": [{"turn": int(k[1:]), "line": v} for k, v in by_turn.items()]})


def asks_for_lines(x: Exchange) -> bool:
    """Whether a request is the coach's and not the coder's."""
    return "better line" in x.request.body["messages"][-1]["content"]


def asked_rung(x: Exchange) -> str:
    """In which of the four ways a request asks for JSON."""
    form = (x.request.body.get("response_format") or {}).get("type")
    if form:
        return {"json_schema": "schema", "json_object": "object"}[form]
    return "tool" if "tools" in x.request.body else "plain"


def respond(x: Exchange, text: str) -> None:
    """Answer in the way that was asked for."""
    if asked_rung(x) == "tool":
        call = {"id": "1", "type": "function", "function": {"name": "answer", "arguments": text}}
        x.whole({**answer(None, "tool_calls", tool_calls=[call]), "usage": USAGE})
    else:
        x.whole({**answer(text), "usage": USAGE})


class Script:
    """Answers coding requests from a list, the last one again and again; the coach gets `better` or nothing."""

    def __init__(self, *texts: str, better: str = '{"lines": []}', only: str = "") -> None:
        self.texts = list(texts)
        self.better = better
        self.only = only
        """The one way of asking that is understood; empty for all."""
        self.coded: list[Exchange] = []

    def __call__(self, x: Exchange) -> None:
        if asks_for_lines(x):
            respond(x, self.better)
            return
        self.coded.append(x)
        rung = asked_rung(x)
        if self.only and rung != self.only:
            if rung == "tool":
                x.say("I have no tools.")
            else:
                x.error(400, f"{rung} is not supported")
            return
        respond(x, self.texts.pop(0) if len(self.texts) > 1 else self.texts[0])


def grader(server: FaultServer, script: Callable[[Exchange], None] | str, **more: Any) -> ModelGrader:
    """A grader whose model is played by a script, or by a fault of the server's by name."""
    name = script if isinstance(script, str) else f"script-{len(server.scripts)}"
    if not isinstance(script, str):
        server.scripts[name] = script
    client = ChatClient(server.url, name, max_retries=0, timeout_s=2.0)
    return ModelGrader(client, more.pop("coder", ByHeart(KNOWN)), **more)
