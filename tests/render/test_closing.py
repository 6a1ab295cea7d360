"""The end of an edition does not spill a few lines onto a page of its own."""

import pytest

from chapbook.render import closing
from chapbook.settings import TEMPLATES
from chapbook.tools import weasy

SHEETS = ("tokens.css", "elements.css", "parts.css", "page.css")
SMALL = "@page { size: 100mm 80mm; margin: 10mm } html { font-size: 10pt }"


def job(entries: int, after: str = "") -> weasy.PrintJob:
    """Return a document that ends with so many *entries* of references, then *after*."""
    listed = "".join(
        f'<div class="csl-entry" id="ref-{n}">Author {n}. A work.</div>' for n in range(entries)
    )
    return weasy.PrintJob(
        html=f'<!doctype html><html lang="en"><title>T</title><h2 id="refs">References</h2>'
        f'<div class="references">{listed}</div>{after}</html>',
        stylesheets=[*((TEMPLATES / "css" / name).read_text("utf-8") for name in SHEETS), SMALL],
    )


def spilling(after: str = "") -> weasy.PrintJob:
    """Return the shortest document with text on its second page."""
    jobs = (job(entries, after) for entries in range(1, 60))
    return next(j for j in jobs if any(p.anchors for p in weasy.layout(j).document.pages[1:2]))


def test_a_few_lines_too_many_are_closed_up() -> None:
    """One entry more than a page holds is kept on that page."""
    assert weasy.layout(spilling()).page_count == 2
    assert closing.layout(spilling()).page_count == 1


def test_what_fits_keeps_its_leading() -> None:
    """An end that spills nothing, or more than closing up could save, is laid out as it was."""
    for unchanged in (job(3), job(22)):
        assert closing.layout(unchanged).pdf() == weasy.layout(unchanged).pdf()


def test_a_leaf_of_answers_does_not_hide_a_spill() -> None:
    """References that spill before a leaf of its own are closed up; the back before it is empty."""
    leaf = '<div id="answers" style="break-before: right">b</div>'
    done = closing.layout(spilling(leaf))
    assert [bool(page.anchors) for page in done.document.pages] == [True, False, True]


def test_a_reference_closed_up_stays_whole() -> None:
    """What saves a page never breaks a reference over the end of one."""
    sheet = (TEMPLATES / "css" / closing.SHEET).read_text("utf-8")
    html = "".join(
        f'<div class="csl-entry"><p id="ref-{n}">Line.</p>{"<p>Line.</p>" * (n % 5)}'
        f'<p id="ref-{n}-end">End.</p></div>'
        for n in range(12)
    )
    few = weasy.PrintJob(
        html=f'<!doctype html><title>T</title><div class="references">{html}</div>',
        stylesheets=[*job(0).stylesheets, sheet],
    )
    pages = weasy.layout(few).pages_of_ids
    assert max(pages.values()) > 1
    assert [n for n in range(12) if pages[f"ref-{n}"] != pages[f"ref-{n}-end"]] == []


@pytest.mark.parametrize("entries", [0, 1])
def test_one_page_stays_one(entries: int) -> None:
    """A document of one page, even without references, is laid out."""
    assert closing.layout(job(entries)).page_count == 1
