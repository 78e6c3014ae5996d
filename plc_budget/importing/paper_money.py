"""Whose money it is, as the words around a table say it: 「教育部補助90%，縣配合款10%」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from plc_budget.importing.amounts import plain
from plc_budget.importing.paper_owners import FALLBACK, MINISTRY, kind_of_money, named
from plc_budget.importing.paper_sentences import (
    MONEY,
    heading_in,
    plain_words,
    sentence_in,
)
from plc_budget.rules import FundingKind

_ALL, _NOTHING = Decimal(100), Decimal(0)
_PAPERS = re.compile(r"要點|辦法|原則|規定|標準|基準|依據|注意事項|推動計畫|整體計畫|計畫名稱")
_NEGATIVE = re.compile(r"不申請|未申請|不另申請|無須|無需|不需|未獲|不予")
_SPLIT = re.compile(r"[,;。\n()、\[\]【】]|:(?!\d)|以及|另由|其餘")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")
_AMOUNT = re.compile(r"(\d{1,12})元")


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A source the paper names, with the share it has. [percent]"""

    name: str
    kind: FundingKind
    share: Decimal = _ALL


@dataclass(frozen=True, slots=True)
class PaperMoney:
    """All that is said about the money; ``is_clear`` if nothing had to be guessed.

    ``ownerless`` are sources whose share is known, but not whose they are, such as 自籌款;
    ``untaken`` are headings of columns about money that could not be used.
    """

    sources: tuple[PaperSource, ...] = ()
    sentence: str = ""
    heading: str = ""
    is_clear: bool = False
    ownerless: tuple[str, ...] = ()
    untaken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    name: str
    kind: FundingKind | None
    percent: Decimal | None = None
    amount: Decimal | None = None


def money_in(
    texts: Sequence[str],
    columns: Sequence[tuple[str, Decimal]] = (),
    context: str = "",
    total: Decimal = _NOTHING,
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
    total : Decimal
        What the lines cost: one column that is as much pays all of it. [NTD]

    Examples
    --------
    >>> found = money_in(["經費來源：教育部補助90%，縣配合款10%"])
    >>> [(s.name, s.kind.value, str(s.share)) for s in found.sources], found.sentence
    ([('教育部', 'moe-subsidy', '90'), ('縣(市)政府', 'county', '10')], '教育部補助90%，縣配合款10%')
    """
    told = [words for words in texts if _is_about_money(words)]
    sentence, heading = sentence_in(told), heading_in(texts)
    columned = [_column(words, amount, context) for words, amount in columns if amount]
    spoken = [columned, *(_said(words, context) for words in told)]
    for said in spoken:
        if sources := _shared(said) or (_alone(said, total) if said is columned else ()):
            return PaperMoney(sources, sentence, heading, is_clear=True)
    for said in spoken:
        if sources := _shared([_assumed(one) for one in said]):
            ownerless = tuple(one.name for one in said if one.kind is None)
            return PaperMoney(sources, sentence, heading, ownerless=ownerless)
    every = {one.kind: one for said in spoken for one in said if one.kind}
    is_partial = any(one.percent or one.amount for one in every.values())
    is_clear = len(every) == 1 and not is_partial and not _has_unnamed(told, context)
    return PaperMoney(_evenly(list(every.values())), sentence, heading, is_clear)


def _column(words: str, amount: Decimal, context: str) -> _Said:
    """Tell whose column it is: a 補助 that names nobody is the ministry's if the paper speaks of it."""
    name, kind = named(words, context)
    if kind is None and "補助" in plain_words(words) and MINISTRY.search(context):
        name, kind = FALLBACK[FundingKind.MOE_SUBSIDY], FundingKind.MOE_SUBSIDY
    return _Said(name or " ".join(words.split())[:60], kind, amount=amount)


def _alone(said: Sequence[_Said], total: Decimal) -> tuple[PaperSource, ...]:
    """Make one source of all the money of the only column that has any, if it has all of it."""
    if len(said) != 1 or said[0].kind is None or not total or said[0].amount != total:
        return ()
    return (PaperSource(said[0].name, said[0].kind),)


def _assumed(one: _Said) -> _Said:
    """Assume whose money it is where a share is named and its owner is not."""
    if one.kind is not None or not one.name:
        return one
    is_own = re.search("自籌|配合", one.name)
    return replace(one, kind=FundingKind.COUNTY if is_own else FundingKind.OTHER)


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
            *named(phrase, context), Decimal(percent[1]) if percent else None,
            Decimal(amount[1]) if amount and not percent else None,
        ))  # fmt: skip
    return _joined(said)


def _has_unnamed(told: Sequence[str], context: str) -> bool:
    """Tell whether somebody pays a part of it and nobody knows who: 配合款, 自籌款."""
    phrases = (phrase for words in told for phrase in _SPLIT.split(plain_words(words)))
    own = (p for p in phrases if re.search("自籌|配合款", p) and not _NEGATIVE.search(p))
    return any(named(phrase, context)[1] is None for phrase in own)


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
