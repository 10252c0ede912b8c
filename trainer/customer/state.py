"""The customer's mind between two lines: a frozen value that the director moves."""

from dataclasses import dataclass

from trainer.rubric.behaviours import Behaviour
from trainer.scenarios.vocabulary import Card, LayerName, Mood


@dataclass(frozen=True, slots=True)
class State:
    """Where the customer stands. Trust, irritation, openness and resolve run from 0 to 1."""

    card: Card
    trust: float
    irritation: float
    openness: float
    resolve: float = 0.9
    """How firmly the no stands; pushes only raise it."""
    nos: int = 0
    """Times the customer has said the no in so many words; the opening is the first."""
    pushes: int = 0
    """Rep lines with a push since the no."""
    late_pushes: int = 0
    """Pushes after the second no."""
    insults: int = 0
    asked_to_stop: bool = False
    disclosed: tuple[LayerName, ...] = ()
    facts: frozenset[str] = frozenset()
    """Topics already answered."""
    shown: frozenset[Behaviour] = frozenset()
    """Behaviours the rep has shown in lines that did not push."""
    accepted: bool = False
    """The rep has accepted the no, and has not pushed since."""
    corrected: bool = False
    """The misunderstanding was met, and the customer will take it back to the others."""
    winding: int = 0
    """Rep lines in a row that only wind the call up."""
    blanks: int = 0
    """Rep lines in a row that were empty or could not be understood."""
    rep_lines: int = 0
    last_headings: tuple[str, ...] = ()
    """Headings of the customer's last move."""

    @property
    def mood(self) -> Mood:
        """How the customer feels now; picks among the lines of a heading."""
        if self.irritation >= 0.5 or self.trust < 0.2:
            return Mood.COLD
        if self.trust >= 0.58 and self.irritation < 0.35:
            return Mood.WARM
        return Mood.LEVEL
