"""The Chinese catalogue says everything the code can say, and can be filled as the English can."""

from __future__ import annotations

import ast
import gettext
import io
import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from plc_budget.cli.arguments import WORDS
from plc_budget.language import CATALOGUES, CHINESE, DOMAIN, ENGLISH, text

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).parent.parent / "plc_budget"
FOLDER = CATALOGUES / CHINESE / "LC_MESSAGES"
REMEDY = "update the catalogue, see CONTRIBUTING.md"


def catalogue() -> Catalog:
    """Read the catalogue as translators edit it."""
    with (FOLDER / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=CHINESE)


CHINESE_OF = {str(m.id): str(m.string) for m in catalogue() if m.id}
BY_ARGPARSE = {word.msgid for word in WORDS}


@cache
def in_the_code() -> frozenset[str]:
    """Extract every msgid anew, as ``pybabel extract`` does."""
    found = extract_from_dir(PACKAGE, keywords={"text": None})
    return frozenset(str(message[2]) for message in found)


def gaps(words: str) -> set[tuple[str, str]]:
    """Return the gaps of a message with the form of what fills them: ``("total", ",")``."""
    return {(name, form or "") for _, name, form, _ in Formatter().parse(words) if name is not None}


def filled(message: str) -> dict[str, object]:
    """Fill every gap with a value its form takes."""
    return {name: 1_234_567 if "," in form else f"<{name}>" for name, form in gaps(message)}


def test_every_message_of_the_code_is_translated_and_no_other() -> None:
    """A fresh extraction has the very messages of the catalogue."""
    assert in_the_code() - CHINESE_OF.keys() == set(), REMEDY
    assert CHINESE_OF.keys() - in_the_code() == set(), REMEDY


def test_nothing_is_left_open_in_the_catalogue() -> None:
    """No message is empty, fuzzy or a leftover."""
    book = catalogue()
    assert [m.id for m in book if m.id and (m.fuzzy or not m.string)] == []
    assert dict(book.obsolete) == {}
    assert not book.fuzzy


def test_the_compiled_catalogue_is_the_translated_one() -> None:
    """The ``.mo`` that is shipped is the ``.po`` compiled; a checkout needs no build."""
    fresh = io.BytesIO()
    write_mo(fresh, catalogue())
    fresh.seek(0)
    compiled = gettext.GNUTranslations(fresh)
    with (FOLDER / f"{DOMAIN}.mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    assert {id_: shipped.gettext(id_) for id_ in CHINESE_OF} == CHINESE_OF, REMEDY
    assert {id_: compiled.gettext(id_) for id_ in CHINESE_OF} == CHINESE_OF
    assert len(vars(shipped)["_catalog"]) == len(vars(compiled)["_catalog"]), REMEDY


def test_messages_are_literals() -> None:
    """A message is written where it is said; one that is put together is in no catalogue.

    Inside an f-string the extraction does not see it, so none stands there.
    """
    said = {
        f"{file.relative_to(PACKAGE)}:{call.lineno}": _literal(call)
        for file in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "text"
    }

    assert [where for where, words in said.items() if words is None] == []
    assert {*said.values()} <= in_the_code()


def _literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    value = first.value if isinstance(first, ast.Constant) else None
    return value if isinstance(value, str) else None


def test_both_languages_have_the_same_gaps() -> None:
    """A sentence loses nothing in Chinese: the same gaps, each with its form."""
    assert [id_ for id_, chinese in CHINESE_OF.items() if gaps(id_) != gaps(chinese)] == []


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_message_can_be_filled(language: str) -> None:
    """What fills a gap is there to be read; no message breaks on its signs."""
    for message in CHINESE_OF:
        values = filled(message)
        shown = text(message, **values).render(language).replace(",", "")
        assert [value for value in values.values() if str(value) not in shown] == [], message


def test_the_words_of_argparse_take_the_same_values() -> None:
    """Argparse fills its messages with %; both languages have the same places."""
    places = re.compile(r"%(?:\(\w+\))?[a-z]")
    for word in BY_ARGPARSE:
        assert sorted(places.findall(word)) == sorted(places.findall(CHINESE_OF[word]))


CHINESE_SIGN = r"[\u4e00-\u9fff]"
NO_SENTENCE = {
    "{message} {remedy}",
    "{message}",
    "{sentence}",
    "{account} {change:+,}",
    "{before} → {after}",
    "{item} {amount:,}",
    "{item} {before:,} → {after:,}",
    "{lines}.",
    "{place} {field}",
    "{product} = {amount:,}",
    "{remedy}",
    "“{word}”",
}
"""What has no word to translate."""


def fault_of(chinese: str) -> str:
    """Say what is not Chinese about a translation."""
    if re.search(rf"{CHINESE_SIGN}[,;:!?](?!\w|}})", chinese):
        return "a half-width sign behind Chinese"
    if re.search(r"[“”‘’]", chinese):
        return "English quotes"
    return "" if re.search(f"{CHINESE_SIGN}|[：「（]", chinese) else "no Chinese"


def test_chinese_is_set_as_chinese() -> None:
    """Signs beside Chinese are full-width, quotes are 「」, and no English sentence was left."""
    faults = {id_: fault_of(CHINESE_OF[id_]) for id_ in CHINESE_OF.keys() - NO_SENTENCE}
    assert {id_: fault for id_, fault in faults.items() if fault} == {}


def test_a_sentence_stays_a_sentence() -> None:
    """Where the English ends with a full stop, so does the Chinese, unless a command ends it."""
    ended = [id_ for id_ in CHINESE_OF if id_.endswith(".")]
    assert [id_ for id_ in ended if not CHINESE_OF[id_].endswith(("。", "}", "--help"))] == []
