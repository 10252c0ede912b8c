"""What a grader without a model gets: the most frequent answer, and a list of keywords (reports only)."""

import re

from trainer.rubric.behaviours import Behaviour

KEYWORDS: dict[Behaviour, str] = {
    Behaviour.PRESSURE: r"\bsign\b|today|by friday|last chance|pilot|deadline|expires|small(er)? (version|start)",
    Behaviour.SWEETENER: r"discount|percent|%|free|throw in|waive|off the price|payment terms",
    Behaviour.CALLOUT: r"you said|you told|you promised|we agreed|you agreed|what changed|mutual plan|close plan",
    Behaviour.SELF_INTEREST: r"my quota|my number|my boss|my manager|year end|my team|my forecast|commission",
    Behaviour.GUILT: r"after everything|disappoint|let me down|thanks for nothing|all that work",
    Behaviour.HOSTILITY: r"ridiculous|joke|pathetic|stupid|waste of|lawyer|idiot|liar",
    Behaviour.ARGUE: r"mistake|regret|wrong|makes no sense|risk|surely",
    Behaviour.REPITCH: r"\broi\b|saves you|save you|feature|module|dashboard|pays for itself",
    Behaviour.BYPASS: r"your (boss|cfo|ceo|board|director)|call (him|her|you) anyway|check in|i'll (call|ring)",
    Behaviour.INTERROGATE: r"who (exactly|decided|told)|exactly\?|real reason|one more question|last question",
    Behaviour.ACCEPT_NO: r"no it is|it's a no|fair enough|i accept|respect (that|your)|understood",
    Behaviour.EMPATHY: r"must be|must have been|can't be easy|sorry to hear|hard|sounds like",
    Behaviour.REFLECT: r"so (it's|you're|the)|sounds like|what i'm hearing",
    Behaviour.EXPLORE: r"(what|how)\b[^.!]*\?",
    Behaviour.PERMISSION: r"(may|can|could) i|would it (be|help)|if you'd (like|rather)|do you mind",
    Behaviour.PRIORITIES: r"comes first|more important|matters more|focus on",
    Behaviour.THANKS: r"thank|appreciate|cheers",
    Behaviour.HELP: r"i'll send|i can send|happy to help|introduce|put you in touch",
    Behaviour.CLARIFY: r"actually|one (thing|correction)|misunderst|already (included|covers)",
    Behaviour.EXIT: r"cancel|withdraw|nothing (more )?(to|you)|i'll (pull|take care|close)|you don't (need|have) to",
    Behaviour.DOOR: r"door|if (things|that|anything) change|any ?time|you know where|whenever",
    Behaviour.OWN: r"my (fault|mistake|bad)|i (pushed|shouldn't|should have)|that's on me|i apologi[sz]e",
}
_COMPILED = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in KEYWORDS.items()}


def by_keywords(text: str) -> frozenset[Behaviour]:
    """The codes whose keywords stand in the text."""
    plain = text.replace("’", "'")
    return frozenset(code for code, pattern in _COMPILED.items() if pattern.search(plain))
