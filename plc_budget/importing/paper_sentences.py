"""The sentences about money that a paper prints: beside the total, or in a row of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST_SENTENCE = 200
MONEY = re.compile(r"補\(?捐?\)?助|自籌|自行籌|配合款|縣配合|市配合|府配合|支應|經費來源|委辦|專款")
_OF_A_SHEET = re.compile(r"表$")
_HEADING = re.compile(
    r"^(?:[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十]{1,2}、)?經費(?:概算|預算|需求)[:]\S{4,}"
)


def plain_words(words: str) -> str:
    """Return words in plain signs, without blanks and the commas of thousands."""
    plain = unicodedata.normalize("NFKC", words[:1_000])
    return re.sub(r"(?<=\d),(?=\d{3})|[ \t]", "", plain).replace("補(捐)助", "補助")


def sentence_in(told: Sequence[str]) -> str:
    """Return the sentence about the money: what stands in brackets behind the total, or the text."""
    for words in told:
        inside = re.findall(r"[（(]([^（()）]{4,150})[）)]", words)
        for part in inside:
            if MONEY.search(part) and ("總計" in words or "元整" in words):
                return str(part).strip()
    kept: list[str] = [
        w for w in told if not _HEADING.match(plain_words(w)) and not _OF_A_SHEET.search(w.strip())
    ]
    bare = re.sub(r"^[\s\S]{0,4}?經費來源[:：]", "", kept[0]).strip() if kept else ""
    return " ".join(bare.split()) if len(bare) <= LONGEST_SENTENCE else ""


def heading_in(texts: Sequence[str]) -> str:
    """Return what stands behind 經費概算： above a table.

    Examples
    --------
    >>> heading_in(["捌、經費概算：由縣政府自行籌辦經費"])
    '由縣政府自行籌辦經費'
    """
    for words in texts:
        if _HEADING.match(plain_words(words)):
            return re.split("[:：]", words, maxsplit=1)[1].strip()[:LONGEST_SENTENCE]
    return ""
