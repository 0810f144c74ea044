"""What the README shows is what happens."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from command import run_dragoman

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```\n\nprints\n\n```text\n(.*?)```", README, re.DOTALL)
SHELL = re.findall(r"```console\n\$ (dragoman [^\n]*)\n(.*?)```", README, re.DOTALL)


def test_there_are_examples() -> None:
    assert PYTHON
    assert SHELL


@pytest.mark.parametrize(("code", "shown"), PYTHON)
def test_python_prints_what_is_shown(code: str, shown: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == shown


@pytest.mark.parametrize(("command", "shown"), SHELL)
def test_a_command_prints_what_is_shown(monkeypatch: pytest.MonkeyPatch, command: str, shown: str) -> None:
    """Lines in their order; a line of dots stands for lines that are left out."""
    monkeypatch.chdir(ROOT)
    run = run_dragoman(*shlex.split(command)[1:])
    assert run.status == 0, run.err
    at = 0
    for part in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE):
        assert part in run.out[at:]
        at += run.out[at:].index(part) + len(part)


@pytest.mark.parametrize("command", re.findall(r"^(\./setup \w+)$", README, re.MULTILINE))
def test_the_two_commands_are_there(command: str) -> None:
    script, verb = command.split()
    assert (ROOT / script).stat().st_mode & 0o111
    assert f"\n{verb})\n" in (ROOT / script).read_text(encoding="utf-8")


def test_there_are_two_commands() -> None:
    assert len(re.findall(r"^\./setup \w+$", README, re.MULTILINE)) == 2
