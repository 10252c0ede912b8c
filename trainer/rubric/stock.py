"""Whether a rep's kind words touch anything this customer said (manual: stock phrases cap customer focus at 3)."""

import re

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.timeline import Timeline
from trainer.rubric.transcript import Transcript

_WORD = re.compile(r"[a-zà-ÿ']{3,}|\d+")
_COMMON_WORDS = """
the and you your yours for that this with was were are is not but have has had will would can could should all
any our out about from just like what when where who why how they them their there here then than his her hers
him she its it's i'm i'll i've i'd we're we've we'll you're you've you'll that's don't won't can't isn't
didn't doesn't one two too very really more most some much many been being because into over only also even
well good great right okay yes yeah thanks thank please sorry know think feel say said tell told mean want
need make made take took get got give gave let put going come came back now still today time way thing things
everything something anything nothing understand hear appreciate respect decision decide decided value honesty
honest important matter matters journey partnership partner support happy help moment first always never
whatever feelings feeling feel valid priorities priority concerns concern absolutely completely totally truly
deeply fully must hello hey pressure door open straight hard appreciated morning afternoon sign signing deal
contract agreement
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_FILLER = re.compile(
    r"\b(?:i (?:completely |totally |fully |truly |really |absolutely |deeply )*(?:understand|hear you|"
    r"respect|appreciate|value|acknowledge)|"
    r"(?:your|the) (?:decision|feelings|concerns|priorities|honesty|transparency|candou?r)|thank you for "
    r"(?:sharing|your (?:honesty|candou?r|time|transparency))|"
    r"here for you|door is always open|no pressure|take (?:all )?the time|whatever you need|that must be "
    r"(?:so )?(?:hard|difficult))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+|\n|$)")
_TOUCHING = frozenset({Behaviour.REFLECT, Behaviour.EXPLORE, Behaviour.HELP, Behaviour.CLARIFY})


def _content(text: str) -> frozenset[str]:
    words = (w.strip("'") for w in _WORD.findall(text.lower().replace("’", "'")))
    return frozenset(_stem(w) for w in words if w and w not in _COMMON and _stem(w) not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def without_stock(text: str) -> str:
    """The text with every sentence blanked that is nothing but stock phrases, so that they cannot drown the rest.

    A sentence is stock when it holds a stock phrase or is kind in general, and no word of it is about anything.
    """
    kept = list(text)
    for found in _SENTENCE.finditer(text):
        if found.group().strip() and _FILLER.search(found.group()) and not _content(found.group()):
            kept[found.start() : found.end()] = " " * (found.end() - found.start())
    return "".join(kept)


def only_stock_phrases(transcript: Transcript, line: Timeline) -> bool:
    """True when the rep strings at least two stock phrases and no content word of theirs comes from the customer.

    A question, a reflection, help or a correction that a coder found is about this customer, unless it shares no
    word with them at all and stands among three or more stock phrases.
    """
    stock = sum(len(_FILLER.findall(m.text)) for m in line.moments)
    if stock < 2:
        return False
    theirs = _content(" ".join(t.text for t in transcript.turns if t.speaker == "customer"))
    names = _content(transcript.scenario.customer)
    ours = _content(" ".join(m.text for m in line.moments))
    shared = (ours & theirs) - names
    if line.codes & _TOUCHING:
        return stock >= 3 and not shared
    return len(shared) <= 1
