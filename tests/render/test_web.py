"""The web page, judged on the file that readers get."""

import base64
import hashlib
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from fontTools.ttLib import TTFont
from lxml import etree, html
from PIL import Image

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.settings import ROOT, Workbench
from chapbook.tools import labels
from tests.checkers import axe, browser, html_validate, keyboard, require, vnu
from tests.conftest import USUAL, each_of

ARTICLES = [
    ROOT / "source" / "calcinosis.md",
    *sorted((ROOT / "tests" / "articles" / "good").glob("*/*.md")),
]
CALCINOSIS = ARTICLES[0]
USUAL_STEMS = {path.stem for path in ARTICLES if path.parent.name in USUAL}
EVERYTHING = next(path for path in ARTICLES if path.stem == "everything")

LIMIT_BYTES = 1_000_000
SIDES = ("left-margin", "right-inline")
"""The parts of a reference in a numbered style: its number, and its words."""


def web_page(article: Path, folder: Path) -> Path:
    """Make the web page of *article* in *folder* and return its file."""
    read = cite.article(load.manuscript(article))
    bench = Workbench(desk=folder, name=f"{article.stem}.html", paper=read.metadata.paper)
    render.edition(read, EDITIONS["html"], bench)
    return bench.path


class Pages(dict[str, Path]):
    """The web pages of the good articles by their stems, each made when it is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.articles = {path.stem: path for path in ARTICLES}

    def __missing__(self, stem: str) -> Path:
        """Make the page of the article *stem*."""
        self[stem] = web_page(self.articles[stem], self.folder)
        return self[stem]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the web page of every good article, by the article's stem."""
    return Pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(params=each_of((path.stem for path in ARTICLES), USUAL_STEMS))
def page(request: pytest.FixtureRequest, pages: dict[str, Path]) -> Path:
    """Return the web page of one good article after the other."""
    return pages[request.param]


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[str], html.HtmlElement]:
    """Return a function that makes the page of a body and parses it."""

    def make(body: str, lang: str = "en-GB") -> html.HtmlElement:
        path = tmp_path / "article.md"
        front = f"---\ntitle: T\nauthor: A. Writer\ndate: 2026-01-02\nlang: {lang}\n---\n\n"
        path.write_text(front + body, "utf-8")
        return tree(web_page(path, tmp_path))

    return make


def tree(page: Path) -> html.HtmlElement:
    """Return *page* parsed."""
    return html.document_fromstring(page.read_text("utf-8"))


def words(element: html.HtmlElement) -> str:
    """Return the text of *element* with single spaces."""
    return " ".join(element.text_content().split())


def fonts_of(css: str) -> list[TTFont]:
    """Return the fonts that *css* holds."""
    found = re.findall(r"url\(data:font/woff;base64,([^)]*)\)", css)
    return [TTFont(io.BytesIO(base64.b64decode(font))) for font in found]


