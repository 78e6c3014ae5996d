"""What the files of plans are called: names that every system takes, and no two of them alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

from plc_budget.documents.wording import DOCUMENT
from plc_budget.export.formats import TEXTS, XLSX
from plc_budget.plan.reading import FILE, read_details
from plc_budget.plan.storage import disk
from plc_budget.sheets import wording

_LOOK_ALIKES = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *\.", re.IGNORECASE
)
_MOST_OF_FOLDER = 36
"""Most bytes of a folder in the name of a file beside its title. [B]"""
_MOST_BYTES = 170
"""Most bytes of a title in a name; with what is added to it the name stays below 255. [B]"""


def file_name(title: str, what: str = wording.BUDGET, ending: str = ".xlsx") -> str:
    """Name a file after a plan so that every system takes the name.

    Signs that no file may have on Windows become the full-width ones that look like them; what
    cannot be seen is left out.

    Parameters
    ----------
    title : str
        Title of the plan.
    what : str
        What the file is.
    ending : str
        How its name ends.

    Examples
    --------
    >>> file_name("閱讀/寫作：研習?"), file_name("con.a", "經費圖", ".svg")
    ('閱讀／寫作：研習？經費概算表.xlsx', '_con.a經費圖.svg')
    """
    signs = unicodedata.normalize("NFC", title).translate(_LOOK_ALIKES)
    seen = "".join(sign for sign in " ".join(signs.split()) if sign.isprintable())
    short = seen.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" ~.")
    name = f"{short}{what}{ending}"
    return f"_{name}" if _DEVICES.match(name) else name


def free_name(
    name: str,
    taken: set[str],
    of: str = "",
    *,
    is_shared: bool = False,
    is_free: Callable[[str], bool] = lambda _: True,
) -> str:
    """Return a name no other file of a folder has, for systems that take ａ and A for the same, too.

    Parameters
    ----------
    name : str
        As :func:`file_name` makes it.
    taken : set of str
        The names given so far, as this function remembers them; the new one is added.
    of : str
        What tells this file from another of its name, such as the folder of the plan.
    is_shared : bool
        Whether others are called so: then each is told from the others, the first of them as well.
    is_free : callable, optional
        Whether nothing that has to stay lies under a name.

    Examples
    --------
    >>> taken = set()
    >>> [free_name("研習.xlsx", taken, of="甲校") for _ in range(3)]
    ['研習.xlsx', '研習（甲校）.xlsx', '研習（甲校）2.xlsx']
    >>> free_name("閱讀.xlsx", taken, of="乙校", is_shared=True)
    '閱讀（乙校）.xlsx'
    """
    for one in _names(name, of, is_shared=is_shared):
        key = unicodedata.normalize("NFKC", one).casefold()
        if key not in taken and is_free(one):
            taken.add(key)
            return one
    raise AssertionError("numbers do not end")


def _names(name: str, of: str, *, is_shared: bool) -> Iterator[str]:
    """Name a file in one way after the other."""
    stem, ending = Path(name).stem, Path(name).suffix
    short = of.encode()[:_MOST_OF_FOLDER].decode(errors="ignore")
    told = f"{stem}（{file_name(short, '', '')}）" if of else stem
    if not (is_shared and of):
        yield name
    yield f"{told}{ending}"
    yield from (f"{told}{number}{ending}" for number in count(2))


def export_name(title: str, ending: str = XLSX, *, mark: str = "") -> str:
    """Name the file a plan is exported to by what is in it.

    Parameters
    ----------
    title : str
        Title of the plan.
    ending : str
        One of :data:`FORMATS`.
    mark : str
        What tells this file from others of the plan.

    Examples
    --------
    >>> export_name("增能研習", mark="（草稿）")
    '增能研習經費概算表（草稿）.xlsx'
    >>> export_name("增能研習", ".odt"), export_name("增能研習實施計畫", ".docx")
    ('增能研習實施計畫.odt', '增能研習實施計畫.docx')
    """
    if ending not in TEXTS:
        return file_name(title, wording.BUDGET + mark, ending)
    return file_name(title.strip().removesuffix(DOCUMENT), DOCUMENT + mark, ending)


def shared_titles(plans: Iterable[Path]) -> frozenset[str]:
    """Find the titles that several plans have, as :func:`name_key` writes them.

    Parameters
    ----------
    plans : iterable of Path
        Their folders; one that cannot be read has no title.
    """
    titles = Counter(name_key(title) for plan in plans if (title := _title(plan)))
    return frozenset(title for title, number in titles.items() if number > 1)


def name_key(name: str) -> str:
    """Write a name so that two are equal where a system may take them for one.

    Examples
    --------
    >>> name_key("ＰＬＣ  研習") == name_key("plc 研習")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _title(plan: Path) -> str:
    try:
        details, _ = read_details(disk.read(plan / FILE) or b"")
    except OSError:
        return ""
    return details.title if details else ""
