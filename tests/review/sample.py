"""A small scenario and a whole call in it, for tests of the debrief and of the screens."""

from __future__ import annotations

from typing import Any

from trainer.call import events as ev
from trainer.customer.moves import Outcome
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Advice, Evidence, Grade, Scale
from trainer.rubric.transcript import CodedTurn, Hit
from trainer.scenarios.model import Fact, Layer, Line, ManagerMessage, Misunderstanding, Scenario
from trainer.scenarios.vocabulary import Card, LayerName, Mood

START = 1_796_000_000.0

OPENING = (
    "Good morning, Marcos. I have to give you not good news. Last night the community voted and it is no. "
    "Eleven against, two in favour. The bank will be the owner of our roof, and this house is from 1740. "
    "We cannot."
)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text=t) for t in texts)


def roof(**changes: Any) -> Scenario:
    """The convent and its roof, with a few lines."""
    base: dict[str, Any] = {
        "id": "roof-from-1740",
        "title": "The roof from 1740",
        "industry": "Energy",
        "difficulty": 3,
        "temper": "prickly",
        "customer": "Sister Inmaculada Roldán",
        "called": "Sister Inmaculada",
        "pronoun": "she",
        "role": "bursar",
        "company": "Convent of Santa Eufrasia, Valdeterre",
        "rep": "Marcos",
        "product": "70 kW solar roof, financed over twelve years",
        "cards": {Card.OPEN: 3, Card.MISTAKEN: 1},
        "situation": (
            "The convent of Santa Eufrasia stands on a hill above Valdeterre and pays for its ovens, its "
            "laundry and its oil boiler with almond\npastries. Since February you have climbed its roof "
            "twice. In May the bursar signed a letter of intent. The contract lies ready; only her "
            "signature is missing.\n\nSister Inmaculada rings you herself, before breakfast. Your year "
            "ends in two days and you are five percent short."
        ),
        "persona": "Dry and exact.",
        "know": (
            "70 kW on the south roof, frames in brick red",
            "Whole sum financed by a lender in Utrecht, twelve years",
            "Letter of intent signed by Sister Inmaculada in May",
            "Big decisions go to the chapter, all sisters who vote",
        ),
        "plan": (
            "| by | who | what | |\n|---|---|---|---|\n"
            "| 14 May | Sr Inmaculada | letter of intent | signed |\n"
            '| 9 December | Sr Inmaculada | figures checked, "no errors found" (her words) | done |\n'
            "| **Friday** | **Sr Inmaculada** | **signature** | **open** |"
        ),
        "roi": (
            "Electricity and oil today: 31,400 a year. With the roof: 12,900, and the instalment still "
            "leaves 4,200 over, every year. Over the life of the roof: **386,000**. Every winter of "
            "waiting: 4,200, gone up the chimney."
        ),
        "manager": (
            ManagerMessage(after=0, text="Nuns today!! Last one. You have this."),
            ManagerMessage(after=2, text="Get it done. Offer the 20. Bahamas!!"),
        ),
        "layers": (
            Layer(
                name=LayerName.STATED,
                summary="The bank would own the roof, and the house is from 1740.",
                lines=lines("The bank would own it."),
            ),
            Layer(
                name=LayerName.FULLER,
                summary="The community is old and small, and will not leave a debt to whoever is left.",
                lines=lines("We are few."),
            ),
            Layer(
                name=LayerName.REAL,
                summary="In 2008 she told the sisters a savings bank was safe, and it cost them the orchard.",
                lines=lines("In 2008 I told them so."),
            ),
        ),
        "facts": (Fact(topic="the vote", words=("vote",), answers=lines("Eleven to two.")),),
        "misunderstanding": Misunderstanding(
            belief="The contract mortgages the house.",
            truth="It is a charge on the panels.",
            words=("charge", "panels"),
        ),
        "lines": {"opening": lines(OPENING)},
        "thoughts": {
            "pushed": ("He wants my hand, not my answer.",),
            "blamed": (
                "Does he believe I do not see that page every time I close my eyes?",
                "He is counting.",
            ),
            "heard": ("There. He stopped to look at where I am standing.",),
            "released": ("It is done, and nobody shouted. I could go to breakfast.",),
            "owned": ("He went back for his own mistake. Most people step over it.",),
            "waiting": ("The keys are cold.",),
        },
        "tomorrow": {
            "kept": ('At table she says: "If the bucket ever fills, I know whom I would ask."',),
            "strained": ('She says: "He tried three handles. He is not a bad man."',),
            "lost": ("She writes his name on the list beside the telephone.",),
        },
        "instead": {"callout": ("The community has spoken. You owe me no explanation.",)},
    }
    return Scenario(**{**base, **changes})


