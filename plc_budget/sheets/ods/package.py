"""The container: a zip whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plc_budget.sheets.ods.markup import DECLARATION, VERSION, document, escaped, tag

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
CHART = "application/vnd.oasis.opendocument.chart"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_DAWN = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first a zip can name."""
_OWNER_READS = 0o600 << 16
_GENERATOR = "plc-budget"


def packed(kind: str, parts: Mapping[str, str], folders: Mapping[str, str] = {}) -> bytes:
    """Pack parts of a document, the same bytes whenever and wherever.

    Parameters
    ----------
    kind : str
        The media type of the document; it comes first and is not compressed, so that a program
        recognises the file by its first bytes.
    parts : mapping
        Names of parts to their text.
    folders : mapping
        Names of folders that are documents themselves, ending in ``/``, to their media types.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "mimetype", kind, zipfile.ZIP_STORED)
        _put(archive, "META-INF/manifest.xml", _manifest(kind, parts, folders))
        for name, text in parts.items():
            _put(archive, name, text)
    return buffer.getvalue()


def _put(
    archive: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED
) -> None:
    info = zipfile.ZipInfo(name, _DAWN)
    info.compress_type, info.external_attr, info.create_system = method, _OWNER_READS, 3
    archive.writestr(info, text.encode())


def _manifest(kind: str, parts: Mapping[str, str], folders: Mapping[str, str]) -> str:
    entries = [_entry("/", kind, VERSION)]
    entries += [_entry(name, media, VERSION) for name, media in folders.items()]
    entries += [_entry(name, "text/xml") for name in parts]
    return (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="{_MANIFEST}" '
        f'manifest:version="{VERSION}">{"".join(entries)}</manifest:manifest>'
    )


def _entry(name: str, media: str, version: str = "") -> str:
    return tag("manifest:file-entry", {"manifest:full-path": name, "manifest:version": version,
                                       "manifest:media-type": media})  # fmt: skip


def meta(properties: Mapping[str, Any]) -> str:
    """Write what a document says of itself, given as XlsxWriter is given it."""
    created: datetime | None = properties.get("created")
    stamp = created.isoformat() if created else ""
    company = properties.get("company", "")
    named = {"meta:name": "Company", "meta:value-type": "string"}
    inside = [
        tag("meta:generator", {}, _GENERATOR),
        *(
            tag(f"dc:{name}", {}, escaped(properties.get(name, "")))
            for name in ("title", "subject")
        ),
        tag("meta:creation-date", {}, stamp) if stamp else "",
        tag("dc:date", {}, stamp) if stamp else "",
        tag("dc:language", {}, "zh-TW"),
        tag("meta:user-defined", named, escaped(company)) if company else "",
    ]
    return document("office:document-meta", tag("office:meta", {}, "".join(inside)))
