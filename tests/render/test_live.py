"""The Word edition with live citations: Zotero's fields, read back by pandoc and by hand."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from chapbook import cite, load, verify
from chapbook.editions import EDITIONS
from chapbook.render import docx as maker
from chapbook.render import html
from chapbook.settings import ROOT, Workbench
from chapbook.tools import csl
from chapbook.tools.pandoc import ast, program
from chapbook.tools.wordml import zotero
from tests.checkers import office, ooxml, openxml_audit, require
from tests.conftest import each_of

GOOD = ROOT / "tests" / "articles" / "good"
ARTICLES = {
    "showcase": ROOT / "source" / "calcinosis.md",
    **{folder.name: next(folder.glob("*.md")) for folder in sorted(GOOD.iterdir())},
}
NUMERIC, NOTE = "american-medical-association", "chicago-notes-bibliography"
STYLES = [NUMERIC, "apa", NOTE]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

WORKS = r"""
@article{smith2020, author={Smith, Ann and Lee, Bo}, title={On \emph{Tea} \& water},
  journal={Tea}, year={2020}, volume={3}, number={2}, pages={1--9}, doi={10.1000/xyz}}
@book{jones2019, author={Jones, Carl}, title={Pots}, publisher={Knight}, year={2019}}
@book{who2021, author={{World Health Organization}}, title={REF 5 "Cups" \textbackslash{} <mugs>},
  publisher={WHO}, year={2021}}
@book{dee2018, author={Dée, D.}, title={Čaj}, publisher={Fourth}, year={2018}}
"""

TEXT = """
::: {.key-points}
- In a part [@jones2019].
:::

# A heading [@who2021]

As @jones2019 [p. 7] says. Several [see @smith2020, pp. 3-5 and elsewhere; also @who2021,
vol. 2; @dee2018]. Named already [-@smith2020, 33]. In a row [@smith2020; @jones2019; @who2021].

A note.[^1] A remark [@dee2018, *passim*].

[^1]: In a note [e.g. @who2021, line 4].

| A | B [@jones2019] |
|---|---|
| x [@smith2020, 12] | y |

