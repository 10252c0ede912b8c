"""Words, sentences and likenesses of a customer line: what the guard counts with. Pure, no I/O."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|prof|jr|sr|vs|etc|e\.g|i\.e|a\.m|p\.m|approx)|\b[A-Za-z])\.$", re.IGNORECASE
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")

_COMMON = """
a about after again all almost already also always am an and another any anyone anything are aren't
around as ask at away back be because been before being best better but by bye call can can't cannot
could couldn't day did didn't do does doesn't doing don't done down each else end enough even every
everyone everything fair few find fine first for from get gets getting give go goes going gone good
goodbye got had has hasn't have haven't having he he'd he'll he's hello help her here here's hers hi him
his how i i'd i'll i'm i've if in into is isn't it it'd it'll it's its just keep know last leave less
let let's like little long look lot made make many may maybe me mean might mine more most much must my
myself need never next no nobody none nor not nothing now of off oh okay ok on once one only or other
our ours out over own people please put quite rather really right said same say says see she she'd
she'll she's should shouldn't so some someone something sorry still stop such sure take talk tell than
thank thanks that that'd that'll that's the their them then there there's these they they'd they'll
they're they've thing things think this those though three through time to today told too true try two
under until up us very want wants was wasn't way we we'd we'll we're we've well went were weren't what
what's when where which while who who's why will with without won't word work would wouldn't year years
yes yet you you'd you'll you're you've your yours yourself
"""
FUNCTION_WORDS = frozenset(_COMMON.split())
"""Common English words; most are function words, some the small change of every talk."""

_SOUNDS = "hm hmm hmmm mm mmm mhm shh pfft psst brr grr tsk nth tv mr mrs ms dr pm ltd hr vp ny dc"
_INTERJECTIONS = frozenset(_SOUNDS.split())
_LONE = "an the of at er ou re in on you"
_NEVER_ALONE = frozenset(_LONE.split())
_TWO = "mr dr pm tv hr vp ny dc st th nd rd km kg cm mm hm uk us id"
_SHORT = frozenset(_TWO.split())
_SPOKEN_SIGNS = ".,;:!?'\"’‘“”…–—-()$€£¥%&/+#°@"
_GLUED = re.compile(r"[^\W\d_][;@#)(!?:{}|$%+]+[^\W\d_]|[^\W\d_]{2}\d[^\W\d_]{2}|(?<![^\W\d_])[a-z]+[A-Z]{2}[a-z]")
_VOWELS = frozenset("aeiouy")
_STUTTER = re.compile(r"(.)\1{3,}")
_CONSONANT_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")

_SCRIPTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ru", "uk", "bg"), ("CYRILLIC",)),
    "sr": ("CYRILLIC", "LATIN"),
    "el": ("GREEK",),
    "zh": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL", "CJK"),
    **dict.fromkeys(("ar", "fa", "ur"), ("ARABIC",)),
    "he": ("HEBREW",),
    "hi": ("DEVANAGARI",),
    "th": ("THAI",),
}


def any_of(patterns: str, flags: int = 0) -> re.Pattern[str]:
    """One pattern out of several, one a row; a backslash at the end of a row continues it in the next."""
    rows = re.sub(r"\\\n *", "", patterns).strip().split("\n")
    return re.compile("|".join(row.strip() for row in rows), flags)


def plain(text: str) -> str:
    """Lower case, plain quotes and dashes, one space between words; for comparing, never shown."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).replace("—", "-").replace("–", "-")
    return " ".join(text.lower().split())


def words(text: str) -> list[str]:
    """The words and numbers of `text`, in the plain form."""
    return _WORD.findall(plain(text))


def count_words(text: str) -> int:
    """Words as a listener would count them; "forty-five" is two."""
    return len(_WORD.findall(text.translate(_QUOTES)))


def split_ready(buffer: str) -> tuple[list[str], str]:
    """Cut what is complete from a growing line.

    Returns:
        The complete sentences, each with its mark and the space after it, and the rest that may still grow.
    """
    ready: list[str] = []
    start = 0
    for match in _END.finditer(buffer):
        head = buffer[start : match.end()]
        if not head.strip() or _ABBREVIATION.search(head.rstrip()):
            continue
        end = match.end()
        while end < len(buffer) and buffer[end].isspace():
            end += 1
        ready.append(buffer[start:end])
        start = end
    return ready, buffer[start:]


