"""What the READMEs tell people to type is what works, and what CI runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-TW.md")
GUIDES = ("docs/commands.md", "docs/planner.zh-TW.md")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
START = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e "


def blocks(readme: str, language: str) -> list[str]:
    """Return the fenced blocks of one language, without the indent of their list."""
    words = (ROOT / readme).read_text(encoding="utf-8")
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```$", words, re.MULTILINE | re.DOTALL)
    return ["\n".join(line.strip() for line in block.splitlines()) for block in found]


def plc_budget(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as the installed script does."""
    script = "import sys; from plc_budget.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


EXPORT, TESTS = blocks("README.md", "sh")


def test_there_are_two_commands_and_both_install() -> None:
    """A fresh machine needs nothing else: each command makes the venv and installs, pinned."""
    assert EXPORT.startswith(START)
    assert TESTS.startswith(START)


def test_both_readmes_say_the_same_commands() -> None:
    """A planner and a developer type the same."""
    assert blocks("README.zh-TW.md", "sh") == [EXPORT, TESTS]
    assert blocks("README.zh-TW.md", "bat") == blocks("README.md", "bat")


@pytest.mark.parametrize(("number", "command"), [(0, EXPORT), (1, TESTS)])
def test_windows_types_the_same_step_by_step(number: int, command: str) -> None:
    r"""``.venv\Scripts`` for ``.venv/bin``, ``py -3`` for ``python3``, a line for each step."""
    steps = command.replace("python3 ", "py -3 ").replace("/bin/", "\\Scripts\\").split(" && ")
    here = [re.sub(r"data/plans/", r"data\\plans\\", step) for step in steps]

    assert blocks("README.md", "bat")[number].splitlines() == here


def test_ci_runs_the_test_command_as_it_stands() -> None:
    """The last line of .ci/run is the README's second command, and nothing follows it."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert script.rstrip().splitlines()[-1] == TESTS


def test_the_first_command_exports_the_countys_plan(tmp_path: Path) -> None:
    """Once installed, it writes the sheet and says where it lies, its total and the findings."""
    _, *arguments = shlex.split(EXPORT.rsplit(" && ", 1)[1])
    sheet = tmp_path / arguments.pop()

    done = plc_budget(*arguments, str(sheet))

    assert done.returncode == 0, done.stderr
    assert sheet.read_bytes().startswith(b"PK")
    assert sheet.name in done.stdout
    assert "15,000" in done.stdout


@cache
def is_command(name: str) -> bool:
    """Tell whether a command can be asked for its help."""
    return plc_budget(name, "--help").returncode == 0


@pytest.mark.parametrize("readme", GUIDES)
def test_every_command_named_exists(readme: str) -> None:
    """The guides promise no command that is not there."""
    promised = {
        word
        for block in blocks(readme, "text")
        for word in re.findall(r"^plc-budget ([\w-]+)", block, re.MULTILINE)
    }
    unknown = [name for name in sorted(promised) if not is_command(name)]

    assert {"check", "export", "periods", "init", "rules"} <= promised
    assert unknown == []


@pytest.mark.parametrize(
    "readme", [*READMES, *PAGES, "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"]
)
def test_links_within_the_tree_lead_somewhere(readme: str) -> None:
    """No page points at a file that is not there."""
    page = ROOT / readme
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
