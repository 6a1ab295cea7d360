"""Pages that cut in two what one of them could hold."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.tools import weasy
from chapbook.verify import cuts
from chapbook.verify.case import cases
from tests.verify.works import Finished

SHEET = (
    "@page { size: 100mm 140mm; margin: 10mm } "
    "* { orphans: 1; widows: 1 } .footnote { float: footnote } img { display: block } "
    "p, figure, table, td, ul { margin: 0; padding: 0; border-spacing: 0 } "
    "body { margin: 0; font: 10pt/10mm 'Source Serif Pro'; color: #000 }"
)
LINE = "<p>Green tea is grown in the hills.</p>"
"""One of twelve lines of a page."""

SHORT = 2 * LINE
BOX = "<aside id='it' aria-label='Box 1. Tea'>{}</aside>"
ROW = "<table><tr id='it'><td>{}</td><td>Tea</td></tr></table>"
CAPTION = (
    "<figure><img alt='A leaf' src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg"
    "%22 width=%225%22 height=%225%22%3E%3Cpath d=%22M0 0h5v5z%22/%3E%3C/svg%3E' width='5'>"
    "<figcaption id='it'>{}</figcaption></figure>"
)
REFERENCE = "<div role='list'><div id='it' class='csl-entry' role='listitem'>{}</div></div>"
WORDS = "Green tea is grown in the hills. " * 3
"""Two lines."""

Messages = Callable[[str], list[str]]


@pytest.fixture
def said(everything: Finished, tmp_path: Path) -> Messages:
    """A function that lays out what an article's body holds, and returns what is cut in it."""

    def messages(body: str) -> list[str]:
        path = tmp_path / "pages.pdf"
        html = f'<html lang="en"><title>Tea</title><body><article>{body}</article></body></html>'
        path.write_bytes(weasy.layout(weasy.PrintJob(html=html, stylesheets=[SHEET])).pdf())
        (case,) = cases(everything.article, [replace(everything.built["pdf"], path=path)])
        return [finding.message for finding in cuts.whole(case, case.pages)]

    return messages


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (BOX.format(SHORT), "a box"),
        (ROW.format(SHORT), "a row of a table"),
        (CAPTION.format(SHORT), "a caption"),
        (REFERENCE.format(WORDS), "a reference"),
    ],
    ids=["box", "row", "caption", "reference"],
)
def test_what_a_page_could_hold_is_not_cut(said: Messages, thing: str, name: str) -> None:
    """A thing of two lines that begins on the last line of a page is found."""
    cut = (10 if "figure" in thing else 11) * LINE + thing
    assert said(cut) == [f"{name} is cut by the end of page 1, and a page could hold it"]
    assert said(f"<style>#it {{ break-inside: avoid }}</style>{cut}") == []


def test_what_is_longer_than_a_page_may_go_on(said: Messages) -> None:
    """A box of fourteen lines has to be cut; one of eight may be, when half a page is full."""
    assert said(BOX.format(14 * LINE)) == []
    assert said(6 * LINE + BOX.format(8 * LINE)) == []


def test_notes_stand_where_there_is_room(said: Messages) -> None:
    """A note of a caption may stand at the foot of the next page."""
    caption = CAPTION.format("Tea<span class='footnote'>Grown in the hills.</span>")
    assert said(10 * LINE + caption) == []


def test_running_text_may_go_on(said: Messages) -> None:
    """Paragraphs, lists and sections without a title go on overleaf."""
    assert said(f"{11 * LINE}<section><p>{'Tea is grown. ' * 6}</p></section>") == []
    assert said(f"{11 * LINE}<ul><li>{'Tea is grown. ' * 6}</li></ul>") == []
