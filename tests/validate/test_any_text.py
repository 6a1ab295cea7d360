"""Whatever stands in an article, reading and validating answer with findings."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chapbook.findings import Finding
from tests.conftest import judged

FRONT = "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: en\nbibliography: works.bib\n---\n\n"

TOKENS = """
# | ## | [ | ] | ( | ) | [^1] | [^1]:  | ![ | ](#a) | {#a} | ` | ``` | :::  | ::: | self-check
{.see-doctor when=x} | 1.  | - [ ]  | @ | [@a] | { | } | <b> | </b> | <!-- | --> | \\ref{a} | $
|---| | :  | *** | >  |     | \\ | <div> | ^ | ~ | &#0; | a | é | --- | *a* | 😀
"""
MARKS = st.sampled_from(
    [*re.split(r" \| |\n", TOKENS), "|", "\n", "\n\n", "```\n", ":::\n", "\u200f", "\x00", "\x0b"]
)
MARKDOWN = st.lists(MARKS | st.text(max_size=6), max_size=40).map("".join)

quickly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _check(found: tuple[Finding, ...], text: str) -> None:
    """Every place lies in its file."""
    lines = text.count("\n") + 1
    assert all(finding.place.line <= lines for finding in found)


@quickly
@given(body=MARKDOWN)
@example(body="[^1]" * 50)
@example(body="`" * 301)
@example(body="> " * 120 + "deep")
@example(body="<!-- `a` -->\n```\n<!--\n```\n@b")
def test_any_body_gives_findings(tmp_path: Path, body: str) -> None:
    """Any Markdown below good front matter is judged without a fault."""
    article = tmp_path / "article.md"
    article.write_text(FRONT + body, "utf-8", newline="")
    (tmp_path / "works.bib").write_text("@book{a,\n  title = {A}\n}\n", "utf-8")
    _check(judged(article), FRONT + body.replace("\r", "\n"))


@quickly
@given(front=st.text(max_size=80) | MARKDOWN)
@example(front="title: [")
@example(front="? - a\n: b")
@example(front="&a [*a]")
@example(front="author: &a [*a]")
@example(front="!!python/object:os.system x")
@example(front="references: [1, {id: []}]")
@example(front="date: 0000-00-00\nlang: 1")
@example(front="1: 2\nnull: 3\n[a]: 4")
def test_any_front_matter_gives_findings(tmp_path: Path, front: str) -> None:
    """Anything at all between the two lines of --- is judged without a fault."""
    article = tmp_path / "article.md"
    text = f"---\n{front}\n---\n\nText [@a].\n"
    article.write_text(text, "utf-8", newline="")
    _check(judged(article), text.replace("\r", "\n"))


@quickly
@given(data=st.binary(max_size=200))
@example(data=b"\xff\xfe-\x00-\x00")
@example(data=b"---\ntitle: \xe9\n---\n")
def test_any_bytes_give_findings(tmp_path: Path, data: bytes) -> None:
    """Any file with a Markdown ending is judged without a fault; no stray file is good."""
    article = tmp_path / "article.md"
    article.write_bytes(data)
    assert judged(article)


@pytest.mark.proof
@quickly
@given(works=st.text(max_size=80) | st.lists(MARKS, max_size=20).map("".join))
@example(works="@book{a, title = {A}")
@example(works="@book{,\n  title = {A}\n}\n")
@example(works="@book{b c, title = {A}}")
@example(works="@string{a = b # {c}}\n@book{a, title = a}")
@example(works="@book{a, title = {\\emph{A}}}\n@book{a, crossref = {a}}")
@example(works="TY  - BOOK\nPY  - 0\nDA  - /\nAU  - ,,,\nTY  - ")
@example(works="ER  - \nTY  -\nmore\nID  - a")
@example(works="<xml><records><record/><record><rec-number>1</rec-number></record></records></xml>")
@example(works='[{"id": "a", "issued": {"year": "x"}, "URL": "https://[", "page": "9-1-"}]')
@example(works='[{"id": "a", "issued": {"date-parts": [[0, 0, 0], [2001, 99]]}, "title": 1}]')
@example(works='{"items": [null, {"id": {"a": 1}}, {"id": "a", "author": [{}]}]}')
def test_any_bibliography_gives_findings(tmp_path: Path, works: str) -> None:
    """Any text as a bibliography is judged without a fault."""
    article = tmp_path / "article.md"
    article.write_text(FRONT + "Text [@a].\n", "utf-8")
    for ending in (".bib", ".yaml", ".json", ".ris", ".xml"):
        (tmp_path / f"works{ending}").write_text(works, "utf-8", newline="")
        article.write_text(FRONT.replace(".bib", ending) + "Text [@a].\n", "utf-8")
        judged(article)


@quickly
@given(image=st.binary(max_size=120))
@example(image=b"<svg/>")
@example(image=b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>")
@example(image=b"\x89PNG\r\n\x1a\n")
@example(image=b"GIF89a\xff\xff\xff\xff")
def test_any_image_gives_findings(tmp_path: Path, image: bytes) -> None:
    """Any bytes as a picture or a drawing are judged without a fault."""
    article = tmp_path / "article.md"
    article.write_text(FRONT + "![A.](a.png){alt=a}\n\n![A.](a.svg){alt=a}\n", "utf-8")
    for ending in (".png", ".svg"):
        (tmp_path / f"a{ending}").write_bytes(image)
    assert {finding.code for finding in judged(article)} >= {"bibliography-missing"}
