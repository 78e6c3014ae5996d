"""``plan.toml`` is read strictly: every key known, every value of its kind, nothing guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.findings import Severity
from plc_budget.language import CHINESE
from plc_budget.plan import Answer, Mode, assemble
from plc_budget.plan.reading import read_details
from situations import at, codes, county_plan, english, only

GOOD = """
format = 1
title = "研習計畫"
school_year = 113

[event]
date = 2025-05-31

[funding]
approved_total = 15000

[[funding.sources]]
name = "花蓮縣政府"
kind = "county"
"""


def found(toml: str) -> list[str]:
    """Name what is wrong with a plan, and where."""
    details, findings = read_details(toml.encode())
    assert (details is None) == bool(findings)
    assert all(f.severity is Severity.ERROR for f in findings)
    assert all(f.remedy.render(tongue) for f in findings for tongue in ("en", CHINESE))
    return [f"{f.code} {f.where.field}" for f in findings]


def test_a_short_plan_is_read_whole() -> None:
    """What is not said has the usual value: onsite, one source that pays all, four boxes."""
    details, findings = read_details(GOOD.encode("utf-8-sig"))

    assert findings == []
    assert details is not None
    assert details.event.day == date(2025, 5, 31)
    assert details.event.mode is Mode.ONSITE
    assert details.funding.sources[0].share == Decimal(100)
    assert details.signatures == ("承辦人", "科長", "會辦主計處", "處長")
    assert details.period_policy == "speaker-fee-period"
    assert details.participants.expected is None


def test_the_county_plan_is_read_whole() -> None:
    """Sections, feedback, answers and organisers of the county's plan."""
    details = county_plan().details

    assert [s.number for s in details.sections] == ["壹", "貳", "參", "玖"]
    assert details.event.mode is Mode.ONLINE
    assert details.event.is_tentative
    assert details.organisers.own == ("花蓮縣政府教育處", "花蓮縣教育處課發中心")
    assert len(details.feedback.items) == 5
    assert [a.code for a in details.answers] == ["PERIOD-POLICY", "SPEAKER-KIND", "COPIES-ONLINE"]
    assert details.answers[1] == Answer(
        "SPEAKER-KIND",
        details.answers[1].reason,
        "speaker_internal",
        3_000,
        details.answers[1].message,
    )
    assert details.answers[1].message.startswith("康樂國小、北昌國小、大禹國小、富世國小")


