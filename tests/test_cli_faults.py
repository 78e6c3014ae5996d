"""A disk that refuses: one sentence, an exit code that tells what was done, never a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plan_folders import opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.plan.storage import disk

SAVES = ("approve", "--reference", "核定 1", "--on", "114/5/20")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a plan with a history, an approved copy and a scenario."""
    folder = plan_folder(tmp_path_factory.mktemp("lived"))
    print_copies(opened(folder), 70)
    assert main(["approve", str(folder), *SAVES[1:]]) == 0
    assert main(["scenario", "new", str(folder), "少印", "--set", "printing=60"]) == 0
    return folder


@pytest.fixture
def folder(lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy that plan; nothing is waited for."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    monkeypatch.setattr(disk, "READING_PATIENCE", 0.0)
    return Path(shutil.copytree(lived_in, tmp_path / "plan"))


def refuse(monkeypatch: pytest.MonkeyPatch, place: Path, number: int) -> None:
    """Refuse to tell of a file, to open it and to list it."""

    def refusing(real: Callable[..., object]) -> Callable[..., object]:
        def call(path: object, *args: object, **more: object) -> object:
            if isinstance(path, str | os.PathLike) and Path(path) == place:
                raise OSError(number, os.strerror(number), str(place))
            return real(path, *args, **more)

        return call

    for name in ("stat", "lstat", "open", "listdir", "scandir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    monkeypatch.setattr(io, "open", refusing(io.open))


NUMBERS = (errno.EACCES, errno.EIO, errno.ESTALE, errno.ELOOP, errno.ENAMETOOLONG)
READ = [
    (("check",), "plan.toml"),
    (("check",), "timetable.csv"),
    (("check",), "plan.journal"),
    (("check",), "approved/budget.csv"),
    (("log",), "history.jsonl"),
    (("periods",), "budget.csv"),
    (("compare",), "approved/approval.toml"),
    (("compare",), "approved/earlier"),
    (("export", "-o", "out.xlsx"), "history.jsonl"),
    (("scenario", "list"), "scenarios"),
    (("scenario", "adopt", "少印"), "scenarios/少印/timetable.csv"),
    (("scenario", "delete", "少印"), "scenarios/少印/history.jsonl"),
    (SAVES, "approved/timetable.csv"),
    (SAVES, "approved/earlier"),
    (("undo",), "plan.lock"),
]


@pytest.mark.parametrize(
    ("command", "place", "number"),
    [
        *((("check",), place, number) for place in ("", "approved") for number in NUMBERS),
        *((command, place, errno.EIO) for command, place in READ),
    ],
)
def test_what_the_system_refuses_is_one_sentence(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    place: str,
    number: int,
) -> None:
    """A share that went away, odd rights: what, why and what to do; nothing is taken for not there."""
    monkeypatch.chdir(folder.parent)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    verb, *more = command
    words = [verb, more.pop(0)] if verb == "scenario" else [verb]
    capsys.readouterr()
    with monkeypatch.context() as patch:
        refuse(patch, folder / place, number)
        code = main([*words, str(folder), *more])

    err = capsys.readouterr().err
    assert code == (1 if place == "plan.lock" else 2), err
    assert err.count("\n") == 1
    assert (folder / place).name in err
    assert "Traceback" not in err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Full(io.StringIO):
    """A stream into a file on a full disk."""

    def write(self, _: str) -> int:
        """Find no room."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_for_the_output_hides_nothing_of_what_was_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was saved is saved and exits with 0; what should have been printed stands on stderr."""
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Full())
        code = main(
            ["reallocate", str(folder), "--set", "printing=60", "--apply", "--reason", "省"]
        )

    err = capsys.readouterr().err
    assert code == 0
    assert "The output cannot be written (the disk is full)" in err
    assert "Applied" in err
    assert opened(folder).plan.budget.total == 15_000


def test_a_full_disk_for_the_output_of_a_command_that_only_reads_is_no_success(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that waits for JSON must not go on with half of it; it stands on stderr, too."""
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Full())
        code = main(["periods", str(folder), "--json"])

    said, _, answer = capsys.readouterr().err.partition("\n")
    assert code == 2
    assert "the disk is full" in said
    assert json.loads(answer)["policy"] == "period-elementary"


def test_no_room_for_a_word_is_told_by_the_exit_code_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Output and errors go into one file on the full disk."""
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Full())
        patch.setattr("sys.stderr", Full())
        codes = [main(["periods", str(folder)]), main(["undo", str(folder), "--past-approval"])]

    assert codes == [2, 0]
