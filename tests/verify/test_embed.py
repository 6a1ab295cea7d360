"""Pages for frames, damaged in one place each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import verify
from chapbook.findings import Finding
from tests.verify.damage import swapped
from tests.verify.works import Finished, only

TARGET = b'target="_blank" '


@pytest.fixture
def judged(everything: Finished, tmp_path: Path) -> Callable[..., list[Finding]]:
    """A function that damages one page of the edition and returns what is found."""

    def judge(name: str, old: bytes, new: bytes) -> list[Finding]:
        built = everything.built["embed"]
        files = {built.name: built.path, **built.further}
        path = tmp_path / "page.html"
        path.write_bytes(swapped(old, new)(files[name].read_bytes()))
        files[name] = path
        first = files.pop(built.name)
        return verify.findings(everything.article, [replace(built, path=first, further=files)])

    return judge


def test_good_pages_have_no_finding(everything: Finished) -> None:
    """The pages as they are made are as they should be."""
    assert verify.findings(everything.article, [everything.built["embed"]]) == []


SECTION = "everything/sec-text"
LINES = "everything-lines"
IMAGE = b'<img alt="" src="https://example.org/a.png">'


@pytest.mark.parametrize(
    ("page", "damage", "found"),
    [
        (
            "everything",
            (b"</style>", b"p{position:fixed}</style>"),
            ("edition-invalid", "may not say"),
        ),
        ("everything", (b"</style>", b"p{height:100vh}</style>"), ("edition-invalid", "100vh")),
        (SECTION, (TARGET, b""), ("edition-invalid", "opens within the frame")),
        (
            "everything/sec-parts",
            (b"They grow towards the light.", b"They grow."),
            ("edition-unlike", "grow"),
        ),
        (
            SECTION,
            (b"../everything.html", b"../nothing.html"),
            ("edition-invalid", "leads to no page"),
        ),
        (SECTION, (b'id="fnref1"', b'id="call"'), ("edition-invalid", "leads nowhere")),
        (
            SECTION,
            (b'<section id="sec-text"', b'<section id="sec-gone"'),
            ("edition-unlike", "none of the article"),
        ),
        (
            LINES,
            (b"embed/everything/sec-text.html&#34;", b"embed/no.html&#34;"),
            ("edition-invalid", "name no page"),
        ),
        (
            LINES,
            (b"</main>", b'<p id="text"></p></main>'),
            ("edition-invalid", "stands 2"),
        ),
        (SECTION, (b"</main>", IMAGE + b"</main>"), ("edition-invalid", "fetches")),
    ],
)
def test_one_fault_is_the_one_thing_found(
    judged: Callable[..., list[Finding]],
    page: str,
    damage: tuple[bytes, bytes],
    found: tuple[str, str],
) -> None:
    """Each fault of a page for frames is found, and nothing else with it."""
    assert only(judged(f"embed/{page}.html", *damage), *found)