@pytest.mark.parametrize(
    "written", ["2025-05-31", '"114/5/31"', '"民國114年5月31日"', '"2025-05-31"']
)
def test_a_date_as_people_write_it(written: str) -> None:
    """A day of TOML, or one of 民國 in quotation marks."""
    assert found(GOOD.replace("2025-05-31", written)) == []


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("format = 1", "format = 2", "PLAN-VALUE format"),
        ("format = 1", 'format = "1"', "PLAN-VALUE format"),
        ('title = "研習計畫"\n', "", "PLAN-KEY title"),
        ('title = "研習計畫"', "title = 5", "PLAN-VALUE title"),
        ('title = "研習計畫"', 'title = "  "', "PLAN-VALUE title"),
        ('title = "研習計畫"', 'title = "' + "長" * 301 + '"', "PLAN-VALUE title"),
        ('title = "研習計畫"', 'title = "研\\u0000習"', "PLAN-VALUE title"),
        ('title = "研習計畫"', 'titel = "研習計畫"\ntitle = "x"', "PLAN-KEY titel"),
        ("school_year = 113", "school_year = 113.0", "PLAN-VALUE school_year"),
        ("school_year = 113", "school_year = true", "PLAN-VALUE school_year"),
        ("school_year = 113", "school_year = 0", "PLAN-VALUE school_year"),
        ("school_year = 113", "school_year = 2024", "PLAN-VALUE school_year"),
        ("[event]\ndate = 2025-05-31", "event = 5", "PLAN-VALUE event"),
        ("date = 2025-05-31\n", "", "PLAN-KEY event.date"),
        ("date = 2025-05-31", "date = 2025-05-31T09:00:00", "PLAN-VALUE event.date"),
        ("date = 2025-05-31", "date = 0001-01-01", "PLAN-VALUE event.date"),
        ("date = 2025-05-31", "date = 9999-12-31", "PLAN-VALUE event.date"),
        ("date = 2025-05-31", 'date = "五月底"', "PLAN-VALUE event.date"),
        ("date = 2025-05-31", 'date = 2025-05-31\nmode = "zoom"', "PLAN-VALUE event.mode"),
        ("date = 2025-05-31", "date = 2025-05-31\nsessions = 0", "PLAN-VALUE event.sessions"),
        ("approved_total = 15000", "approved_total = -1", "PLAN-VALUE funding.approved_total"),
        ("approved_total = 15000", "approved_total = 15000.5", "PLAN-VALUE funding.approved_total"),
        (
            "approved_total = 15000",
            'approved_total = "15,000"',
            "PLAN-VALUE funding.approved_total",
        ),
        (
            "approved_total = 15000",
            "approved_total = 10000000000001",
            "PLAN-VALUE funding.approved_total",
        ),
        ('kind = "county"', 'kind = "contry"', "PLAN-VALUE funding.sources[1].kind"),
        ('kind = "county"', "", "PLAN-KEY funding.sources[1].kind"),
        ('kind = "county"', 'kind = "county"\nshare = 0', "PLAN-VALUE funding.sources[1].share"),
        (
            'kind = "county"',
            'kind = "county"\nshare = "101"',
            "PLAN-VALUE funding.sources[1].share",
        ),
        ('kind = "county"', 'kind = "county"\nshare = 85.0', "PLAN-VALUE funding.sources[1].share"),
        (
            'kind = "county"',
            'kind = "county"\nshare = "NaN"',
            "PLAN-VALUE funding.sources[1].share",
        ),
        (
            'kind = "county"',
            'kind = "county"\nshare = "1e-999999"',
            "PLAN-VALUE funding.sources[1].share",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[signatures]\nboxes = "承辦人"',
            "PLAN-VALUE signatures.boxes",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[reallocation]\nis_allowed = "yes"',
            "PLAN-VALUE reallocation.is_allowed",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[recipients]\nfee = "staff"',
            "PLAN-VALUE recipients.fee",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[[answers]]\ncode = "X"',
            "PLAN-KEY answers[1].reason",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[[answers]]\ncode = "X"\nreason = ""',
            "PLAN-VALUE answers[1].reason",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[parameters.misc-share]\nvalue = 6.5\nsource = "x"',
            "PLAN-VALUE parameters.misc-share.value",
        ),
        (
            'kind = "county"',
            'kind = "county"\n[parameters.misc-share]\nvalue = 6',
            "PLAN-KEY parameters.misc-share.source",
        ),
        ('kind = "county"', 'kind = "county"\n[feedback]\nscale = 1', "PLAN-VALUE feedback.scale"),
    ],
)
def test_a_key_that_is_wrong(before: str, after: str, wrong: str) -> None:
    """Each is one error at its key, with a remedy in both languages."""
    assert before in GOOD
    assert wrong in found(GOOD.replace(before, after, 1))


def test_a_plan_without_money() -> None:
    """No source of money, or two of one name, is an error at the sources."""
    none = GOOD.partition("[[funding")[0].rstrip() + "\nsources = []\n"
    twice = GOOD + '\n[[funding.sources]]\nname = "花蓮縣政府"\nkind = "school"\n'

    assert found(none) == ["PLAN-VALUE funding.sources"]
    assert found(twice) == ["PLAN-VALUE funding.sources"]


@pytest.mark.parametrize(
    "toml",
    [
        "",
        "title = ",
        "[event",
        "= 1",
        "a = 1\na = 2",
        "x = " + "9" * 5_000,
        "x = " + "[" * 9_999,
        "\x00",
    ],
)
def test_a_file_that_is_no_plan(toml: str) -> None:
    """What is no TOML, or holds nothing a plan says, is told so."""
    details, findings = read_details(toml.encode())

    assert details is None
    assert findings
    assert all("Traceback" not in english(f) and "line 0" not in english(f) for f in findings)


