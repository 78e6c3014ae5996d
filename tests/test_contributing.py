"""What CONTRIBUTING.md tells the next engineer works as it stands."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from plc_budget.rules.reading import read_card

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_its_python_runs() -> None:
    """The check, the column and the table that it shows do what they say."""
    failed, tried = doctest.testfile(str(ROOT / "CONTRIBUTING.md"), module_relative=False)

    assert (failed, tried > 10) == (0, True)


def test_its_rule_card_is_one() -> None:
    """A ceiling of 50 for tea, read and dated."""
    (words,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    card = read_card(words)

    assert (card.id, card.values[0].value) == ("tea-ceiling", {"tea": 50})


def test_the_files_it_names_are_there() -> None:
    """Every path with a folder, and every test, leads somewhere."""
    named = set(re.findall(r"`((?:plc_budget|tests|data|docs)/[\w./-]*)`", PAGE))
    named -= {"data/rules/NAME.toml"}

    assert {name for name in named if not (ROOT / name).exists()} <= {"docs/"}
    assert len(named) > 8
