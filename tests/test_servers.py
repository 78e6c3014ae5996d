"""JupyterLab and Voilà as the commands start them: what they serve, whom they let in, how they end."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from plc_budget import data_folder
from serving import NO_KERNEL, Served, served, until

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
        server.come_in()
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


def test_the_page_is_served_to_who_came_in(app: Served) -> None:
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
        server.come_in()
        open_page(server)
        assert until(lambda: server.kernels() == 3)
        assert until(lambda: server.kernels() == 2)
        time.sleep(4)
        assert server.kernels() == 2
        assert server.end() == (0, "")
        assert server.kernels() == 0


def test_only_who_has_the_token_comes_in(tmp_path: Path) -> None:
    """Others see one Chinese field, on this machine too; the whole address opens the page."""
    with served(
        copied(tmp_path), "app", "研習 計畫", "--token", "芝麻開門芝麻開門芝麻開門"
    ) as server:
        _, asked = server.get("/")
        assert "15,000" not in asked
        assert re.findall(r"<label[^>]*>(.+)</label>", asked) == ["通行碼"]
        assert not re.findall(r'(?:src|href)="https?://', asked)

        status, words = server.get(server.said["address"].removeprefix(server.root))
        assert (status, "15,000" in words) == (200, True)
        assert quote(server.said["token"]) not in words
        assert server.end() == (0, "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "http://elsewhere.test/holiday.html"},
    ],
)
def test_a_page_of_another_site_starts_no_kernel(app: Served, headers: dict[str, str]) -> None:
    """A picture whose address is the workbook's, on a page that the planner looks at elsewhere."""
    status, words = app.get(PAGE, headers)

    assert (status, "kernelId" in words) == (403, False)
    assert "完整網址" in words


def test_a_link_in_a_letter_opens_the_page(app: Served) -> None:
    """It leads here from another site, but brings the token."""
    whole = f"{PAGE}?token={app.said['token']}"

    assert app.get(whole, {"Sec-Fetch-Site": "cross-site"})[0] == 200


def test_the_cookie_is_kept_from_other_sites(app: Served) -> None:
    """A browser sends it only where a page of this server, or the planner, asks."""
    _, _, headers = Served(app.said, app.process, app.folder).ask(
        f"/api/kernels/{NO_KERNEL}?token={app.said['token']}"
    )

    assert "SameSite=Strict" in headers["Set-Cookie"]
    assert "HttpOnly" in headers["Set-Cookie"]


ROUTES = {
    "lab": (
        "/lab",
        "/lab/tree/notebooks/1_budget.ipynb",
        "/lab/api/settings/",
        "/lab/api/workspaces/",
        "/api/contents",
        "/api/contents/notebooks/1_budget.ipynb",
        "/api/kernels",
        "/api/sessions",
        f"/api/kernels/{NO_KERNEL}",
        f"/api/kernels/{NO_KERNEL}/channels",
        "/api/terminals",
        "/api/me",
        "/api/status",
        "/api/config/x",
        "/api/nbconvert",
        "/api/events/subscribe",
        "/metrics",
        "/files/notebooks/1_budget.ipynb",
        "/nbconvert/html/notebooks/1_budget.ipynb",
        "/view/notebooks/1_budget.ipynb",
        "/lsp/status",
        "/voila/render/notebooks/1_budget.ipynb",
    ),
    "app": (
        "/",
        PAGE,
        "/voila/render/2_reallocate.ipynb",
        "/voila/tree",
        "/voila/api/contents",
        "/voila/files/1_budget.ipynb",
        f"/voila/query/{NO_KERNEL}",
        f"/voila/closed/{NO_KERNEL}",
        f"/voila/api/shutdown/{NO_KERNEL}",
        f"/api/kernels/{NO_KERNEL}",
        f"/api/kernels/{NO_KERNEL}/channels",
    ),
}


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, paths in ROUTES.items() for path in paths]
)
def test_nothing_answers_without_a_token(
    kind: str, path: str, request: pytest.FixtureRequest
) -> None:
    """Whatever shows or changes something refuses, or shows the field for the token."""
    server: Served = request.getfixturevalue(kind)
    stranger = Served(server.said, server.process, server.folder)

    status, words = stranger.get(path)
    assert status in (403, 404, 405) or 'type="password"' in words
    assert stranger.post(path) in (403, 404, 405)
    assert server.said["token"] not in words


def test_nobody_is_told_what_another_page_was_asked_for(app: Served) -> None:
    """Voilà's own route for that asks for no token, and answered with the address, token and all."""
    asks = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    }
    kernel = page_data(app.get(f"{PAGE}?token={app.said['token']}")[1])["kernelId"]

    assert app.get(f"/voila/query/{kernel}", asks)[0] == 404


def test_jupyterlab_has_no_routes_but_its_own(lab: Served) -> None:
    """No terminal, no Voilà beside it."""
    lab.come_in()

    for path in ("/api/terminals", "/voila/tree"):
        assert lab.get(path)[0] == 404


def test_who_tries_wrong_tokens_waits_and_holds_nobody_up(app: Served) -> None:
    """Of many tries at once the later are refused unread; a page that is open goes on."""
    stranger = Served(app.said, app.process, app.folder)
    with ThreadPoolExecutor(12) as several:
        tries = [
            several.submit(stranger.get, f"/?token=wrong-token-{number}") for number in range(12)
        ]
        assert app.get("/voila/static/none")[0] in (403, 404)
        answers = [one.result() for one in tries]

    assert {status for status, _ in answers} == {200, 429}
    assert "稍候" in next(words for status, words in answers if status == 429)


