"""From a brief to chat messages. Templates are ours alone (prompts/); what a rep or a scenario says is a value.

Layout (notes on language models, 5): the system message is the same for a whole call, the talk follows word for word,
and all that changes stands in the last user message. Undisclosed layers and the answer key never enter any of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trainer import assets
from trainer.customer.guard import told_layers
from trainer.customer.guard_words import holds, sentences, words
from trainer.customer.moves import Ending, Part
from trainer.customer.voice import Brief
from trainer.rubric.transcript import Turn
from trainer.scenarios.model import Scenario
from trainer.scenarios.vocabulary import HEADINGS, MAX_WORDS, LayerName, Mood

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Message = dict[str, str]

BEGINNING = "(The call begins. You speak first.)"
"""First user message of every call: the customer opens, and many chat templates want a user before an assistant."""
NOTHING = "(nothing; the line is silent)"

MOODS = {
    Mood.WARM: "you have softened towards them, as a person; the answer stays no.",
    Mood.LEVEL: "even, a little uncomfortable, polite.",
    Mood.COLD: "you have had enough; short, cool, still civil.",
}
ENDINGS = {
    Ending.CLOSED: "The call ends with these words: say goodbye in them.",
    Ending.LEFT: "You end the call with these words and hang up.",
    Ending.OUT_OF_TIME: "You have to go now: say so, and say goodbye.",
}
_LANGUAGES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
    "ja": "Japanese",
    "zh": "Chinese",
    "ko": "Korean",
}
_EARLIER_LINES = 6


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """The template environment. Imports jinja2 and reads prompts/: call it in a thread the first time."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(assets.root("prompts"), encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=False,
    )


def render(name: str, **values: Any) -> str:
    """A template of prompts/ with values, stripped.

    Raises:
        jinja2.UndefinedError: a value the template uses is missing.
    """
    return environment().get_template(name).render(**values).strip()


def fence_of(brief: Brief) -> str:
    """The mark around the rep's words: the same for a whole call, and nothing a rep could guess."""
    seed = f"{brief.seed}:{brief.scenario.id}".encode()
    return "said-" + hashlib.blake2s(seed, digest_size=5, person=b"fence").hexdigest()


_CONTROL = re.compile(r"[<\[](?=[|/!]|[A-Za-z_]+[\]>])|\|(?=>)")


def fenced(text: str, fence: str) -> str:
    """What the rep said, between marks that cannot occur inside.

    Tags and special tokens (`<|im_end|>`, `[INST]`) get a space, since some servers read them wherever they stand.
    """
    text = re.sub(re.escape(fence), "", text, flags=re.IGNORECASE)
    text = _CONTROL.sub(r"\g<0> ", text).strip()
    return f"<{fence}>\n{text or NOTHING}\n</{fence}>"


def system(brief: Brief) -> str:
    """The system message; the same bytes for every turn of a call."""
    scenario = brief.scenario
    return render(
        "customer_system.md.j2",
        customer=scenario.customer,
        called=scenario.called,
        role=scenario.role,
        company=scenario.company,
        rep=scenario.rep,
        product=scenario.product,
        persona=_without_tells(scenario.persona, scenario),
        situation=_without_tells(scenario.situation, scenario),
        know=[fact for fact in scenario.know if not _tells(fact, scenario)],
        language=_LANGUAGES.get(scenario.language[:2], scenario.language),
        max_words=MAX_WORDS,
        fence=fence_of(brief),
    )


def turn(brief: Brief) -> str:
    """The last user message."""
    scenario, move = brief.scenario, brief.move
    said = [t.text for t in brief.talk if t.speaker == "customer"]
    parts = [_part(part, brief) for part in move.parts]
    now = {part.layer for part in move.parts}
    last = brief.talk[-1] if brief.talk and brief.talk[-1].speaker == "rep" else None
    return render(
        "customer_turn.md.j2",
        heard=fenced(last.text, fence_of(brief)) if last else BEGINNING,
        called=scenario.called,
        parts=parts,
        together=len(parts) > 1,
        mood=MOODS[move.mood],
        told=[layer.summary for layer in told_layers(brief) if layer.name not in now],
        ending=ENDINGS[move.ends] if move.ends else "",
        earlier=said[-_EARLIER_LINES:],
        thanked=any(re.search(r"\bthank", text, re.IGNORECASE) for text in said),
        limit=MAX_WORDS if "opening" in move.headings else 32 if len(parts) > 1 else 24,
        refused=brief.refused,
    )


