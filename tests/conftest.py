"""What runs when, and that nothing is left out where it counts.

``pytest`` alone is the everyday run.  What is slow or needs another program is marked (see
pyproject.toml) and runs with ``--everything`` and wherever ``CI`` is set.  There a test that is
skipped, for whatever reason, has failed: its reason says what to install.
"""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest

import programs
from browser_fixtures import browser, servers, shown, visit, warm, workbook

__all__ = ["browser", "servers", "shown", "visit", "warm", "workbook"]  # pytest finds fixtures here

if TYPE_CHECKING:
    from collections.abc import Generator

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

OFFICE = "PLC_BUDGET_SOFFICE"
"""Where LibreOffice is; empty, there is none."""
REAL_OFFICE = pytest.StashKey[str | None]()
LONG = ("slow", "office", "validators", "wheel", "browser")

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)


def in_ci() -> bool:
    """Tell whether this is the run that decides."""
    return bool(os.environ.get("CI"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--everything``."""
    parser.addoption(
        "--everything",
        action="store_true",
        default=in_ci(),
        help="run what is slow or needs LibreOffice and a validator, too (so does CI)",
    )
    parser.addoption(
        "--pictures",
        metavar="FOLDER",
        help="where tests/test_browser_walk.py puts the pictures of docs/planner.zh-TW.md",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run what was named in this process; the whole on all cores."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else None


def pytest_configure(config: pytest.Config) -> None:
    """Set the scene; the language and the cache of whoever runs the tests stay out of it.

    So does LibreOffice: a file for approval is worked out by it a second time where it is there,
    which takes seconds.  What tests start, such as servers and notebooks, does not find it either.
    """
    hypothesis.settings.load_profile("ci" if in_ci() else "here")
    if in_ci():
        config.pluginmanager.register(NothingIsLeftOut(), "nothing-is-left-out")
    if config.getoption("numprocesses", None):
        return  # the processes that run the tests set it, each its own
    cache = tempfile.TemporaryDirectory(prefix="plc-budget-cache-")
    scene = pytest.MonkeyPatch()
    scene.setenv("PLC_BUDGET_CACHE", cache.name)
    scene.delenv("PLC_BUDGET_LANG", raising=False)
    config.stash[REAL_OFFICE] = os.environ.get(OFFICE)
    scene.setenv(OFFICE, "")
    config.add_cleanup(cache.cleanup)
    config.add_cleanup(scene.undo)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests for later in the everyday run."""
    if config.getoption("--everything"):
        return
    later = pytest.mark.skip(reason="runs with --everything, and in CI")
    for item in items:
        if any(item.get_closest_marker(name) for name in LONG):
            item.add_marker(later)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let a test marked ``office``, its fixtures included, find the LibreOffice that is there."""
    if item.get_closest_marker("office") is None:
        return (yield)
    real = item.config.stash[REAL_OFFICE]
    with pytest.MonkeyPatch.context() as scene:
        if real is None:
            scene.delenv(OFFICE, raising=False)
        else:
            scene.setenv(OFFICE, real)
        return (yield)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing; the reason is the remedy."""
    for marker, missing in programs.MISSING.items():
        if item.get_closest_marker(marker) and (remedy := missing()):
            pytest.skip(remedy)


class NothingIsLeftOut:
    """Where CI is set, turns every skip, of a test or of a whole file, into a failure."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a test that was skipped."""
        return _failed_if_skipped((yield))

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self,
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Fail a file that was skipped."""
        return _failed_if_skipped((yield))


def _failed_if_skipped(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped where CI is set. {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that a run was not the whole."""
    skipped = len(terminalreporter.getreports("skipped"))
    if skipped:
        terminalreporter.section("NOT EVERYTHING WAS TESTED", sep="!", yellow=True, bold=True)
        terminalreporter.line(f"{skipped} skipped, for the reasons above; CI runs them all.")