: A caption [@dee2018] {#tab-a}

::: {.only editions="docx"}
For Word alone [@dee2018].
:::
"""

CITED = [
    [("smith2020", "", "", "")],
    [("jones2019", "", "", "")],
    [("who2021", "", "", "")],
    [("jones2019", "", "page 7", "")],
    [
        ("smith2020", "see", "page 3–5", "and elsewhere"),
        ("who2021", "also", "volume 2", ""),
        ("dee2018", "", "", ""),
    ],
    [("smith2020", "", "page 33", "")],
    [("smith2020", "", "", ""), ("jones2019", "", "", ""), ("who2021", "", "", "")],
    [("who2021", "e.g.", "line 4", "")],
    [("dee2018", "", "", ", <i>passim</i>")],
    [("dee2018", "", "", "")],
    [("jones2019", "", "", "")],
    [("smith2020", "", "page 12", "")],
    [("dee2018", "", "", "")],
]
"""Every citation of the article above: key, prefix, label and locator, rest of the suffix."""


def made(source: Path, folder: Path, edition: str = "live") -> SimpleNamespace:
    """Make an edition of *source* in *folder*."""
    article = cite.article(load.manuscript(source))
    row = EDITIONS[edition]
    name = row.name_in_output(article.stem, *[article.metadata.paper] * 2)
    bench = Workbench(desk=folder, name=name, paper=article.metadata.paper)
    built = maker.make(article, row, bench).built
    assert built is not None
    return SimpleNamespace(article=article, path=built.path, built=built)


@pytest.fixture(scope="module", params=STYLES)
def tea(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the live edition of an article that cites everywhere, in a style of each kind."""
    return of_style(request.param, tmp_path_factory.mktemp(request.param))


def of_style(style: str, folder: Path) -> SimpleNamespace:
    """Return the live edition of an article that cites everywhere in *style*."""
    (folder / "works.bib").write_text(WORKS, "utf-8")
    head = "title: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: en-GB\nbibliography: works.bib"
    abstract = "abstract: All of it [@smith2020]."
    source = folder / "tea.md"
    source.write_text(
        f"---\n{head}\ncitation-style: {style}\n{abstract}\n---\n{TEXT}", encoding="utf-8"
    )
    return made(source, folder / "desk")


@pytest.fixture(scope="module", params=each_of(ARTICLES))
def any_live(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the live edition of each article in turn."""
    return made(ARTICLES[request.param], tmp_path_factory.mktemp(request.param))


def read_back(path: Path, *, to: str = "json") -> Any:
    """Return what pandoc reads of *path*, citations as citations."""
    data, _ = program.run(["--from=docx+citations", f"--to={to}", "--standalone", str(path)], "")
    return json.loads(data)


def cites(tree: Any) -> list[list[dict[str, Any]]]:
    """Return the works of every citation in *tree*."""
    return [node["c"][0] for node in ast.nodes(tree) if node["t"] == "Cite"]


def fields(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the part, the code and the words of every citation in *path*."""
    with zipfile.ZipFile(path) as archive:
        for part in ("word/document.xml", "word/footnotes.xml"):
            yield from _fields(part, ElementTree.fromstring(archive.read(part)))


def _fields(part: str, root: ElementTree.Element) -> Iterator[tuple[str, str, str]]:
    """Yield the citations of one part; fields within fields are counted off."""
    depth, code, words = 0, "", ""
    for element in root.iter():
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if kind == "begin" and depth == 1:
                code, words = "", ""
            elif kind == "end" and not depth and "ZOTERO_ITEM" in code:
                yield part, code.strip(), words
        elif depth and element.tag == f"{W}instrText":
            code += element.text or ""
        elif depth and element.tag == f"{W}t":
            words += element.text or ""


def citation(code: str) -> dict[str, Any]:
    """Return the data in the *code* of a citation."""
    data: dict[str, Any] = json.loads(code.removeprefix("ADDIN ZOTERO_ITEM CSL_CITATION "))
    return data


class TestReadBack:
    """What pandoc, a stranger to us, finds in the file."""

    def test_every_citation(self, tea: SimpleNamespace) -> None:
        """Keys, their order, prefix, label, locator and suffix come back, wherever cited."""
        expected = [
            [(key, prefix, _suffix(located, rest)) for key, prefix, located, rest in cluster]
            for cluster in CITED
        ]
        assert expected == [
            [
                (c["citationId"], ast.text(c["citationPrefix"]), ast.text(c["citationSuffix"]))
                for c in cluster
            ]
            for cluster in cites(read_back(tea.path)["blocks"])
        ]

    def test_an_author_named_in_the_sentence(self, tea: SimpleNamespace) -> None:
        """A name that is part of the sentence stays text, and Zotero leaves it out."""
        blocks = read_back(tea.path)["blocks"]
        narrative = cites(blocks)[3][0]
        is_numeric = tea.article.metadata.citation_style == NUMERIC
        mode = "NormalCitation" if is_numeric else "SuppressAuthor"
        assert narrative["citationMode"]["t"] == mode
        assert "As Jones" in ast.text(blocks)

    def test_every_article(self, any_live: SimpleNamespace) -> None:
        """Each article's file has all its citations, and the data of all works unchanged."""
        article = any_live.article
        told = [*article.abstract, *article.lead, *article.body, *article.appendix]
        wanted = _keys(html.selected(told, "docx", maker.FOR_TEACHERS))
        assert _keys(read_back(any_live.path)["blocks"]) == wanted
        keys = {key for cluster in wanted for key in cluster}
        items = [item for item in article.references if item["id"] in keys]
        found = {item["id"]: item for item in read_back(any_live.path, to="csljson")}
        assert found == {item["id"]: item for item in _by_pandoc(items)}

    def test_the_list_is_zoteros(self, tea: SimpleNamespace) -> None:
        """Read back, the file lacks the list of Zotero's field, as pandoc wants it, and no more."""
        words = ast.text(read_back(tea.path)["blocks"])
        assert "Dée" not in words.partition("References")[2]
        assert "How to cite this article" in words


def _suffix(located: str, rest: str) -> str:
    """Return label, locator and rest as pandoc puts them together."""
    return ", ".join(("", " ".join(f"{located} {rest}".split()))) if located else rest


def _keys(tree: Any) -> list[list[str]]:
    """Return the keys of every citation in *tree*."""
    return [[work["citationId"] for work in cluster] for cluster in cites(tree)]


def _by_pandoc(items: list[dict[str, Any]]) -> Any:
    """Return *items* as pandoc writes them."""
    out, _ = program.run(["--from=csljson", "--to=csljson"], json.dumps(items))
    return json.loads(out)


class TestFields:
    """What Zotero's plugin goes by."""

    def test_words_are_the_fields_own(self, any_live: SimpleNamespace) -> None:
        """Each field shows what its code says that it shows: Zotero asks no question."""
        found = list(fields(any_live.path))
        assert [citation(code)["properties"]["plainCitation"] for _, code, _ in found] == [
            words for _, _, words in found
        ]

    def test_notes_hold_the_citations_of_a_note_style(self, tea: SimpleNamespace) -> None:
        """A note style's citations are in footnotes, each told its number; no other's are."""
        is_note = tea.article.metadata.citation_style == NOTE
        placed = [
            (part, citation(code)["properties"]["noteIndex"]) for part, code, _ in fields(tea.path)
        ]
        in_notes = sorted(number for part, number in placed if part == "word/footnotes.xml")
        assert in_notes == (list(range(1, len(CITED) + 1)) if is_note else [1])
        assert all(number == 0 for part, number in placed if part == "word/document.xml")

    def test_one_work_has_one_address(self, tea: SimpleNamespace) -> None:
        """Zotero knows a work that is cited twice by its address; works differ in theirs."""
        works = [
            work for _, code, _ in fields(tea.path) for work in citation(code)["citationItems"]
        ]
        pairs = {(work["id"], *work["uris"]) for work in works}
        assert len(pairs) == len({key for key, _ in pairs}) == len({uri for _, uri in pairs}) == 4

    def test_ids_differ(self, tea: SimpleNamespace) -> None:
        """No two citations have the same id, even where they cite the same."""
        ids = [citation(code)["citationID"] for _, code, _ in fields(tea.path)]
        assert len(set(ids)) == len(ids) == len(CITED)

    def test_no_links_inside(self, tea: SimpleNamespace) -> None:
        """No link stands in a citation, and none leads to where a work was cited."""
        with zipfile.ZipFile(tea.path) as archive:
            text = (archive.read("word/document.xml") + archive.read("word/footnotes.xml")).decode()
        assert 'w:anchor="ref-' not in text
        assert 'w:anchor="citation-' not in text
        assert "Cited in" not in text

    def test_the_list_is_one_field(self, tea: SimpleNamespace) -> None:
        """One field begins in the first entry and ends in the last, and holds all of them."""
        with zipfile.ZipFile(tea.path) as archive:
            text = archive.read("word/document.xml").decode()
        _, _, after = text.partition('{"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY')
        inside, _, beyond = after.partition('w:fldCharType="end"')
        assert inside.count('w:val="Bibliography"') == 3
        assert "CSL_BIBLIOGRAPHY" not in beyond
        assert 'w:val="Bibliography"' not in beyond


class TestPreferences:
    """How the document is set, in docProps/custom.xml."""

    def test_style_and_kind(self, tea: SimpleNamespace) -> None:
        """The properties, put together, name the style, its language and where citations go."""
        said = preferences(tea.path)
        style = tea.article.metadata.citation_style
        assert said.get("data-version") == "3"
        found = said.find("style")
        assert found is not None
        assert found.get("id") == f"http://www.zotero.org/styles/{style}"
        assert found.get("locale") == ("en-GB" if style == "apa" else found.get("locale"))
        assert found.get("hasBibliography") == "1"
        prefs = {pref.get("name"): pref.get("value") for pref in said.iter("pref")}
        assert prefs == {"fieldType": "Field"} | ({"noteType": "1"} if style == NOTE else {})

    def test_long_ones_are_cut(self) -> None:
        """No property is longer than Word keeps; together they are the whole."""
        values = zotero.preferences("a" * 700, "en-GB", notes=True, has_list=True)
        assert list(values) == [f"ZOTERO_PREF_{n}" for n in range(1, len(values) + 1)]
        assert len(values) > 3
        assert max(map(len, values.values())) == 255
        ElementTree.fromstring("".join(values.values()))


def preferences(path: Path) -> ElementTree.Element:
    """Return what the custom properties of *path* say, put together."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("docProps/custom.xml"))
        assert b"custom-properties" in archive.read("_rels/.rels")
    assert all(len("".join(row.itertext())) <= 255 for row in root)
    return ElementTree.fromstring("".join(root.itertext()))


def test_an_article_without_works(tmp_path: Path) -> None:
    """An article that cites nothing becomes a file without fields, told to Zotero as such."""
    live = made(ARTICLES["smallest"], tmp_path)
    if not live.article.references:
        assert list(fields(live.path)) == []
        assert preferences(live.path).find("style").get("hasBibliography") == "0"  # type: ignore[union-attr]


def test_labels_are_of_the_articles_language(tmp_path: Path) -> None:
    """A German article's "Kap. 3" is a chapter, "S. 4 f." a page with a rest."""
    (tmp_path / "works.bib").write_text(WORKS, "utf-8")
    head = "title: Tee\nauthor: A. Writer\ndate: 2026-01-01\nlang: de-DE\nbibliography: works.bib"
    text = "So [@jones2019, Kap. 3; @dee2018, S. 4 f.]."
    style = "citation-style: deutsche-sprache"
    (tmp_path / "tee.md").write_text(f"---\n{head}\n{style}\n---\n\n{text}\n", "utf-8")
    live = made(tmp_path / "tee.md", tmp_path / "desk")
    ((_, code, _),) = fields(live.path)
    said = [(w["label"], w["locator"], w.get("suffix")) for w in citation(code)["citationItems"]]
    assert said == [("chapter", "3", None), ("page", "4", " f.")]


def test_a_warning_stays(tmp_path: Path) -> None:
    """That a work was retracted is said below it, without links to where it is cited."""
    (tmp_path / "works.bib").write_text(
        "@article{a, author={Li, Bo}, title={Tea}, year={2019}, note={Retracted}}", "utf-8"
    )
    head = "title: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: en-GB\nbibliography: works.bib"
    (tmp_path / "tea.md").write_text(f"---\n{head}\n---\n\nTea [@a].\n", "utf-8")
    live = made(tmp_path / "tea.md", tmp_path / "desk")
    with zipfile.ZipFile(live.path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    words = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    assert live.article.labels["retracted"] in " ".join(words)
    assert "Cited in" not in " ".join(words)
    assert verify.findings(live.article, [live.built]) == []


def test_a_style_of_ones_own(tmp_path: Path) -> None:
    """A style that lies beside the article goes by the name of its file."""
    (tmp_path / "mine.csl").write_bytes(csl.style("apa").path.read_bytes())
    live = of_style("mine.csl", tmp_path)
    style = preferences(live.path).find("style")
    assert style is not None
    assert style.get("id") == "http://www.zotero.org/styles/mine"


@pytest.mark.proof
def test_the_ordinary_edition_has_none(tmp_path: Path) -> None:
    """The other Word edition keeps its links and knows nothing of Zotero."""
    plain = made(ARTICLES["showcase"], tmp_path, "docx")
    with zipfile.ZipFile(plain.path) as archive:
        assert "docProps/custom.xml" not in archive.namelist()
        text = archive.read("word/document.xml")
    assert b"ZOTERO" not in text
    assert b'w:anchor="ref-' in text


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    """Made again, the file is the same byte for byte."""
    first, second = (made(ARTICLES["everything"], tmp_path / name) for name in ("a", "b"))
    assert first.path.read_bytes() == second.path.read_bytes()


def test_it_says_what_the_article_says(any_live: SimpleNamespace) -> None:
    """The checks of every Word edition find nothing."""
    assert verify.findings(any_live.article, [any_live.built]) == []


def test_parts_for_word_alone_are_in_both(tea: SimpleNamespace) -> None:
    """A part written for the Word edition is in its live sibling too."""
    assert verify.findings(tea.article, [tea.built]) == []


@pytest.mark.proof
@pytest.mark.node
def test_validators_have_nothing_to_say(any_live: SimpleNamespace) -> None:
    """Microsoft's Open XML SDK and openxml-audit accept the file."""
    require(ooxml, openxml_audit)
    assert ooxml.failures(any_live.path) == []
    assert openxml_audit.failures(any_live.path) == []


@pytest.mark.proof
@pytest.mark.office
def test_survives_an_editor(tea: SimpleNamespace, tmp_path: Path) -> None:
    """Saved again by LibreOffice, every citation in the text is still a field of Zotero's."""
    require(office)
    saved = office.converted(tea.path, tmp_path, office.Target.DOCX)
    assert [citation(code)["citationItems"] for _, code, _ in fields(saved)] == [
        citation(code)["citationItems"] for _, code, _ in fields(tea.path)
    ]
    assert preferences(saved).get("data-version") == "3"
