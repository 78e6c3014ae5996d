"""What a save writes, what it leaves alone, and what it does when somebody else was there."""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from often import often
from plan_folders import (
    BUDGET,
    DETAILS,
    codes,
    copies,
    everything,
    opened,
    plan_folder,
    print_copies,
    rows_with,
    words,
)
from plc_budget import data_folder, load_plan
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.changes import FieldChange, changes_between
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import Opened, open_plan, save
from plc_budget.plan.history.undoing import undo
from plc_budget.plan.storage.entries import Put
from plc_budget.plan.storage.journal import Journal
from plc_budget.plan.storage.writing import change_details

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a plan."""
    return plan_folder(tmp_path)


def test_only_what_was_changed_is_written(folder: Path) -> None:
    """Copies go from 80 to 60; plan.toml and the timetable keep their bytes."""
    before = everything(folder)

    saved = print_copies(opened(folder), 60)

    after = everything(folder)
    assert saved.plan.budget.total == 6_000 + 6_000 + 1_000
    assert sorted(after) == ["budget.csv", "history.jsonl", "plan.toml", "timetable.csv"]
    assert {name for name in before if before[name] != after[name]} == {"budget.csv"}
    assert opened(folder) == saved


def test_a_table_keeps_the_order_of_its_columns_and_opens_in_excel(folder: Path) -> None:
    """UTF-8 with BOM, CRLF, the columns as the planner arranged them; a new one where it is needed."""
    (folder / "budget.csv").write_text(
        "item,code,quantity,unit_price,category\n印刷費,printing,80,100,業務費\n", encoding="cp950"
    )
    plan = opened(folder)

    save(plan, rows=[replace(plan.plan.rows[0], quantity=Decimal(60), note="改線上")])

    assert (folder / "budget.csv").read_bytes() == (
        "\ufeffitem,code,quantity,unit_price,category,note\r\n"
        "印刷費,printing,60,100,業務費,改線上\r\n"
    ).encode()


def test_comments_and_order_of_plan_toml_stay(folder: Path) -> None:
    """The approved total changes from 15,000 to 16,000 and nothing else does, not even a blank."""
    saved, findings = save(opened(folder), details={"funding.approved_total": 16_000})

    assert isinstance(saved, Opened), words(findings)
    assert (folder / "plan.toml").read_text("utf-8") == DETAILS.replace("15000", "16000")


def test_a_reason_for_a_warning_is_added_behind_the_others(folder: Path) -> None:
    """An answer more, in a plan that has none yet and in one that has."""
    for reason in ("講師由本縣學校支援", "印刷品於會前寄送"):
        answer = {"code": "SPEAKER-KIND", "reason": reason, "stake": 3_000}
        saved, findings = save(opened(folder), details={"answers[+]": answer})
        assert isinstance(saved, Opened), words(findings)

    assert [answer.reason for answer in opened(folder).plan.details.answers] == [
        "講師由本縣學校支援",
        "印刷品於會前寄送",
    ]
    assert "# 本計畫由教務處保管" in (folder / "plan.toml").read_text("utf-8")


def test_the_last_reason_is_removed_and_another_one_recorded() -> None:
    """No empty list stays behind, which no further reason could be added to."""
    with_one = b'title = "a"\n\n[[answers]]\ncode = "A"\nreason = "b"\n\n[event]\nmode = "online"\n'

    without = change_details(with_one, {"answers[1]": None})
    again = change_details(without, {"answers[+]": {"code": "C", "reason": "d"}})

    assert tomllib.loads(without.decode()) == {"title": "a", "event": {"mode": "online"}}
    assert tomllib.loads(again.decode())["answers"] == [{"code": "C", "reason": "d"}]


@pytest.mark.parametrize("there", ['answers = [{code = "A", reason = "b"}]', "answers = []"])
def test_a_reason_is_added_to_a_list_on_one_line(there: str) -> None:
    """A plan written by hand may hold its reasons in brackets, or none."""
    after = change_details(
        f'{there}\ntitle = "a"\n'.encode(), {"answers[+]": {"code": "C", "reason": "說\n明"}}
    )

    assert tomllib.loads(after.decode())["answers"][-1] == {"code": "C", "reason": "說\n明"}
    assert tomllib.loads(after.decode())["title"] == "a"


@pytest.mark.parametrize("key", ["titel.x.y", "answers[7].reason", "a[b]"])
def test_a_key_that_leads_nowhere_is_an_error_of_the_program(folder: Path, key: str) -> None:
    """Nothing is written."""
    before = everything(folder)
    try:
        saved, _ = save(opened(folder), details={key: 1})
        assert saved is None
    except (KeyError, IndexError):
        pass
    assert everything(folder) == before


KEYS = {
    "title": st.text("研習計畫 \"'#=\\\n", min_size=1).filter(str.strip),
    "school_year": st.integers(1, 200),
    "event.date": st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    "event.venue": st.text("線上、#[]"),
    "event.last_day": st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    "funding.approved_total": st.integers(0, 10**9),
    "funding.sources[1].name": st.text("縣府", min_size=1),
    "reallocation.is_allowed": st.booleans(),
    "signatures.boxes": st.lists(st.text("承辦人", min_size=1), min_size=1, max_size=5),
    "answers[2].reason": st.text("理由\n", min_size=1).filter(str.strip),
    "county": st.text("縣", min_size=1),
    "recipients.printing": st.just("outsider"),
    "parameters.misc-share": st.fixed_dictionaries(
        {"value": st.integers(1, 9), "source": st.just("a")}
    ),
}


@given(st.data())
def test_a_changed_key_is_changed_and_no_other(data: st.DataObject) -> None:
    """Whatever is set in the county's plan, a TOML reader finds it, and all the rest as before."""
    chosen = data.draw(st.lists(st.sampled_from(sorted(KEYS)), unique=True, min_size=1))
    changes = {key: data.draw(KEYS[key]) for key in chosen}
    before = (COUNTY / "plan.toml").read_bytes()

    after = tomllib.loads(change_details(before, changes).decode())

    expected: Any = tomllib.loads(before.decode())
    for key, value in changes.items():
        *above, last = key.replace("[1]", ".0").replace("[2]", ".1").split(".")
        table = expected
        for part in above:
            table = table[int(part)] if part.isdecimal() else table.setdefault(part, {})
        table[last] = value
    assert after == expected
    assert change_details(before, changes).startswith(before.splitlines()[0])


