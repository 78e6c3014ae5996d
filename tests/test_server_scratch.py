"""The folder a server works in, and what the next server does with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plc_budget.servers.scratch import MARK, clear_dead, scratch_folder, transport_in


def test_only_the_folders_of_dead_servers_are_cleared(tmp_path: Path) -> None:
    """A killed server's goes; a living one's, one of another program's and a link's target stay."""
    dead, others = tmp_path / "plc-budget-dead", tmp_path / "plc-budget-others"
    kept = tmp_path / "elsewhere"
    for folder in (dead, others, kept):
        folder.mkdir()
    for folder in (dead, kept):
        (folder / MARK).touch()
    (tmp_path / "plc-budget-link").symlink_to(kept)

    with scratch_folder(tmp_path) as living:
        clear_dead(tmp_path)

        assert living.is_dir()
        assert (others.is_dir(), (kept / MARK).is_file()) == (True, True)
        assert not dead.exists()
    assert not living.exists()


def test_a_server_that_cannot_lock_its_folder_still_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk without locks: the folder is never taken for a dead server's."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(fcntl, "flock", refuse)
    with scratch_folder(tmp_path) as living:
        clear_dead(tmp_path)
        assert living.is_dir()


def test_a_path_too_long_for_sockets_is_left_to_ports(tmp_path: Path) -> None:
    """104 bytes on a Mac, 108 on Linux; the folder that passes is short enough."""
    deep = tmp_path / ("a" * 100)
    with scratch_folder() as living:
        assert transport_in(living) == "ipc"
    assert transport_in(deep) == "tcp"
