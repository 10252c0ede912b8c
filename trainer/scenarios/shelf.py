"""Finds scenarios: the shipped ones and the user's own folder.

Listing reads only the heads of files and imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import assets
from trainer.cleaning import clean
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.scenarios.model import Scenario

_HEAD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class ScenarioGlance:
    """What a list shows of a scenario; read from the head of its file alone."""

    id: str
    title: str
    customer: str
    role: str
    company: str
    industry: str
    temper: str
    difficulty: int
    """1 to 5; 0 when the head does not say."""
    minutes: int
    own: bool = False
    """From the user's own folder."""


class Shelf:
    """The scenarios at hand. An own file with the id of a shipped one takes its place.

    Args:
        own: the user's scenario folder; need not exist.
        shipped: the shipped folder; the installed one by default.
    """

    def __init__(self, own: Path | None = None, shipped: Path | None = None) -> None:
        self._folders = [(shipped or assets.root("scenarios"), False)]
        if own is not None:
            self._folders.append((own, True))

    def files(self) -> dict[str, tuple[Path, bool]]:
        """Id to (file, whether it is the user's own)."""
        found: dict[str, tuple[Path, bool]] = {}
        for folder, own in self._folders:
            if folder.is_dir():
                for path in sorted(folder.glob("*.md")):
                    if path.stem.lower() != "readme" and not path.name.startswith((".", "_")):
                        found[path.stem.lower()] = (path, own)
        return found

    def glances(self) -> Sequence[ScenarioGlance]:
        """Every scenario, easiest first; a file whose head cannot be read is listed with what there is."""
        rows = [_glance(id_, path, own) for id_, (path, own) in self.files().items()]
        return sorted(rows, key=lambda g: (g.difficulty, g.title))

    def path(self, name: str) -> Path:
        """The file of a scenario, by id or by path.

        Raises:
            TrainerError: there is none; suggests the nearest id.
        """
        files = self.files()
        if name.lower() in files:
            return files[name.lower()][0]
        as_path = Path(name)
        if as_path.suffix == ".md" and as_path.is_file():
            return as_path
        import difflib

        close = difflib.get_close_matches(name.lower(), list(files), 1, 0.4)
        hint = f"did you mean '{close[0]}'?" if close else "see 'trainer scenarios list'"
        raise TrainerError(f"there is no scenario '{clean(name, limit=80, lines=False)}'", hint)

    def load(self, name: str) -> Scenario:
        """Load a scenario by id or path.

        Raises:
            ScenarioError: with every problem of the file.
            TrainerError: there is no such scenario.
        """
        from trainer.scenarios.loading import load

        return load(self.path(name))


def _glance(id_: str, path: Path, own: bool) -> ScenarioGlance:
    head: dict[str, str] = {}
    try:
        with path.open("rb") as f:
            text = f.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    except OSError:
        text = ""
    for row in text.splitlines():
        if row.startswith("#"):
            break
        name, colon, value = row.partition(":")
        if colon:
            head.setdefault(" ".join(name.lower().split()), clean(value, limit=120, lines=False))

    def number(name: str, otherwise: int) -> int:
        value = head.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else otherwise

    return ScenarioGlance(
        id=id_,
        title=head.get("title") or id_,
        customer=head.get("customer", ""),
        role=head.get("role", ""),
        company=head.get("company", ""),
        industry=head.get("industry", ""),
        temper=head.get("temper", ""),
        difficulty=min(5, number("difficulty", 0)),
        minutes=number("minutes", 6),
        own=own,
    )
