"""What a row is by its words: a total, a heading, a signature, a footnote."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from plc_budget.spreadsheets.sheet import squeeze

LONGEST_LABEL = 200
"""Most characters of a cell in which a label is looked for."""
CATEGORIES = (
    "人事費",
    "業務費",
    "設備及投資",
    "設備費",
    "設備投資",
    "行政管理費",
    "經常門",
    "資本門",
    "經常支出",
    "資本支出",
    "維護費",
    "旅運費",
    "材料費",
    "獎補助費",
    "補助費",
    "雜支",
)
"""First-level names (一級用途別) that head a group of lines."""
GATES = frozenset(("經常門", "資本門", "經常支出", "資本支出"))
MAJOR = frozenset(
    ("人事費", "業務費", "設備及投資", "設備投資", "經常門", "資本門", "經常支出", "資本支出")
)
"""Those that are never the name of a line with lines under it."""

_NUMBERING = (
    re.compile(
        r"^[(\[]?[壹貳參肆伍陸柒捌玖拾]{1,2}[)\]]?[、.:．。]|^第[一二三四五六七八九十\d]+(?:[類項款目章節]|部分)[、.:]?"
    ),
    re.compile(r"^[甲乙丙丁戊己庚辛壬癸][、.:．。]"),
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.:．。)]"),
    re.compile(r"^[(\[][一二三四五六七八九十]{1,3}[)\]][、.:]?"),
    re.compile(r"^\d{1,2}(?:[、。．:)]|\.(?!\d))"),
    re.compile(r"^\(\d{1,2}\)[、.:]?|^[①-⑳⑴-⒇]"),
    re.compile(r"^\d{1,2}(?:[-.]\d{1,2}){1,2}(?:[、:]|\.(?!\d)|\s+)"),
)
UNNUMBERED = len(_NUMBERING)

_KINDS = "總合計|總小計|總計|合計|共計|小計|總和|總額|總經費|總預算|總支出|總成本|總金額|總費用|總價合計|經費總計|經費合計|經費總額"
_CAPITAL = "零〇壹貳貮參参叁叄肆伍陸柒捌玖拾佰仟萬億"
_TOTAL = re.compile(
    rf"^(?P<of>.{{0,24}}?)(?P<kind>{_KINDS})(?:金額|數|額|經費|費用|需求)?"
    rf"(?P<rest>(?:[:=(\[/,].*|(?:新[台臺]幣|NT|\$|約|計|為|共|大寫|[元圓]整?$|[一二三四五六七八九十百千\d{_CAPITAL}]).*)?)$"
)
_BARE = re.compile(r"^(?:\d{1,3}[.、]?)?計(?P<rest>[:(].*)?$")
_ENGLISH = re.compile(
    r"^(?P<of>[a-z&/ -]*?)[ -]*(?P<kind>sub[ -]?total|grand total|total|sum)(?: (?:amount|cost|budget|price|expenses?))?(?P<rest>[ ]*[:=(].*)?$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:本|專案|會計|總|全|整|以上|上列|上述|前列|各|計畫|活動|研習|經費|預算|費用|概算|項|共|學年度|年度|案|\d|[、.()])*$"
)

_SIGNERS = re.compile(
    r"(?:承辦(?:人員?|單位|主任|組長|處室)|業務(?:單位|主管|承辦)|單位(?:主管|主任)|(?:主計|會計|主\(會\)計|主會計|會\(主\)計)(?:主任|單位|人員|處|室|員|機構)?"
    r"|校長|園長|機關首長|首長|製表人?|填表人?|經辦人?|科\(課\)長|科長|課長|組長|處長|處\(局\)長|局長|出納|總務主任|教務主任|學務主任|輔導主任|主任|審核|覆核|複核|核章"
    r"|申請人|計畫主持人|召集人|聯絡人|負責人|簽章|用印)"
)
_SIGNATURE = re.compile(
    rf"^(?:[^\d]{{0,6}}{_SIGNERS.pattern})[:)(/及或、\s_□＿]*(?:{_SIGNERS.pattern}|[(].*|簽章|:.*)?$"
)
_FOOTNOTE = re.compile(
    r"^(?:[(\[]?(?:備註|附註|附記|註記|註|說明|注意事項|填表說明|填寫說明|經費來源|補充說明)[)\]]?(?:[:\d一二三.、]|$)|[※＊*★◎])"
)


class TotalKind(IntEnum):
    """How much of a total a row claims to be."""

    PART = 0
    """小計, or 業務費合計."""
    SUM = 1
    """合計, 共計."""
    GRAND = 2
    """總計, 總經費."""


@dataclass(frozen=True, slots=True)
class TotalLabel:
    """The words of a total row: what it adds up, and what stands behind the words."""

    kind: TotalKind
    of: str
    rest: str


def total_label(words: str) -> TotalLabel | None:
    """Read the label of a subtotal or total; None if the words are none.

    Examples
    --------
    >>> total_label("總　計").kind.name, total_label("業務費小計").of
    ('GRAND', '業務費')
    >>> total_label("本活動總經費合計新台幣壹萬貳仟元整").rest
    '新台幣壹萬貳仟元整'
    >>> total_label("Grand Total").kind.name, total_label("專案總預算").kind.name
    ('GRAND', 'GRAND')
    >>> total_label("總計畫主持人費") is None, total_label("會計師簽證費") is None
    (True, True)
    """
    if "\n" in words:
        lines = (total_label(line) for line in words[:LONGEST_LABEL].splitlines())
        whole = next((one for one in lines if one and one.kind > TotalKind.PART and one.rest), None)
        if whole:
            return whole
    plain = squeeze(words[:LONGEST_LABEL])
    if bare := _BARE.match(plain):
        return TotalLabel(TotalKind.SUM, "", bare["rest"] or "")
    if english := _ENGLISH.match(_spaced(words)):
        kind = english["kind"].lower()
        is_part = kind.startswith("sub") or bool(english["of"].strip())
        sort = TotalKind.PART if is_part else TotalKind.GRAND if kind != "sum" else TotalKind.SUM
        return TotalLabel(sort, english["of"].strip(), (english["rest"] or "").strip())
    found = _TOTAL.match(plain)
    if found is None:
        return None
    of = without_numbering(found["of"]).strip("()[]、.:-—之的 ")
    return TotalLabel(_kind(of, found["kind"]), of, found["rest"])


def _spaced(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words[:LONGEST_LABEL]).split())


def _kind(of: str, kind: str) -> TotalKind:
    if "小計" in kind or not _BODY.fullmatch(of):
        return TotalKind.PART
    return (
        TotalKind.SUM
        if kind in ("合計", "共計", "經費合計") and "總" not in of
        else TotalKind.GRAND
    )


def numbering_rank(words: str) -> int:
    """Tell the depth of a numbering: 壹、 is 0, 一、 2, (一) 3, 1. 4; without any it is the last."""
    plain = squeeze(words[:LONGEST_LABEL])
    return next((rank for rank, form in enumerate(_NUMBERING) if form.match(plain)), UNNUMBERED)


def without_numbering(words: str) -> str:
    """Return words without the numbering in front of them.

    Examples
    --------
    >>> without_numbering("一、業務費"), without_numbering("(二) 印刷費"), without_numbering("3.5吋硬碟")
    ('業務費', '印刷費', '3.5吋硬碟')
    """
    plain = words.lstrip()
    for form in _NUMBERING:
        found = form.match(plain.replace("（", "(").replace("）", ")"))
        if found and found.end() < len(plain):
            return plain[found.end() :].lstrip(" 　")
    return words


@lru_cache(maxsize=4_096)
def category_named(words: str) -> str:
    """Return the first-level name in a heading, or nothing.

    Examples
    --------
    >>> category_named("一、業務費（經常門）"), category_named("經常門-業務費"), category_named("20 業務費")
    ('業務費', '業務費', '業務費')
    """
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", squeeze(without_numbering(words[:LONGEST_LABEL])))
    parts = [part.strip(".") for part in re.split(r"[-/:、—–]+|^\d{1,3}", bare)]
    known = [part for part in parts if part]
    if not known or any(part not in CATEGORIES for part in known):
        return ""
    return next((part for part in known if part not in GATES), known[0])


def is_signature(texts: list[str]) -> bool:
    """Tell whether a row is where people sign: 承辦人, 主任, 校長.

    Examples
    --------
    >>> is_signature(["承辦人：", "主任", "校長"]), is_signature(["計畫主持人費"])
    (True, False)
    """
    plain = [squeeze(words[:LONGEST_LABEL]) for words in texts if words]
    if any(len(set(_SIGNERS.findall(words))) > 1 and ("費" not in words) for words in plain):
        return True
    alone = len(plain) == 1 and not re.search(r"[:章□_]", plain[0])
    return bool(plain) and not alone and all(_SIGNATURE.match(words) for words in plain)


def is_footnote(words: str) -> bool:
    """Tell whether a row is a remark on the table: 備註：, ※.

    Examples
    --------
    >>> is_footnote("備註：各項目得勻支"), is_footnote("說明會場地費")
    (True, False)
    """
    return bool(_FOOTNOTE.match(squeeze(words[:LONGEST_LABEL])))
