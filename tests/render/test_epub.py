"""The EPUB edition, opened as a stranger would: members, links, roles, fonts, EPUBCheck, Ace."""

import io
import json
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

import bibtexparser
import pytest
import rispy
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.model import Article
from chapbook.settings import ROOT, Workbench
from chapbook.tools import epubcheck
from chapbook.tools.pandoc import ast
from tests.checkers import ace, require
from tests.conftest import each_of

GOOD = ROOT / "tests" / "articles" / "good"
ARTICLES = {
    "showcase": ROOT / "source" / "calcinosis.md",
    **{folder.name: next(folder.glob("*.md")) for folder in sorted(GOOD.iterdir())},
}

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"

NASTY = """---
title: "Salt & <sugar>: “sweet” 'sour'"
subtitle: More & less
author: [{given: Ánna, family: O'Neil, credentials: MD}, {literal: The Group & Co}]
date: 2026-03-05
lang: en-GB
license: CC-BY-4.0
references:
  - {id: "doi:10.1/x(1)", type: book, title: T & U, author: [{family: Müller}]}
---

Words before any section.^[A *note* here.]

## A second-level section {#1-größe:x}

Cited [@{doi:10.1/x(1)}]; see [this](#1-größe:x), [](#fig:ü), [](#tab:ä), [](#note-1).^[And there.]
A [dead link](#nowhere), a [file](other.html), a [program](javascript:alert(1)), and
[an address](<http://a.b/c d[1]|{x}>).

![A cap](plot.png){#fig:ü alt="A \\"plot\\" & more" onclick="alert(1)" credit="Ann & Co"
licence="CC-BY-4.0" source="https://example.org/p?a=1&b=2"}

| a | b |
|--:|:-:|
| 1 | 2 |

: Tab {#tab:ä}

- [ ] to do
- [x] done

<table><tr><td>raw<br>table</td></tr></table>
<script>alert(1)</script>
<img src="/etc/hostname">

### Water, H~2~O, and *more*^[In a heading.] {#note-1}

$$\\int_0^1 x$$

::: discussion
For teachers only.
:::
"""

NOTED = """---
title: Water
author: A. Writer
date: 2026-03-05
lang: en
citation-style: chicago-notes-bibliography
references: [{id: a1, type: book, title: On water, author: [{family: Adams, given: A.}]}]
---
Wet [@a1, p. 3].
"""


class Book:
    """An EPUB and the article that it was made from."""

    def __init__(self, article: Article, path: Path) -> None:
        self.article, self.path = article, path
        with zipfile.ZipFile(path) as archive:
            self.infos = archive.infolist()
            self.members = {info.filename: archive.read(info) for info in self.infos}

    @cached_property
    def package(self) -> etree._Element:
        """The package document."""
        return etree.fromstring(self.members["EPUB/content.opf"])

    @cached_property
    def manifest(self) -> dict[str, etree._Element]:
        """The rows of the manifest, by the paths of their files."""
        return {f"EPUB/{row.get('href')}": row for row in self.package.iter(f"{OPF}item")}

    @cached_property
    def spine(self) -> list[str]:
        """The paths of the pages in reading order."""
        paths = {row.get("id"): path for path, row in self.manifest.items()}
        return [paths[ref.get("idref")] for ref in self.package.iter(f"{OPF}itemref")]

    @cached_property
    def pages(self) -> dict[str, etree._Element]:
        """The pages by path, in reading order."""
        return {path: etree.fromstring(self.members[path]) for path in self.spine}

    @property
    def chapters(self) -> dict[str, etree._Element]:
        """The pages of the text."""
        return {path: root for path, root in self.pages.items() if "/text/" in path}

    @property
    def text(self) -> str:
        """Every word of all pages."""
        return " ".join(words(root) for root in self.pages.values())

    def meta(self, name: str) -> list[str]:
        """Return the values of the property *name*."""
        return [str(m.text) for m in self.package.iter(f"{OPF}meta") if m.get("property") == name]

    def links(self) -> Iterator[tuple[str, etree._Element, str, str]]:
        """Yield each link within the book: page, element, page and id that it leads to."""
        for path, root in self.pages.items():
            for link in root.iter(f"{X}a"):
                href = str(link.get("href"))
                if "://" not in href and not href.startswith("mailto:"):
                    file, _, fragment = href.partition("#")
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
                    yield path, link, target if file else path, fragment

    def element(self, path: str, identifier: str) -> etree._Element:
        """Return the element with an id; there must be exactly one."""
        (found,) = self.pages[path].xpath("//*[@id=$i]", i=identifier)
        return found


