"""Findings about works point to the field at fault, in every format, and say what to type."""

import pytest

from tests.conftest import Desk, judged

FRONT = "title: T\nauthor: A\ndate: 2026-01-01\nlang: en\nbibliography: {}"

FILES = {
    "works.bib": "@article{{a,\n title = {{Tea}},\n author = {{Bo, Li}},\n journal = {{J}},\n"
    " year = {{2001}},\n pages = {{{pages}}},\n doi = {{{doi}}}\n}}\n",
    "works.ris": "TY  - JOUR\nID  - a\nTI  - Tea\nAU  - Bo, Li\nT2  - J\nPY  - 2001\n"
    "SP  - {pages}\nDO  - {doi}\nER  - \n",
    "works.json": '[{{"id": "a",\n "type": "article-journal", "title": "Tea",\n'
    ' "author": [{{"family": "Bo", "given": "Li"}}],\n "container-title": "J",\n'
    ' "issued": {{"date-parts": [[2001]]}},\n "page": "{pages}",\n "DOI": "{doi}"}}]\n',
    "works.yaml": "- id: a\n  type: article-journal\n  title: Tea\n"
    "  author: [{{family: Bo, given: Li}}]\n  container-title: J\n"
    '  issued: {{date-parts: [[2001]]}}\n  page: "{pages}"\n  DOI: {doi}\n',
}


def of(desk: Desk, name: str, pages: str, doi: str) -> tuple[list[str], list[str]]:
    """Return the text and the remedy that findings point to, in order of their places."""
    text = FILES[name].format(pages=pages, doi=doi)
    (desk.folder / name).write_text(text, "utf-8")
    article = desk.article(f"---\n{FRONT.format(name)}\n---\n\nTea [@a].\n")
    found = judged(article)
    lines = text.split("\n")
    return (
        [lines[f.place.line - 1][f.place.column - 1 :].rstrip('}",]') for f in found],
        [f.fix for f in found],
    )


@pytest.mark.parametrize("name", FILES)
def test_the_place_is_that_of_the_value(name: str, desk: Desk) -> None:
    """A DOI that cannot be one is pointed at, and the right line is given as the file writes it."""
    (at,), (fix,) = of(desk, name, "1-9", "10.1234/abc.")
    line = next(row for row in FILES[name].split("\n") if "{doi}" in row)
    assert at.startswith("10.1234/abc")
    assert fix == line.format(doi="10.1234/abc").strip()


@pytest.mark.parametrize("hyphen", ["-", "--", "–"])
def test_swapped_pages_keep_their_hyphen(hyphen: str, desk: Desk) -> None:
    """The line to type has the hyphens that the file has."""
    (at,), (fix,) = of(desk, "works.bib", f"20{hyphen}11", "10.1234/abc")
    assert at.startswith(f"20{hyphen}11")
    assert fix == f"pages = {{11{hyphen}20}},"


def test_a_guess_is_not_offered_as_exact(desk: Desk) -> None:
    """A range whose second page may lack a figure gets no line to paste."""
    _, (fix,) = of(desk, "works.bib", "128--3", "10.1234/abc")
    assert fix == ""