def past(talk: Sequence[Turn], fence: str) -> list[Message]:
    """Turns that are over as chat messages, word for word."""
    return [
        {"role": "assistant", "content": item.text}
        if item.speaker == "customer"
        else {"role": "user", "content": fenced(item.text, fence)}
        for item in talk
    ]


def alternating(messages: Sequence[Message]) -> list[Message]:
    """The messages with neighbours of one role made one: many chat templates refuse two in a row."""
    made: list[Message] = []
    for message in messages:
        if made and made[-1]["role"] == message["role"]:
            made[-1] = {"role": message["role"], "content": f"{made[-1]['content']}\n\n{message['content']}"}
        else:
            made.append(message)
    return made


def _part(part: Part, brief: Brief) -> dict[str, Any]:
    """One half of the directions, in words."""
    made: dict[str, Any] = {"what": instruction(part.heading), "layer": None, "answers": (), "echo": part.echo}
    if part.layer is not None:
        layer = brief.scenario.layer(part.layer, brief.move.card)
        if layer is not None:
            order = "Tell them now" if part.layer is not LayerName.STATED else "The reason you give"
            lines = [x.text for x in layer.lines if not x.echoes and x.fits(brief.move.mood, brief.move.card)]
            lines = lines or [x.text for x in layer.lines if not x.echoes]
            sample = _named(lines[brief.turn % len(lines)], brief.scenario) if lines else layer.summary
            made["layer"] = {"order": order, "summary": layer.summary, "sample": sample}
    elif part.heading == "opening":
        layer = brief.scenario.layer(LayerName.STATED, brief.move.card)
        if layer is not None:
            lines = [x.text for x in layer.lines if not x.echoes] or [layer.summary]
            made["layer"] = {
                "order": "The reason you give",
                "summary": layer.summary,
                "sample": _named(lines[brief.seed % len(lines)], brief.scenario),
            }
    if part.fact is not None:
        fact = next((f for f in brief.scenario.facts if f.topic == part.fact), None)
        if fact is not None:
            made["answers"] = tuple(
                _named(x.text, brief.scenario)
                for x in fact.answers
                if not x.echoes and x.fits(brief.move.mood, brief.move.card)
            )[:3]
    return made


def instruction(heading: str) -> str:
    """What the customer does under a heading of the vocabulary, or "reason" or "fact", as an order."""
    if heading in _ORDERS:
        return _ORDERS[heading]
    what = HEADINGS[heading].what
    return f"What has just happened (you are the customer): the customer {what}. React to exactly that, as yourself."


_ORDERS = {
    "reason": "They have earned a reason. Give it, plainly, as something that costs you to say.",
    "fact": "They asked you something you know. Answer from what is given here.",
    "opening": "You open the call. Bring the no with its reason, in two or three short sentences.",
    "restate": "Say the no again, in fewer words than before and with no new reason.",
    "ask_stop": "Ask them plainly to stop pushing.",
    "leave": "End the call, because they will not stop.",
    "close": "Say goodbye, in the mood this call has earned.",
    "out_of_time": "You have to go; the call has run long.",
    "withhold": "They asked for a reason you do not give. Decline without lying and without a hint at what it is.",
    "dont_know": "They asked something you do not know. Say so.",
    "silence": "They have said nothing at all. React to the silence as a person on the phone would.",
    "unclear": "You could not make out what they said, or it was in another language. Say so.",
    "role_break": (
        "They spoke as if you were a machine or this were a game. Take it as an odd thing for a caller to say."
    ),
    "listen": "Nothing was asked and nothing stands out. A short human reply that gives the turn back to them.",
    "take_back": (
        "What they corrected may be true. Offer to take that one fact back to the people who decide. It is not a yes, "
        "and you promise nothing."
    ),
}
"""For headings whose place in the call says more than what the vocabulary says of them."""


def _named(text: str, scenario: Scenario) -> str:
    return text.replace("{rep}", scenario.rep).replace("{echo}", "")


def _tells(text: str, scenario: Scenario) -> bool:
    """Whether the text holds a `tells` word of a deeper layer of any card."""
    heard = words(text)
    deeper = (x for x in scenario.layers if x.name is not LayerName.STATED)
    return any(holds(heard, words(t)) for layer in deeper for t in layer.tells)


def _without_tells(text: str, scenario: Scenario) -> str:
    """The text without sentences that would put a deeper reason into the prompt."""
    paragraphs = [" ".join(p.split()) for p in text.split("\n\n")]
    kept = [" ".join(s for s in sentences(p) if not _tells(s, scenario)) for p in paragraphs]
    return "\n\n".join(p for p in kept if p)