MATHML_ROOT = "{http://www.w3.org/1998/Math/MathML}math"


def words(element: etree._Element) -> str:
    """Return the text of *element* with single spaces; a formula says its alternative text."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    if element.tag == MATHML_ROOT:
        yield element.get("alttext") or ""
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def made(source: Path, folder: Path) -> Book:
    """Make the EPUB of *source* in *folder*; nothing may be remarked."""
    article = cite.article(load.manuscript(source))
    bench = Workbench(desk=folder, name="book.epub", paper=article.metadata.paper)
    rendering = render.edition(article, EDITIONS["epub"], bench)
    assert rendering.built is not None
    assert rendering.findings == ()
    return Book(article, rendering.built.path)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Book]:
    """Return a function that makes the EPUB of a named article, once."""

    @cache
    def make(name: str) -> Book:
        return made(ARTICLES[name], tmp_path_factory.mktemp(name))

    return make


@pytest.fixture(params=each_of(ARTICLES))
def each(request: pytest.FixtureRequest, book: Callable[[str], Book]) -> Book:
    """Return the EPUB of each good article in turn."""
    return book(request.param)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the EPUB of an article that holds what breaks EPUBs."""
    folder = tmp_path_factory.mktemp("nasty")
    Image.new("RGB", (40, 20), "teal").save(folder / "plot.png")
    (folder / "nasty.md").write_text(NASTY, "utf-8")
    return made(folder / "nasty.md", folder / "desk")


class TestArchive:
    """The file as a ZIP archive."""

    def test_mimetype_comes_first_and_uncompressed(self, each: Book) -> None:
        """A program can read the kind of the file at byte 38."""
        assert each.path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"

    def test_members_tell_nothing_of_their_maker(self, each: Book) -> None:
        """Every member has the article's date and mode 0644; names are sorted."""
        date = each.article.metadata.date
        assert {info.date_time for info in each.infos} == {(*date.timetuple()[:3], 0, 0, 0)}
        assert {info.external_attr >> 16 for info in each.infos} == {0o100644}
        names = [info.filename for info in each.infos[1:]]
        assert names == sorted(names)

    def test_every_file_is_in_the_manifest(self, each: Book) -> None:
        """The package holds what the manifest lists and its metadata, and nothing else."""
        own = {"mimetype", "META-INF/container.xml", "EPUB/content.opf"}
        linked = {f"EPUB/{link.get('href')}" for link in each.package.iter(f"{OPF}link")}
        assert set(each.members) - own - linked == set(each.manifest)
        assert not linked & set(each.manifest)

    def test_only_images_of_the_article_are_packed(self, nasty: Book) -> None:
        """A file that typed HTML asks for does not get into the book."""
        images = [name for name in nasty.members if "/images/" in name]
        assert sorted(posixpath.basename(name).split("-")[0] for name in images) == [
            "cover.png",
            "plot",
        ]
        hostname = Path("/etc/hostname").read_bytes()
        assert hostname not in nasty.members.values()

    @pytest.mark.proof
    def test_same_bytes_elsewhere(self, tmp_path: Path) -> None:
        """Another folder, time zone, locale, umask and hash seed give the same bytes."""
        program = (
            "import os, sys; os.umask(int(sys.argv[3], 8))\n"
            "from pathlib import Path\nfrom tests.render.test_epub import made\n"
            "print(made(Path(sys.argv[1]), Path(sys.argv[2])).path)"
        )
        found = []
        for zone, locale, umask in (("Asia/Tokyo", "C", "077"), ("UTC", "de_DE.UTF-8", "000")):
            arguments = [ARTICLES["everything"], tmp_path / zone / "desk", umask]
            settings = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(len(found))}
            done = subprocess.run(
                [sys.executable, "-c", program, *map(str, arguments)],
                cwd=ROOT,
                env={**os.environ, **settings},
                capture_output=True,
                text=True,
                check=True,
            )
            found.append(Path(done.stdout.strip()).read_bytes())
        assert found[0] == found[1]


