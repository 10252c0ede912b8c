"""Where the trainer keeps things. Only names places; `private_folder` alone makes one."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

APP = "eleventh-hour"
"""Name of our folders below the platform's folders."""

HOME_VARIABLE = "TRAINER_HOME"
DATABASE_VARIABLE = "TRAINER_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place the trainer reads or writes; all absolute."""

    config_file: Path
    """Settings, TOML."""
    data: Path
    """Folder of the built-in database."""
    database_url: str
    """SQLAlchemy URL. May hold a password: never show it as it is."""
    scenarios: Path
    """Folder of the user's own scenarios; may not exist."""
    logs: Path
    """Folder of log files; may not exist."""


def find(env: Mapping[str, str] | None = None) -> Paths:
    """The places of this run.

    Args:
        env: environment variables, `os.environ` by default. `TRAINER_HOME` moves everything under one folder;
            `TRAINER_DATABASE_URL` names another database. Empty values count as not set.
    """
    env = os.environ if env is None else env
    home = env.get(HOME_VARIABLE, "").strip()
    if home:
        root = Path(os.path.abspath(Path(home).expanduser()))  # noqa: PTH100 - resolve() would follow links
        config_file, data, logs = root / "config.toml", root / "data", root / "logs"
        scenarios = root / "scenarios"
    else:
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False, roaming=False)
        config_file = Path(dirs.user_config_dir) / "config.toml"
        data, logs = Path(dirs.user_data_dir), Path(dirs.user_log_dir)
        scenarios = data / "scenarios"
    url = env.get(DATABASE_VARIABLE, "").strip() or sqlite_url(data / "trainer.db")
    return Paths(config_file=config_file, data=data, database_url=url, scenarios=scenarios, logs=logs)


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite file, with every character that means something in a URL escaped."""
    return "sqlite:///" + quote(file.as_posix(), safe="/:")


def private_folder(folder: Path) -> Path:
    """Make a folder of ours that only its owner can enter; missing parents are made the same way.

    A folder that is there already is closed to others if it is ours to close.

    Raises:
        OSError: it cannot be made.
    """
    for missing in reversed([p for p in (folder, *folder.parents) if not p.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(20, "not a folder", str(folder))
    if os.name == "posix":
        found = folder.stat()
        if found.st_mode & 0o077 and found.st_uid == os.getuid():
            folder.chmod(0o700)
    return folder


def shown_url(url: str) -> str:
    """A database address for people: the file, or the address without password and options."""
    from urllib.parse import unquote, urlsplit

    if url.startswith("sqlite:///"):
        return unquote(url.removeprefix("sqlite:///"))
    try:
        parts = urlsplit(url)
        user = f"{parts.username}@" if parts.username else ""
        return f"{parts.scheme}://{user}{parts.hostname or ''}{parts.path}"
    except ValueError:
        return "an address that cannot be read"
