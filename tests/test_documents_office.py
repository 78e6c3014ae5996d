"""The 實施計畫 in other hands: validators judge it, LibreOffice makes an .odt of it and prints both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import office
from plc_budget.documents.whole import document_of
from plc_budget.documents.word import write_docx
from plc_budget.money import ntd
from plc_budget.plan import Plan
from plc_budget.sheets.passport import make_passport
from situations import county_plan, lesson, ministry_plan, plan_of, row

pytestmark = pytest.mark.office

ENDINGS = (".docx", ".odt")
SEAL, MARGIN = 18 * 72 / 25.4, 20 * 72 / 25.4
"""Room for a seal, and around the page. [pt]"""
ODD = '<b>&amp;</b> & "引號" ]]> \x07\ud800\n\t第二行'


def saved(folder: Path, plans: list[Plan], ending: str, *, draft: bool = False) -> list[Path]:
    """Write documents to files; LibreOffice makes an .odt of each .docx."""
    paths = [folder / f"{number}.docx" for number in range(len(plans))]
    for path, plan in zip(paths, plans, strict=True):
        path.write_bytes(write_docx(document_of(plan, draft=draft, passport=make_passport(plan))))
    return paths if ending == ".docx" else office.convert(paths, "odt")


def odd_plan() -> Plan:
    """Make a plan whose texts no document expects."""
    return plan_of(
        row("甲" + ODD, 100, 2, note=ODD, code="a"),
        row("補充保費", None, None, rate="2.11", base=("a",)),
        timetable=[lesson("9:00", "9:50", speaker=ODD, activity=ODD)],
        boxes=tuple(f"簽{number}" for number in range(8)),
    )


@pytest.mark.validators
def test_both_judges_pass_the_docx(tmp_path: Path) -> None:
    """Microsoft's validator and openxml-audit find nothing, in a draft neither."""
    plans = [county_plan(), ministry_plan(), odd_plan(), plan_of(row("文具", 100, 10))]

    final = saved(tmp_path, plans, ".docx")
    assert [office.validate_ooxml(path) for path in final] == [[]] * len(plans)
    draft = saved(tmp_path, plans[:1], ".docx", draft=True)
    assert office.validate_ooxml(draft[0]) == []


@dataclass(frozen=True)
class Printed:
    """A document on paper: its words without blanks, and its pages."""

    words: str
    pages: list[tuple[int, int]]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Printed]:
    """Print both plans and a draft, in both formats; LibreOffice is started once."""
    made = {
        (name, ending): saved(
            tmp_path_factory.mktemp("paper"), [plan], ending, draft=name == "draft"
        )[0]
        for name, plan in (
            ("county", county_plan()),
            ("ministry", ministry_plan()),
            ("draft", county_plan()),
        )
        for ending in ENDINGS
    }
    pdfs = office.to_pdfs(made.values())
    return {
        key: Printed(re.sub(r"\s", "", office.pdf_text(pdf)), office.page_sizes(pdf))
        for key, pdf in zip(made, pdfs, strict=True)
    }


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_figure_is_on_paper(paper: dict[tuple[str, str], Printed], ending: str) -> None:
    """LibreOffice prints A4, and each amount of both plans can be read from the page."""
    for name, plan in (("county", county_plan()), ("ministry", ministry_plan())):
        one = paper[name, ending]

        assert set(one.pages) == {office.A4}
        assert [line.name for line in plan.budget.lines if ntd(line.amount) not in one.words] == []
        assert ntd(plan.budget.total) in one.words


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_countys_plan_takes_three_pages_the_last_for_the_form(
    paper: dict[tuple[str, str], Printed], ending: str
) -> None:
    """Each page is numbered, and 回饋表 has the last one for itself."""
    one = paper["county", ending]

    assert len(one.pages) == 3
    assert [f"第{page}頁／共3頁" in one.words for page in (1, 2, 3)] == [True] * 3
    *_, form = one.words.split("第2頁／共3頁")
    assert "回饋表" in form
    assert "經費概算" not in form


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_draft_is_marked_on_every_page(
    paper: dict[tuple[str, str], Printed], ending: str
) -> None:
    """草稿 stands in the header as often as there are pages."""
    draft = paper["draft", ending]

    assert draft.words.count("草稿（未完成核章") == len(draft.pages)


def budget_of(lines: int) -> Plan:
    """Make a plan of so many lines."""
    return plan_of(
        *(row(f"材料{at}", 100, at, code=f"m{at}") for at in range(1, lines + 1)),
        boxes=("承辦人", "科長"),
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_boxes_are_never_torn_off(tmp_path: Path, ending: str) -> None:
    """However many lines, 合計 stands on the page of the names, and the 18 mm for seals fit below."""
    pdfs = office.to_pdfs(saved(tmp_path, [budget_of(lines) for lines in range(21, 29)], ending))
    torn = []
    for pdf in pdfs:
        (signed,) = [page for page in office.words_on(pdf) if "承辦人" in page]
        torn.append("合計" not in signed or signed["承辦人"] + SEAL > office.A4[1] - MARGIN)

    assert torn == [False] * 8
