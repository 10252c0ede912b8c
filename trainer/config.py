"""Settings: defaults < the config file < environment < command line. Keys of model providers never live here.

Reading never fails: what is wrong becomes a `ConfigProblem`, and the value next in line is used.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from trainer.errors import TrainerError

Coder = Literal["offline", "llm"]
Theme = Literal["eleventh-light", "eleventh-dark", "ansi", "auto"]
Pace = Literal["human", "quick", "off"]
Source = Literal["default", "file", "environment", "command line"]


@dataclass(frozen=True, slots=True)
class Config:
    """What the user may choose. Every field is a name in the config file."""

    customer: Coder = "offline"
    """Who speaks as the customer: the built-in voice, or a language model."""
    grader: Coder = "offline"
    """Who grades: the built-in coder, or a language model."""
    provider: str = ""
    """Name of the model connection, for people: "openai", "ollama", "custom"; empty when none was chosen."""
    base_url: str = ""
    """Where the model is reached (http or https); empty for the provider's own address."""
    model: str = ""
    """Name of the model, as its server knows it."""
    agreed_hosts: tuple[str, ...] = ()
    """Hosts the user agreed may receive the talk."""
    declined_hosts: tuple[str, ...] = ()
    """Hosts that were offered and declined, so that nobody is asked twice."""
    theme: Theme = "auto"
    """Colours; auto follows the terminal."""
    pace: Pace = "human"
    """How long the customer thinks and types: like a person, briefly, or not at all."""
    motion: bool = True
    """Whether anything on screen may move."""
    pressure: bool = True
    """Whether the clock, the manager's messages and the papers within reach are shown during a call."""
    rep_name: str = ""
    """What the customer calls the rep; empty for the name in the scenario."""


DEFAULTS = Config()
NAMES: tuple[str, ...] = tuple(f.name for f in fields(Config))
CHOICES: dict[str, tuple[str, ...]] = {
    "customer": get_args(Coder),
    "grader": get_args(Coder),
    "theme": get_args(Theme),
    "pace": get_args(Pace),
}
"""Names that take one of a few words."""
ENVIRONMENT = {"OPENAI_BASE_URL": "base_url", "TRAINER_MODEL": "model"}
"""Environment variables that are settings, with the setting they are."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Something wrong with the settings, and what would be right. Holds no secret."""

    where: str
    """FILE:LINE, FILE, or the name of an environment variable or flag."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f"; {self.hint}" if self.hint else "")


class ConfigError(TrainerError):
    """The settings cannot be kept."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force and how they came about."""

    config: Config
    sources: Mapping[str, Source]
    """Where the value of each name came from."""
    file: Path
    """The config file looked at; may not exist."""
    problems: tuple[ConfigProblem, ...] = ()


def load(
    env: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    *,
    file: Path | None = None,
) -> Config:
    """The settings in force; see `read` for the arguments and for what was wrong."""
    return read(env, flags, file=file).config


def read(
    env: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    *,
    file: Path | None = None,
) -> Loaded:
    """The settings in force, where each came from, and every problem met. Never raises for what users wrote.

    Args:
        env: environment variables, `os.environ` by default.
        flags: settings given on the command line, by name; None values count as not given.
        file: another config file than the one `trainer.paths` names.
    """
    from trainer import configfile, paths

    env = os.environ if env is None else env
    file = paths.find(env).config_file if file is None else file
    found = configfile.read(file)
    values: dict[str, Any] = dict(found.values)
    sources: dict[str, Source] = dict.fromkeys(NAMES, "default")
    sources.update(dict.fromkeys(values, "file"))
    problems = list(found.problems)
    outside: list[tuple[str, str, object, Source]] = [
        (variable, name, env[variable].strip(), "environment")
        for variable, name in ENVIRONMENT.items()
        if env.get(variable, "").strip()
    ]
    for name, value in (flags or {}).items():
        if value is not None:
            outside.append((f"--{name.replace('_', '-')}", name, value, "command line"))
    for where, name, raw, source in outside:
        try:
            values[name] = configfile.checked(name, raw)
        except ValueError as e:
            problems.append(ConfigProblem(where, *e.args))
        else:
            sources[name] = source
    return Loaded(replace(DEFAULTS, **values), sources, file, tuple(problems))


def save(
    config: Config,
    *,
    env: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    file: Path | None = None,
) -> Path:
    """Keep the settings in the config file (0600, replaced in one step) and return its path.

    Only what differs from the defaults is written. A setting that stands as the environment or a flag gave it
    is not the user's choice to keep: the file's own value stays. A file written by hand is copied first.

    Args:
        env, flags, file: as for `read`; give those the settings were loaded with.

    Raises:
        ConfigError: a value may not be kept, or the file cannot be written; says where and what to do.
    """
    from trainer import configfile

    now = read(env, flags, file=file)
    own = configfile.read(now.file).values
    keep: dict[str, object] = {}
    for name in NAMES:
        value = getattr(config, name)
        lent = now.sources[name] in ("environment", "command line") and value == getattr(now.config, name)
        if lent:
            value = own.get(name, getattr(DEFAULTS, name))
        try:
            value = configfile.checked(name, value)
        except ValueError as e:
            raise ConfigError(f"{name}: {e.args[0]}", e.args[1] if len(e.args) > 1 else "") from None
        if value != getattr(DEFAULTS, name):
            keep[name] = value
    configfile.write(now.file, keep)
    return now.file
