"""What is written once is the same everywhere, and the package can be built, installed and used."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

from plc_budget import shipped_cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
CONDA_NAMES = {
    "pandera": "pandera-pandas",
    "jupyter-core": "jupyter_core",
    "jupyter-server": "jupyter_server",
}
"""Where conda-forge names a package, with its extra, differently."""


@cache
def project() -> dict[str, Any]:
    """Read the table ``[project]``."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


def requirements(*extras: str) -> list[Requirement]:
    """Return the dependencies, with those of the extras named and of the extras these name."""
    return [*map(Requirement, project()["dependencies"]), *of_extras(extras)]


def of_extras(extras: Iterable[str]) -> Iterator[Requirement]:
    """Return what extras bring along; ``plc-budget[lab]`` among them is the extra ``lab``."""
    for extra in extras:
        for requirement in map(Requirement, project()["optional-dependencies"][extra]):
            if requirement.name == project()["name"]:
                yield from of_extras(requirement.extras)
            else:
                yield requirement


def pins() -> dict[str, list[Requirement]]:
    """Read constraints.txt, by name; a package may be pinned once for each kind of machine."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        pin = Requirement(line)
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


# --- one truth --------------------------------------------------------------------------------


@pytest.mark.parametrize("requirement", requirements("test", "bench"), ids=str)
def test_every_dependency_is_pinned_within_its_range(requirement: Requirement) -> None:
    """Whoever installs with the constraints gets a version that pyproject allows."""
    pinned = pins()[canonicalize_name(requirement.name)]

    for pin in pinned:
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert exact.version in requirement.specifier


def test_the_tests_have_all_that_the_workbook_has() -> None:
    """One installation runs every test, those of the workbook too."""
    assert {str(r) for r in requirements("lab")} <= {str(r) for r in requirements("test")}


def test_constraints_name_no_address() -> None:
    """They serve every machine, with a mirror of its own or none."""
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


@pytest.mark.wheel
def test_what_is_installed_here_is_what_is_pinned() -> None:
    """The run that decides tests the versions that the README installs."""
    here: dict[str, str] = {
        canonicalize_name(d.name): d.version for d in importlib.metadata.distributions()
    }
    fitting = [
        (name, str(pin.specifier).removeprefix("=="), here[name])
        for name, several in pins().items()
        for pin in several
        if name in here and (pin.marker is None or pin.marker.evaluate())
    ]

    assert [entry for entry in fitting if entry[1] != entry[2]] == []


def test_conda_gets_the_same_packages_and_ranges() -> None:
    """environment.yml names what the workbook needs as conda-forge does, with equal ranges."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    specs = [MatchSpec(entry) for entry in listed if isinstance(entry, str)]
    conda = {spec.name.normalized: str(spec.version) for spec in specs if spec.version}
    python = {
        CONDA_NAMES.get(name := canonicalize_name(r.name), name): r.specifier
        for r in requirements("lab")
    }
    ranges = {name: set(version.split(",")) for name, version in conda.items()}

    assert ranges.pop("python") == {project()["requires-python"]}
    assert ranges == {name: {str(part) for part in s} for name, s in python.items()}
    assert listed[-1] == {"pip": ["-e ."]}


def test_the_changelog_begins_with_this_version() -> None:
    """A reader finds what the version installed here brought."""
    headings = re.findall(
        r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert headings[0] == project()["version"]


def test_the_changelog_says_which_rules_hold_from_when() -> None:
    """Every card is named with each day on which one of its values begins."""
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    untold = [
        (card.id, str(start or ""))
        for card in shipped_cards().values()
        for start in {value.start for value in card.values}
        if not any(f"`{card.id}`" in line and str(start or "") in line for line in lines)
    ]

    assert untold == []


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("plc_budget", ["lab"]), ("tests", ["test"]), ("benchmarks", ["test", "bench"])],
)
def test_every_library_imported_is_declared(folder: str, extras: list[str]) -> None:
    """Nothing works only because something else happened to bring it along."""
    declared = {canonicalize_name(r.name) for r in requirements(*extras)}
    ours = {"plc_budget", "benchmarks", *(path.stem for path in (ROOT / "tests").glob("*.py"))}
    providers = importlib.metadata.packages_distributions()
    foreign = imported(ROOT / folder) - set(sys.stdlib_module_names) - ours

    undeclared = [
        name
        for name in sorted(foreign)
        if not {canonicalize_name(p) for p in providers.get(name, [name])} & declared
    ]

    assert undeclared == []


def imported(folder: Path) -> set[str]:
    """Name the top of every module imported anywhere under a folder."""
    nodes = [
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    plain = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    some = {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module}
    return {name.split(".")[0] for name in plain | some}


# --- built and installed ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and from it the wheel, offline."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a fresh venv that borrows our libraries, and nothing of ours."""
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    (wheel,) = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, cwd=built)
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(site.stdout.strip(), "borrowed.pth").write_text("\n".join(libraries), encoding="utf-8")
    return scripts


@pytest.mark.wheel
def test_the_wheel_carries_all_data_and_translations(built: Path) -> None:
    """Rules, plans, catalogues and notebooks are in it, each file once and as it is here."""
    (path,) = built.glob("*.whl")
    wheel = zipfile.ZipFile(path)
    code = {f.relative_to(ROOT).as_posix(): f for f in files("plc_budget")}
    carried = {
        f"plc_budget/_{folder}/{f.relative_to(ROOT / folder).as_posix()}": f
        for folder in ("data", "notebooks")
        for f in files(folder)
    }
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert inside == carried.keys() | code.keys()
    assert all(wheel.read(name) == path.read_bytes() for name, path in (carried | code).items())


def files(folder: str) -> list[Path]:
    """List what git keeps, or would keep, under a folder."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = [ROOT / name for name in names.split("\0") if name]
    return [path for path in found if path.is_file()]


@pytest.mark.wheel
def test_the_source_archive_is_complete(built: Path) -> None:
    """Whatever git keeps is in it, so that the tests run from it."""
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}

    assert {f.relative_to(ROOT).as_posix() for f in files(".")} <= inside


@pytest.mark.wheel
def test_an_installed_wheel_exports_from_anywhere(installed: Path, tmp_path: Path) -> None:
    """From another folder, without a checkout: a sheet of the shipped plan, a folder to work in."""
    asks = "from plc_budget.shipped import data_folder; print(data_folder())"
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*command: str) -> str:
        done = subprocess.run(
            command, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    data = Path(run(str(installed / "python"), "-c", asks).strip())
    plan = data / "plans" / "hualien-113-plc-conveners"
    run(str(installed / "plc-budget"), "export", str(plan), "-o", "sheet.xlsx")
    run(str(installed / "plc-budget"), "init", "work")

    assert data.is_relative_to(installed.parent)
    assert (tmp_path / "sheet.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "work" / "notebooks" / "1_budget.ipynb").is_file()
