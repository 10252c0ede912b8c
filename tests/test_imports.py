"""Start-up imports are a feature: what must not be in `sys.modules` at which moment, looked up in a fresh process."""

import subprocess
import sys

import pytest

HEAVY = {"openai", "tiktoken", "jinja2", "sqlalchemy", "alembic", "pydantic", "httpx2", "numpy", "sklearn"}


def loaded(code: str, **env: str) -> set[str]:
    """Top-level names of all modules loaded after running `code` in a fresh interpreter."""
    import os

    out = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}\nimport sys\nprint('\\n'.join(sorted({{m.split('.')[0] for m in sys.modules}})))",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **env},
    )
    return set(out.stdout.split())


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_import_click_and_nothing_else_of_weight(flag: str) -> None:
    code = f"""
from trainer.cli.main import cli
try:
    cli(["{flag}"], prog_name="trainer")
except SystemExit:
    pass
"""
    names = loaded(code)
    assert "click" in names
    assert not names & (HEAVY | {"textual", "rich", "asyncio", "platformdirs"})


def test_before_the_first_frame_nothing_heavy_is_imported() -> None:
    """The app as `trainer` opens it, painted once, with what it loads later held back."""
    code = """
import sys
from trainer.tui.app import TrainerApp
from trainer.wiring import Program

class Held(Program):
    def warm_up(self): ...
    def history(self): return ()
    def unfinished(self): return None
    def offers(self): return ()

async def look(pilot):
    await pilot.pause()
    print("FRAME", ",".join(sorted({m.split(".")[0] for m in sys.modules})), file=sys.__stdout__)
    pilot.app.exit()

TrainerApp(Held()).run(headless=True, size=(120, 40), auto_pilot=look)
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert out.returncode == 0, out.stderr
    frame = next(line for line in out.stdout.splitlines() if "FRAME" in line)
    names = set(frame.split("FRAME ")[1].split(","))
    assert "textual" in names
    assert not names & HEAVY


def test_grading_and_listing_need_no_screen_and_no_model() -> None:
    code = """
import io, contextlib
from trainer.cli.main import cli
with contextlib.redirect_stdout(io.StringIO()):
    try:
        cli(["scenarios", "list"], prog_name="trainer")
    except SystemExit:
        pass
from trainer.coding.builtin import BuiltInCoder
BuiltInCoder().code((), "Then it's no.")
"""
    assert not loaded(code) & {"textual", "openai", "sqlalchemy", "jinja2", "numpy", "sklearn", "tiktoken"}
