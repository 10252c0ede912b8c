"""Settings: their order, what is said about a wrong file, and that no key is ever kept."""

import os
import stat
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer import config as cfg
from trainer import configfile
from trainer.config import Config, ConfigError, load, read, save

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_the_defaults_stand(file: Path) -> None:
    found = read({}, file=file)
    assert found.config == Config()
    assert set(found.sources.values()) == {"default"}
    assert found.problems == ()
    assert not file.exists()


def test_file_then_environment_then_flags(file: Path) -> None:
    file.write_text('model = "from-file"\nbase_url = "http://file/v1"\ncustomer = "llm"\npace = "off"\n')
    env = {"TRAINER_MODEL": "from-env", "OPENAI_BASE_URL": "http://env/v1"}
    found = read(env, {"model": "from-flag", "customer": None, "pace": "quick"}, file=file)
    assert found.config == Config(model="from-flag", base_url="http://env/v1", customer="llm", pace="quick")
    assert found.sources["model"] == "command line"
    assert found.sources["base_url"] == "environment"
    assert found.sources["customer"] == "file"
    assert found.sources["theme"] == "default"


def test_the_file_is_found_by_trainer_home(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("motion = false\n")
    assert load({"TRAINER_HOME": str(tmp_path)}).motion is False


@pytest.mark.parametrize(
    ("text", "line", "says", "hint"),
    [
        ('# mine\ncustomr = "llm"\n', 2, "'customr' is not a setting", "did you mean 'customer'?"),
        ('\n\ntheme = "eleventh-drak"\n', 3, "theme cannot be 'eleventh-drak'", "'eleventh-dark'"),
        ("motion = 1\n", 1, "motion must be true or false", ""),
        ("motion = 'yes'\n", 1, "motion must be true or false", ""),
        ('agreed_hosts = "localhost"\n', 1, "agreed_hosts must be a list of host names", "agreed_hosts = ["),
        ('agreed_hosts = ["a b"]\n', 1, "agreed_hosts must be a list of host names", ""),
        ("model = 5\n", 1, "model must be text", ""),
        ('base_url = "localhost:8080"\n', 1, "base_url cannot be", "http://"),
        ('base_url = "http://[::1"\n', 1, "base_url is not a web address", ""),
        ("[model]\nname = 'x'\n", 1, "model must be text, not a table", ""),
        ("[voice]\nspeed = 1\n", 1, "'voice' is not a setting", "the settings are"),
    ],
)
def test_wrong_lines_are_named_with_what_would_be_right(file: Path, text: str, line: int, says: str, hint: str) -> None:
    file.write_text(text)
    found = read({}, file=file)
    assert found.config == Config()
    (problem,) = found.problems
    assert problem.where == f"{file}:{line}"
    assert says in problem.message
    assert hint in problem.hint


def test_one_wrong_line_does_not_cost_the_others(file: Path) -> None:
    file.write_text('pace = "sometimes"\nmodel = "qwen3"\nnonsense = 1\n')
    found = read({}, file=file)
    assert found.config == Config(model="qwen3")
    assert [p.where for p in found.problems] == [f"{file}:1", f"{file}:3"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"model = qwen\n", 1),
        (b'model = "a"\nmodel = "b"\n', 2),
        (b'model = "a\n', 1),
        (b"model = \xff\n", 1),
        (b'a = "b"\n\x00\n', 2),
        (b"x = " + b"[" * 5_000, None),
        (b"# long\n" * 20_000, None),
    ],
)
def test_a_file_that_is_not_toml_gives_the_defaults_and_says_where(
    file: Path, content: bytes, line: int | None
) -> None:
    file.write_bytes(content)
    found = read({}, file=file)
    assert found.config == Config()
    (problem,) = found.problems
    assert problem.where.startswith(str(file))
    if line is not None:
        assert problem.where == f"{file}:{line}"
    assert "defaults are used" in problem.hint


def test_a_folder_in_place_of_the_file_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert "cannot be read" in str(read({}, file=tmp_path).problems[0])


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_no_file_content_makes_reading_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    assert isinstance(read({}, file=file).config, Config)


@pytest.mark.parametrize(
    "text",
    [
        f'api_key = "{KEY}"\n',
        'api_key = "anything"\n',
        'OPENAI_API_KEY = "anything"\n',
        'apiKey = "anything"\n',
        'token = "anything"\n',
        f'model = "{KEY}"\n',
        f'rep_name = "my key is {KEY}"\n',
        f'agreed_hosts = ["{KEY}"]\n',
        f'[openai]\nkey = "{KEY}"\n',
        f'"{KEY}" = "x"\n',
        'base_url = "https://me:hunter2@example.com/v1"\n',
        'base_url = "https://example.com/v1?api_key=hunter2"\n',
    ],
)
def test_a_key_in_the_file_is_refused_and_never_shown(file: Path, text: str) -> None:
    file.write_text(text)
    found = read({}, file=file)
    assert found.config == Config()
    (problem,) = found.problems
    assert "key" in problem.message
    assert KEY not in str(problem) and "hunter2" not in str(problem)
    assert problem.hint


def test_a_key_in_a_broken_file_is_not_shown(file: Path) -> None:
    file.write_text(f"model = {KEY}\n")
    assert KEY not in str(read({}, file=file).problems)


def test_a_key_is_never_written(file: Path) -> None:
    with pytest.raises(ConfigError, match="key") as caught:
        save(Config(model=KEY), env={}, file=file)
    assert KEY not in str(caught.value)
    assert not file.exists()


