"""Whose money it is, as the words around a table say it: 「教育部補助90%，縣配合款10%」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.rules import FundingKind
from plc_budget.tables.foreign.amounts import plain
from plc_budget.tables.foreign.paper_sentences import (
    MONEY,
    heading_in,
    plain_words,
    sentence_in,
)

_ALL = Decimal(100)
_PAPERS = re.compile(r"要點|辦法|原則|規定|標準|基準|依據|注意事項|推動計畫|整體計畫|計畫名稱")
_NEGATIVE = re.compile(r"不申請|未申請|不另申請|無須|無需|不需|未獲|不予")
_SPLIT = re.compile(r"[,;。\n()、\[\]【】]|:(?!\d)|以及|另由|其餘")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")
_AMOUNT = re.compile(r"(\d{1,12})元")
_MINISTRY = re.compile(r"教育部|國教署|國民及學前教育署|本部|本署")
_SCHOOL = re.compile(r"學校|本校|校自籌|校配合|校款|國小|國中|高中|中學|小學|大學|幼兒園|高職")
_COUNTY = re.compile(
    r"縣政府|縣府|市政府|市府|本府|縣自籌|縣配合|市配合|縣款|縣庫|縣\(市\)|縣市|地方政府|教育處|教育局"
)
_OTHER = re.compile(r"基金會|捐款|捐贈|家長會|協會|公司|民間|公所|委員會|文化部|衛生福利部")
_NAME = re.compile(
    r"^(?:本案|本計畫|經費|全數|全額|擬|來源)*(?:由|向|係|為)?(?P<name>[^\d%]*?)"
    r"(?:全額|專款|申請|補\(?捐?\)?助|自籌|自行籌|配合|支應|負擔|委辦|委託|核定|款|\d)"
)
_FALLBACK = {
    FundingKind.COUNTY: "縣(市)政府", FundingKind.SCHOOL: "學校",
    FundingKind.MOE_SUBSIDY: "教育部", FundingKind.MOE_COMMISSION: "教育部", FundingKind.OTHER: "其他",
}  # fmt: skip
_VAGUE = {
    "",
    "本部",
    "本署",
    "縣",
    "市",
    "縣(市)",
    "縣市",
    "縣府",
    "校",
    "本校",
    "本府",
    "縣庫",
    "地方政府",
}


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A source the paper names, with the share it has. [percent]"""

    name: str
    kind: FundingKind
    share: Decimal = _ALL


@dataclass(frozen=True, slots=True)
class PaperMoney:
    """All that is said about the money; ``is_clear`` if nothing had to be guessed."""

    sources: tuple[PaperSource, ...] = ()
    sentence: str = ""
    heading: str = ""
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    name: str
    kind: FundingKind | None
    percent: Decimal | None = None
    amount: Decimal | None = None


def kind_of_money(words: str) -> FundingKind | None:
    """Tell whose money words name; None if they name nobody.

    Examples
    --------
    >>> [kind_of_money(w) for w in ("教育部補助", "縣配合款", "甲國小（承辦學校）", "自籌款")]
    [<FundingKind.MOE_SUBSIDY: 'moe-subsidy'>, <FundingKind.COUNTY: 'county'>, <FundingKind.SCHOOL: 'school'>, None]
    """
    plain = plain_words(words)
    if _MINISTRY.search(plain):
        is_order = re.search(r"委辦|委託", plain)
        return FundingKind.MOE_COMMISSION if is_order else FundingKind.MOE_SUBSIDY
    known = (
        (_SCHOOL, FundingKind.SCHOOL),
        (_COUNTY, FundingKind.COUNTY),
        (_OTHER, FundingKind.OTHER),
    )
    return next((kind for form, kind in known if form.search(plain)), None)


def money_in(
    texts: Sequence[str], columns: Sequence[tuple[str, Decimal]] = (), context: str = ""
) -> PaperMoney:
    """Read the sources of the money from the texts around a table.

    Parameters
    ----------
    texts : sequence of str
        Cells above and below the lines, and beside the totals.
    columns : sequence of tuple of str and Decimal
        Headings such as 教育部補助 and what stands under them, added up. [NTD]
    context : str
        All words of the paper: they tell whose 自籌款 it is.

    Examples
    --------
    >>> found = money_in(["經費來源：教育部補助90%，縣配合款10%"])
    >>> [(s.name, s.kind.value, str(s.share)) for s in found.sources], found.sentence
    ([('教育部', 'moe-subsidy', '90'), ('縣(市)政府', 'county', '10')], '教育部補助90%，縣配合款10%')
    """
    told = [words for words in texts if _is_about_money(words)]
    sentence, heading = sentence_in(told), heading_in(texts)
    named = [_Said(*_named(words, context), amount=amount) for words, amount in columns if amount]
    for said in (named, *(_said(words, context) for words in told)):
        if sources := _shared(said):
            return PaperMoney(sources, sentence, heading, is_clear=True)
    every = {one.kind: one for words in told for one in _said(words, context) if one.kind}
    is_partial = any(one.percent or one.amount for one in every.values())
    is_clear = len(every) == 1 and not is_partial and not _has_unnamed(told, context)
    return PaperMoney(_evenly(list(every.values())), sentence, heading, is_clear)


