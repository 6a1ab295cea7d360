"""The web page: one file that needs nothing else, for any screen and for the printer.

No program runs in it and nothing is fetched; its own security policy forbids both, so
that a reader's illness is nobody's business.  Its one ``script`` element holds data
about the article, which browsers do not run; the policy names the data by their hash.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chapbook.editions import Edition
from chapbook.model import Article, BuiltEdition, Item, Node, Rendering
from chapbook.render import byline, html, inline, markers, particulars, screen, versions
from chapbook.render.metadata import json_ld, meta_elements
from chapbook.settings import TEMPLATES, Workbench
from chapbook.tools import direction, jinja, theme
from chapbook.tools.hypertext import formulas, lists
from chapbook.tools.pandoc import ast, write

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load: nothing but what it holds (Content Security Policy 3)."""

OPTIONS = (*write.HTML_OPTIONS, "--mathml")
"""Formulas as MathML, which every browser draws since 2023."""

CONTENTS_DEPTH = 2
"""Headings down to this level are listed in the contents."""
FEWEST_LISTED = 3
"""An article with fewer headings is found without contents."""
DESCRIPTION_LENGTH = 300
"""The most characters of the description that search engines show."""


@dataclass(slots=True)
class Entry:
    """A heading in the contents, with those below it."""

    identifier: str
    text: str
    entries: list["Entry"] = field(default_factory=list)


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the web page of *article*.

    Raises:
        ToolError: pandoc failed.
    """
    chosen = html.selected(
        [*article.lead, *article.body, *article.appendix], row.name, dropped=("discussion",)
    )
    blocks = html.with_abstract(article, screen.prepared(chosen, article))
    text = marked_up(blocks, article, pictures(blocks, article))
    page = jinja.render(row.template, values(article, blocks, text.html))
    bench.path.write_text(styled(page, row, article), "utf-8", newline="\n")
    return Rendering(
        built=BuiltEdition(edition=row.name, path=bench.path, name=bench.name),
        findings=text.findings,
    )


def pictures(blocks: list[Node], article: Article) -> dict[str, str]:
    """Return the address of each image that *blocks* show, by its target."""
    shown = {node["c"][2][0] for node in ast.nodes(blocks) if node["t"] == "Image"}
    return inline.images(a for a in article.assets.values() if a.target in shown)


def marked_up(blocks: list[Node], article: Article, addresses: Mapping[str, str]) -> html.Fragment:
    """Return *blocks*, as ``screen.prepared`` gives them, as HTML of a web page.

    Raises:
        ToolError: pandoc failed.
    """
    written = html.fragment(blocks, article, addresses.__getitem__, html.Notes.END, OPTIONS)
    text = lists.native(_with_scopes(_with_empty_cells(written.html)))
    return html.Fragment(html=text, findings=written.findings)


def styled(page: str, row: Edition, article: Article) -> str:
    """Return *page* with the style sheets of *row* and the fonts that its text needs."""
    return page.replace("/*styles*/", _styles(row, article, page), 1)


def _with_empty_cells(text: str) -> str:
    """Return *text* with empty heads of tables as plain cells.

    pandoc 3.9 writes every cell of a head as ``th``; one without words heads nothing, and
    a screen reader would announce it in vain (axe, "empty-table-header").
    """
    return re.sub(r"<th((?:\s[^>]*)?)></th>", r"<td\1></td>", text)


def _with_scopes(text: str) -> str:
    """Return *text* with heads of tables that say what they head (WCAG 2.2, technique H63).

    Those in a table's head stand above columns, all others at the beginning of rows.
    """
    scope = "row"

    def visit(match: re.Match[str]) -> str:
        nonlocal scope
        if match["name"] == "th" and not match["end"]:
            return match[0] if " scope=" in match[0] else f'<th scope="{scope}"{match["more"]}>'
        if match["name"] == "thead":
            scope = "row" if match["end"] else "col"
        return match[0]

    return re.sub(r"<(?P<end>/?)(?P<name>thead|th(?=[\s>]))(?P<more>[^>]*)>", visit, text)


def values(article: Article, blocks: list[Node], text: str) -> dict[str, Any]:
    """Return what the template prints around *text*, the abstract and *blocks* as HTML."""
    metadata = article.metadata
    abstract, content = html.parted(text)
    contents = listed(blocks)
    data = json_ld(article)
    return {
        "policy": f"{POLICY}; script-src {hashed(data)}",
        "facts": particulars.of(article),
        "labels": article.labels,
        "metadata": metadata,
        "theme": article.theme,
        "logo": inline.address(article.theme.logo) if article.theme.logo else None,
        "author_marks": byline.marks_of(metadata.author),
        "author_notes": byline.notes(metadata.author, article.labels),
        "names": list(meta_elements(article)),
        "versions": versions.listed(article),
        "json_ld": jinja.safe(data),
        "description": _shortened(ast.text(article.abstract) or _opening(article)),
        "licence_line": article.labels["licence-line"].partition("{licence}"),
        "first_page": markers.first(article),
        "original": _original(metadata.original, article),
        "contents": contents if len(contents) >= FEWEST_LISTED else [],
        "abstract": jinja.safe(abstract),
        "content": jinja.safe(content),
    }


def hashed(data: str) -> str:
    """Return *data*, the content of a ``script`` element, as a source of the policy.

    A browser asks no policy about data that it does not run; the Nu checker 26.9 does.
    """
    digest = hashlib.sha256(data.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _opening(article: Article) -> str:
    """Return the first paragraph of the text; the title where there is none."""
    paragraphs = (n for n in ast.nodes([*article.lead, *article.body]) if n["t"] == "Para")
    return next((text for p in paragraphs if (text := ast.text(p["c"]))), article.metadata.title)


def _shortened(text: str) -> str:
    """Return *text* on one line, cut between words where it is too long."""
    line = " ".join(text.split())
    if len(line) <= DESCRIPTION_LENGTH:
        return line
    return f"{line[:DESCRIPTION_LENGTH].rsplit(' ', 1)[0]} …"


def _original(item: Item | None, article: Article) -> dict[str, str] | None:
    """Return the words that stand before, in and after the link to the original."""
    if item is None:
        return None
    before, _, after = article.labels["adapted-from"].partition("{original}")
    container = item.get("container-title")
    title = (
        f"{item['title']}{article.labels['list-comma']}{container}" if container else item["title"]
    )
    return {
        "before": before,
        "title": particulars.unmarked(title),
        "after": after,
        "url": item.get("URL", ""),
    }


def listed(blocks: Sequence[Node]) -> list[Entry]:
    """Return the headings of *blocks* down to ``CONTENTS_DEPTH``."""
    top: list[Entry] = []
    for node in ast.nodes(list(blocks)):
        if node["t"] != "Header" or node["c"][0] > CONTENTS_DEPTH:
            continue
        entry = Entry(ast.identifier(node), ast.text(node["c"][2]))
        (top[-1].entries if node["c"][0] > 1 and top else top).append(entry)
    return top


def _styles(row: Edition, article: Article, page: str) -> str:
    """Return all style sheets of the page in one, its fonts first.

    Comments are left out: they are for those who change the sheets, and those change
    the sheets' own files.
    """
    look = article.theme
    tokens, *others = [(TEMPLATES / "css" / n).read_text("utf-8") for n in row.stylesheets]
    sheets = [tokens, theme.screen_css(look), *others]
    faces = inline.page_faces(look.text_face, look.label_face, page)
    rules = re.sub(r"/\*.*?\*/\s*", "", "\n".join(sheets), flags=re.S)
    if direction.of_language(article.metadata.lang) == direction.RTL:
        rules = direction.mirrored(rules)
    text = "".join(sorted(set(page)))
    return f"{inline.font_faces(faces, text)}\n{formulas.style_of_page(page)}{rules}"