def test_a_change_that_is_no_plan_is_refused_and_nothing_is_written(folder: Path) -> None:
    """A percentage of a line that does not exist."""
    plan = opened(folder)
    before = everything(folder)
    rows = [
        *plan.plan.rows,
        replace(
            plan.plan.rows[2],
            code="x",
            unit_price=None,
            quantity=None,
            rate=Decimal(2),
            base=("nobody",),
        ),
    ]

    saved, findings = save(plan, rows=rows)

    assert saved is None
    assert "BASE-UNKNOWN" in codes(findings)
    assert everything(folder) == before


def test_saving_nothing_writes_nothing(folder: Path) -> None:
    """No step without a change."""
    plan = opened(folder)
    before = everything(folder)

    saved, findings = save(plan, rows=plan.plan.rows, timetable=plan.plan.timetable)

    assert saved == plan
    assert codes(findings)[-1] == "SAVE-SAME"
    assert everything(folder) == before


@pytest.mark.parametrize(
    "name",
    [
        "花蓮縣113學年度教師專業學習社群召集人增能研習實施計畫" * 2,
        "a b'&%# (1)",
        "計畫 " + "長" * 60,
    ],
)
def test_a_plan_in_a_folder_with_any_name(tmp_path: Path, name: str) -> None:
    """Chinese, long, with blanks and marks."""
    folder = plan_folder(tmp_path / "共用資料夾", name)

    print_copies(opened(folder), 60)

    assert copies(folder) == 60
    assert len(log(folder)[0]) == 2


