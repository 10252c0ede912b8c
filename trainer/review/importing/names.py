"""What may be a speaker's name, and what programs write around it."""

import re
import unicodedata
from collections import Counter

from trainer.cleaning import clean

MAX_NAME = 70
_WORDS_OF_A_NAME = 6
_PARTICLES_OF_NAMES = """
    van von der den de da di do dos du del della la le el al bin binti ibn ben y e of the and zu zum ter st und po
"""
_HEADS_OF_NOTES = """
    note notes ps agenda date time attendees participants participant subject re title duration meeting recording
    transcript summary http https warning topic location host organizer from to cc sent invitees language kind
    confidence next steps action items question answer example total price deadline step option options reminder
    update fyi tldr nb chapter part result conclusion point remember look listen okay ok yes no well so but and because
    first second third one two three four five finally also plus honestly basically today tomorrow monday tuesday
    wednesday thursday friday saturday sunday error source file page phone email e-mail mobile tel fax address website
    link company
"""
_THE_SELLER = """
    rep, seller, sales, salesperson, salesman, saleswoman, vendor, supplier, me, myself, host, organizer, organiser, ae,
    csm, agent, verkäufer, verkäuferin, vertrieb, vendedor, vendedora, vendeur, vendeuse, account executive,
    account manager, sales rep, sales manager, account exec
"""
_THE_BUYER = "customer, client, buyer, prospect, kunde, kundin, cliente, klant, acheteur, lead, guest"
_PARTICLES = frozenset(_PARTICLES_OF_NAMES.split())
_SHAPE = re.compile(r"[^\W_][\w .,'’`\-&/@+()|·#]{0,68}")
_NO_NAME = frozenset(_HEADS_OF_NOTES.split())
ROLE_WORDS: dict[str, str] = {
    **{label.strip(): "rep" for label in _THE_SELLER.split(",")},
    **{label.strip(): "customer" for label in _THE_BUYER.split(",")},
}
"""A label that says the part itself, in lower case, to the part it says."""
_NUMBERED = re.compile(r"(?:unknown speaker|speaker|participant|person|caller|voice|sprecher)[ -]?(?:\d{1,3}|[a-z])?")
_MARKS = re.compile(
    r"[\s,|-]*[\[(](?P<mark>organi[sz]er|host|co-?host|presenter|external|unverified|guest|me|you|he/him|she/her|they/them)[\])]",
    re.IGNORECASE,
)
_ZOOM_CHAT = re.compile(r"^from (?P<name>.{1,70}?) to (?P<whom>.{1,70})$", re.IGNORECASE)
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]{1,40}:")


def tidy(raw: str) -> str:
    """A name as it is shown and compared: cleaned, on one line, without brackets, quotes and bullets around it."""
    name = clean(raw[: MAX_NAME * 4], limit=MAX_NAME, lines=False)
    name = _EMOJI_NAME.sub("", name).strip(" \t*_>•~\"“”'’`:-–|")
    if len(name) > 2 and (name[0], name[-1]) in {("[", "]"), ("(", ")"), ("<", ">"), ("{", "}")}:
        name = name[1:-1].strip()
    chat = _ZOOM_CHAT.match(name)
    return (chat["name"] if chat else name).strip()


def marks_of(name: str) -> frozenset[str]:
    """What a meeting program wrote beside a name, in lower case: "organizer", "external", "me"."""
    return frozenset(found["mark"].lower().replace("organiser", "organizer") for found in _MARKS.finditer(name))


def bare(name: str) -> str:
    """The name without what a meeting program wrote beside it."""
    return _MARKS.sub("", name).strip() or name


def person_in(name: str) -> str:
    """The person alone, first name first: "Okafor, Denise (Halvern CU)" is "Denise Okafor"; "" for "Speaker 2"."""
    plain = re.sub(r"\s*(?:\([^()]{0,60}\)|[|@·].*)$", "", bare(name)).strip()
    if is_known_label(plain) or not looks_like_name(plain):
        return ""
    last, comma, first = plain.partition(", ")
    if not comma:
        return plain
    surname = [word for word in last.split() if word.lower() not in _PARTICLES]
    return f"{first} {last}" if len(surname) == 1 else last


def part_named(name: str) -> str:
    """ "rep" or "customer" when the label says the part itself, else ""."""
    plain = re.sub(r"[\s_]*\d+$", "", bare(name).lower()).strip()
    plain = plain.removeprefix("the ").strip()
    return ROLE_WORDS.get(plain, "")


def is_known_label(name: str) -> bool:
    """Whether a label is one every transcript may use: "Customer", "Speaker 2"."""
    return bool(part_named(name)) or _NUMBERED.fullmatch(name.lower()) is not None


def looks_like_name(text: str) -> bool:
    """Whether a text has the form of a name: few words, each with a capital (where the script has any)."""
    if not text or len(text) > MAX_NAME or not _SHAPE.fullmatch(text):
        return False
    if is_known_label(text):
        return True
    plain = re.sub(r"\([^()]{0,60}\)|\|.*$", "", text).strip()
    words = plain.replace(",", " ").split()
    if not words or len(words) > _WORDS_OF_A_NAME or plain.lower() in _NO_NAME:
        return False
    if all(w.lower().rstrip(".,") in _NO_NAME for w in words) or (plain.endswith((".", ",")) and len(words[-1]) > 3):
        return False
    if any("." in w.rstrip(".") and "@" not in w and len(w) > 6 for w in words):
        return False
    return all(_opens_like_a_name(w) or w.lower() in _PARTICLES for w in words) and words[0].lower() not in {
        "the",
        "and",
    }


def _opens_like_a_name(word: str) -> bool:
    first = word.lstrip("('’\"")[:1]
    return bool(first) and (
        first.isupper() or first.isdigit() or first in "&+/@#-·" or unicodedata.category(first) == "Lo"
    )


def accepted(counts: Counter[str], lines: int) -> frozenset[str]:
    """Which labels of a text are speakers.

    Args:
        counts: how often each tidied label stands before words.
        lines: lines, or cues, that have words.

    Returns:
        Labels with the form of a name that come twice, have two words or say a part; where most lines have a
        label, or nothing else does, every label with the form of a name; and any label in small letters
        that comes back often.
    """
    named = {name: n for name, n in counts.items() if looks_like_name(name)}
    mostly = sum(named.values()) >= 0.6 * lines
    found = {n for n, count in named.items() if count >= 2 or mostly or " " in n or is_known_label(n)}
    if len(found) < 2:
        found = set(named)
    often = max(2, 0.15 * lines)
    weak = {
        n for n, count in counts.items()
        if n not in named and count >= often and len(n) <= 30 and n.lower() not in _NO_NAME and len(n.split()) <= 2
        and n.replace(" ", "").replace(".", "").replace("_", "").replace("-", "").isalnum()
    }  # fmt: skip
    return frozenset(found | weak)
