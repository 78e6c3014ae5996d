"""JupyterLab and Voilà as the commands start them: what they serve, whom they let in, how they end."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plc_budget import data_folder
from serving import Served, served, until

pytestmark = pytest.mark.slow

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
PAGE = "/voila/render/1_budget.ipynb"


def copied(folder: Path) -> Path:
    """Copy the county's plan into a folder nobody else works in."""
    shutil.copytree(COUNTY, folder / "研習 計畫")
    return folder


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """JupyterLab on a copy of the county's plan."""
    with served(copied(tmp_path_factory.mktemp("lab")), "lab", "研習 計畫") as server:
        yield server


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Voilà on a copy of the county's plan, with its pages warm."""
    with served(copied(tmp_path_factory.mktemp("app")), "app", "研習 計畫") as server:
        assert until(lambda: server.kernels() == 2)
        yield server


def page_data(words: str) -> dict[str, Any]:
    """Read what a page of JupyterLab or Voilà is told at its start."""
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', words, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


# --- JupyterLab -------------------------------------------------------------------------------


def test_jupyterlab_opens_on_the_first_notebook(lab: Served) -> None:
    """The address said is the one of the notebook; without its token nobody comes in."""
    assert lab.said["address"].startswith(f"{lab.root}/lab/tree/notebooks/1_budget.ipynb?token=")
    assert "password" in lab.get("/lab/tree/notebooks/1_budget.ipynb")[1]

    status, words = lab.get(f"/lab/tree/notebooks/1_budget.ipynb?token={lab.said['token']}")

    assert (status, page_data(words)["treePath"]) == (200, "notebooks/1_budget.ipynb")


def test_jupyterlab_is_chinese_and_asks_nobody_for_news(lab: Served) -> None:
    """Chinese comes from the language pack; no feed is read, no extension offered."""
    lab.get(f"/lab?token={lab.said['token']}")
    _, language = lab.get("/lab/api/settings/@jupyterlab/translation-extension:plugin")
    _, notes = lab.get("/lab/api/settings/@jupyterlab/apputils-extension:notification")
    _, words = lab.get("/lab/api/translations/zh_TW")
    told = page_data(lab.get("/lab")[1])

    assert json.loads(language)["schema"]["properties"]["locale"]["default"] == "zh_TW"
    assert json.loads(notes)["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert json.loads(notes)["schema"]["properties"]["checkForUpdates"]["default"] is False
    assert len(json.loads(words)["data"]["jupyterlab"]) > 100
    assert told["news"] == {"disabled": True}
    assert told["extensionManager"]["can_install"] is False


def test_jupyterlab_is_told_which_cells_it_may_run(lab: Served) -> None:
    """The extension that runs the workbook is served, and so are the cells it compares with."""
    lab.get(f"/lab?token={lab.said['token']}")
    told = page_data(lab.get("/lab")[1])
    ours = [e for e in told["federated_extensions"] if e["name"] == "plc-budget"]
    status, script = lab.get(f"/lab/extensions/plc-budget/{ours[0]['load']}")

    assert status == 200
    assert "plcBudgetCells" in script
    assert ["from plc_budget.widgets import open_page\n\nopen_page()"] in told["plcBudgetCells"]


def test_a_kernel_of_jupyterlab_knows_the_plan_and_ends_with_it(tmp_path: Path) -> None:
    """Ctrl+C with a kernel running: exit code 0, no word, no kernel left."""
    with served(copied(tmp_path), "lab", "研習 計畫") as server:
        server.post("/api/kernels", {"Authorization": f"token {server.said['token']}"})
        assert until(lambda: server.kernels() == 1)

        assert server.end() == (0, "")
        assert server.kernels() == 0


def test_the_planners_own_notebooks_are_opened_in_their_folder(tmp_path: Path) -> None:
    """In a folder made by ``init`` the notebooks of that folder are shown, beside the plans."""
    from plc_budget.cli import main

    main(["init", str(tmp_path / "工作")])
    with served(tmp_path / "工作", "lab") as server:
        token = {"Authorization": f"token {server.said['token']}"}
        listed = json.loads(server.get("/api/contents", token)[1])["content"]

        assert {entry["name"] for entry in listed} >= {"notebooks", "plans", "先看我.txt"}
        assert Path(server.said["notebooks"]) == tmp_path / "工作" / "notebooks"
        assert server.end(signal.SIGTERM) == (0, "")


# --- Voilà --------------------------------------------------------------------------------------


def test_the_page_is_served_without_a_token_on_this_machine(app: Served) -> None:
    """The address leads to the workbook: Chinese, titled, with the figures, without any code."""
    status, words = app.get("/")

    assert status == 200
    assert "<title>經費編列</title>" in words
    assert "zh-Hant-TW" in words
    assert "15,000" in words
    assert "open_page(" not in words


def test_the_short_address_keeps_what_is_asked_for(app: Served) -> None:
    """``/?plan=…`` leads to the page with the plan still named: the page reads it there."""
    asking = http.client.HTTPConnection("127.0.0.1", app.said["port"])
    asking.request("GET", "/?plan=115")
    answer = asking.getresponse()
    asking.close()

    assert (answer.status, answer.headers["Location"]) == (302, f"{PAGE}?plan=115")


def test_the_page_asks_nobody_outside(app: Served) -> None:
    """No address of another server is loaded, and the browser is told to load none."""
    _, words, headers = app.ask(PAGE)
    loads = re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', words)
    policy = headers["Content-Security-Policy"]

    assert loads == []
    assert "default-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/1_budget.ipynb",
        "/voila/tree",
        "/voila/api/contents",
        "/voila/files/conftest.py",
    ],
)
def test_no_file_and_no_folder_is_shown(app: Served, path: str) -> None:
    """Nothing but the three notebooks as pages."""
    status, words = app.get(path)

    assert status in (403, 404)
    assert "cdn" not in words