def sentences(text: str) -> list[str]:
    """All sentences of a finished text, the last one with or without its mark."""
    ready, rest = split_ready(text)
    return [s.strip() for s in [*ready, rest] if s.strip()]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its commonest English endings; crude on purpose, both sides of a comparison use it."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending in ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word.rstrip("e") if len(word) > 3 else word


@lru_cache(maxsize=2_000)
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in words(text) if w not in FUNCTION_WORDS and (len(w) > 2 or w.isdigit()))


def near(a: str, b: str) -> bool:
    """Whether two lines say the same in almost the same words.

    Equal word for word, or of five words or more with at least four fifths of all different words in common,
    or with a run of seven words in common.
    """
    first, second = words(a), words(b)
    if not first or not second:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) < 5:
        return False
    one, two = set(first), set(second)
    if len(one & two) / len(one | two) >= 0.8:
        return True
    runs = {tuple(first[i : i + 7]) for i in range(len(first) - 6)}
    return any(tuple(second[i : i + 7]) in runs for i in range(len(second) - 6))


def holds(haystack: list[str], phrase: list[str]) -> bool:
    """Whether the phrase's words stand in a row in the haystack, plurals and possessives alike."""
    if not phrase:
        return False
    want = [stem(w) for w in phrase]
    have = [stem(w) for w in haystack]
    width = len(want)
    return any(have[i : i + width] == want for i in range(len(have) - width + 1))


def _wordlike(word: str) -> bool:
    """Whether an English speaker could say it: vowels where they are needed, no wild mixture of signs."""
    bare = word.replace("'", "")
    if bare.isdigit() or bare in FUNCTION_WORDS or bare in _INTERJECTIONS:
        return True
    if any(c.isdigit() for c in bare):
        return bool(re.fullmatch(r"[a-z]{0,3}\d+[a-z]{0,3}", bare))
    folded = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    if len(folded) > 24 or _CONSONANT_RUN.search(folded) or _STUTTER.search(folded):
        return False
    if not folded.isascii() or _VOWELS & set(folded):
        return len(folded) > 1 or folded in "aiouyrn"
    return len(folded) == 3 or folded in _SHORT


def script_fits(text: str, language: str) -> bool:
    """Whether at least seven in ten letters are of a script the language is written in."""
    wanted = _SCRIPTS.get(language[:2], ("LATIN",))
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    good = sum(1 for c in letters if (c.isascii() and "LATIN" in wanted) or unicodedata.name(c, "").startswith(wanted))
    return good / len(letters) >= 0.7


def is_noise(text: str) -> bool:
    """Whether an English-language line is not words at all, or another language.

    Looks at signs that nobody says or that stand inside a word, at words without vowels, at one word said over and
    over, and at the share of common English words. Of the 7,811 different customer lines of the corpus and the first
    shipped scenarios, three are called noise.
    """
    found = words(text)
    if "\ufffd" in text or not found:
        return True
    body = "".join(text.split())
    odd = sum(1 for c in body if not (c.isalnum() or c in _SPOKEN_SIGNS))
    if odd > max(1, len(body) * 0.04) or _GLUED.search(text):
        return True
    if len(found) == 1:
        alone = found[0]
        return alone in _NEVER_ALONE or len(alone) == 1 or not _wordlike(alone)
    strange = sum(1 for w in found if not _wordlike(w))
    common = share(found)
    if strange > max(1, len(found) * 0.2) or (strange and not common):
        return True
    if len(found) >= 6 and len(set(found)) <= len(found) * 0.34:
        return True
    return common < (0.12 if len(found) >= 8 else 0.01 if len(found) >= 5 else 0.0)


def share(found: Iterable[str]) -> float:
    """Share of common English words."""
    listed = list(found)
    return sum(1 for w in listed if w in FUNCTION_WORDS) / max(1, len(listed))
