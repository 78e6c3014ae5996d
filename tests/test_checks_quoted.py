"""Text that quotes a number of its plan: flagged when it no longer agrees, and never else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.checks.quoted import days_agree, names_agree, notes_agree, numbers_agree
from plc_budget.findings import Finding, Severity
from plc_budget.plan import Answer, Plan
from plc_budget.plan.details import Section
from situations import (
    again,
    at,
    county_plan,
    english,
    ministry_plan,
    moved,
    plan_of,
    requantified,
    row,
)


def texts_agree(plan: Plan) -> list[Finding]:
    """Ask everything about the texts of a plan, in the order of the checks."""
    return [*numbers_agree(plan), *notes_agree(plan), *days_agree(plan), *names_agree(plan)]


def disagreeing(plan: Plan) -> list[str]:
    """List the quotations that no longer agree."""
    return [english(finding).split("“")[1].split("”")[0] for finding in texts_agree(plan)]


def about_event(plan: Plan, **facts: Any) -> Plan:  # noqa: ANN401 - facts of an event are of many types
    """Change what a plan says of its event."""
    return again(plan, replace(plan.details, event=replace(plan.details.event, **facts)))


def saying(words: str) -> Plan:
    """Make the county's plan say something in a section."""
    plan = county_plan()
    return again(plan, replace(plan.details, sections=(Section("參", "說明", words),)))


@pytest.mark.parametrize("plan", [county_plan(), ministry_plan()], ids=lambda plan: plan.id)
def test_the_shipped_plans_agree_with_themselves(plan: Plan) -> None:
    """Their 80 copies, 6 and 20 periods, 1 session, 60 people and shares are what they say."""
    assert texts_agree(plan) == []


def test_a_second_session_disagrees_with_one_in_words() -> None:
    """「共計1場次」 and sessions = 2: one of both is wrong, and it says where."""
    plan = about_event(county_plan(), sessions=2)

    (finding,) = texts_agree(plan)
    assert (finding.code, finding.severity, at(finding)) == (
        "TEXT-DISAGREES",
        Severity.WARNING,
        "plan.toml event.when",
    )
    assert "共計1場次" in english(finding)
    assert "2場次" in english(finding)


def test_another_month_disagrees_with_the_one_in_words() -> None:
    """The sentence says 114年5月底; on 114年6月30日 it is old, on any day of May it is not."""
    assert disagreeing(moved(county_plan(), date(2025, 6, 30))) == ["114年5月"]
    assert disagreeing(moved(county_plan(), date(2025, 5, 2))) == []


def test_another_day_disagrees_with_the_one_in_words() -> None:
    """「114年5月30日」 is not 5月31日; one right day among several is enough."""
    wrong = about_event(county_plan(), when="114年5月30日（星期五）辦理。")
    among = about_event(county_plan(), when="114年5月30日報名截止，５月31日辦理；114年5月31日。")

    assert disagreeing(wrong) == ["114年5月30日"]
    assert disagreeing(among) == []


def test_a_timetable_that_shrinks_disagrees_with_the_count_in_words() -> None:
    """Without its last 40 minutes it is 200 minutes and 5 periods; the reason still says 240 and 6."""
    plan = again(county_plan(), timetable=county_plan().timetable[:-1])

    assert disagreeing(plan) == ["240分鐘計6節", "240分鐘"]
    assert {at(finding) for finding in texts_agree(plan)} == {"plan.toml answers[1].reason"}


def test_another_price_disagrees_with_the_one_in_words() -> None:
    """The reason for 內聘 says 每節1,000元; at 1,200 a period it is no longer so."""
    rows = [
        replace(one, unit_price=Decimal(1200)) if one.code == "speaker_internal" else one
        for one in county_plan().rows
    ]
    assert disagreeing(again(county_plan(), rows=rows)) == ["每節1,000元"]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("印製80份研習手冊。", []),
        ("印製90份研習手冊。", ["印製90份"]),
        ("本研習共計6節。", []),
        ("本研習共計8節。", ["共計8節"]),
        ("本研習共計四小時。", []),
        ("本研習共計5小時。", ["共計5小時"]),
        ("本計畫經費總額新台幣15,000元。", []),
        ("本計畫經費總額新臺幣壹萬陸仟元整。", ["經費總額新臺幣壹萬陸仟元"]),
        ("講師鐘點費每節1,500元。", ["每節1,500元"]),
    ],
)
def test_a_section_is_compared_with_the_figures(words: str, quoted: list[str]) -> None:
    """80 copies, 240 minutes, 6 periods at 1,000, together 15,000."""
    assert disagreeing(saying(words)) == quoted


@pytest.mark.parametrize(
    "words",
    [
        "各校每學期共計2場次，每場次共2節。",
        "另辦理說明會共3場次。",
        "全縣共計120校，共識會議3場。",
        "講師鐘點費每節上限2,000元，內聘最高1,500元/節。",
        "連續90分鐘計2節，每節50分鐘。",
        "學生每週共20節課，教師授課共16節。",
        "每人手冊1本，講義每人2份。",
        "整體推動計畫總經費1,500,000元。",
        "第1梯次共12小時。",
        "公共場所共3節車廂。",
    ],
)
def test_what_may_mean_something_else_is_left_alone(words: str) -> None:
    """A part, a limit, a rule, another event: no number of this plan is quoted there."""
    assert disagreeing(saying(words)) == []


