"""From Markdown to the finished article, compared with golden HTML that people can read."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chapbook import cite, load
from chapbook.cite import identify
from chapbook.model import Article
from chapbook.settings import TEMPLATES
from chapbook.tools.pandoc import ast, write

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.md"))
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>x</title></svg>'


def article(case: Path, folder: Path) -> Article:
    """Return the article of *case*, read in *folder* beside what it names."""
    (folder / "a.svg").write_text(DRAWING, "utf-8")
    shutil.copy(HERE / "works.bib", folder)
    copied = case if case.parent == folder else Path(shutil.copy(case, folder))
    manuscript = load.manuscript(copied)
    assert not manuscript.findings
    return cite.article(manuscript)


def html(blocks: list[ast.Node]) -> str:
    """Return *blocks* as HTML, one block a line."""
    text, remarks = write.html(blocks, ["--wrap=none"])
    assert not remarks
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_article_is_as_accepted(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    """Numbers, references, parts, answers and appendix stand as a person accepted them."""
    made = article(case, tmp_path)
    told = "\n".join(
        f"<!-- {name} -->\n{html(blocks)}"
        for name, blocks in (("lead", made.lead), ("body", made.body), ("appendix", made.appendix))
    )
    golden(case.with_suffix(".html"), told)


def test_numeric_citations_count_in_reading_order(tmp_path: Path) -> None:
    """A work that only an answer cites comes after those of the text.

    The answer is printed at the end, although it is written further up.
    """
    made = article(HERE / "cases" / "self-check.md", tmp_path)
    assert [item["id"] for item in made.references] == ["babbage1832", "lovelace1843"]


def test_answers_do_not_stand_with_the_questions(tmp_path: Path) -> None:
    """No right choice and no answer is left in the body."""
    made = article(HERE / "cases" / "self-check.md", tmp_path)
    assert "steeps" not in ast.text(made.body)
    assert "☒" not in ast.text([*made.body, *made.appendix])
    assert "1, b." in ast.text(made.appendix)
    assert "bitter" not in ast.text(made.body)
    assert "a) Oak leaves are bitter." in ast.text(made.appendix)
    assert "3, a, b." in ast.text(made.appendix)


def test_the_content_hash_follows_the_words_only(tmp_path: Path) -> None:
    """A new date keeps the hash that a reviewer signed; a new word changes it."""
    case = HERE / "cases" / "numbers.md"
    first = article(case, tmp_path).content_hash
    dated = tmp_path / "dated.md"
    dated.write_text(case.read_text("utf-8").replace("2026-11-22", "2026-11-23"), "utf-8")
    worded = tmp_path / "worded.md"
    worded.write_text(case.read_text("utf-8").replace("Plain words", "Plainer words"), "utf-8")
    assert article(dated, tmp_path).content_hash == first
    assert article(worded, tmp_path).content_hash != first


def test_the_contents_follow_the_text(tmp_path: Path) -> None:
    """Headings are listed in order with their levels, the appendix last."""
    made = article(HERE / "cases" / "parts.md", tmp_path)
    assert [(h.level, h.text) for h in made.headings] == [
        (1, "Tee"),
        (2, "Fragen"),
        (1, made.labels["how-to-cite"]),
    ]


@pytest.mark.parametrize("heading", ["Text", "Versions", "References"])
def test_a_heading_makes_room_for_our_ids(heading: str, tmp_path: Path) -> None:
    """What pages call their own parts is no id of a heading, and links to it follow."""
    name = heading.lower()
    path = tmp_path / "tea.md"
    head = "---\ntitle: Tea\nauthor: Ada\ndate: 2026-11-22\nlang: en\n---\n"
    path.write_text(f"{head}\n# {heading}\n\nSee [](#{name}).\n", "utf-8")
    made = cite.article(load.manuscript(path))
    assert made.headings[0].identifier == f"{name}-1"
    links = [node["c"][2][0] for node in ast.nodes(made.body) if node["t"] == "Link"]
    assert links == [f"#{name}-1"]


def test_ids_in_templates_of_pages_are_reserved() -> None:
    """Each id that a page, an embedded page or the reviewer's copy has by itself is ours."""
    templates = TEMPLATES / "html"
    for path in [
        p for kind in ("web", "embed", "review") for p in templates.glob(f"{kind}*.jinja")
    ]:
        found = set(re.findall(r'\bid="([\w-]+)"', path.read_text("utf-8")))
        assert found <= identify.RESERVED, path.name
