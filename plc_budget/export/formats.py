"""What a plan can be exported to, what is asked of LibreOffice for it, and what the file is called."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.export.libreoffice import NEW_VALUES, ODS, ODT, PAPER, find_office

XLSX, ODS_FILE, PDF, DOCX, ODT_FILE = FORMATS = (".xlsx", ".ods", ".pdf", ".docx", ".odt")
"""How the names of the files end that a plan can be exported to."""
WORKBOOKS = (XLSX, ODS_FILE)
"""Those of them that are workbooks."""
TEXTS = (DOCX, ODT_FILE)
"""Those of them that hold the whole 實施計畫."""
DRAFT = "（草稿）"
"""What the name of a draft ends in, so that it never takes the place of the sheet to be signed."""
_MADE_BY_OFFICE = {ODS_FILE: ODS, PDF: PAPER, ODT_FILE: ODT}
"""What LibreOffice makes: .ods and .pdf of the .xlsx, .odt of the .docx."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is made of plans.

    Attributes
    ----------
    draft : bool
        Mark every page 草稿; nothing is compared then.
    ending : str
        One of :data:`FORMATS`.
    recalculate : bool or None
        Let LibreOffice work out every formula of an .xlsx, too: True, it must; None, where it is
        there and answers soon; False, not at all.  What it makes it has worked out in any case.

    Examples
    --------
    >>> Wish(ending=".pdf").must, Wish(recalculate=False).asks_office, Wish(draft=True).asks_office
    (True, False, False)
    """

    draft: bool = False
    ending: str = XLSX
    recalculate: bool | None = None

    @property
    def source(self) -> str:
        """The format that is written first: the one that is wanted, or what LibreOffice makes it of."""
        return DOCX if self.ending in TEXTS else XLSX

    @property
    def target(self) -> str:
        """What LibreOffice makes, empty if the file is not its work."""
        return _MADE_BY_OFFICE.get(self.ending, "")

    @property
    def targets(self) -> tuple[str, ...]:
        """All that is asked of LibreOffice; the workings of an .ods are in the .ods itself."""
        wanted = (self.target,) if self.target else ()
        return (NEW_VALUES, *wanted) if self._is_recalculated else wanted

    @property
    def _is_recalculated(self) -> bool:
        if self.draft or self.ending not in (XLSX, PDF):
            return False
        if self.ending == XLSX and self.recalculate is None:
            return find_office() is not None
        return self.ending == PDF or self.recalculate is True

    @property
    def must(self) -> bool:
        """Whether there is no file without LibreOffice."""
        return bool(self.target) or (self._is_recalculated and self.recalculate is True)

    @property
    def asks_office(self) -> bool:
        """Whether LibreOffice has something to do, which takes seconds."""
        return bool(self.targets)


def list_formats() -> list[str]:
    """Return the formats a file can be made in on this computer: without LibreOffice .xlsx and .docx.

    Returns
    -------
    list[str]
        Of :data:`FORMATS`.
    """
    return [ending for ending in FORMATS if ending not in _MADE_BY_OFFICE or find_office()]