class TestRecords:
    """The records for reference managers that travel in the book."""

    def test_same_as_published(self, book: Callable[[str], Book], tmp_path: Path) -> None:
        """The book's metadata leads to the very files that are published beside it."""
        german = book("german")
        published = {}
        for about, stem in (("article", "{stem}"), ("references", "{stem}-references")):
            for ending in (".bib", ".ris", ".csl.json"):
                row = next(r for r in EDITIONS.values() if r.file == f"{stem}{ending}")
                name = f"{about}{ending}"
                paper = german.article.metadata.paper
                bench = Workbench(desk=tmp_path, name=name, paper=paper)
                render.edition(german.article, row, bench)
                published[f"records/{name}"] = bench.path.read_bytes()
        links = {link.get("href"): link for link in german.package.iter(f"{OPF}link")}
        assert {href: german.members[f"EPUB/{href}"] for href in links} == published
        said = {href: (link.get("rel"), link.get("media-type")) for href, link in links.items()}
        csl_type = "application/vnd.citationstyles.csl+json"
        ris_type = "application/x-research-info-systems"
        assert said == {
            "records/article.bib": ("record", "text/x-bibtex"),
            "records/article.ris": ("record", ris_type),
            "records/article.csl.json": ("record", csl_type),
            "records/references.bib": ("dcterms:references", "text/x-bibtex"),
            "records/references.ris": ("dcterms:references", ris_type),
            "records/references.csl.json": ("dcterms:references", csl_type),
        }

    def test_the_appendix_links_to_the_records(self, each: Book) -> None:
        """How to cite the article ends with a link to a page that shows its records, to copy."""
        citing = [
            section
            for chapter in each.chapters.values()
            for section in chapter.iter("{*}section")
            if section.get("id") == "how-to-cite"
        ]
        assert [a.get("href") for a in citing[0].findall("{*}p/{*}a")] == ["../records.xhtml"]
        shown = each.pages["EPUB/records.xhtml"].findall(".//{*}pre")
        texts = ["".join(pre.itertext()).strip() for pre in shown]
        assert len(rispy.loads(texts[1])) == 1
        assert len(bibtexparser.parse_string(texts[0]).entries) == 1
        assert len(json.loads(texts[2])) == 1

    def test_records_can_be_read(self, each: Book) -> None:
        """Readers of each format find the article, and its references in their order."""
        title, items = each.article.item["title"], each.article.references
        records = {
            name.removeprefix("EPUB/records/"): data.decode("utf-8")
            for name, data in each.members.items()
            if "/records/" in name
        }
        assert [work["title"] for work in json.loads(records["article.csl.json"])] == [title]
        assert len(rispy.loads(records["article.ris"])) == 1
        assert len(bibtexparser.parse_string(records["article.bib"]).entries) == 1
        assert len(records) == (6 if items else 3)
        if items:
            works = json.loads(records["references.csl.json"])
            assert [work["id"] for work in works] == [item["id"] for item in items]
            assert len(rispy.loads(records["references.ris"])) == len(items)
            library = bibtexparser.parse_string(records["references.bib"])
            assert library.failed_blocks == []
            assert len(library.entries) == len(items)


