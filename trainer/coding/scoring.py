"""The three scores of a call, estimated from the probabilities of the codes in its turns.

Raw real values: the manual's caps and gates are applied after it, by `trainer.rubric.scoring`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from trainer.coding.forest import Forest, pack, unpack
from trainer.coding.pooling import pooled
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """A forest a scale over the pooled call, its answer stretched to the spread of real scores."""

    scales: tuple[Scale, ...]
    forests: tuple[Forest, ...]
    slopes: tuple[float, ...]
    intercepts: tuple[float, ...]

    def estimate(
        self, turn_probabilities: Sequence[Mapping[Behaviour, float]], transcript: Transcript
    ) -> dict[Scale, float]:
        """See the function of the same name."""
        texts = [turn.text for _, turn in transcript.rep_turns()]
        if len(texts) != len(turn_probabilities) or not texts:
            raise ValueError(f"{transcript.id}: {len(texts)} rep turns but {len(turn_probabilities)} codings")
        values = pooled(turn_probabilities, texts)
        return {
            scale: min(5.0, max(1.0, slope * forest.predict(values) + intercept))
            for scale, forest, slope, intercept in zip(
                self.scales, self.forests, self.slopes, self.intercepts, strict=True
            )
        }


def save(model: ScoreModel, folder: Path) -> int:
    """Write `scores.json` and `scores.bin`; gives the size of both in bytes."""
    body = b"".join(pack(forest) for forest in model.forests)
    head = {"scales": model.scales, "slopes": model.slopes, "intercepts": model.intercepts}
    text = json.dumps(head) + "\n"
    (folder / "scores.bin").write_bytes(body)
    (folder / "scores.json").write_text(text, encoding="utf-8")
    return len(body) + len(text)


@cache
def shipped() -> ScoreModel:
    """The weights in the package, read on first use.

    Raises:
        FileNotFoundError: the installation is broken.
        ValueError: the weights are damaged.
    """
    folder = files("trainer.coding") / "weights"
    head = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    body = (folder / "scores.bin").read_bytes()
    forests, at = [], 0
    for _ in head["scales"]:
        forest, at = unpack(body, at)
        forests.append(forest)
    return ScoreModel(
        scales=tuple(Scale(s) for s in head["scales"]),
        forests=tuple(forests),
        slopes=tuple(head["slopes"]),
        intercepts=tuple(head["intercepts"]),
    )


def estimate(turn_probabilities: Sequence[Mapping[Behaviour, float]], transcript: Transcript) -> dict[Scale, float]:
    """Estimate the scores of a whole call.

    Args:
        turn_probabilities: for each rep turn, in order, what `BuiltInCoder.probabilities` gave.
        transcript: the call.

    Returns:
        A real value from 1 to 5 for each scale, before the manual's rules.

    Raises:
        ValueError: there is no rep turn, or not as many as there are codings.
    """
    return shipped().estimate(turn_probabilities, transcript)
