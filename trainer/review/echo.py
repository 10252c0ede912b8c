"""Words of a talk cut to the size of a sentence: the reason given back, and short quotes."""

import re
from collections.abc import Collection, Sequence

_FLIP = {
    "i'm": "you're",
    "i am": "you are",
    "i've": "you've",
    "i have": "you have",
    "i'd": "you'd",
    "i'll": "you'll",
    "i was": "you were",
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
}
_FLIPPABLE = re.compile(
    r"\b(?:" + "|".join(re.escape(k) for k in sorted(_FLIP, key=len, reverse=True)) + r")(?![\w'])", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof)\.|\d[.:]\d|[^.!?;:…—–])+")
_TO_THE_REP = re.compile(
    r"\b(?:you|your|yours|you're|you've|you'd|sorry|hello|hi|hey|morning|afternoon|evening|thanks|thank|please|"
    r"good (?:day|god))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:and|but|so|well|look|listen|because|anyway|okay|ok|yeah|yes|aye|nah|no|oh|ah|um|uh|mate|honestly|i mean|"
    r"the thing is|the short of it is|it's just|it's that|[A-Z][a-z]+)(?:, |\s(?=so\b))",
)
_LEAD_PLAIN = re.compile(r"^(?:and|but|so|because|then)\s", re.IGNORECASE)
_ONLY_THE_NO = re.compile(
    r"\b(?:not (?:going|having|signing|buying|taking|doing|proceeding|moving)|won't be|shan't|must say|will not be|"
    r"can't (?:give|take|have|do|sign|go|carry|continue)|cannot (?:take|sign|proceed)|an? no\b|said no|says no|is no\b|"
    r"it's no\b|it's off|is off\b|pass\b|decided|bad news|the answer|call(?:ing)? (?:it )?off|calling|leave it|dead\b|"
    r"\bout\b$|resolved not|stopped\b$|changed\b$)",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:it|it's|that|that's|this|they|they're|he|he's|she|she's|those|these|which|there|there's|then|what|who|how)\b"
    r"|^(?:i|i'm|i'll|i've|i'd|we'd|we'll) |\b(?:i don't know|i think|i suppose|i mean|i'm afraid|i feel|feel sick|"
    r"told me|tell me|said)\b",
    re.IGNORECASE,
)
"""Clauses that lean on what stood before them, or are about the telling rather than the reason."""
_REASON = re.compile(
    r"\b(?:because|until|frozen?|freeze|froze|budget|funding|funds|money|cash|voted?|board|trustees|council|group|"
    r"corporate|head office|minister|audit|rules?|law|lost|losing|closing|close|cut|quit|leaving|left|resigned|ill|"
    r"sick|hospital|stroke|surgery|died|baby|tired|weekends|staff|nurses|managers?|strike|cheaper|founder|owner|boss|union|"
    r"drivers|team|tariffs?|bank|debt|loan|insurance|warranty|landlord|regulator|client|school|church|family|harvest|"
    r"parents|partners?|sale|sold|merged?|retiring|accident|flood|fire|burst|dry|rent|volumes?)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|can't|cannot|won't|will|want|wants|need|needs|don't|doesn't|do|does|did|\w+ed|"
    r"went|cut|put|met|froze|lost|left|quit|said|took|taken|gone|came|got|bought|brought|hit|keeps?|makes?|leaves?)\b|"
    r"'s\b|'re\b|'ve\b|n't\b",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    r"^(?:my|our|the|an?|their|two|three|four|five|half|another|somebody|we lost|we've lost)\b", re.IGNORECASE
)
"""Clauses that start with a subject of their own and so can stand alone."""
_REFUSES = re.compile(r"\b(?:no|not|never|stop|nothing|cannot|enough|decided|rather)\b|n't\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")


def given_back(text: str) -> str:
    """The customer's words turned to face them: "my two managers are off" is "your two managers are off"."""

    def flip(found: re.Match[str]) -> str:
        return _FLIP[" ".join(found.group().lower().split())]

    turned = _FLIPPABLE.sub(flip, text.replace("’", "'")).strip(" ,-\"'")
    return turned[:1].upper() + turned[1:]


def reasons(texts: Sequence[str], stated: str = "") -> list[str]:
    """Clauses of the customer's words that give the reason, facing the customer, best first; often none is fit.

    Fit is a clause of 3 to 15 words with a verb that does not speak to the rep and names something real.

    Args:
        texts: the customer's turns so far, in order.
        stated: the reason as a scenario puts it; clauses that share words with it are preferred.
    """
    known = frozenset(_WORD.findall(stated.lower()))
    found: list[tuple[float, str]] = []
    for order, text in enumerate(texts):
        plain = text.replace("’", "'")
        for match in _CLAUSE.finditer(plain):
            clause = _without_lead(match.group().strip())
            if plain[match.end() : match.end() + 1] != "?" and _fit(clause):
                found.append((_worth(clause, known) - 0.4 * order, clause))
    found.sort(key=lambda x: -x[0])
    return [given_back(clause) for worth, clause in found if worth >= 1.4]


def _fit(clause: str) -> bool:
    count = len(clause.split())
    return 3 <= count <= 15 and bool(_VERB.search(clause)) and not _TO_THE_REP.search(clause)


def _worth(clause: str, known: Collection[str]) -> float:
    worth = min(len(_REASON.findall(clause)), 3) + 0.7 * sum(w in known for w in set(_WORD.findall(clause.lower())))
    worth += 0.5 if len(clause.split()) >= 5 else 0.0
    worth += 0.9 if _OWN_SUBJECT.match(clause) else 0.0
    worth -= 2.5 if _ONLY_THE_NO.search(clause) else 0.0
    return worth - (1.5 if _LEANS.search(clause) else 0.0)


def _without_lead(clause: str) -> str:
    for pattern in (_LEAD, _LEAD_PLAIN, _LEAD):
        while (found := pattern.match(clause)) is not None:
            clause = clause[found.end() :]
    return clause


def short_quote(text: str, words: int = 14) -> str:
    """A quote for a sentence: one line, at most so many words, an ellipsis where it was cut."""
    parts = text.split()
    cut = " ".join(parts[:words]).rstrip(",;:. ")
    return cut + "…" if len(parts) > words else cut


def last_words(text: str, words: int = 9) -> str:
    """The sentence of a customer turn that refuses something, if it is short enough to quote; "" if none is."""
    sentences = [s.strip(" ,;:-") for s in re.findall(r"[^.!?…]+[?!]?", text)]
    fit = [s for s in sentences if 2 <= len(s.split()) <= words and _REFUSES.search(s.replace("’", "'"))]
    return max(fit, key=len, default="")
