"""Where the shipped scenarios and prompts lie: inside the wheel, or at the top of a checkout."""

from importlib.resources import files
from pathlib import Path


def root(kind: str) -> Path:
    """The folder of shipped files of one kind.

    Args:
        kind: "scenarios" or "prompts".

    Raises:
        FileNotFoundError: the installation is broken; the message names both places looked at.
    """
    package = Path(str(files("trainer")))
    places = (package / "_data" / kind, package.parent / kind)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the shipped {kind} are missing; looked in {places[0]} and {places[1]}")
