"""The words argparse says itself, so that they stand in our catalogue of translations too.

argparse asks the global domain of :mod:`gettext`; :func:`spoken_by_argparse` makes that ours while
the command line is read.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plc_budget.language import CATALOGUES, DOMAIN, current_language, text

if TYPE_CHECKING:
    from collections.abc import Iterator

# What Python 3.11 to 3.14 can say about our commands; nothing reads it but the extraction.
WORDS = (
    text("usage: "),
    text("positional arguments"),
    text("options"),
    text("%(heading)s:"),
    text("show this help message and exit"),
    text("argument %(argument_name)s: %(message)s"),
    text("the following arguments are required: %s"),
    text("one of the arguments %s is required"),
    text("not allowed with argument %s"),
    text("unrecognized arguments: %s"),
    text("unexpected option string: %s"),
    text("ambiguous option: %(option)s could match %(matches)s"),
    text("ignored explicit argument %r"),
    text("expected one argument"),
    text("expected at most one argument"),
    text("expected at least one argument"),
    text("invalid choice: %(value)r (choose from %(choices)s)"),
    text("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    text("invalid %(type)s value: %(value)r"),
)


@contextmanager
def spoken_by_argparse() -> Iterator[None]:
    """Let argparse speak the current language for the length of a ``with`` block.

    Domain and environment are put back behind it, for programs that import this one.
    """
    domain, languages = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = current_language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if languages is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = languages