def _is_about_money(words: str) -> bool:
    plain = plain_words(words)
    if not MONEY.search(plain):
        return False
    return not _PAPERS.search(plain) or bool(_PERCENT.search(plain) and kind_of_money(plain))


def _said(words: str, context: str) -> list[_Said]:
    """Take a text apart: who, and how much of it; what is denied is passed over."""
    said = []
    for phrase in _SPLIT.split(plain_words(words)):
        if not _names_money(phrase) or _NEGATIVE.search(phrase):
            continue
        percent, amount = _PERCENT.search(phrase), _AMOUNT.search(phrase)
        said.append(_Said(
            *_named(phrase, context), Decimal(percent[1]) if percent else None,
            Decimal(amount[1]) if amount and not percent else None,
        ))  # fmt: skip
    return _joined(said)


def _has_unnamed(told: Sequence[str], context: str) -> bool:
    """Tell whether somebody pays a part of it and nobody knows who: 配合款, 自籌款."""
    phrases = (phrase for words in told for phrase in _SPLIT.split(plain_words(words)))
    own = (p for p in phrases if re.search("自籌|配合款", p) and not _NEGATIVE.search(p))
    return any(_named(phrase, context)[1] is None for phrase in own)


def _names_money(phrase: str) -> bool:
    part = _PERCENT.search(phrase) or _AMOUNT.search(phrase)
    return bool(MONEY.search(phrase) or (part and kind_of_money(phrase) and "申請" in phrase) or (
        _PERCENT.search(phrase) and kind_of_money(phrase)))  # fmt: skip


def _joined(said: list[_Said]) -> list[_Said]:
    """Drop what only repeats a source that was named with its share."""
    shared = {one.kind for one in said if one.percent is not None or one.amount is not None}
    bare = [one for one in said if one.percent is None and one.amount is None]
    kept = [one for one in bare if one.kind is not None and one.kind not in shared]
    return [*(one for one in said if one not in bare), *dict.fromkeys(kept)]


def _named(phrase: str, context: str) -> tuple[str, FundingKind | None]:
    plain = plain_words(phrase)
    kind = kind_of_money(plain) or (_own_money(context) if "自籌" in plain else None)
    found = _NAME.match(plain)
    name = found["name"].strip(" :-") if found else ""
    if kind_of_money(plain) is None and kind is not None:
        return "自籌款", kind
    if name in _VAGUE or re.search("本部|本署", name) or kind_of_money(name) is None:
        name = _FALLBACK[kind] if kind else name
    return name[:60], kind


def _own_money(context: str) -> FundingKind | None:
    """Tell whose 自籌款 it is: a school's if one is on the paper, else the county's."""
    if _SCHOOL.search(context):
        return FundingKind.SCHOOL
    return FundingKind.COUNTY if _COUNTY.search(context) or re.search(r"[縣市]", context) else None


def _shared(said: Sequence[_Said]) -> tuple[PaperSource, ...]:
    """Make shares of percentages that add up to 100, or of two amounts or more."""
    if not said or any(one.kind is None for one in said):
        return ()
    percents = [one.percent for one in said if one.percent is not None]
    amounts = [one.amount for one in said if one.amount is not None]
    if len(percents) == len(said) and sum(percents) == _ALL:
        return _sources(said, percents)
    if len(amounts) < len(said) or (len(said) == 1 and amounts):
        return ()
    whole = sum(amounts, Decimal(0))
    shares = [(amount * _ALL / whole).quantize(Decimal("0.0001")).normalize() for amount in amounts]
    return _sources(said, [*shares[:-1], _ALL - sum(shares[:-1], Decimal(0))])


def _sources(said: Sequence[_Said], shares: Iterable[Decimal]) -> tuple[PaperSource, ...]:
    made: dict[str, PaperSource] = {}
    for one, share in zip(said, shares, strict=True):
        if one.kind is None or share <= 0:
            return ()
        before = made[one.name].share if one.name in made else Decimal(0)
        made[one.name] = PaperSource(one.name, one.kind, plain(before + share))
    return tuple(made.values())


def _evenly(said: Sequence[_Said]) -> tuple[PaperSource, ...]:
    if not said:
        return ()
    share = (_ALL / len(said)).quantize(Decimal("0.01"))
    return _sources(said, [*([share] * (len(said) - 1)), _ALL - share * (len(said) - 1)])