class TestOrder:
    """Chapters, contents and landmarks."""

    def test_title_of_each_page_is_its_heading(self, each: Book) -> None:
        """A page is called what its heading says, not "ch001.xhtml"."""
        for root in each.chapters.values():
            (heading,) = root.iter(f"{X}h1")
            assert root.findtext(f".//{X}title") == words(heading)

    def test_spine_is_the_order_of_the_article(self, each: Book) -> None:
        """Cover, title, contents, then the sections as the article has them."""
        assert [posixpath.basename(path) for path in each.spine[:3]] == [
            "cover.xhtml",
            "title.xhtml",
            "nav.xhtml",
        ]
        titles = [words(next(root.iter(f"{X}h1"))) for root in each.chapters.values()]
        sections = [h.text for h in each.article.headings if h.level == 1]
        assert titles[-len(sections) :] == sections

    def test_contents_list_every_section(self, each: Book) -> None:
        """The contents name all headings in order, and each entry leads to its heading."""
        nav = each.pages["EPUB/nav.xhtml"].find(f".//{X}nav[@{TYPE}='toc']")
        entries = [words(link) for link in nav.iter(f"{X}a")]
        expected = [heading.text for heading in each.article.headings]
        expected.append(each.article.labels["reference-managers"])
        assert entries[-len(expected) :] == expected
        for path, link, target, fragment in each.links():
            if path == "EPUB/nav.xhtml" and link in list(nav.iter(f"{X}a")):
                section = each.element(target, fragment) if fragment else each.pages[target]
                assert words(link) == words(next(section.iter(*(f"{X}h{n}" for n in range(1, 7)))))

    def test_contents_are_nested(self, book: Callable[[str], Book]) -> None:
        """A heading of level 3 stands three lists deep."""
        nav = book("showcase").pages["EPUB/nav.xhtml"]
        (link,) = [a for a in nav.iter(f"{X}a") if words(a) == "Serum calcium"]
        assert len(list(link.iterancestors(f"{X}ol"))) == 3

    def test_landmarks_lead_to_text_and_references(self, book: Callable[[str], Book]) -> None:
        """Readers find the beginning of the text and the bibliography by their kinds."""
        nav = book("showcase").pages["EPUB/nav.xhtml"].find(f".//{X}nav[@{TYPE}='landmarks']")
        kinds = {link.get(TYPE): words(link) for link in nav.iter(f"{X}a")}
        assert kinds["bodymatter"] == "Abstract"
        assert kinds["bibliography"] == "References"

    def test_smallest_article_is_a_book(self, book: Callable[[str], Book]) -> None:
        """Without sections, figures and references there is a chapter named for the article."""
        smallest = book("smallest")
        first = next(iter(smallest.chapters.values()))
        assert smallest.article.references == ()
        assert words(next(first.iter(f"{X}h1"))) in {
            smallest.article.metadata.title,
            *(heading.text for heading in smallest.article.headings),
        }


class TestLinks:
    """Links within the book."""

    def test_every_link_leads_somewhere(self, each: Book) -> None:
        """Each link within the book leads to a page, and to one element where it names one."""
        for _, _, target, fragment in each.links():
            assert target in each.pages
            if fragment:
                each.element(target, fragment)

    def test_every_citation_leads_to_its_reference(self, book: Callable[[str], Book]) -> None:
        """A citation's links lead to the references of the works that it cites."""
        showcase = book("showcase")
        cited = [link for link in showcase.links() if link[1].get("role") == "doc-biblioref"]
        found = [fragment.removeprefix("ref-") for _, _, _, fragment in cited]
        assert set(found) == {item["id"] for item in showcase.article.references}
        for _, link, target, fragment in cited:
            number = words(showcase.element(target, fragment)).split(".")[0]
            assert words(link).split("(")[0] == number

    def test_references_lead_back(self, book: Callable[[str], Book]) -> None:
        """Below each reference stand the chapters that cite it, each a link to the place."""
        showcase = book("showcase")
        for item in showcase.article.references:
            path = next(p for p, r in showcase.pages.items() if r.xpath("//*[@id='refs']"))
            entry = showcase.element(path, f"ref-{item['id']}")
            back = [a for a in entry.iter(f"{X}a") if a.get("role") == "doc-backlink"]
            assert back
            assert [entry.tag, entry.getparent().tag] == [f"{X}li", f"{X}ol"]
            for link in back:
                file, fragment = link.get("href").split("#")
                spot = showcase.element(f"EPUB/text/{file}", fragment)
                hrefs = [str(a.get("href")) for a in spot.iter(f"{X}a")]
                assert any(href.endswith(f"#ref-{item['id']}") for href in hrefs)

    def test_notes_of_a_style_lead_to_references(self, tmp_path: Path) -> None:
        """In a style that cites in notes, note leads to reference, and that to the call."""
        source = tmp_path / "notes.md"
        source.write_text(NOTED, "utf-8")
        noted = made(source, tmp_path / "desk")
        (cited,) = [link for link in noted.links() if link[1].get("role") == "doc-biblioref"]
        entry = noted.element(cited[2], cited[3])
        (back,) = [a for a in entry.iter(f"{X}a") if a.get("role") == "doc-backlink"]
        file, _, fragment = back.get("href").partition("#")
        assert file == posixpath.basename(cited[0])
        (call,) = noted.element(cited[0], fragment).iter(f"{X}a")
        assert call.get("href") == "#note-1"

    def test_notes_link_both_ways(self, nasty: Book) -> None:
        """Notes are counted through the book, in letters; call and note lead to each other."""
        calls = [link for link in nasty.links() if link[1].get("role") == "doc-noteref"]
        assert [words(link) for _, link, _, _ in calls] == ["a", "b", "c"]
        for path, link, target, fragment in calls:
            note = nasty.element(target, fragment)
            assert (note.get("role"), note.get(TYPE)) == ("doc-footnote", "footnote")
            (back,) = [a for a in note.iter(f"{X}a") if a.get("role") == "doc-backlink"]
            assert back.get("href") == f"#{link.get('id')}"
            assert target == path

    def test_figures_are_found_from_other_chapters(self, book: Callable[[str], Book]) -> None:
        """A link to a figure leads to its chapter, although pandoc forgets figures."""
        showcase = book("showcase")
        described = [
            (path, target, fragment)
            for path, _, target, fragment in showcase.links()
            if fragment == "fig-types" and target != path
        ]
        assert described
        for _, target, fragment in described:
            assert next(showcase.element(target, fragment).iter(f"{X}img")) is not None

    def test_dead_and_foreign_links_are_words(self, nasty: Book) -> None:
        """A link to nowhere, to a file outside or to a program becomes its words."""
        assert "A dead link, a file, a program, and an address" in nasty.text

    def test_what_a_link_to_another_file_meant_is_kept_for_packs(self, nasty: Book) -> None:
        """The words lead nowhere in this book; in a pack with that file they can."""
        kept = [e.get("data-leads-to") for root in nasty.pages.values() for e in root.iter()]
        assert [file for file in kept if file] == ["other.html"]
        hrefs = [a.get("href") for root in nasty.pages.values() for a in root.iter(f"{X}a")]
        assert not [href for href in hrefs if "nowhere" in href or "javascript" in href]