# --- Many visitors, and what goes wrong ----------------------------------------------------------


def open_page(server: Served) -> str:
    """Open the page as a browser does, asking again where it is told to wait; return its kernel."""
    found: list[str] = []

    def comes() -> bool:
        status, words = server.get(PAGE)
        assert status in (200, 503), words
        found.extend(re.findall(r'"kernelId": "([^"]+)"', words) if "15,000" in words else ())
        return bool(found)

    assert until(comes, 180)
    return found[0]


def test_kernels_speak_through_files_nobody_else_can_open(app: Served) -> None:
    """A port that was free may be another's by the time a kernel opens it; a file is not."""
    for description in app.kernel_processes().values():
        told = json.loads(description.read_text(encoding="utf-8"))

        assert told["transport"] == "ipc"
        assert until(Path(f"{told['ip']}-{told['shell_port']}").is_socket)
        assert description.parent.stat().st_mode & 0o077 == 0


def test_thirty_people_open_the_page_at_once(tmp_path: Path) -> None:
    """Each has a kernel; the server answers meanwhile, and Ctrl+C ends it while others come."""
    with served(copied(tmp_path), "app", "研習 計畫") as server, ThreadPoolExecutor(30) as people:
        server.come_in()
        kernels = list(people.map(lambda _: open_page(server), range(30)))
        assert len(set(kernels)) == 30
        assert server.get("/voila/static/none")[0] == 403

        list(people.map(lambda kernel: server.post(f"/voila/closed/{kernel}"), kernels))
        assert until(lambda: server.kernels() == 2)
        for _ in range(30):
            people.submit(server.get, PAGE)
        assert until(lambda: server.kernels() > 3)
        assert server.end() == (0, "")
        assert server.kernels() == 0


def test_where_no_more_pages_have_room_that_is_said(tmp_path: Path) -> None:
    """One page may be open: the second visitor is told what to do, and comes in when it closed."""
    one = "import plc_budget.servers.page as page; page.PAGES = 1; "
    with served(copied(tmp_path), "app", "研習 計畫", before=one) as server:
        server.come_in()
        first = open_page(server)
        assert until(lambda: server.kernels() == 3)

        status, words = server.get(PAGE)
        assert (status, "15,000" in words) == (503, False)
        assert "已開啟1頁" in words
        assert 'http-equiv="refresh"' in words
        assert server.kernels() == 3

        server.post(f"/voila/closed/{first}")
        assert open_page(server) != first


def test_a_kernel_that_died_is_not_handed_out(tmp_path: Path) -> None:
    """Both pages that stand ready are killed: the next two visitors get others, that live."""
    with served(copied(tmp_path), "app", "研習 計畫") as server:
        server.come_in()
        open_page(server)
        assert until(lambda: server.kernels() == 3)
        assert until(server.is_ready)
        dead = server.kernel_processes()
        for number in dead:
            os.kill(number, signal.SIGKILL)
        assert until(lambda: not dead.keys() & server.kernel_processes().keys())

        for _ in range(2):
            kernel = open_page(server)
            assert kernel not in {file.stem.removeprefix("kernel-") for file in dead.values()}
            assert any(kernel in file.name for file in server.kernel_processes().values())


@pytest.mark.parametrize("command", ["app", "lab"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_hangs_says_so_and_ends(
    command: str, how: signal.Signals, tmp_path: Path
) -> None:
    """Its only thread waits for what never comes: where is in the log, and Ctrl+C ends it."""
    hangs = (
        "import time, plc_budget.servers.ending as ending; ending.SILENCE = ending.GRACE = 2; "
        "from tornado.ioloop import IOLoop; IOLoop.current().call_later(8, time.sleep, 600); "
    )
    with served(copied(tmp_path), command, "研習 計畫", before=hangs) as server:
        log = tmp_path / ".settings" / "jupyter.log"
        assert until(lambda: "most recent call first" in log.read_text(encoding="utf-8"))

        code, told = server.end(how)

    assert code == 2
    assert "2 秒沒有回應" in told
    assert "已強制結束" in told
    assert str(log) in told
    assert until(lambda: server.kernels() == 0)


def test_a_server_that_was_killed_leaves_nothing_for_long(tmp_path: Path) -> None:
    """The next one clears its folder away, and leaves that of a server that lives alone."""
    one, two = tmp_path / "one", tmp_path / "two"
    with served(copied(one), "app", "研習 計畫") as killed:
        assert until(lambda: killed.kernels() == 2)
        left = scratch_of(killed)
        killed.end(signal.SIGKILL)
        assert until(lambda: killed.kernels() == 0)
    assert left.is_dir()

    with (
        served(copied(two), "app", "研習 計畫") as living,
        served(one, "app", "研習 計畫") as following,
    ):
        assert not left.exists()
        assert until(lambda: living.kernels() == following.kernels() == 2)
        assert scratch_of(living) != scratch_of(following)
        assert following.end() == (0, "")


def scratch_of(server: Served) -> Path:
    """Find the folder a server works in by where its kernels are described."""
    return next(iter(server.kernel_processes().values())).parents[1]
