"""The parts of a .docx and the zip they lie in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from plc_budget.documents.model import Document
from plc_budget.documents.styles import Style
from plc_budget.documents.word.body import body_of, paragraph, part, section
from plc_budget.documents.word.looks import fonts, settings, styles
from plc_budget.documents.word.theme import theme
from plc_budget.sheets.ods.markup import DECLARATION, escaped, tag

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DAWN = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first a zip can name."""
_OWNER_READS = 0o600 << 16
_SPACES = {
    "xmlns:cp": f"{_PACKAGE}metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_PARTS = {
    "word/document.xml": ("", f"{_WORD}document.main+xml"),
    "word/styles.xml": ("styles", f"{_WORD}styles+xml"),
    "word/settings.xml": ("settings", f"{_WORD}settings+xml"),
    "word/fontTable.xml": ("fontTable", f"{_WORD}fontTable+xml"),
    "word/theme/theme1.xml": ("theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "word/footer1.xml": ("footer", f"{_WORD}footer+xml"),
    "word/header1.xml": ("header", f"{_WORD}header+xml"),
}
"""The parts: how the document refers to them, and what they are."""
_PAGE = "第 {PAGE} 頁／共 {NUMPAGES} 頁"


def write_docx(document: Document) -> bytes:
    """Write a document for Word.

    The same document gives the same bytes, whenever and wherever it is written.

    Parameters
    ----------
    document : Document
        What is on its pages.

    Returns
    -------
    bytes
        A .docx file.
    """
    parts = {
        "word/document.xml": part(
            "w:document", f"<w:body>{body_of(document)}{section(document)}</w:body>"
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": fonts(),
        "word/theme/theme1.xml": theme(),
        "word/footer1.xml": part("w:ftr", _footer(document)),
    }
    if document.header:
        parts["word/header1.xml"] = part("w:hdr", paragraph(document.header, Style.DRAFT))
    return _packed({
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations({"rId1": (f"{_OFFICE}officeDocument", "word/document.xml"),
                                   "rId2": (_CORE, "docProps/core.xml")}),
        "docProps/core.xml": _core(document),
        "word/_rels/document.xml.rels": _document_relations(parts),
        **parts,
    })  # fmt: skip


def _footer(document: Document) -> str:
    """Write the number of the page, and below it which plan and version this is."""
    number = paragraph(_PAGE, Style.NUMBER, has_fields=True)
    return number + (paragraph(document.footer, Style.PASSPORT) if document.footer else "")


def _types(parts: Mapping[str, str]) -> str:
    given = [
        tag("Default", {"Extension": "rels", "ContentType": _RELATIONS_TYPE}),
        tag("Default", {"Extension": "xml", "ContentType": "application/xml"}),
        tag("Override", {"PartName": "/docProps/core.xml", "ContentType": _CORE_TYPE}),
        *(
            tag("Override", {"PartName": f"/{name}", "ContentType": _PARTS[name][1]})
            for name in parts
        ),
    ]
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">{"".join(given)}</Types>'


def _document_relations(parts: Mapping[str, str]) -> str:
    return _relations({
        PurePosixPath(name).stem: (_OFFICE + _PARTS[name][0], name.removeprefix("word/"))
        for name in parts if _PARTS[name][0]
    })  # fmt: skip


def _relations(related: Mapping[str, tuple[str, str]]) -> str:
    given = "".join(tag("Relationship", {"Id": name, "Type": kind, "Target": target})
                    for name, (kind, target) in related.items())  # fmt: skip
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{given}</Relationships>'


def _core(document: Document) -> str:
    """Say what the document is; its day is the plan's, never the one it is written on."""
    said = {
        "dc:title": document.title, "dc:subject": document.subject, "dc:creator": document.author,
        "dc:language": "zh-TW",
    }  # fmt: skip
    given = [tag(name, {}, escaped(words)) for name, words in said.items() if words]
    given += [tag(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, _stamp(document.day))
              for name in ("created", "modified")]  # fmt: skip
    return DECLARATION + tag("cp:coreProperties", _SPACES, "".join(given))


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _packed(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            info = zipfile.ZipInfo(name, _DAWN)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _OWNER_READS
            info.create_system = 3
            archive.writestr(info, words.encode())
    return buffer.getvalue()
