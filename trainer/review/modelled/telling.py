"""What is told beside a model's scores: where they are unsure, and how the reading went. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.review.modelled.asking import Read
from trainer.review.modelled.reading import Verdicts
from trainer.rubric.grade import Grade, Scale
from trainer.rubric.scoring import Judgement

APART = 1
"""Points by which the two graders, or a model's readings, may differ before a score is marked."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How a grade came about."""

    readings: int
    failed: int
    """Readings that were asked for and did not come."""
    claimed: int
    """Behaviours the model gave, over all readings."""
    dropped: int
    """Of these, how many had a quote that does not stand in the turn."""
    elsewhere: int
    """And how many quoted words that were not meant for the customer."""
    repaired: int
    """Answers that had to be asked for again."""


def unsure_of(found: Verdicts, own: Judgement, built_in: Grade) -> dict[Scale, str]:
    """Scores to be taken with care, with the reason for people."""
    marked: dict[Scale, str] = {}
    for scale in Scale:
        ours, theirs = own.scores[scale], built_in.scores.get(scale)
        if found.spread.get(scale, 0) > APART:
            marked[scale] = f"the readings lay {found.spread[scale]:g} points apart"
        elif found.opinions[scale] is None:
            marked[scale] = "the model gave no score; this one is from the behaviours alone"
        elif ours is not None and theirs is not None and abs(ours - theirs) > APART:
            marked[scale] = f"the model reads {ours} of 5 here, the built-in grader {theirs}"
    return marked


def notice_of(found: Verdicts, reads: Sequence[Read], failed: int) -> str:
    """What people must know of how the model read the call; "" when there is nothing."""
    said: list[str] = []
    asked = len(reads) + failed
    if failed:
        said.append(f"{failed} of {asked} readings did not come.")
    if len(reads) > 1:
        apart = [f"{str(scale).replace('_', ' ')} by {found.spread[scale]:g}" for scale in Scale if found.spread[scale]]
        said.append(
            f"{len(reads)} readings; they differ on {', '.join(apart)}." if apart else f"{len(reads)} readings agree."
        )
    if any(read.maybe_cut for read in reads):
        said.append(
            "The server counted far fewer tokens than were sent, so the model may not have seen the whole call; "
            "give it a larger context."
        )
    return " ".join(said)


def counts_of(reads: Sequence[Read], failed: int) -> Counts:
    """Sums over the readings."""
    return Counts(
        len(reads),
        failed,
        sum(r.reading.claimed for r in reads),
        sum(r.reading.dropped for r in reads),
        sum(r.reading.elsewhere for r in reads),
        sum(r.repaired for r in reads),
    )