class TestText:
    """What pandoc alone would get wrong."""

    def test_no_leftovers(self, each: Book) -> None:
        """No generator, no "true" for an author, no data attributes, no styles in heads."""
        for path, root in each.pages.items():
            raw = each.members[path].decode("utf-8")
            assert "pandoc" not in raw
            assert ">true<" not in re.sub(r"<pre\b.*?</pre>", "", raw, flags=re.S)
            found = {str(a.attrname) for a in root.xpath("//@*[starts-with(name(), 'data-')]")}
            assert found <= {"data-column"}
            assert root.find(f".//{X}style") is None

    def test_figures_have_text_alternatives(self, each: Book) -> None:
        """Every image says what it shows, or says that it is decorative."""
        images = [i for root in each.chapters.values() for i in root.iter(f"{X}img")]
        shown = list(ast.nodes([*each.article.lead, *each.article.body]))
        assert len(images) == sum(node["t"] == "Image" for node in shown)
        assert all(image.get("alt") is not None for image in images)

    def test_long_descriptions_are_linked(self, book: Callable[[str], Book]) -> None:
        """A described figure leads to its description, which leads back."""
        showcase = book("showcase")
        pairs = {
            (fragment, words(showcase.element(target, fragment))[:8])
            for path, link, target, fragment in showcase.links()
            if fragment.startswith("description-")
        }
        assert pairs == {
            ("description-fig-types", "Figure 1"),
            ("description-fig-sites", "Figure 2"),
            ("description-fig-pathway", "Figure 3"),
        }

    def test_credit_and_licence_of_an_image_are_printed(self, nasty: Book) -> None:
        """The maker of an image and its licence stand below it, with a link to the source."""
        (link,) = [
            a
            for root in nasty.chapters.values()
            for a in root.iter(f"{X}a")
            if a.get("href") == "https://example.org/p?a=1&b=2"
        ]
        assert words(link) == "Image: Ann & Co, CC BY 4.0"

    def test_typed_html_cannot_run_or_load(self, nasty: Book) -> None:
        """Scripts, handlers and form fields are gone; the words of a table remain."""
        for name in ("script", "input", "iframe"):
            assert not [
                root for root in nasty.pages.values() if root.find(f".//{X}{name}") is not None
            ]
        assert not [r for r in nasty.pages.values() if r.xpath("//@*[starts-with(name(), 'on')]")]
        assert "raw table" in nasty.text
        assert "☐ to do ☑ done" in nasty.text.replace("\u00a0", " ")

    def test_cells_of_tables_know_their_columns(self, book: Callable[[str], Book]) -> None:
        """On a narrow page each cell stands below the one before, named by its column."""
        frames = [
            frame
            for root in book("tables").chapters.values()
            for frame in root.iter(f"{X}div")
            if "stackable" in (frame.get("class") or "").split()
        ]
        assert frames
        for frame in frames:
            heads = [words(cell) for cell in frame.iter(f"{X}th")]
            for row in frame.iterfind(f".//{X}tbody/{X}tr"):
                assert [cell.get("data-column") for cell in row] == heads

    def test_crowded_tables_are_stacked_sooner(self, book: Callable[[str], Book]) -> None:
        """The more room the columns of a table need, the broader the page that stacks it."""
        steps = {
            str(frame[0].get("id")): int((frame.get("class") or "").rpartition("-")[2])
            for root in book("showcase").chapters.values()
            for frame in root.iter(f"{X}div")
            if "stackable" in (frame.get("class") or "").split()
        }
        assert steps["tab-common"] < steps["tab-places"] < steps["tab-types"]

    def test_chapters_are_called_after_their_sections(
        self, book: Callable[[str], Book], nasty: Book
    ) -> None:
        """No file has the name that pandoc gave it; ids that no file may have are numbered."""
        assert "EPUB/text/sec-types.xhtml" in book("showcase").chapters
        for name in [*book("showcase").chapters, *nasty.chapters]:
            assert not re.search(r"/ch\d+\.xhtml", name)

    def test_parts_for_teachers_are_left_out(self, nasty: Book) -> None:
        """Discussion is not for readers."""
        assert "For teachers only" not in nasty.text

    def test_title_page_says_who_when_and_how(self, book: Callable[[str], Book]) -> None:
        """Title, byline, date, version, review status, licence and disclaimer are on it."""
        title = words(book("showcase").pages["EPUB/title.xhtml"])
        for said in (
            "Chapbook contributors",
            "Published 22 November 2026 · Version 1.0 · Text ",
            "Not yet reviewed by a clinician.",
            "CC BY 4.0",
            "does not replace your doctor’s advice",
        ):
            assert said in title

    def test_phrases_name_their_language_twice(self, book: Callable[[str], Book]) -> None:
        """A phrase says its language to readers of HTML and to readers of XML."""
        pages = book("arabic").pages.values()
        spans = [s for page in pages for s in page.iter(f"{X}span") if s.get("lang")]
        assert len(spans) > 1
        xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
        assert all(span.get(xml_lang) == span.get("lang") for span in spans)

    def test_german_article_has_german_words(self, book: Callable[[str], Book]) -> None:
        """What the book says of itself is in the article's language."""
        german = book("german")
        assert {root.get("lang") for root in german.pages.values()} == {
            german.article.metadata.lang
        }
        for word in ("Inhalt", "Veröffentlicht am", "Literatur", "Zitiert in", "Lizenz"):
            assert word in german.text
        for word in ("Contents", "Published", "References", "Cited in", "Licence", "Cover"):
            assert word not in german.text
        assert "zertifiziert" in german.meta("schema:accessibilitySummary")[0]


