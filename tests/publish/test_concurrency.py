"""Builds that run at the same time publish one after the other."""

import os
from pathlib import Path

from chapbook import publish
from tests.publish.works import disagreements, publish_one

ROUNDS = 15


def test_two_builds_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two processes that publish again and again end with both works whole and in the index."""
    processes = []
    for stem in ("wound", "burn"):
        process = os.fork()
        if process == 0:
            _build_again_and_again(tmp_path, stem)
        processes.append(process)
    statuses = [os.waitpid(process, 0)[1] for process in processes]
    assert statuses == [0, 0]
    assert disagreements(tmp_path) == []
    listed = (tmp_path / "index.html").read_text("utf-8").split()
    assert listed == ["burn.pdf", "shared/burn.pdf", "shared/wound.pdf", "wound.pdf"]
    for stem in ("wound", "burn"):
        assert publish.is_current(tmp_path, stem, "pdf", str(ROUNDS - 1))


def _build_again_and_again(output: Path, stem: str) -> None:
    status = 1
    try:
        for number in range(ROUNDS):
            content = f"{stem} {number}".encode()
            files = {f"{stem}.pdf": content, f"shared/{stem}.pdf": content}
            # Every other build removes the folder that both works share.
            chosen = files if number % 2 == 0 else {f"{stem}.pdf": content}
            publish_one(output, stem, {"pdf": chosen}, str(number))
        status = 0
    finally:
        os._exit(status)