class TestOneFile:
    """The page is one file that needs nothing else."""

    def test_holds_all_it_shows(self, page: Path) -> None:
        """Nothing is loaded or run: no program, sheet or frame; images and fonts are data."""
        root = tree(page)
        assert root.xpath("//script/@type") == ["application/ld+json"]
        assert not root.xpath("//iframe | //object | //embed | //video | //audio")
        assert not root.xpath("//@srcset | //link[@rel='stylesheet'] | //@onclick | //@onload")
        assert all(source.startswith("data:") for source in root.xpath("//@src"))
        css = "".join(root.xpath("//style/text()"))
        assert re.findall(r"url\((?![\"']?data:)", css) == []
        assert "@import" not in css

    def test_forbids_what_it_does_not_need(self, page: Path) -> None:
        """The page's own policy lets nothing in, for any reader who saves or forwards it."""
        (policy,) = tree(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.split("; ")[0] == "default-src 'none'"
        assert "http" not in policy

    def test_allows_its_own_data_only(self, page: Path) -> None:
        """The policy lets in the one script element by its hash, and no other."""
        root = tree(page)
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        (data,) = root.xpath("//script/text()")
        digest = base64.b64encode(hashlib.sha256(data.encode("utf-8")).digest()).decode()
        assert policy.split("; ")[-1] == f"script-src 'sha256-{digest}'"

    def test_is_light(self, page: Path) -> None:
        """A page weighs at most 1 MB."""
        assert page.stat().st_size <= LIMIT_BYTES

    @pytest.mark.proof
    def test_photographs_are_scaled_down(self, tmp_path: Path) -> None:
        """Photographs of many megabytes still make a page of at most 1 MB, in their proportions."""
        noise = Image.effect_noise((2400, 1600), 90).convert("RGB")
        noise.save(tmp_path / "a.jpg", quality=95)
        noise.rotate(90, expand=True).save(tmp_path / "b.png")
        article = tmp_path / "photos.md"
        article.write_text(
            "---\ntitle: T\nauthor: A. Writer\ndate: 2026-01-02\nlang: en\n---\n\n"
            "![A](a.jpg){alt=noise}\n\n![B](b.png){alt=noise}\n",
            "utf-8",
        )
        page = web_page(article, tmp_path)
        assert (tmp_path / "a.jpg").stat().st_size > LIMIT_BYTES
        assert page.stat().st_size <= LIMIT_BYTES
        images = tree(page).xpath("//img")
        sizes = [(int(i.get("width")), int(i.get("height"))) for i in images]
        assert sizes == [(2400, 1600), (1600, 2400)]
        shown = [
            Image.open(io.BytesIO(base64.b64decode(i.get("src").split(",")[1]))) for i in images
        ]
        assert [picture.width > picture.height for picture in shown] == [True, False]

    def test_brings_letters_for_all_its_words(self, page: Path) -> None:
        """The fonts within the page have every character that it prints."""
        root = tree(page)
        (style,) = root.xpath("//style/text()")
        covered = {point for font in fonts_of(style) for point in font.getBestCmap()}
        printed = {ord(c) for c in words(root.body) if c.isalnum()}
        formulas = {ord(c) for m in root.xpath("//*[local-name()='math']") for c in words(m)}
        assert printed - formulas <= covered

    def test_drawings_bring_their_letters(self, pages: dict[str, Path]) -> None:
        """A drawing in the page holds the faces it names, and is well-formed."""
        images = tree(pages["calcinosis"]).xpath("//img/@src")
        for source in images:
            kind, _, data = source.partition(",")
            assert kind == "data:image/svg+xml"
            drawing = etree.fromstring(unquote(data).encode("utf-8"))
            texts = drawing.findall(".//{*}text")
            covered = {
                point
                for font in fonts_of(drawing.findtext("{*}style"))
                for point in font.getBestCmap()
            }
            assert {ord(c) for t in texts for c in "".join(t.itertext())} <= covered
        assert len(images) == 3

    def test_same_article_gives_same_bytes(
        self, pages: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither folder nor time zone shows in the page."""
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        again = web_page(EVERYTHING, tmp_path / "somewhere" / "else")
        assert again.read_bytes() == pages["everything"].read_bytes()


class TestStructure:
    """Readers with any device find their way."""

    def test_has_one_title_and_its_landmarks(self, page: Path) -> None:
        """One h1, one main part, one footer, a language, a title and a description."""
        root = tree(page)
        counts = [len(root.xpath(path)) for path in ("//h1", "//main", "//footer", "//title")]
        assert counts == [1, 1, 1, 1]
        assert root.get("lang")
        assert root.xpath("//meta[@name='description']/@content")[0]
        assert root.xpath("//a[@class='skip-link']/@href") == ["#text"]

    def test_every_link_within_the_page_leads_somewhere(self, page: Path) -> None:
        """Each link and each reference of a name has its target, and ids are unique."""
        root = tree(page)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        named = {i for v in root.xpath("//@aria-labelledby | //@aria-details") for i in v.split()}
        targets = {unquote(h[1:]) for h in root.xpath("//a/@href") if h.startswith("#")} | named
        assert targets <= set(ids)

    def test_tables_scroll_in_named_frames(self, page: Path) -> None:
        """Each table stands in a frame that takes the focus and is called as its caption.

        One without a caption is called a table, in the language of the page.
        """
        root = tree(page)
        for table in root.xpath("//table"):
            frame = table.getparent()
            assert (frame.get("role"), frame.get("tabindex")) == ("group", "0")
            if table.find("caption") is None:
                own = labels.load(root.get("lang"))["table"]
                assert frame.get("aria-label") == own.format(number="").strip()
                continue
            (caption,) = root.xpath("//*[@id=$id]", id=frame.get("aria-labelledby"))
            assert words(caption) == words(table.find("caption"))

    def test_contents_list_the_sections(self, pages: dict[str, Path]) -> None:
        """Both lists of contents name all headings of two levels, in order."""
        root = tree(pages["calcinosis"])
        headings = [words(h) for h in root.xpath("//section/h2 | //section/h3")]
        for nav in root.xpath("//nav"):
            assert [words(a) for a in nav.xpath(".//a")] == headings
        assert len(root.xpath("//nav")) == 2

    def test_an_article_of_one_sentence_has_no_contents(self, pages: dict[str, Path]) -> None:
        """Where there is nothing to list, nothing is listed."""
        assert not tree(pages["smallest"]).xpath("//nav")

    def test_notes_lead_there_and_back(self, pages: dict[str, Path]) -> None:
        """Each note is called by a letter, is a list item, and leads back to its call."""
        root = tree(pages["everything"])
        calls = root.xpath("//a[@role='doc-noteref']")
        assert [words(call) for call in calls] == ["a", "b"]
        for call in calls:
            (note,) = root.xpath("//li/*[@id=$id]", id=call.get("href")[1:])
            (back,) = note.xpath(".//a[@role='doc-backlink']")
            assert back.get("href") == f"#{call.get('id')}"
            assert back.get("aria-label") == "Back to the text"

    def test_references_are_a_list_of_entries(self, pages: dict[str, Path]) -> None:
        """The reference list is a list by its elements, and each item holds one whole entry."""
        root = tree(pages["calcinosis"])
        (listed,) = root.xpath("//ol[@id='refs']")
        known = cite.article(load.manuscript(CALCINOSIS)).references
        assert [(e.tag, e.get("id")) for e in listed] == [("li", f"ref-{i['id']}") for i in known]
        for entry in listed:
            assert [len(entry.xpath(f"./div[@class='csl-{part}']")) for part in SIDES] == [1, 1]
        assert not root.xpath("//*[@role='list' or @role='listitem']")

    def test_landmarks_of_a_kind_have_names_of_their_own(self, page: Path) -> None:
        """Parts of the page that screen readers list are told apart there."""
        root = tree(page)
        labels = {e.get("id"): words(e) for e in root.xpath("//*[@id]")}
        navs = root.xpath("//nav")
        names = [n.get("aria-label") or labels[n.get("aria-labelledby")] for n in navs]
        assert len(set(names)) == len(names)

    def test_references_name_the_sections_that_cite_them(
        self, page_of: Callable[..., html.HtmlElement], tmp_path: Path
    ) -> None:
        """A work cited twice in one section and once in another names both, once each."""
        (tmp_path / "w.bib").write_text("@book{k, title={B}, author={Doe, Jo}, year=2001}\n")
        root = page_of("# One {#one}\n\nA [@k]. B [@k].\n\n## Sub\n\n# Two {#two}\n\nC [@k].\n")
        assert not root.xpath("//*[@class='cited-in']")
        path = tmp_path / "cited.md"
        text = (tmp_path / "article.md").read_text("utf-8")
        path.write_text(text.replace("lang:", "bibliography: w.bib\nlang:"), "utf-8")
        root = tree(web_page(path, tmp_path))
        (line,) = root.xpath("//*[@class='cited-in']")
        assert words(line) == "Cited in: One, Two"
        places = [
            root.xpath("//*[@id=$id]/ancestor-or-self::section[1]/@id", id=href[1:])
            for href in line.xpath(".//a/@href")
        ]
        assert places == [["one"], ["two"]]

    def test_empty_head_of_a_column_is_no_head(
        self, page_of: Callable[..., html.HtmlElement]
    ) -> None:
        """A corner without words is a plain cell, and a table without caption is called Tabelle."""
        root = page_of("|   | A |\n|---|---|\n| x | 1 |\n", lang="de")
        assert [cell.tag for cell in root.xpath("//thead/tr/*")] == ["td", "th"]
        assert root.xpath("//table/../@aria-label") == ["Tabelle"]

    def test_heads_of_tables_say_what_they_head(
        self, page_of: Callable[..., html.HtmlElement]
    ) -> None:
        """A cell above a column and one before a row each say which they are."""
        typed = "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        typed += "<tbody><tr><th>C</th><td>D</td></tr><tr><th>E</th><td>F</td></tr></tbody></table>"
        heads = page_of(f"{typed}\n").xpath("//th")
        said = [(head.text, head.get("scope")) for head in heads]
        assert said == [("A", "col"), ("B", "col"), ("C", "row"), ("E", "row")]

    def test_headings_of_the_deepest_level_stay_headings(
        self, page_of: Callable[..., html.HtmlElement]
    ) -> None:
        """The sixth level, which HTML lacks below a title, is printed as the fifth."""
        root = page_of("\n\n".join(f"{'#' * level} L{level}\n\nText." for level in range(1, 7)))
        assert [h.tag for h in root.xpath("//section/*[1]")] == [
            "h2", "h3", "h4", "h5", "h6", "h6", "h2"
        ]  # fmt: skip

    def test_parts_for_teachers_and_other_editions_are_left_out(
        self, pages: dict[str, Path]
    ) -> None:
        """Discussion parts and parts for other editions only are not on the page."""
        text = words(tree(pages["everything"]))
        assert "What would you have left out?" not in text
        assert "This stands in two editions." not in text
        assert "This stands in all but one." in text

    def test_says_who_when_and_on_what_terms(self, pages: dict[str, Path]) -> None:
        """The title block names authors, dates, version, review, licence and the original."""
        root = tree(pages["everything"])
        block = words(root.xpath("//header")[0])
        for said in (
            "María de la Cruz, MD", "The Test Group", "Published 28 February 2026", "Version 2.0",
            "Next review due 28 February 2028", "Licence: CC BY 4.0",
            "Everything, in its first form", "Not yet reviewed by a clinician.",
        ):  # fmt: skip
            assert said in block
        assert root.xpath("//link[@rel='canonical']/@href") == ["https://example.org/everything"]
        assert root.xpath("//meta[@name='citation_author']/@content") == [
            "de la Cruz, María",
            "The Test Group",
        ]

    def test_speaks_the_article_s_language(self, pages: dict[str, Path]) -> None:
        """A German article has no English word of ours."""
        root = tree(pages["händewaschen"])
        text = words(root.body)
        assert root.get("lang") == "de-DE"
        assert "Zum Text springen" in text
        for word in ("Contents", "Published", "Skip", "Licence", "References", "Back to"):
            assert word not in text


HOSTILE = """---
title: "Less < more & </script><!-- 'so' \\\\"
author:
  - {given: Ann, family: Writer, affiliation: The Clinic, orcid: "https://orcid.org/0000-0002-1825-0097"}
  - literal: The Group
reviewed-by: []
date: 2026-01-02
lang: en
abstract: Less <b>is</b> more.
references:
  - {id: a, type: article-journal, title: "On <i>E. coli</i>", DOI: 10.1234/a<b}
  - {id: b, type: thesis, title: "A thesis", URL: "https://example.org/t?a=1&b=2"}
---

Cited [@a; @b].
"""


def metas(root: html.HtmlElement, name: str) -> list[str]:
    """Return the contents of the ``meta`` elements called *name*, in order."""
    return [str(content) for content in root.xpath("//meta[@name=$n]/@content", n=name)]


def schema(root: html.HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    (text,) = root.xpath("//script[@type='application/ld+json']/text()")
    thing: dict[str, Any] = json.loads(text)
    return thing


class TestMetadata:
    """What programs are told, read by others' parsers."""

    def test_three_vocabularies_agree(self, pages: dict[str, Path]) -> None:
        """Highwire, Dublin Core and schema.org name the same title, authors, date and DOI."""
        root = tree(pages["everything"])
        thing = schema(root)
        title = "Everything: an article with every part that there is"
        assert metas(root, "citation_title") == metas(root, "DC.title") == [title]
        assert thing["headline"] == title
        authors = ["de la Cruz, María", "The Test Group"]
        assert metas(root, "citation_author") == metas(root, "DC.creator") == authors
        named = [author.get("familyName", author["name"]) for author in thing["author"]]
        assert named == ["de la Cruz", "The Test Group"]
        assert metas(root, "citation_publication_date") == ["2026/02/28"]
        assert metas(root, "DC.date") == [thing["datePublished"]] == ["2026-02-28"]
        assert metas(root, "citation_doi") == ["10.1234/everything.2026"]
        address = "https://doi.org/10.1234/everything.2026"
        assert metas(root, "DC.identifier") == [thing["@id"]] == [address]
        assert root.xpath("//link[@rel='cite-as']/@href") == [address]
        assert metas(root, "citation_abstract_html_url") == ["https://example.org/everything"]
        assert metas(root, "citation_keywords") == thing["keywords"] == ["tests", "articles"]
        assert metas(root, "DC.rights") == ["CC BY 4.0"]
        assert root.xpath("//link[@rel='license']/@href") == [thing["license"]]
        assert metas(root, "citation_language") == metas(root, "DC.language") == ["en-GB"]

    def test_every_cited_work_is_named(self, pages: dict[str, Path]) -> None:
        """The references stand in the data, in order, each with its DOI or its address."""
        root = tree(pages["calcinosis"])
        thing = schema(root)
        assert len(thing["citation"]) == len(root.xpath("//*[@id='refs']/*"))
        assert thing["citation"][0] == {
            "@type": "ScholarlyArticle",
            "@id": "https://doi.org/10.1016/j.jaad.2010.08.038",
            "name": "Calcinosis cutis: Part I. Diagnostic pathway",
        }
        items = cite.article(load.manuscript(CALCINOSIS)).references
        dois = [f"https://doi.org/{item['DOI']}" for item in items if "DOI" in item]
        assert [work["@id"] for work in thing["citation"] if "@id" in work] == dois
        addresses = [item["URL"] for item in items if "URL" in item and "DOI" not in item]
        assert [work["url"] for work in thing["citation"] if "url" in work] == addresses
        assert thing["isBasedOn"]["url"].startswith("https://www.medindia.net/")

    def test_medical_is_what_says_when_to_see_a_doctor(
        self, page_of: Callable[..., html.HtmlElement]
    ) -> None:
        """A see-doctor part makes an article a medical one; without any it is not."""
        advice = '::: {.see-doctor when="soon"}\n- it lasts.\n:::\n'
        assert schema(page_of(advice))["@type"] == "MedicalScholarlyArticle"
        assert schema(page_of("Text.\n"))["@type"] == "ScholarlyArticle"

    def test_no_title_ends_the_data(self, tmp_path: Path) -> None:
        """Markup in titles reaches programs as it was typed, and breaks nothing."""
        path = tmp_path / "hostile.md"
        path.write_text(HOSTILE, "utf-8")
        root = tree(web_page(path, tmp_path))
        title = "Less < more & </script><!-- 'so' \\"
        thing = schema(root)
        assert thing["headline"] == title
        assert metas(root, "citation_title") == [title]
        assert [work["name"] for work in thing["citation"]] == ["On E. coli", "A thesis"]
        assert thing["citation"][0]["@id"] == "https://doi.org/10.1234/a<b"
        assert thing["citation"][1]["url"] == "https://example.org/t?a=1&b=2"
        assert thing["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
        assert thing["author"][0]["affiliation"]["name"] == "The Clinic"
        assert thing["author"][1] == {"@type": "Organization", "name": "The Group"}
        assert not root.xpath("//link[@rel='cite-as' or @rel='canonical']")

    def test_a_review_is_named_if_it_covers_this_text(self, tmp_path: Path) -> None:
        """Reviewer and date are told for the content that was signed, and for no other."""
        path = tmp_path / "signed.md"
        front = "---\ntitle: T\nauthor: A. Writer\ndate: 2026-01-02\nlang: en\n"
        path.write_text(f"{front}---\n\nText.\n", "utf-8")
        content = cite.article(load.manuscript(path)).content_hash
        review = "reviewed-by: [{given: Eva, family: Arzt, date: 2026-01-01, content: %s}]\n"
        for signed, is_told in ((content, True), ("0" * 64, False)):
            path.write_text(f"{front}{review % signed}---\n\nText.\n", "utf-8")
            thing = schema(tree(web_page(path, tmp_path)))
            assert ("mainEntityOfPage" in thing) is is_told
            if is_told:
                page = thing["mainEntityOfPage"]
                assert (page["@type"], page["lastReviewed"]) == ("WebPage", "2026-01-01")
                assert page["reviewedBy"][0]["name"] == "Eva Arzt"


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestJudges:
    """What programs say that others wrote."""

    def test_is_valid_html(self, pages: dict[str, Path]) -> None:
        """The Nu checker has neither an error nor a warning for any page."""
        require(vnu)
        assert vnu.failures(*(pages[path.stem] for path in ARTICLES)) == []

    def test_is_no_trap(self, pages: dict[str, Path]) -> None:
        """html-validate, the strictest reader, finds no error in any page."""
        require(html_validate)
        assert html_validate.failures(*(pages[path.stem] for path in ARTICLES)) == []

    def test_is_accessible(self, page: Path) -> None:
        """On no screen, light or dark, axe finds a fault, a sideways scroll or a request."""
        require(axe)
        assert axe.failures(page) == []

    def test_needs_no_mouse(self, pages: dict[str, Path]) -> None:
        """Tab goes through all that can be used, in order and seen, past the contents first."""
        require(keyboard)
        for path in ARTICLES:
            assert keyboard.failures(pages[path.stem]) == [], path.stem

    def test_prints_as_an_article(self, pages: dict[str, Path], tmp_path: Path) -> None:
        """On paper there are neither contents nor ways back, and no address in the running text."""
        require(browser)
        pdf = tmp_path / "page.pdf"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            [browser.locate(), *options, f"--user-data-dir={tmp_path}", f"--print-to-pdf={pdf}",
             pages["calcinosis"].as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        text = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
        ).stdout
        before_references = text.split("\nReferences\n")[0]
        assert "What calcinosis is" in before_references
        assert "http" not in before_references
        for furniture in ("Contents", "Skip to the text", "↑", "Cited in", "Back to the top"):
            assert furniture not in text