class TestPackage:
    """The package document."""

    def test_names_titles_and_authors(self, nasty: Book) -> None:
        """Title, subtitle and each author stand for themselves, authors with a sort form."""
        titles = [str(t.text) for t in nasty.package.iter(f"{DC}title")]
        assert titles == ["Salt & <sugar>: “sweet” 'sour'", "More & less"]
        assert nasty.meta("title-type") == ["main", "subtitle"]
        creators = [str(c.text) for c in nasty.package.iter(f"{DC}creator")]
        assert creators == ["Ánna O'Neil", "The Group & Co"]
        assert nasty.meta("file-as") == ["O'Neil, Ánna", "The Group & Co"]

    def test_identifier_is_stable(self, book: Callable[[str], Book]) -> None:
        """The identifier is the DOI, else the address, else made of title, author and date."""
        found = {
            name: str(book(name).package.findtext(f".//{DC}identifier"))
            for name in ("everything", "showcase")
        }
        assert found["everything"] == f"https://doi.org/{book('everything').article.metadata.doi}"
        assert found["showcase"] == "urn:uuid:1188e9b6-4936-5e46-8e61-938d5928b196"

    def test_dates_are_the_articles(self, each: Book) -> None:
        """The book was modified on the article's date."""
        date = each.article.metadata.date.isoformat()
        assert each.meta("dcterms:modified") == [f"{date}T00:00:00Z"]
        assert each.package.findtext(f".//{DC}date") == date

    def test_accessibility_is_what_the_book_holds(self, book: Callable[[str], Book]) -> None:
        """Images, descriptions and formulas are announced where they are, and only there."""
        showcase, smallest = book("showcase"), book("smallest")
        everything = book("everything")
        assert showcase.meta("schema:accessMode") == ["textual", "visual"]
        assert smallest.meta("schema:accessMode") == ["textual"]
        features = {b: set(b.meta("schema:accessibilityFeature")) for b in (showcase, smallest)}
        assert features[showcase] - features[smallest] == {"alternativeText", "longDescription"}
        assert "MathML" in everything.meta("schema:accessibilityFeature")
        assert showcase.meta("schema:accessibilityHazard") == ["none"]

    def test_no_conformance_is_claimed(self, each: Book) -> None:
        """What no build checks is not claimed."""
        assert each.meta("dcterms:conformsTo") == []
        assert each.meta("a11y:certifiedBy") == []

    def test_cover_is_a_tall_picture(self, each: Book) -> None:
        """The cover is 1600 by 2560 pixels, and its page says what it shows."""
        (path,) = [p for p, row in each.manifest.items() if row.get("properties") == "cover-image"]
        with Image.open(io.BytesIO(each.members[path])) as cover:
            assert cover.size == (1600, 2560)
        image = next(each.pages["EPUB/cover.xhtml"].iter(f"{X}img"))
        assert each.article.metadata.title in image.get("alt")


