"""Words and numbers as planners write them: taken where they are clear, and mended where not."""

from __future__ import annotations

import pytest

from plc_budget.findings import Finding
from plc_budget.plan.reading import read_details
from plc_budget.tables import read_budget, read_timetable
from situations import at, codes, english, only

PLAN = """format = 1
title = "研習計畫"
school_year = 113
[event]
date = 2025-05-31
mode = "online"
[funding]
approved_total = 15000
[[funding.sources]]
name = "花蓮縣政府"
kind = "county"
"""


def broken(before: str, after: str) -> Finding:
    """Read a plan with one text exchanged; one finding is what comes of it."""
    assert before in PLAN
    details, findings = read_details(PLAN.replace(before, after).encode())
    assert details is None
    return findings[0]


@pytest.mark.parametrize(
    ("before", "after", "line", "remedy"),
    [
        ("= 15000", "= 15,000", 8, "Write the number without commas: approved_total = 15000"),
        ("= 2025-05-31", "= 114/5/31", 5, 'in quotation marks: date = "114/5/31"'),
        ("= 2025-05-31", "= 114年5月31日", 5, 'in quotation marks: date = "114年5月31日"'),
        ("= 2025-05-31", "= 2025-05-32", 5, "“2025-05-32” is no day of the calendar"),
        ("= 2025-05-31", "= 2025-02-30", 5, "“2025-02-30” is no day of the calendar"),
        ('"研習計畫"', "“研習計畫”", 2, 'Write straight quotation marks: title = "研習計畫"'),
        ('"研習計畫"', "研習計畫", 2, 'A text stands in quotation marks: title = "研習計畫"'),
        ('"研習計畫"', '"研習計畫', 2, "Close the quotation mark"),
        ('title = "研習計畫"', "title =", 2, "Write what title is behind the ="),
    ],
)
def test_a_line_that_is_no_toml_is_shown_with_what_to_write(
    before: str, after: str, line: int, remedy: str
) -> None:
    """The finding names the line, shows it, and says what to write instead."""
    found = broken(before, after)

    assert (found.code, found.where.row) == ("PLAN-TOML", line)
    assert after in english(found)
    assert remedy in found.remedy.render("en")


@pytest.mark.parametrize(
    ("word", "mode"), [("線上", "online"), ("實體", "onsite"), ("混成", "mixed")]
)
def test_the_mode_may_be_said_in_chinese(word: str, mode: str) -> None:
    """線上, 實體, 混成 are online, onsite, mixed; what is neither is told both."""
    details, findings = read_details(PLAN.replace('"online"', f'"{word}"').encode())

    assert details is not None, findings
    assert details.event.mode == mode
    assert "online (線上)" in english(broken('"online"', '"zoom"'))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("縣市自籌", "county"),
        ("縣（市）自籌", "county"),
        ("學校自籌", "school"),
        ("教育部補助", "moe-subsidy"),
        ("國教署補助", "moe-subsidy"),
        ("教育部委辦", "moe-commission"),
    ],
)
def test_the_kind_of_money_may_be_said_in_chinese(word: str, kind: str) -> None:
    """A planner writes 教育部補助 and need not know moe-subsidy."""
    details, findings = read_details(PLAN.replace('"county"', f'"{word}"').encode())

    assert details is not None, findings
    assert details.funding.sources[0].kind == kind
    assert "moe-subsidy (教育部補助)" in english(broken('"county"', '"補助款"'))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("內聘講師", "internal"),
        ("內聘講座", "internal"),
        ("外聘講師", "external"),
        ("外聘", "external"),
        ("隸屬講師", "affiliated"),
        ("外聘（隸屬）", "affiliated"),
        ("講座助理", "assistant"),
        ("助理", "assistant"),
        ("專題演講", "keynote"),
        ("不支薪", "unpaid"),
    ],
)
def test_the_kind_of_speaker_may_be_said_in_chinese(word: str, kind: str) -> None:
    """The words of the paper are taken for what they mean."""
    table = f"start,end,activity,speaker,speaker_kind\n9:00,9:50,研習,教授,{word}\n"
    rows, findings = read_timetable(table.encode())

    assert findings == []
    assert rows[0].speaker_kind == kind


@pytest.mark.parametrize("word", ["客座", ""])
def test_another_kind_of_speaker_is_told_the_words(word: str) -> None:
    """Codes and Chinese words stand side by side in what is said."""
    table = f"start,end,activity,speaker,speaker_kind\n9:00,9:50,研習,教授,{word}\n"
    (found,) = read_timetable(table.encode())[1]

    assert "internal (內聘)" in found.remedy.render("en")
    assert "unpaid (不支薪)" in found.remedy.render("en")


def test_a_thousand_with_a_comma_is_no_price_of_one() -> None:
    """1,000 without quotation marks is a price of 1 and a unit 000 in a CSV; the unit is refused."""
    table = "code,category,item,unit_price,unit,quantity\nmisc,業務費,雜支,1,000,1\n"
    _, findings = read_budget(table.encode())
    found = only(findings, "UNIT-NUMBER")

    assert at(found) == "budget.csv E2"
    assert '"1,000" in quotation marks' in found.remedy.render("en")
    assert codes(read_budget(table.replace("1,000", '"1,000",式').encode())[1]) == []
