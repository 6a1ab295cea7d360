"""A Manubot manuscript is one article, put together from the files of its folder."""

import shutil
from pathlib import Path

from chapbook import cite, load
from chapbook.findings import Place
from chapbook.model import Manuscript
from chapbook.settings import article_file
from chapbook.tools.pandoc import ast
from tests.conftest import SYSTEMS, Desk, judged

CONTENT = SYSTEMS / "manubot-review" / "content"


def copied(desk: Desk) -> Path:
    """Copy the manuscript and return its content folder."""
    return Path(shutil.copytree(CONTENT, desk.folder / "review" / "content"))


def test_any_part_of_a_manuscript_means_the_whole(desk: Desk) -> None:
    """The folder, its content folder, metadata.yaml and a file of text are one article."""
    content = copied(desk)
    whole = content / "metadata.yaml"
    for given in (content.parent, content, whole, content / "02.main-text.md"):
        assert article_file(given) == whole
    assert load.manuscript(whole).stem == "review"


def read(desk: Desk) -> Manuscript:
    """Return the manuscript as it is read."""
    return load.manuscript(copied(desk) / "metadata.yaml")


def test_a_manuscript_is_read_in_the_order_of_its_files(desk: Desk) -> None:
    """The files follow each other; the template of the title page is left out."""
    manuscript = read(desk)
    headings = cite.article(manuscript).headings
    assert [heading.text for heading in headings][:3] == [
        "Abstract",
        "Background",
        "How long nets last",
    ]
    assert "Jinja2" not in ast.text(manuscript.blocks)
    assert set(manuscript.inputs) >= {"metadata.yaml", "01.abstract.md", "manual-references.json"}


def test_identifiers_and_tags_cite_works_of_the_bibliography(desk: Desk) -> None:
    """A DOI, a PMID and an address find the work that has them, by whatever key."""
    article = cite.article(read(desk))
    assert {item["id"] for item in article.references} == {
        "pryce2018",
        "bhatt2015",
        "ranson2016",
        "url:https://extranet.who.int/prequal/vector-control-products",
    }
    text = ast.text(article.body).replace("\u00a0", " ")
    assert "is shown in Figure 1, and what wears it out in Table 1." in text


def test_a_work_that_is_not_there_comes_with_the_line_to_fetch_it(desk: Desk) -> None:
    """Nothing is fetched; the finding names the file, the line and what to type."""
    content = copied(desk)
    path = content / "02.main-text.md"
    path.write_text(path.read_text() + "\nMore [@doi:10.1038/nature99999; @pmid:12345].\n")
    line = path.read_text().count("\n")

    found = {f.place: f.fix for f in judged(content / "metadata.yaml")}

    assert set(found) == {
        Place(file=path.name, line=line, column=7),
        Place(file=path.name, line=line, column=33),
    }
    fixes = " ".join(found.values())
    assert 'curl -LH "Accept: application/x-bibtex" "https://doi.org/10.1038/nature99999"' in fixes
    assert "format=csl&id=12345" in fixes


def test_faults_of_the_front_matter_are_in_its_file(desk: Desk) -> None:
    """Lines are those of metadata.yaml, with its own three hyphens or without."""
    content = copied(desk)
    path = content / "metadata.yaml"
    for text in (path.read_text(), path.read_text().removeprefix("---\n")):
        path.write_text(text.replace("date: 2024-05-14", "date: tomorrow"))
        line = path.read_text().split("\n").index("date: tomorrow") + 1
        (found,) = (finding for finding in judged(path) if finding.code == "value-wrong")
        assert (found.place.file, found.place.line) == ("metadata.yaml", line)
        assert found.excerpt == "date: tomorrow"


def test_a_link_out_of_the_folder_is_not_followed(desk: Desk) -> None:
    """A file of text that is a link to somewhere else is refused."""
    content = copied(desk)
    (desk.folder / "secret.md").write_text("Secret.\n")
    (content / "03.secret.md").symlink_to(desk.folder / "secret.md")
    manuscript = load.manuscript(content / "metadata.yaml")
    assert [f.code for f in manuscript.findings] == ["file-outside"]
    assert "Secret" not in ast.text(manuscript.blocks)