def test_a_wrong_environment_value_is_a_problem_and_the_file_stands(file: Path) -> None:
    file.write_text('base_url = "http://file/v1"\n')
    found = read({"OPENAI_BASE_URL": "ftp://env"}, file=file)
    assert found.config.base_url == "http://file/v1"
    assert found.problems[0].where == "OPENAI_BASE_URL"


def test_a_wrong_flag_is_a_problem(file: Path) -> None:
    found = read({}, {"pace": "fast"}, file=file)
    assert found.config.pace == "human"
    assert found.problems[0].where == "--pace"


CONFIGS = st.builds(
    Config,
    customer=st.sampled_from(cfg.CHOICES["customer"]),
    grader=st.sampled_from(cfg.CHOICES["grader"]),
    theme=st.sampled_from(cfg.CHOICES["theme"]),
    pace=st.sampled_from(cfg.CHOICES["pace"]),
    provider=st.sampled_from(["", "ollama", "custom"]),
    base_url=st.sampled_from(["", "http://127.0.0.1:11434/v1", "https://example.com/v1"]),
    model=st.sampled_from(["", "qwen3:4b", 'odd "name" \\ ü']),
    agreed_hosts=st.sampled_from([(), ("localhost",), ("api.openai.com", "127.0.0.1")]),
    declined_hosts=st.sampled_from([(), ("localhost",)]),
    motion=st.booleans(),
    pressure=st.booleans(),
    rep_name=st.sampled_from(["", "Dana", "Åsa '[b]'"]),
)


@settings(max_examples=100, deadline=None)
@given(CONFIGS)
def test_what_is_saved_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, config: Config) -> None:
    file = tmp_path_factory.getbasetemp() / "saved" / "config.toml"
    save(config, env={}, file=file)
    found = read({}, file=file)
    assert found.config == config
    assert found.problems == ()
    assert not list(file.parent.glob("*.bak*"))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_owner_may_read_the_file(file: Path) -> None:
    file.write_text("")
    file.chmod(0o644)
    save(Config(pace="off"), env={}, file=file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [p.name for p in file.parent.iterdir()] == ["config.toml"]


def test_missing_folders_are_made_for_the_owner_alone(tmp_path: Path) -> None:
    file = save(Config(pace="off"), env={"TRAINER_HOME": str(tmp_path / "new")})
    assert file == tmp_path / "new" / "config.toml"
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [b"not toml at all", b'# my notes\npace = "off"\n', b'nonsense = 1\npace = "off"\n', b"\xff\xfe"],
)
def test_a_file_somebody_wrote_is_copied_before_it_is_replaced(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    save(replace(load({}, file=file), motion=False), env={}, file=file)
    assert file.with_name("config.toml.bak").read_bytes() == content
    assert load({}, file=file).motion is False
    assert "nonsense" not in file.read_text()
    save(Config(), env={}, file=file)
    assert [p.name for p in file.parent.glob("*.bak*")] == ["config.toml.bak"]


def test_copies_do_not_replace_each_other(file: Path) -> None:
    for text in ("first", "second"):
        file.write_text(text)
        save(Config(), env={}, file=file)
    assert sorted(p.read_text() for p in file.parent.glob("*.bak*")) == ["first", "second"]


def test_what_the_environment_lends_is_not_kept(file: Path) -> None:
    file.write_text('model = "mine"\n')
    env = {"TRAINER_MODEL": "lent", "OPENAI_BASE_URL": "http://lent/v1"}
    save(replace(load(env, file=file), pace="quick"), env=env, file=file)
    assert load({}, file=file) == Config(model="mine", pace="quick")


def test_a_choice_over_the_environment_is_kept(file: Path) -> None:
    env = {"TRAINER_MODEL": "lent"}
    save(replace(load(env, file=file), model="chosen"), env=env, file=file)
    assert load({}, file=file).model == "chosen"


def test_a_failed_write_leaves_the_file_and_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(Config(pace="off"), env={}, file=file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match="No space left"):
        save(Config(pace="quick"), env={}, file=file)
    assert load({}, file=file).pace == "off"
    assert [p.name for p in file.parent.iterdir()] == ["config.toml"]


def test_every_setting_is_documented() -> None:
    import ast
    import inspect

    body = ast.parse(inspect.getsource(cfg)).body
    (cls,) = [n for n in body if isinstance(n, ast.ClassDef) and n.name == "Config"]
    documented = [
        a.target.id
        for a, b in zip(cls.body, cls.body[1:], strict=False)
        if isinstance(a, ast.AnnAssign) and isinstance(a.target, ast.Name) and isinstance(b, ast.Expr)
    ]
    assert documented == [f.name for f in fields(Config)]


def test_settings_load_without_anything_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from trainer.config import load; load()\n"
        "heavy = {'pydantic', 'sqlalchemy', 'alembic', 'textual', 'openai', 'tomli_w', 'click'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    env = {**os.environ, "TRAINER_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.strip() == "[]"


def test_looks_secret_leaves_ordinary_names_alone() -> None:
    ordinary = [
        "qwen3:4b",
        "gpt-5-mini",
        "task-sk-net",
        "Monkey Island",
        "sk",
        "llama-3.1-8b-instruct",
        "or-2",
    ]
    assert [t for t in ordinary if configfile.looks_secret(t)] == []
