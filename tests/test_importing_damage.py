"""Whatever is wrong with a file, the answer is findings: never a traceback, never half a line."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importing_samples import WRITERS, Formula, Paper, Row, Shown, Value
from plc_budget.findings import Finding
from plc_budget.importing import ForeignTable, read_foreign_bytes
from plc_budget.language import LANGUAGES

HEADINGS: Row = ["項次", "類別", "經費項目", "單價(元)", "單位", "數量", "次數", "總價", "說明"]
BODY: list[Row] = [
    [1, "業務費", "內聘講師鐘點費", "1,000元/節", "節", "2節×3", 1, 6000, "1.講師名單"],
    [2, "", "印刷費", 100, "份", 80, 1, Formula("=D5*F5", Decimal(8000)), ""],
    ["", "", "", "", "", "", "", "", "雙面"],
    [3, "", "補充保費", 6000, "式", Shown(Decimal("0.0211"), "0.00%", "2.11%"), 1, 127, ""],
    ["", "小計", "", "", "", "", "", 14127, ""],
    [4, "雜支", "", "873", "式", "一式", "", 873, ""],
    ["總計", "", "新台幣壹萬伍仟元整", "", "", "", "", 15000, "得勻支"],
    ["承辦人", "", "主任", "", "校長"],
]
ODDITIES: tuple[Value, ...] = (
    None,
    "",
    "-",
    "—",
    "合計",
    "小計",
    "總計新台幣壹佰元整",
    "業務費",
    "一、業務費",
    "(1,000)",
    "1,000元/節",
    "2×3×4×5×6×7×8",
    "1e9",
    "9" * 40,
    "-5",
    "0",
    "2.11%",
    "999%",
    "#REF!",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "核實",
    "單價",
    "金額",
    "經費項目",
    "單位：仟元",
    "壹萬元",
    "萬元整",
    "承辦人",
    "備註：",
    "印刷費",
    "點費",
    "(含",
    "每人每人每人5元",
    "△△△5",
    "A" * 3_000,
    "\x00\x0b",
    "\ud7ff\u202e",
    "１２３",
    10**15,
    Decimal("0.1"),
    Decimal("1e-9"),
    -1,
    Formula("=1/0"),
    Formula("=A1", Decimal(5)),
    Shown(Decimal("0.5"), "0%", "50%"),
)
FORMS = tuple(WRITERS)


def sound(answer: tuple[ForeignTable | None, list[Finding]]) -> None:
    """Hold what every answer must have: an error or lines, exact numbers, readable messages."""
    table, findings = answer
    for finding in findings:
        for language in LANGUAGES:
            assert finding.message.render(language)
            assert isinstance(finding.remedy.render(language), str)
        assert finding.where.file
        assert finding.stake >= 0
    if table is None:
        assert any(finding.severity == "error" for finding in findings)
        return
    assert table.lines
    for line in table.lines:
        assert all(
            n.is_finite()
            for n in (line.unit_price, line.quantity, line.times, line.amount_computed)
        )
        assert "\x00" not in line.item + line.note
    assert Decimal(table.sum_of_lines).is_finite()


def mangled_paper(chance: random.Random) -> Paper:
    """Return the sample paper with some cells, rows and columns exchanged, lost or made odd."""
    rows: list[Row] = [["經費概算表"], ["單位：元"], list(HEADINGS), *(list(row) for row in BODY)]
    for _ in range(chance.randint(0, 12)):
        row = rows[chance.randrange(len(rows))]
        change = chance.random()
        if change < 0.7:
            row[chance.randrange(len(row))] = chance.choice(ODDITIES)
        elif change < 0.8:
            rows.insert(chance.randrange(len(rows)), list(chance.choice(rows)))
        elif change < 0.9 and len(rows) > 3:
            rows.remove(row)
        else:
            chance.shuffle(row)
    return Paper([row or [None] for row in rows])


def mangled_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes flipped, lost, doubled or cut off."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(damaged) or 1)
        change = chance.random()
        if change < 0.5 and damaged:
            damaged[place] = chance.randrange(256)
        elif change < 0.7:
            del damaged[place : place + chance.randint(1, 40)]
        elif change < 0.9:
            damaged[place:place] = damaged[place : place + chance.randint(1, 40)]
        else:
            del damaged[place:]
    return bytes(damaged)


def one_mangled(seed: int) -> None:
    """Read one mangled table, and one mangled file."""
    chance = random.Random(seed)  # noqa: S311 - it mangles, it hides nothing
    form = FORMS[seed % len(FORMS)]
    name, data = WRITERS[form](mangled_paper(chance))
    sound(read_foreign_bytes(data, name))
    sound(read_foreign_bytes(mangled_bytes(data, chance), name))


@pytest.mark.parametrize("tenth", range(10))
def test_some_mangled_tables_give_findings(tenth: int) -> None:
    """Three hundred mangled tables and as many mangled files are read or refused."""
    for seed in range(tenth * 30, tenth * 30 + 30):
        one_mangled(seed)


@pytest.mark.slow
def test_ten_thousand_mangled_tables_give_findings() -> None:
    """Five thousand mangled tables and five thousand mangled files are read or refused."""
    for seed in range(1_000, 6_000):
        one_mangled(seed)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(["old.xlsx", "old.ods", "old.csv", "old", "a.b.c"]))
def test_any_bytes_give_findings(data: bytes, name: str) -> None:
    """Bytes that are no table at all are refused."""
    sound(read_foreign_bytes(data, name))


CELL = st.one_of(
    st.text(alphabet="壹貳萬仟元整合計小總項目單價數量(),.%×*+-=/0123456789節 \n", max_size=12),
    st.sampled_from([value for value in ODDITIES if isinstance(value, str)]),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELL, min_size=1, max_size=9), min_size=1, max_size=12))
def test_any_cells_give_findings(rows: list[list[str]]) -> None:
    """Whatever stands under the headings, each line made of it is whole."""
    name, data = WRITERS["csv"](Paper([HEADINGS, *(list[Value](row) for row in rows)]))
    sound(read_foreign_bytes(data, name))


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.decimals(0, 99_999, places=2), st.integers(0, 999), st.integers(1, 20)),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_printed_right_raises_nothing(figures: list[tuple[Decimal, int, int]]) -> None:
    """A table whose products and sum hold asks for nothing, and its total is the sum of its lines."""
    amounts = [price * quantity * times for price, quantity, times in figures]
    rows: list[Row] = [["項目", "單價", "數量", "次數", "總價"]]
    rows += [
        [f"項目{n}", str(p), q, t, str(a)]
        for n, ((p, q, t), a) in enumerate(zip(figures, amounts, strict=True))
    ]
    rows.append(["合計", "", "", "", str(sum(amounts))])

    table, findings = read_foreign_bytes(WRITERS["csv"](Paper(rows))[1], "old.csv")

    assert table is not None
    assert [Decimal(line.amount) for line in table.lines] == amounts
    assert table.sum_of_lines == table.total_printed
    assert [f for f in findings if f.severity != "notice"] == []
