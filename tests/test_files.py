"""Files that a person names: read within bounds, written whole, and nothing else is harmed."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from caqda.errors import InputError
from caqda.files import read_bytes, write_text


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_device_that_never_ends_is_not_read() -> None:
    with pytest.raises(InputError, match="/dev/zero: this is not an ordinary file"):
        read_bytes(Path("/dev/zero"))


def test_a_pipe_is_read_and_written_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write_text, args=(pipe, "æøå"))
    writer.start()
    assert read_bytes(pipe).decode() == "æøå"
    writer.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1234")
    assert read_bytes(tmp_path / "x", most=4) == b"1234"
    with pytest.raises(InputError, match="larger than"):
        read_bytes(tmp_path / "x", most=3)


def test_what_is_written_keeps_its_permissions_and_links(tmp_path: Path) -> None:
    secret, link = tmp_path / "secret.md", tmp_path / "link.md"
    secret.write_text("old")
    secret.chmod(0o600)
    link.symlink_to(secret)
    write_text(link, "new")
    assert link.is_symlink()
    assert (secret.read_text(), mode(secret)) == ("new", 0o600)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "secret.md"]


@pytest.mark.parametrize("name", ["", "folder", "missing/x.md", "file/x.md", "x" * 300])
def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(InputError):
        write_text(Path(name), "text")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"r\.md: there is no such folder; make it, or name another"):
        write_text(tmp_path / "nowhere" / "r.md", "text")


def test_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    write_text(tmp_path / ("x" * 250), "text")
    assert (tmp_path / ("x" * 250)).read_text() == "text"


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("old")
    with pytest.raises(InputError, match=r"r\.md: it cannot be written"):
        write_text(path, "\udce6")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("r.md", "old")]
