"""The parts of an .odt."""

from __future__ import annotations

from datetime import datetime, time

from plc_budget.documents.model import Document
from plc_budget.documents.odt.body import body_of
from plc_budget.documents.odt.looks import fonts, page, styles
from plc_budget.documents.odt.settings import settings
from plc_budget.sheets.ods.markup import document as written
from plc_budget.sheets.ods.markup import tag
from plc_budget.sheets.ods.package import meta, packed

_TEXT = "application/vnd.oasis.opendocument.text"


def write_odt(document: Document) -> bytes:
    """Write a document as OpenDocument text.

    The same document gives the same bytes, whenever and wherever it is written.

    Parameters
    ----------
    document : Document
        What is on its pages.

    Returns
    -------
    bytes
        An .odt file.
    """
    automatic, body = body_of(document)
    content = "".join([
        fonts(),
        tag("office:automatic-styles", {}, automatic),
        tag("office:body", {}, tag("office:text", {}, body)),
    ])  # fmt: skip
    return packed(_TEXT, {
        "content.xml": written("office:document-content", content),
        "settings.xml": written("office:document-settings", settings()),
        "styles.xml": written("office:document-styles", fonts() + styles() + page(document)),
        "meta.xml": meta({
            "title": document.title, "subject": document.subject, "company": document.author,
            "created": datetime.combine(document.day, time()),
        }),
    })  # fmt: skip