def test_a_note_is_compared_with_its_line() -> None:
    """「共8節」 and 每節1,500元 beside 6 periods at 1,000; what is a part of the 60 is left alone."""
    plan = plan_of(
        row("講師費", 1000, 6, "節", note="分組4節，共8節，每節1,500元"),
        row("手冊", 100, 60, "本", note="參加人員50本，工作人員10本，共60本"),
    )
    findings = texts_agree(plan)

    assert disagreeing(plan) == ["共8節", "每節1,500元"]
    assert {finding.where.line for finding in findings} == {"講師費"}


def test_times_count_into_the_whole_of_a_note() -> None:
    """70 meals on 2 days: 「共140餐」 is 70 × 2, and 「共70餐」 the 70 of a day."""
    for words, quoted in (("共140餐", []), ("共70餐", []), ("共60餐", ["共60餐"])):
        assert disagreeing(plan_of(row("膳費", 100, 70, "餐", times="2", note=words))) == quoted


def test_who_is_expected_is_compared_with_the_words() -> None:
    """「每校至多2人，共60人」 and 50 expected; the 2 of a school is no number of the plan."""
    plan = ministry_plan()
    people = replace(plan.details.participants, expected=50)

    assert disagreeing(again(plan, replace(plan.details, participants=people))) == ["共60人"]


def test_last_years_title_is_seen() -> None:
    """A copy of the ministry's plan for 115 that still says 114學年度, twice."""
    plan = ministry_plan()
    later = again(plan, replace(plan.details, school_year=115))

    assert [at(finding) for finding in texts_agree(later)] == [
        "plan.toml title",
        "plan.toml programme",
    ]


def test_a_share_is_compared_with_its_source() -> None:
    """「花蓮縣政府配合10%」 and a share of 15."""
    plan = ministry_plan()
    sources = tuple(
        replace(one, share=Decimal(15)) if one.name == "花蓮縣政府" else one
        for one in plan.details.funding.sources
    )
    funding = replace(plan.details.funding, sources=sources)

    assert disagreeing(again(plan, replace(plan.details, funding=funding))) == ["花蓮縣政府配合10%"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("教育部補助90%，花蓮縣政府配合10%", ["教育部補助90%"]),
        ("由教育部補助90％，花蓮縣政府配合10％", ["教育部補助90%"]),
        ("教育部補助85%，花蓮縣政府配合10%，承辦學校自籌5%", []),
        ("教育部補助85%，縣政府配合款15%", ["縣政府配合款15%"]),
        ("中央補助90%，地方配合10%", []),
        ("政府補助95%，承辦學校自籌5%", []),
        ("教育部補助85%，其餘15%由縣政府與學校負擔", []),
        ("人事費補助90%", []),
    ],
)
def test_a_source_that_is_named_in_short_is_known(sentence: str, told: list[str]) -> None:
    """教育部 is 教育部國民及學前教育署 with 85%; 中央 is nobody's name, and nothing is said of it."""
    plan = ministry_plan()
    funding = replace(plan.details.funding, sentence=sentence)

    assert disagreeing(again(plan, replace(plan.details, funding=funding))) == told


def test_a_short_name_of_two_sources_says_nothing() -> None:
    """縣政府 is part of 花蓮縣政府 and of 臺東縣政府: which one is meant is not known."""
    plan = ministry_plan()
    county = next(one for one in plan.details.funding.sources if one.name == "花蓮縣政府")
    sources = (*plan.details.funding.sources, replace(county, name="臺東縣政府"))
    funding = replace(plan.details.funding, sources=sources, sentence="縣政府配合20%")

    assert disagreeing(again(plan, replace(plan.details, funding=funding))) == []


def test_a_number_without_a_figure_is_left_alone() -> None:
    """No timetable, no expectation, no line of copies: nothing to compare, nothing to say."""
    plan = plan_of(
        row("文具", 100, 10),
        who="共90人",
        answers=[Answer("X", "本研習共計9節，印製70份。")],
    )
    assert disagreeing(plan) == []


def test_a_reason_can_be_recorded_for_it() -> None:
    """It asks; who has a reason records it like for any warning."""
    (finding,) = texts_agree(about_event(county_plan(), sessions=2))

    assert finding.is_open
    assert finding.remedy.render("en")


@given(st.integers(0, 50), st.integers(0, 500))
def test_edits_of_quantities_alone_touch_no_text_of_the_shipped_plans(
    misc: int, copies: int
) -> None:
    """No sentence of theirs quotes a quantity: whatever is typed there, no false alarm rings."""
    assert disagreeing(requantified(county_plan(), misc=misc, printing=copies)) == []
    assert disagreeing(requantified(ministry_plan(), misc=misc, craft=copies)) == []


_WORDS = st.text(
    st.sampled_from("研習教師社群，。、（）課程每各第上午0123456789年月日元次校"), max_size=60
)


@given(_WORDS)
def test_words_without_a_whole_are_never_flagged(words: str) -> None:
    """Without 共計 and its like, and without a document, no digits are taken for the plan's."""
    assert disagreeing(saying(words)) == []
