"""A small scenario and briefs for it, for tests of what the customer says."""

from typing import Any

from trainer.customer.moves import Ending, Move, Part
from trainer.customer.state import State
from trainer.customer.voice import Brief
from trainer.rubric.transcript import Turn
from trainer.scenarios.model import Scenario
from trainer.scenarios.vocabulary import LAYER_ORDER, Card, LayerName, Mood


def scenario(**changes: Any) -> Scenario:
    """A convent that does not take its solar roof."""
    made: dict[str, Any] = {
        "id": "roof",
        "title": "The roof",
        "industry": "Energy",
        "difficulty": 3,
        "temper": "prickly",
        "customer": "Sister Inmaculada Roldán",
        "called": "Sister Inmaculada",
        "role": "bursar",
        "company": "Convent of Santa Eufrasia",
        "rep": "Marcos",
        "product": "solar roof, financed over twelve years",
        "cards": {"final": 1, "open": 1, "mistaken": 1},
        "situation": "The contract lies ready; only her signature is missing. Your year ends in two days.",
        "persona": "Dry and exact. She never raises her voice. Her brother lost his house to a lender.",
        "know": ["70 kW on the south roof", "A lender in Utrecht"],
        "plan": "FRIDAY: signature.",
        "roi": "SECRET-ROI 386,000",
        "layers": [
            {
                "name": "stated",
                "summary": "The bank would own the roof.",
                "lines": [{"text": "For all those years the bank would own the roof."}],
            },
            {
                "name": "fuller",
                "summary": "The sisters are growing old and will not leave a debt to the last of them.",
                "trust": 0.4,
                "tells": ["growing old", "last of us"],
                "lines": [
                    {"text": "One day somebody locks this gate and is the last of us. She should not find a debt."}
                ],
            },
            {
                "name": "real",
                "summary": "The chaplain's brother lost his house to a solar lender.",
                "trust": 0.6,
                "tells": ["brother", "foreclosure", "lost his house"],
                "lines": [{"text": "My brother had panels, too. The lender has his house now."}],
            },
        ],
        "facts": [{"topic": "the vote", "words": ["vote"], "answers": [{"text": "Eleven to two. One of us cried."}]}],
        "misunderstanding": {"belief": "The bank owns it.", "truth": "SECRET-TRUTH", "words": ["own", "lien"]},
        "lines": {"pressure": [{"text": "No, Marcos."}]},
        "thoughts": {"pushed": ["SECRET-THOUGHT"]},
        "tomorrow": {"lost": ["SECRET-TOMORROW"]},
        "instead": {"pressure": ["SECRET-INSTEAD"]},
    }
    return Scenario.model_validate(made | changes)


ROOF = scenario()
OPENING = "No, Marcos. For all those years the bank would own the roof."


def brief(
    *headings: str | Part,
    said: tuple[str, ...] = (OPENING,),
    heard: tuple[str, ...] = ("Will you sign today?",),
    told: LayerName = LayerName.STATED,
    mood: Mood = Mood.LEVEL,
    card: Card = Card.OPEN,
    ends: Ending | None = None,
    refused: str = "",
    seed: int = 7,
    of: Scenario = ROOF,
) -> Brief:
    """A brief for a move of these headings after the given lines of customer and rep, who take turns."""
    gives = frozenset(LAYER_ORDER[: LAYER_ORDER.index(told) + 1])
    parts = tuple(h if isinstance(h, Part) else Part(h) for h in headings or ("pressure",))
    talk: list[Turn] = []
    for n in range(max(len(said), len(heard))):
        talk += [Turn("customer", said[n])] if n < len(said) else []
        talk += [Turn("rep", heard[n])] if n < len(heard) else []
    state = State(card, 0.5, 0.1, 0.5, disclosed=tuple(n for n in LAYER_ORDER if n in gives))
    return Brief(of, Move(parts, mood, card, ends, gives), state, tuple(talk), seed, len(talk), refused)
