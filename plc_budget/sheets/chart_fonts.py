"""The font of a chart, for Chinese signs as well: XlsxWriter names it for Latin letters only."""

from __future__ import annotations

from functools import partial
from typing import Any

_LATIN = "_write_a_latin"


def for_every_script(chart: Any) -> None:  # noqa: ANN401 - made by either writer
    """Let a chart name its fonts for Chinese, too; without it Excel sets its words in another one.

    Parameters
    ----------
    chart : object
        Of either writer; that of OpenDocument names them already.

    Examples
    --------
    >>> for_every_script(object())
    """
    latin = getattr(chart, _LATIN, None)
    if latin is not None:
        setattr(chart, _LATIN, partial(_both, chart, latin))


def _both(chart: Any, latin: Any, attributes: list[tuple[str, str]]) -> None:  # noqa: ANN401
    latin(attributes)
    faces = [pair for pair in attributes if pair[0] == "typeface"]
    chart._xml_empty_tag("a:ea", faces)  # noqa: SLF001 - there is no other way in