def test_a_name_that_leads_here_from_elsewhere_is_refused(app: Served) -> None:
    """A page of another server cannot reach in by a name of its own for 127.0.0.1."""
    assert app.get(PAGE, {"Host": f"elsewhere.test:{app.said['port']}"})[0] == 403


def test_two_pages_have_a_kernel_each(app: Served) -> None:
    """Several people work beside each other: one page, one kernel; two stand ready again."""
    one, two = (page_data(app.get(PAGE)[1])["kernelId"] for _ in range(2))

    assert one != two


def test_a_page_that_is_left_ends_its_kernel(app: Served) -> None:
    """The browser says so when it leaves; said twice, nothing breaks."""
    kernel = page_data(app.get(PAGE)[1])["kernelId"]
    assert app.get(f"/api/kernels/{kernel}")[0] == 200

    assert app.post(f"/voila/closed/{kernel}") == 204
    assert app.get(f"/api/kernels/{kernel}")[0] == 404
    assert app.post(f"/voila/closed/{kernel}") == 200, "it is gone already"


def test_an_idle_kernel_is_ended(tmp_path: Path) -> None:
    """A page that went away without a word: its kernel goes, those that stand ready stay."""
    sooner = "import plc_budget.servers.page as page; page.IDLE, page._LOOK = 3, 1; "
    with served(copied(tmp_path), "app", "研習 計畫", before=sooner) as server:
        assert until(lambda: server.kernels() == 2)
        server.get(PAGE)
        assert until(lambda: server.kernels() == 3)
        assert until(lambda: server.kernels() == 2)
        time.sleep(4)
        assert server.kernels() == 2
        assert server.end() == (0, "")
        assert server.kernels() == 0


def test_with_a_token_only_who_has_it_comes_in(tmp_path: Path) -> None:
    """Others see one Chinese field; the whole address opens the page, and so does the token typed."""
    with served(copied(tmp_path), "app", "研習 計畫", "--token", "芝麻開門") as server:
        _, asked = server.get("/")
        assert "15,000" not in asked
        assert re.findall(r"<label[^>]*>(.+)</label>", asked) == ["通行碼"]
        assert not re.findall(r'(?:src|href)="https?://', asked)

        assert "15,000" in server.get(server.said["address"].removeprefix(server.root))[1]
        assert server.end() == (0, "")
