"""``plc-budget lab`` and ``app`` before a server starts: what they find, refuse and say."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plc_budget import data_folder
from plc_budget.cli import main
from plc_budget.servers.address import Address
from plc_budget.servers.workplace import Workplace

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
EVERY = "0.0.0.0"  # noqa: S104 - nothing is opened here
"""What a planner types for every address of a computer."""
BOTH = pytest.mark.parametrize("command", ["lab", "app"])


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Keep what a server would be started with, and start none."""
    seen: dict[str, Any] = {}

    def serve(
        place: Workplace,
        address: Address,
        announce: Callable[[Address, str], None],
        *,
        opens_browser: bool,
    ) -> None:
        seen.update(place=place, address=address, opens_browser=opens_browser)
        announce(address, "/lab/tree")

    for module, name in (("lab", "serve_lab"), ("page", "serve_page")):
        fake = SimpleNamespace(**{name: serve})
        monkeypatch.setitem(sys.modules, f"plc_budget.servers.{module}", fake)
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    return seen


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that must refuse: exit code 2 and one line of what is wrong."""
    try:
        code = main(list(words))
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else -1
    told = capsys.readouterr()
    assert code == 2
    assert (told.out, told.err.count("\n")) == ("", 1)
    return told.err


@BOTH
def test_a_port_that_is_taken_is_told(
    command: str, taken: int, capsys: pytest.CaptureFixture[str], started: dict[str, Any]
) -> None:
    """The port asked for is the port or none; the remedy is another."""
    told = refusal(capsys, command, str(COUNTY), "--port", str(taken))

    assert str(taken) in told
    assert "--port" in told
    assert started == {}


@BOTH
@pytest.mark.parametrize("words", ["abc", "70000", "-1", "８８"])
def test_what_is_no_port_is_told(
    command: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word, a number no port has, a number in full width."""
    assert words in refusal(capsys, command, f"--port={words}")


@BOTH
def test_without_a_port_the_first_free_one_is_taken(
    command: str, started: dict[str, Any], monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    """The usual port is taken by somebody; the one behind it serves as well."""
    name = {"lab": "LAB_PORT", "app": "PAGE_PORT"}[command]
    monkeypatch.setattr(f"plc_budget.cli.serve.{name}", taken)

    assert main([command, str(COUNTY)]) == 0
    assert taken < started["address"].port < taken + 50


@BOTH
def test_a_folder_without_a_plan_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not there, one that is empty."""
    assert "no folder" in refusal(capsys, command, str(tmp_path / "nowhere"))
    assert "plan.toml" in refusal(capsys, command, str(tmp_path))


@BOTH
def test_what_is_not_installed_is_told_with_the_remedy(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where only plc-budget itself is installed, one line says what to type."""
    monkeypatch.setattr("plc_budget.cli.serve.find_spec", lambda _name: None)
    told = refusal(capsys, command, str(COUNTY))

    assert "anywidget" in told
    assert '.[lab]"' in told


@BOTH
def test_it_says_where_the_workbook_is(
    command: str, started: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """The address with its token, the plan, how to end it."""
    assert main([command, str(COUNTY), "--no-browser"]) == 0
    told = capsys.readouterr().out

    assert started["address"].url("/lab/tree") in told
    assert str(COUNTY) in told
    assert "Ctrl+C" in told
    assert (started["place"].plan, started["opens_browser"]) == (COUNTY, False)


def test_notebooks_that_do_not_run_by_themselves_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder made by an older plc-budget: the planner is told what to press."""
    main(["init", str(tmp_path / "work")])
    assert main(["lab", str(tmp_path / "work")]) == 0
    assert "Run All" not in capsys.readouterr().out

    (tmp_path / "work" / "notebooks" / "1_budget.ipynb").write_text("{}", encoding="utf-8")
    assert main(["lab", str(tmp_path / "work")]) == 0
    assert "Run All" in capsys.readouterr().out


@BOTH
def test_without_a_plan_the_example_is_shown_and_said_to_be_one(
    command: str,
    started: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Somebody who only looks around is told that nothing is kept, and how to begin."""
    monkeypatch.chdir(tmp_path)

    assert main([command]) == 0
    assert (started["place"].plan, started["opens_browser"]) == (None, True)
    assert "plc-budget init" in capsys.readouterr().out


@BOTH
def test_a_program_reads_the_address(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--json: one object."""
    assert main([command, str(COUNTY), "--port", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["address"].startswith(f"http://127.0.0.1:{told['port']}/")
    assert told["plan"] == str(COUNTY)
    assert (told["plans"], told["notebooks"], told["findings"]) == (None, None, [])


@BOTH
@pytest.mark.parametrize("words", [[], ["--ip", "localhost"], ["--ip", EVERY]])
def test_a_token_is_asked_for_always(
    command: str,
    words: list[str],
    started: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also on this computer alone: others may use it too.  It is made anew, and told once."""
    if command == "lab":
        words = []
    assert main([command, str(COUNTY), *words]) == 0
    first = started["address"].token
    assert capsys.readouterr().out.count(f"?token={first}") == 1
    assert main([command, str(COUNTY), *words]) == 0

    assert len(first) >= 24
    assert started["address"].token != first


def test_a_token_of_twelve_signs_is_taken(started: dict[str, Any]) -> None:
    """Chinese as well."""
    words = "芝麻開門芝麻開門芝麻開門"

    assert main(["app", str(COUNTY), "--token", words]) == 0
    assert started["address"].token == words


@pytest.mark.parametrize("words", ["1234", "", "11 signs .."])
def test_a_short_token_is_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Others find it by trying; the least number of signs is told."""
    told = refusal(capsys, "app", str(COUNTY), "--token", words)

    assert "12 signs" in told
    assert "leave --token out" in told


@BOTH
def test_a_server_that_gives_up_says_where_to_look(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Jupyter's own words are in a file; the planner is told which."""

    def give_up(*_: object, **__: object) -> None:
        raise SystemExit(1)

    module, name = {"lab": ("lab", "serve_lab"), "app": ("page", "serve_page")}[command]
    monkeypatch.setattr(sys.modules[f"plc_budget.servers.{module}"], name, give_up)
    monkeypatch.setattr("plc_budget.cli.serve.log_file", lambda: tmp_path / "jupyter.log")

    assert "jupyter.log" in refusal(capsys, command, str(COUNTY))


def test_an_address_of_another_computer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """192.0.2.1 belongs to nobody; nothing can be opened there."""
    assert "192.0.2.1" in refusal(capsys, "app", str(COUNTY), "--ip", "192.0.2.1")


def test_every_address_of_a_machine_is_told_by_one_that_can_be_typed() -> None:
    """0.0.0.0 means all; a colleague needs one."""
    told = Address(EVERY, 8866, "abc").known_as()

    assert told.host not in ("", EVERY)
    assert told.url().endswith(":8866/?token=abc")
