"""Front matter may stand in pandoc's title block, and in the file of a Quarto project."""

from chapbook import load
from chapbook.findings import Place
from chapbook.tools.pandoc import ast
from tests.conftest import Desk, judged

BODY = "The sea rises and falls with the moon, and that is all of it.\n"


def test_a_title_block_is_front_matter(desk: Desk) -> None:
    """Title, authors and date of pandoc's own form are read, over several lines too."""
    article = desk.article(
        "% On the\n  tides\n% Ada Lovelace; Mary Somerville\n  Charles Babbage\n% 2 March 2019\n\n"
        + BODY
    )
    assert [f.code for f in judged(article)] == ["language-assumed"]
    read = load.manuscript(article)
    assert read.metadata.title == "On the tides"
    assert [a.family for a in read.metadata.author] == ["Lovelace", "Somerville", "Babbage"]
    assert read.metadata.date.isoformat() == "2019-03-02"
    assert ast.text(read.blocks) == BODY.strip()


def test_a_fault_in_a_title_block_has_its_line(desk: Desk) -> None:
    """Lines are those of the file, below the title block as well."""
    article = desk.article(f"% Tides\n% Ada Lovelace\n% someday\n\n{BODY}\nSee @nobody.\n")
    places = {f.code: (f.place, f.excerpt) for f in judged(article)}
    assert places["value-wrong"] == (Place(file="article.md", line=3), "% someday")
    assert places["citation-unknown"] == (
        Place(file="article.md", line=7, column=5),
        "See @nobody.",
    )


def test_a_project_completes_the_front_matter(desk: Desk) -> None:
    """What the article does not say itself comes from the project's file."""
    (desk.folder / "works.bib").write_text("@book{a, title={B}, author={C, D}, year={2000}}\n")
    (desk.folder / "_quarto.yml").write_text(
        "project:\n  type: website\n\nlang: de\nauthor:\n  - name: Ada Lovelace\n"
        "bibliography: works.bib\ndate: someday\nformat: html\n"
    )
    article = desk.article(
        f"---\ntitle: Tides\nlang: en\n---\n\n{BODY}\nAs in @a.\n", "article.qmd"
    )
    read = load.manuscript(article)
    assert (read.metadata.lang, read.metadata.author[0].family) == ("en", "Lovelace")
    assert [work.key for work in read.references] == ["a"]
    assert set(read.inputs) == {"article.qmd", "_quarto.yml", "works.bib"}
    (wrong,) = (f for f in judged(article) if f.code == "value-wrong")
    assert (wrong.place, wrong.excerpt) == (
        Place(file="_quarto.yml", line=8, column=7),
        "date: someday",
    )