class TestFonts:
    """Fonts of the text and of drawings."""

    def test_fonts_cover_the_text(self, each: Book) -> None:
        """Each font of the book has every character of the text that the whole face has."""
        from chapbook.tools import fonts

        faces = {"serif": fonts.SERIF, "sans": fonts.SANS}
        wanted = {ord(c) for c in each.text if not c.isspace()}
        for kind, family in faces.items():
            data = each.members[f"EPUB/fonts/source-{kind}-pro-regular.ttf"]
            with TTFont(io.BytesIO(data)) as font:
                assert wanted & fonts.coverage(family) <= set(font.getBestCmap())

    def test_style_sheet_names_the_fonts_that_are_there(self, each: Book) -> None:
        """Every font is used and every used font is there; the licence is named."""
        sheet = each.members["EPUB/styles/book.css"].decode("utf-8")
        fonts_there = {posixpath.basename(name) for name in each.members if "/fonts/" in name}
        used = {part.split('"')[0] for part in sheet.split('url("../fonts/')[1:]}
        assert fonts_there == used
        assert "SIL Open Font" in sheet

    def test_drawings_bring_their_fonts(self, book: Callable[[str], Book]) -> None:
        """A drawing whose labels are in our faces holds those faces, for it sees no others."""
        showcase = book("showcase")
        drawings = [data for name, data in showcase.members.items() if name.endswith(".svg")]
        assert len(drawings) == 3
        for data in drawings:
            assert b"data:font/woff;base64," in data
            assert b"font-weight: 600" in data


@pytest.mark.proof
@pytest.mark.java
class TestEpubCheck:
    """EPUBCheck, with warnings counted as failures."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(epubcheck)

    def test_accepts_every_good_article(self, each: Book) -> None:
        """EPUBCheck finds no error and no warning."""
        assert epubcheck.failures(each.path) == []

    def test_accepts_the_nasty_one(self, nasty: Book) -> None:
        """Odd ids, keys, links and typed HTML leave a valid book."""
        assert epubcheck.failures(nasty.path) == []


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestAce:
    """Ace by DAISY."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(ace)

    @pytest.mark.parametrize("name", ["showcase", "everything", "german"])
    def test_accepts(self, name: str, book: Callable[[str], Book]) -> None:
        """Ace finds no violation in pages and metadata."""
        assert ace.failures(book(name).path) == []
