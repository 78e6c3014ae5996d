"""Who is named by words about money: the ministry, a county, a school, somebody else."""

from __future__ import annotations

import re

from plc_budget.importing.paper_sentences import plain_words
from plc_budget.rules import FundingKind

MINISTRY = re.compile(r"教育部|國教署|國民及學前教育署|本部|本署")
_SCHOOL = re.compile(r"學校|本校|校自籌|校配合|校款|國小|國中|高中|中學|小學|大學|幼兒園|高職")
_COUNTY = re.compile(
    r"縣政府|縣府|市政府|市府|本府|縣自籌|縣配合|市配合|縣款|縣庫|縣\(市\)|縣市|地方政府|教育處|教育局"
)
_OTHER = re.compile(r"基金會|捐款|捐贈|家長會|協會|公司|民間|公所|委員會|文化部|衛生福利部")
_NAME = re.compile(
    r"^(?:本案|本計畫|經費|全數|全額|擬|來源)*(?:由|向|係|為)?(?P<name>[^\d%]*?)"
    r"(?:全額|專款|申請|補\(?捐?\)?助|自籌|自行籌|配合|支應|負擔|委辦|委託|核定|款|\d)"
)
FALLBACK = {
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


def kind_of_money(words: str) -> FundingKind | None:
    """Tell whose money words name; None if they name nobody.

    Examples
    --------
    >>> [kind_of_money(w) for w in ("教育部補助", "縣配合款", "甲國小（承辦學校）", "自籌款")]
    [<FundingKind.MOE_SUBSIDY: 'moe-subsidy'>, <FundingKind.COUNTY: 'county'>, <FundingKind.SCHOOL: 'school'>, None]
    """
    plain = plain_words(words)
    if MINISTRY.search(plain):
        is_order = re.search(r"委辦|委託", plain)
        return FundingKind.MOE_COMMISSION if is_order else FundingKind.MOE_SUBSIDY
    known = (
        (_SCHOOL, FundingKind.SCHOOL),
        (_COUNTY, FundingKind.COUNTY),
        (_OTHER, FundingKind.OTHER),
    )
    return next((kind for form, kind in known if form.search(plain)), None)


def named(phrase: str, context: str) -> tuple[str, FundingKind | None]:
    """Return the name of a source and whose money it is, None if nobody says."""
    plain = plain_words(phrase)
    kind = kind_of_money(plain) or (_own_money(context) if "自籌" in plain else None)
    found = _NAME.match(plain)
    name = found["name"].strip(" :-") if found else ""
    if kind_of_money(plain) is None and "自籌" in plain:
        return "自籌款", kind
    if kind is None and "配合款" in plain:
        return "配合款", kind
    if name in _VAGUE or re.search("本部|本署", name) or kind_of_money(name) is None:
        name = FALLBACK[kind] if kind else name
    return name[:60], kind


def _own_money(context: str) -> FundingKind | None:
    """Tell whose 自籌款 it is: a school's if one is on the paper, else the county's."""
    if _SCHOOL.search(context):
        return FundingKind.SCHOOL
    return FundingKind.COUNTY if _COUNTY.search(context) or re.search(r"[縣市]", context) else None
