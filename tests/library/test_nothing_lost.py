"""Whatever kills, fills or forbids: every earlier record stays whole and readable."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citekit.errors import WriteError
from citekit.library import Library
from citekit.library import record_file as files

Document = Callable[..., dict[str, Any]]

KILLS = 250


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
def test_kill_at_any_moment_leaves_every_record_whole(library: Library, document: Document) -> None:
    """Children add, rename, edit and merge in a loop; each tells what is done, and is killed at some moment.

    What a child was told is done must be there: every title that was ever written, in one whole file.
    """
    chance = random.Random(1956)
    library.add([document("a", "title-start")])
    done = {"title-start"}
    longest = 2 * _time_of_a_step(library.folder, document)
    kills = 0
    for number in range(KILLS):
        told = _killed_after(chance.uniform(0.0, longest), library.folder, document, number)
        kills += told.killed
        done |= told.titles
        _assert_whole(library, done)
        if len(done) <= number // 8:
            longest *= 1.2  # the machine has become busier than it was when a step was timed
    assert kills > KILLS // 2
    assert len(done) > KILLS // 10
    fixed = library.check(fix=True)
    assert not [finding for finding in fixed if finding.code in ("file-damaged", "key-twice", "key-misfiled")]
    _assert_whole(library, done)
    assert not list((library.folder / files.WORKROOM).glob("*.tmp"))


def _time_of_a_step(folder: Path, document: Document) -> float:
    """Seconds in which a child does all of it once: on a busy machine many times those of an idle one."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            _work(folder, document, KILLS, os.open(os.devnull, os.O_WRONLY), steps=2)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - began


class _Told:
    def __init__(self, text: str, killed: bool) -> None:
        self.titles = set(text.split("\n")[:-1])
        self.killed = killed


def _killed_after(seconds: float, folder: Path, document: Document, number: int) -> _Told:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _work(folder, document, number, writing)
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as told:
        return _Told(told.read(), os.WIFSIGNALED(status))


def _work(folder: Path, document: Document, number: int, writing: int, steps: int = 1000) -> None:
    library = Library(folder)
    for step in range(steps):
        title = f"title-{number}-{step}"
        key = f"k{number}-{step}"
        library.add([document(key, title, delo=f"{number}{step:04d}")])
        os.write(writing, f"{title}\n".encode())
        library.rename(key, f"r{number}-{step}")
        item = library.get(key)
        library.replace(item["id"], {**item, "abstract": f"edited-{title}"})
        os.write(writing, f"edited-{title}\n".encode())
        if step % 2:
            library.merge("a", f"r{number}-{step}")


def _assert_whole(library: Library, done: set[str]) -> None:
    texts = []
    for file in library.folder.glob("*.json"):
        text = file.read_text(encoding="utf-8")
        assert json.loads(text)["id"]
        texts.append(text)
    everything = "\n".join(texts)
    lost = [title for title in done if f'"{title}"' not in everything]
    assert not lost
    assert library.damages() == []


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_disk_that_takes_nothing_gives_one_clear_line_and_loses_nothing(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    library.add([document("a"), document("b", delo="2")])
    before = _contents(library)

    def full(_handle: int) -> None:
        raise OSError(reason, os.strerror(reason))

    with monkeypatch.context() as patched:
        patched.setattr(files.os, "fsync", full)
        for change in _changes(library, document):
            with pytest.raises(WriteError) as caught:
                change()
            assert os.strerror(reason) in str(caught.value)
            assert str(library.folder) in str(caught.value)
            assert "\n" not in str(caught.value)
    assert _contents(library) == before
    assert library.keys() == ["a", "b"]
    assert library.check() == []
    library.add([document("c", delo="3")])
    assert library.keys() == ["a", "b", "c"]


def test_a_batch_that_does_not_fit_adds_nothing(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([document("a")])
    left = iter([True] * 20)
    force = os.fsync

    def fills_up(handle: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        force(handle)

    with monkeypatch.context() as patched:
        patched.setattr(files.os, "fsync", fills_up)
        with pytest.raises(WriteError):
            library.add([document(f"k{number}", delo=f"1{number}") for number in range(60)])
    assert library.keys() == ["a"]
    assert [file.name for file in library.folder.glob("*.json")] == ["a.json"]
    assert not list((library.folder / files.WORKROOM).glob("*.tmp"))


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path, document: Document) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="can't be written"):
        Library(tmp_path / "file" / "library").add([document()])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_is_read_and_refuses_to_be_written(library: Library, document: Document) -> None:
    library.add([document("a")])
    library.folder.chmod(0o555)
    (library.folder / files.WORKROOM).chmod(0o555)
    try:
        assert Library(library.folder).search("fedorenko")
        with pytest.raises(WriteError, match="Permission denied"):
            library.add([document("b", delo="2")])
    finally:
        library.folder.chmod(0o755)
        (library.folder / files.WORKROOM).chmod(0o755)


def test_git_ignores_the_lock_and_what_is_unfinished(library: Library, document: Document) -> None:
    library.add([document("a")])
    assert (library.folder / files.WORKROOM / ".gitignore").read_text() == "*\n"
    left = library.folder / files.WORKROOM / "7.tmp"
    left.write_text("half a rec")
    library.add([document("b", delo="2")])
    assert not left.exists()


def _changes(library: Library, document: Document) -> list[Callable[[], object]]:
    return [
        lambda: library.add([document("c", delo="3")]),
        lambda: library.add([document("z", "Other", abstract="More")], same="merge"),
        lambda: library.rename("a", "c"),
        lambda: library.replace("a", document("a", "Edited")),
        lambda: library.merge("a", "b"),
    ]


def _contents(library: Library) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in library.folder.glob("*.json")}
