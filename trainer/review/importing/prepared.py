"""A call ready to be graded: who is the rep, from which turn it counts, and how both were settled."""

from dataclasses import dataclass, field, replace

from trainer.review.importing.first_no import first_no
from trainer.review.importing.names import person_in
from trainer.review.importing.roles import Cast, cast
from trainer.review.importing.said import Talk, Unreadable
from trainer.review.transcripts import Problem
from trainer.rubric.transcript import Context, Transcript, Turn

OUR_FORMAT = "transcript"
NO_NO = "no refusal by the customer was found in this call"
"""Why the no is not judged where there is none."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said about the calls."""

    reps: tuple[str, ...] = ()
    """Names of the rep and of colleagues."""
    known: tuple[str, ...] = ()
    """Names of reps in the settings."""
    from_turn: int | None = None
    """Turn from which to grade, counting all turns from 0; None to find the no."""
    whole: bool = False
    """Grade the whole call, as if the no stood at its beginning."""
    all_reps: bool = True
    """Every name in `reps` must speak in every call."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call with everything grading and its report need."""

    transcript: Transcript
    """All its turns."""
    source: str
    """The file, for people."""
    format: str
    names: tuple[str, ...] = ()
    """The speaker of each turn as the file has it; empty for our own format, which has none."""
    cast: Cast | None = None
    """Who is who; None for our own format, which says so itself."""
    start: int = 0
    """First turn that is graded."""
    said: str = ""
    """The customer's words there; "" when the start was not found but given, or the whole call is graded."""
    no_missing: bool = False
    """No refusal was found, so the whole call is graded and the no is not judged."""
    notes: tuple[str, ...] = field(default=())
    """What the user should know of how it was read, each a sentence."""


def prepared(item: Talk | Transcript, wishes: Wishes, source: str) -> Call | Problem:
    """Settle who the rep is and where grading begins.

    Args:
        item: one call as it was read.
        wishes: what the user said.
        source: the file, for people.

    Returns:
        The call, or what is wrong with it. A transcript in our own form names its parts and begins where its writer
        let it begin: it is graded whole unless a turn was given.
    """
    if isinstance(item, Transcript):
        wrong = _beyond(wishes, item, source)
        return wrong or Call(item, source, OUR_FORMAT, start=wishes.from_turn or 0)
    try:
        parts = cast(item, wishes.reps, wishes.known, all_wanted=wishes.all_reps)
    except Unreadable as error:
        return Problem(source, error.line, "", error.wrong, error.right)
    turns = tuple(Turn("rep" if s.name in parts.rep else "customer", s.text) for s in item.said)
    transcript = Transcript(item.id, turns)
    names = tuple(s.name for s in item.said)
    if wrong := _beyond(wishes, transcript, source):
        return wrong
    notes = _on_cast(parts)
    if wishes.from_turn is not None or wishes.whole:
        start = wishes.from_turn or 0
        transcript = replace(transcript, scenario=_who_refuses(parts, names, start))
        return Call(transcript, source, item.format, names, parts, start, notes=notes)
    found = first_no(turns)
    transcript = replace(transcript, scenario=_who_refuses(parts, names, found.turn if found else 0))
    if found is None:
        more = "No refusal by the customer was found: the whole call is graded and respect for the no is not judged. "
        more += "If there is one, name its turn with --from-turn N, or grade everything as it is with --all."
        return Call(transcript, source, item.format, names, parts, no_missing=True, notes=(*notes, more))
    if found.turn:
        notes = (*notes, f"Graded from turn {found.turn}, where the customer says: “{_short(found.quote)}”")
    return Call(transcript, source, item.format, names, parts, found.turn, found.quote, notes=notes)


def _beyond(wishes: Wishes, transcript: Transcript, source: str) -> Problem | None:
    if wishes.from_turn is None or wishes.from_turn < len(transcript.turns):
        return None
    last = len(transcript.turns) - 1
    wrong = f"--from-turn {wishes.from_turn} is past its end"
    return Problem(source, 0, "", wrong, f"its turns are 0 to {last}" if last >= 0 else "it has no turns")


def _who_refuses(parts: Cast, names: tuple[str, ...], start: int) -> Context:
    """What is known of the deal: the name of the customer who speaks first from there on, where it is a name."""
    name = next((n for n in names[start:] if n in parts.customer), "")
    return Context(customer=person_in(name))


def _on_cast(parts: Cast) -> tuple[str, ...]:
    """What to say of a guess, and of several people on one side."""
    names = " and ".join(parts.rep)
    notes: list[str] = []
    if parts.how == "guessed":
        why = f": {parts.why}" if parts.why else ""
        are = "is the rep" if len(parts.rep) == 1 else "are the rep and colleagues"
        notes.append(
            f"Guessed that {names} {are} ({min(parts.confidence, 0.99):.0%} sure){why}. If not, say --rep NAME."
        )
    elif parts.how == "settings":
        notes.append(f"Took {names} as the rep, because {parts.why}. If not, say --rep NAME.")
    if len(parts.customer) > 1:
        side = f"Taken together as the customer: {'; '.join(parts.customer)}."
        if parts.how in ("guessed", "settings"):
            side += " Name the rep's colleagues with further --rep NAME."
        notes.append(side)
    return tuple(notes)


def _short(quote: str, most: int = 120) -> str:
    return quote if len(quote) <= most else quote[:most].rsplit(" ", 1)[0] + "…"