def test_a_plan_named_by_a_path_within_it_is_one_plan(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the folder is spelt, the lock and the journal are in the same place."""
    monkeypatch.chdir(folder)

    print_copies(opened(Path()), 60)
    print_copies(opened(Path("..") / folder.name), 50)

    assert copies(folder) == 50


def test_nothing_is_called_that_windows_does_not_have(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save, an approval, an undo and a recovery without what only POSIX systems offer."""
    print_copies(opened(folder), 70)  # loads what looks at the system while it is loaded
    for name in (
        "O_DIRECTORY",
        "O_NOFOLLOW",
        "fchmod",
        "chown",
        "fork",
        "getuid",
        "link",
        "symlink",
        "readlink",
        "uname",
        "sync",
        "fdatasync",
        "pread",
        "pwrite",
        "lockf",
    ):
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setenv("USERNAME", "承辦人")  # as Windows says it

    print_copies(opened(folder), 60)
    approve(folder, reference="核定 1", on=date(2025, 5, 20))
    undo(folder, past_approval=True)
    journal = Journal((Put("title.txt", None, b"x"),), datetime.now(UTC))
    (folder / "plan.journal").write_bytes(journal.encoded())

    assert copies(folder) == 70
    assert (folder / "title.txt").read_bytes() == b"x"


def test_an_approved_copy_is_not_saved_to(folder: Path) -> None:
    """What lies in approved/ with its approval.toml is frozen."""
    approve(folder, reference="核定 1", on=date(2025, 5, 20))
    frozen = everything(folder)
    copy = opened(folder / "approved")

    saved, findings = save(copy, rows=rows_with(copy, 60))

    assert saved is None
    assert codes(findings) == ["SAVE-FROZEN"]
    assert everything(folder) == frozen


# --- two people --------------------------------------------------------------------------------


def test_a_plan_that_somebody_else_changed_is_not_overwritten(folder: Path) -> None:
    """Both versions come back field by field: what both began with, what each of them made of it."""
    mine = opened(folder)
    theirs = opened(folder)
    save(theirs, rows=rows_with(theirs, 70), details={"title": "增能研習"}, by="同事")
    before = everything(folder)

    conflict, findings = save(mine, rows=rows_with(mine, 60), details={"funding.approved_total": 1})

    assert isinstance(conflict, Conflict)
    assert codes(findings) == ["SAVE-CONFLICT"]
    assert everything(folder) == before
    assert [(d.file, d.line, d.field, d.base, d.ours, d.theirs) for d in conflict.differences] == [
        ("plan.toml", "", "funding.approved_total", "15000", "1", "15000"),
        ("plan.toml", "", "title", "教師增能研習", "教師增能研習", "增能研習"),
        ("budget.csv", "printing", "quantity", "80", "60", "70"),
    ]
    assert [d.field for d in conflict.contested] == ["quantity"]
    assert [step.who for step in conflict.since] == ["同事"]


def test_a_change_in_excel_meanwhile_is_not_overwritten(folder: Path) -> None:
    """The spreadsheet added a line and dropped one; the conflict shows both."""
    mine = opened(folder)
    text = BUDGET.replace("misc,業務費,雜支,1000,式,1,", "meals,業務費,膳費,100,人,10,")
    (folder / "budget.csv").write_text(text, encoding="utf-8-sig")

    conflict, _ = save(mine, rows=rows_with(mine, 60))

    assert isinstance(conflict, Conflict)
    sides = {(d.line, d.field): (d.base, d.ours, d.theirs) for d in conflict.differences}
    assert sides["printing", "quantity"] == ("80", "60", "80")
    assert sides["misc", "unit_price"] == ("1000", "1000", None)
    assert sides["meals", "unit_price"] == (None, None, "100")
    assert conflict.contested == ()
    assert copies(folder) == 80


def test_a_table_broken_meanwhile_is_not_overwritten(folder: Path) -> None:
    """Even a file that nobody can read is somebody's work."""
    mine = opened(folder)
    (folder / "budget.csv").write_bytes(b"\x00\xff rubbish")

    conflict, _ = save(mine, rows=rows_with(mine, 60))

    assert isinstance(conflict, Conflict)
    assert (folder / "budget.csv").read_bytes() == b"\x00\xff rubbish"
    assert load_plan(folder)[0] is None


def test_who_saves_the_very_same_has_no_conflict(folder: Path) -> None:
    """Pressing twice, or two colleagues of one mind."""
    mine, theirs = opened(folder), opened(folder)
    print_copies(theirs, 60)

    saved, findings = save(mine, rows=rows_with(mine, 60))

    assert isinstance(saved, Opened)
    assert codes(findings)[-1] == "SAVE-SAME"
    assert len(log(folder)[0]) == 2


def test_a_folder_that_is_no_plan_is_left_alone(tmp_path: Path) -> None:
    """No lock is laid into it."""
    plan, findings = open_plan(tmp_path)

    assert plan is None
    assert codes(findings) == ["PLAN-FILE", "PLAN-FILE"]
    assert everything(tmp_path) == {}


# --- what a change is --------------------------------------------------------------------------


def changed(file: str, before: str, after: str) -> list[tuple[str, str, str | None, str | None]]:
    """List the changes of one file."""
    found = changes_between({file: before.encode()}, {file: after.encode()})
    return [(change.line, change.field, change.before, change.after) for change in found]


def test_a_line_that_was_moved_up_is_one_change() -> None:
    """雜支 now stands first; the others keep their order."""
    head, speaker, printing, misc, _ = BUDGET.split("\n")

    assert changed("budget.csv", BUDGET, f"{head}\n{misc}\n{speaker}\n{printing}") == [
        ("misc", "position", "3", "1")
    ]


def test_rows_of_a_timetable_keep_their_numbers_when_one_is_put_in_between() -> None:
    """A break is new, the second lesson is shorter; nothing else changed."""
    head = "start,end,activity,speaker,speaker_kind\n"
    first, second = "9:00,10:00,甲,校長,internal\n", "10:00,12:00,乙,校長,internal\n"

    found = changed(
        "timetable.csv",
        head + first + second,
        head + first + "10:00,10:10,休息,,\n" + "10:10,12:00,乙,校長,internal\n",
    )

    assert ("2", "start", "10:00", "10:10") in found or ("2", "activity", "乙", "休息") in found
    assert {line for line, *_ in found} == {"2", "+3"}


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("budget.csv", BUDGET, BUDGET.replace(",80,", ',"８０",').replace("\n", "\r\n")),
        ("plan.toml", DETAILS, DETAILS.replace("15000  ", "15_000") + "\n# 註\n"),
    ],
)
def test_another_spelling_is_no_change(file: str, before: str, after: str) -> None:
    """Full-width digits, line ends and comments say the same."""
    assert before != after
    assert changed(file, before, after) == []


def test_a_file_that_came_or_went_is_a_change() -> None:
    """The timetable was added."""
    head = "start,end,activity\n9:00,10:00,甲\n"
    assert changes_between({}, {"timetable.csv": head.encode()})[0] == FieldChange(
        "timetable.csv", "+1", "start", None, "09:00"
    )


@often(60)
@given(st.lists(st.integers(1, 99), min_size=3, max_size=3), st.permutations(range(3)))
def test_changes_tell_every_figure_that_differs(numbers: list[int], order: list[int]) -> None:
    """Applied to the old table, they give the new one."""
    head, *lines, _ = BUDGET.split("\n")
    table = [line.rsplit(",", 2) for line in lines]
    new = [",".join([a, str(n), c]) for (a, _, c), n in zip(table, numbers, strict=True)]

    found = changed("budget.csv", BUDGET, "\n".join([head, *(new[i] for i in order)]))

    quantities = {line: after for line, field, _, after in found if field == "quantity"}
    for row, number in zip(table, numbers, strict=True):
        assert quantities.get(row[0].split(",")[0], row[1]) == str(number)
    assert bool([1 for _, field, *_ in found if field == "position"]) == (order != [0, 1, 2])
