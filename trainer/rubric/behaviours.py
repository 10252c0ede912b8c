"""The 22 behaviours of the coding manual, as the code knows them."""

from enum import StrEnum


class Behaviour(StrEnum):
    """One code of the manual; the value is the code used in files and in `--json`."""

    PRESSURE = "pressure"
    SWEETENER = "sweetener"
    CALLOUT = "callout"
    SELF_INTEREST = "self_interest"
    GUILT = "guilt"
    HOSTILITY = "hostility"
    ARGUE = "argue"
    REPITCH = "repitch"
    BYPASS = "bypass"
    INTERROGATE = "interrogate"
    ACCEPT_NO = "accept_no"
    EMPATHY = "empathy"
    REFLECT = "reflect"
    EXPLORE = "explore"
    PERMISSION = "permission"
    PRIORITIES = "priorities"
    THANKS = "thanks"
    HELP = "help"
    CLARIFY = "clarify"
    EXIT = "exit"
    DOOR = "door"
    OWN = "own"

    @property
    def is_pitfall(self) -> bool:
        return self in PITFALLS


PITFALLS = frozenset(
    {
        Behaviour.PRESSURE,
        Behaviour.SWEETENER,
        Behaviour.CALLOUT,
        Behaviour.SELF_INTEREST,
        Behaviour.GUILT,
        Behaviour.HOSTILITY,
        Behaviour.ARGUE,
        Behaviour.REPITCH,
        Behaviour.BYPASS,
        Behaviour.INTERROGATE,
    }
)
STRENGTHS = frozenset(Behaviour) - PITFALLS
PUSHES = frozenset({Behaviour.PRESSURE, Behaviour.SWEETENER, Behaviour.BYPASS})
"""What counts as a push for the second-push cap (manual, ruling 1)."""

PLAIN_NAMES: dict[Behaviour, str] = {
    Behaviour.PRESSURE: "pushed",
    Behaviour.SWEETENER: "sweetened",
    Behaviour.CALLOUT: "called out",
    Behaviour.SELF_INTEREST: "own needs",
    Behaviour.GUILT: "guilt",
    Behaviour.HOSTILITY: "hostile",
    Behaviour.ARGUE: "argued",
    Behaviour.REPITCH: "pitched",
    Behaviour.BYPASS: "went around",
    Behaviour.INTERROGATE: "grilled",
    Behaviour.ACCEPT_NO: "took the no",
    Behaviour.EMPATHY: "saw them",
    Behaviour.REFLECT: "gave it back",
    Behaviour.EXPLORE: "asked openly",
    Behaviour.PERMISSION: "asked leave",
    Behaviour.PRIORITIES: "them first",
    Behaviour.THANKS: "thanked",
    Behaviour.HELP: "helped",
    Behaviour.CLARIFY: "put it right",
    Behaviour.EXIT: "easy exit",
    Behaviour.DOOR: "open door",
    Behaviour.OWN: "owned it",
}
"""Short past-tense words for people, at most 12 letters, for strips and lists."""