def state(trust: float, irritation: float, *disclosed: LayerName) -> ev.StateShown:
    return ev.StateShown(trust, irritation, 0.9, disclosed or (LayerName.STATED,), Mood.LEVEL)


REP = (
    "Eleven to two is a clear vote, Sister. Then it's no, and I'll take the letter of intent back today.",
    "That was a hard night, I think.",
    "I hear you. It's just that I already told my boss, and on Tuesday you said the sisters loved it.",
    "I pushed there, and I am sorry. I'll tell the lender myself, so you have nothing to write.",
)
CUSTOMER = (
    OPENING,
    "That is quick. I had thought you would argue. Thank you.",
    "It was long. Nobody wanted the soup afterwards.",
    "Tuesday was Tuesday. Last night we have voted.",
    "You are a polite man, Marcos. Go with God.",
)
STATES = (
    state(0.40, 0.10),
    state(0.55, 0.08),
    state(0.60, 0.08, LayerName.STATED, LayerName.FULLER),
    state(0.42, 0.45, LayerName.STATED, LayerName.FULLER),
    state(0.66, 0.20, LayerName.STATED, LayerName.FULLER),
)
HITS: tuple[tuple[Hit, ...], ...] = (
    (
        Hit(B.ACCEPT_NO, "Then it's no", 0.97),
        Hit(B.EXIT, "I'll take the letter of intent back today", 0.93),
    ),
    (Hit(B.EMPATHY, "That was a hard night", 0.8),),
    (
        Hit(B.SELF_INTEREST, "It's just that I already told my boss", 0.9),
        Hit(B.CALLOUT, "on Tuesday you said the sisters loved it", 0.95),
    ),
    (
        Hit(B.OWN, "I pushed there, and I am sorry", 0.96),
        Hit(B.HELP, "I'll tell the lender myself", 0.9),
    ),
)


def grade(**changes: Any) -> Grade:
    """The grade of the sample call."""
    base: dict[str, Any] = {
        "transcript": "call-1",
        "grader": "offline",
        "grader_version": "1",
        "scores": {Scale.CALMNESS: 4, Scale.CUSTOMER_FOCUS: 3, Scale.RESPECT_NO: 5},
        "no_respected": "yes",
        "relationship": "kept",
        "turns": tuple(CodedTurn(2 * i + 1, text, hits) for i, (text, hits) in enumerate(zip(REP, HITS, strict=True))),
        "evidence": {
            Scale.CALMNESS: (Evidence(5, B.SELF_INTEREST, "It's just that I already told my boss"),),
            Scale.RESPECT_NO: (Evidence(1, B.ACCEPT_NO, "Then it's no"),),
        },
        "notes": {
            Scale.CALMNESS: "steady, one wobble",
            Scale.CUSTOMER_FOCUS: "heard the vote, never asked what it was about",
            Scale.RESPECT_NO: "accepted at once, papers taken back",
        },
        "summary": "You accepted the vote at once and took the papers back.",
        "strength": "You took the no in your first breath: \"Then it's no, and I'll take the letter of intent back\".",
        "advice": (
            Advice(
                5,
                "You held her to her words, and then to your boss.",
                "Tuesday was Tuesday. What did the community worry about most, if I may ask?",
            ),
        ),
    }
    return Grade(**{**base, **changes})


def sample_events(
    *, ended: bool = True, graded: Grade | None = None, grading: bool = True
) -> tuple[ev.StoredEvent, ...]:
    """The call from the opening to the grade."""
    out: list[ev.StoredEvent] = [
        ev.CallStarted("call-1", "roof-from-1740", "f" * 8, "offline", 0, START),
        ev.ManagerWrote(0, "Nuns today!! Last one. You have this."),
        ev.CustomerSpoke(0, CUSTOMER[0], STATES[0]),
    ]
    for i, (text, hits) in enumerate(zip(REP, HITS, strict=True)):
        turn = 2 * i + 1
        if i == 1:
            out.append(ev.BaitTaken(turn, "roi"))
        if i == 3:
            out.append(ev.RepBreathed(turn))
        out.append(ev.RepSpoke(turn, text, START + 60 * (i + 1)))
        asks = (Ask.FEELINGS,) if i == 1 else (Ask.ACCEPT,)
        out.append(ev.BehavioursCoded(turn, hits, asks))
        out.append(ev.CustomerSpoke(turn + 1, CUSTOMER[i + 1], STATES[i + 1], ended=ended and i == 3))
    if ended:
        out.append(ev.CallEnded("customer", Outcome.CLOSED_WARM, Card.OPEN, (LayerName.STATED, LayerName.FULLER)))
        if grading:
            out.append(ev.CallGraded(graded or grade()))
    return tuple(out)
