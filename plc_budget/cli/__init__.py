"""The command line: parse, call, print."""

from __future__ import annotations

import gc
import sys

_SELDOM = 200_000
"""Objects between two searches for garbage; Python's own choice is 700."""


def command() -> int:
    """Run ``plc-budget`` as a process of its own.

    A command makes many objects and few cycles.  Looking for those while libraries are imported
    takes a tenth of its time, and once more at the end, with pandas loaded, a quarter.
    """
    gc.set_threshold(_SELDOM)
    code = main()
    gc.freeze()
    return code


def main(argv: list[str] | None = None) -> int:
    """Run ``plc-budget``.

    Parameters
    ----------
    argv : list of str, optional
        The words behind the command; those of the process if left out.

    Returns
    -------
    int
        0, or 1 when errors stand, or 2 when something could not be read, or Ctrl+C stopped it, or
        there was no room for the output of a command that changes nothing.
    """
    from plc_budget.cli.arguments import UNREADABLE, argparse_speaks_ours, make_parser
    from plc_budget.language import text

    _speak_unicode()
    typed = sys.argv[1:] if argv is None else argv
    with argparse_speaks_ours():
        options = make_parser(typed).parse_args(typed)
    from plc_budget.cli.output import (
        Stop,
        clear_progress,
        complain,
        finish_output,
        refuse_file,
    )

    try:
        code: int = options.run(options)
    except Stop as stop:
        code = stop.code
    except OSError as problem:  # what no room had an answer to: a share that went away, odd rights
        code = refuse_file(options, problem)
    except KeyboardInterrupt:
        clear_progress()
        complain(text("Stopped."))
        code = UNREADABLE
    return finish_output(options, code)


def _speak_unicode() -> None:
    """Print Chinese also where the console is set to another code page (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
