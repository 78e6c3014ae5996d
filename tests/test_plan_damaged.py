"""Plans with random damage give findings, never a traceback, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from often import often
from plc_budget.checks import check_plan
from plc_budget.export import export_xlsx
from plc_budget.findings import Finding, has_errors
from plc_budget.language import CHINESE
from plc_budget.plan import Plan, load_plan
from plc_budget.plan.storage.folder import read_plan
from plc_budget.shipped import data_folder

PLANS = sorted((data_folder() / "plans").iterdir())
FILES = ("plan.toml", "budget.csv", "timetable.csv")
SOUND = [{name: (folder / name).read_bytes() for name in FILES} for folder in PLANS]
SCRAPS = [
    b"",
    b",",
    b"\n",
    b"\r",
    b'"',
    b"=",
    b"-",
    b"0",
    b"9" * 20,
    b"1e9",
    b"-1",
    b"0.5",
    b"NaN",
    b"\x00",
    b"\xff",
    b"\xe5",
    b"[",
    b"]",
    b"{",
    b"#",
    b"[[answers]]\n",
    b"timetable:",
    b"true",
    b"24:00",
    b"25:99",
    b"2025-02-30 ",
    b"9999-12-31",
    "業務費".encode(),
    "１，０００".encode(),
    "，".encode(),
    "元/節".encode(),
    "下午".encode(),
    "\u202e".encode(),
    "印".encode("cp950"),
    b"2.11",
    b"printing",
    b"=cmd|'/c calc'!A1",
    b"internal",
    b"external",
    b"%",
    b"\t",
    b";",
    b"\xef\xbb\xbf",
]


def damaged(data: bytes, chance: Random) -> bytes:
    """Hurt a file once: cut it, double a line, exchange two, or put a scrap over some bytes."""
    kind = chance.randrange(6)
    at = chance.randrange(len(data) + 1)
    if kind == 0:
        return data[:at]
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    if kind == 1:
        return b"\n".join([*lines[:one], lines[other], *lines[one:]])
    if kind == 2:
        lines[one], lines[other] = lines[other], lines[one]
        return b"\n".join(lines)
    scrap = chance.choice(SCRAPS)
    if kind == 3 and b"," in data:
        cells = data.split(b",")
        cells[chance.randrange(len(cells))] = scrap
        return b",".join(cells)
    return data[:at] + scrap + data[at + chance.randrange(8) :]


def hurt(chance: Random) -> dict[str, bytes]:
    """Damage one file of a sound plan, now and then another one or once more."""
    files = dict(chance.choice(SOUND))
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        name = chance.choice(FILES)
        files[name] = damaged(files[name], chance)
    return files


def read(files: dict[str, bytes]) -> tuple[Plan | None, list[Finding]]:
    """Read and check a plan, and read out everything that is said."""
    plan, found = read_plan("damaged", files)
    findings = found if plan is None else check_plan(plan, found)
    for finding in findings:
        for tongue in ("en", CHINESE):
            words = finding.message.render(tongue) + finding.remedy.render(tongue)
            assert words.strip()
            assert "\x00" not in words
        assert str(finding.where).isprintable()
        assert finding.stake >= 0
    return plan, findings


def test_the_sound_plans_are_sound() -> None:
    """Without damage both plans are read, without an error."""
    for files in SOUND:
        plan, findings = read(files)
        assert plan is not None
        assert not has_errors(findings)


@often(200)
@given(st.randoms(use_true_random=False))
def test_a_damaged_plan_is_told_what_is_wrong(chance: Random) -> None:
    """Two hundred plans a day: either there is a plan, or an error says why there is none."""
    plan, findings = read(hurt(chance))

    assert plan is not None or has_errors(findings)


@given(st.sampled_from(FILES), st.binary(max_size=300))
def test_bytes_in_place_of_a_file(name: str, data: bytes) -> None:
    """Any bytes at all may stand in a file."""
    plan, findings = read({**SOUND[0], name: data})

    assert plan is not None or has_errors(findings)


@pytest.mark.slow
def test_ten_thousand_damaged_plans(tmp_path: Path) -> None:
    """Each is read; what can be read at all is exported as a draft; no file is touched."""
    chance = Random(20250531)  # noqa: S311 - the same damage on every run
    read_whole = 0
    for number in range(10_000):
        files = hurt(chance)
        plan, findings = read(files)
        assert plan is not None or has_errors(findings), files
        if plan is not None:
            read_whole += 1
        if plan is not None and number % 10 == 0:
            assert export_xlsx(plan, findings, draft=True).startswith(b"PK")
        if number % 100 == 0:
            _nothing_is_written(tmp_path / str(number), files)
    assert 1_000 < read_whole < 9_000


def _nothing_is_written(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)

    load_plan(folder)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