def test_a_number_too_long_to_print() -> None:
    """0xFFF… of 5,000 digits is no format, and does not stop the program either."""
    assert "PLAN-VALUE format" in found(GOOD.replace("= 1", "= 0x" + "F" * 5_000, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
def test_a_plan_of_any_encoding(encoding: str) -> None:
    """What an editor on Windows saves is read."""
    details, findings = read_details(GOOD.encode(encoding))

    assert findings == []
    assert details is not None
    assert details.title == "研習計畫"


def stated(card: str, value: str) -> list[str]:
    """State a parameter, and name what is wrong when the plan is put together."""
    toml = f'{GOOD}\n[parameters.{card}]\nvalue = {value}\nsource = "核定函"\n'
    details, findings = read_details(toml.encode())
    assert details is not None, findings
    return [f"{f.code} {f.where.field}" for f in assemble("plan", details, [])[1]]


@pytest.mark.parametrize(
    ("card", "value"),
    [
        ("misc-share", '{ percent = 5, base = "operating" }'),
        ("misc-share", '{ percent = "6.5", base = "total" }'),
        ("settlement-hualien", "{ days = 30 }"),
        ("fiscal-grade", '{ "花蓮縣" = 2 }'),
        ("ea-event-ceiling", "{ school = 30000 }"),
        ("meal-county", "{ meal = 100 }"),
    ],
)
def test_a_parameter_that_can_be_stated(card: str, value: str) -> None:
    """A share, a deadline, a grade and a ceiling as the card has them, or the part that is needed."""
    assert stated(card, value) == []


@pytest.mark.parametrize(
    ("card", "value", "wrong"),
    [
        ("no-such-card", "1", "PARAMETER-UNKNOWN"),
        ("speaker-fee-ceiling", "3000", "PARAMETER-FIXED"),
        ("misc-share", "6", "PARAMETER-SHAPE"),
        ("misc-share", "{ percent = 6 }", "PARAMETER-SHAPE"),
        ("misc-share", '{ percent = 6, base = "all" }', "PARAMETER-SHAPE"),
        ("misc-share", '{ percent = 101, base = "total" }', "PARAMETER-SHAPE"),
        ("misc-share", '{ percent = "1e-99999", base = "total" }', "PARAMETER-SHAPE"),
        ("misc-share", '{ percent = -1, base = "total" }', "PARAMETER-SHAPE"),
        ("settlement-hualien", "{ days = 99999999 }", "PARAMETER-SHAPE"),
        ("settlement-hualien", "{ months = 0 }", "PARAMETER-SHAPE"),
        ("meal-county", '{ meal = "much" }', "PARAMETER-SHAPE"),
        ("meal-county", "{ lunch = 100 }", "PARAMETER-SHAPE"),
        (
            "period-elementary",
            '{ minutes = 0, two_minutes = 0, shortfall = "half", joined = "yes", shared = "together" }',
            "PARAMETER-SHAPE",
        ),
        (
            "period-elementary",
            '{ minutes = 40, two_minutes = 81, shortfall = "half", joined = "yes", shared = "together" }',
            "PARAMETER-SHAPE",
        ),
        (
            "period-elementary",
            '{ minutes = 40, two_minutes = 80, shortfall = "third", joined = "yes", shared = "together" }',
            "PARAMETER-SHAPE",
        ),
        ("county-signatures", "5", "PARAMETER-SHAPE"),
        ("fiscal-grade", '{ "花蓮" = 2 }', "PARAMETER-SHAPE"),
    ],
)
def test_a_parameter_that_cannot_be_stated(card: str, value: str, wrong: str) -> None:
    """A regulation is no parameter, and a value that cannot be reckoned with is refused."""
    assert stated(card, value) == [f"{wrong} parameters.{card}"]


def test_a_policy_nobody_knows() -> None:
    """A misspelt way of counting is an error that names the known ones."""
    details, _ = read_details((GOOD + '\n[periods]\npolicy = "period-elementry"\n').encode())
    assert details is not None
    plan, findings = assemble("plan", details, [])

    assert plan is None
    finding = only(findings, "PERIOD-POLICY-UNKNOWN")
    assert at(finding) == "plan.toml periods.policy"
    assert "period-elementary" in finding.remedy.render("en")
    assert codes(findings) == ["PERIOD-POLICY-UNKNOWN"]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Whatever stands in the file, details or findings come back."""
    details, findings = read_details(data)

    assert (details is None) == bool(findings)


@given(st.text("format=1title\"'[]\n.#{}-:2025T09 研習", max_size=120))
def test_no_toml_breaks_the_reader(words: str) -> None:
    """Text that is nearly TOML, too."""
    details, findings = read_details((GOOD + words).encode())

    assert (details is None) == bool(findings)
