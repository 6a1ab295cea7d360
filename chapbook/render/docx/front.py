"""What stands before and around the text: title block, contents, statements of the authors."""

from collections.abc import Mapping

from chapbook.frontmatter import FrontMatter
from chapbook.model import Article, Node
from chapbook.render import byline, particulars
from chapbook.render import contents as chosen
from chapbook.render.docx.parts import in_style
from chapbook.tools.pandoc import ast
from chapbook.tools.wordml import fields

LOGO_MM = 12
"""The height of a logo."""

MOST_ENTRIES = 18
"""Lines of contents that fill a third of a page."""

LONG_CONTENTS = 12
"""A list of more entries would be cut in two behind a first page that is nearly full."""
FULL_PAGE_CHARACTERS = 900
"""Abstract and key points of so many characters leave no room for a long list."""


def title_block(article: Article) -> list[Node]:
    """Return kind, title, byline, particulars and abstract, each in a style of its own."""
    facts, metadata = particulars.of(article), article.metadata
    dated = (facts.published, facts.version, facts.text_mark, facts.review_due)
    dates = " · ".join(part for part in dated if part)
    kind = " · ".join(part for part in (facts.kind, metadata.publisher) if part)
    return [
        *_logo(article),
        *_said("Kind", kind),
        *_said("Title", facts.title),
        *_said("Subtitle", facts.subtitle),
        *_byline(article),
        *_said("Article Details", facts.adapted_from),
        *_said("Date", dates),
        *_said("Review Status", facts.review_status),
        *_abstract(metadata, article),
        *_rights(article, facts),
        *_languages(facts),
        *_said("Disclaimer", facts.disclaimer),
    ]


def _logo(article: Article) -> list[Node]:
    """Return the logo of the theme as a paragraph; nothing where there is none."""
    if article.theme.logo is None:
        return []
    height = ast.attr("", [], height=f"{LOGO_MM}mm")
    target = [article.theme.logo.target, ""]
    image = {"t": "Image", "c": [height, ast.string(article.theme.logo_alt), target]}
    return [in_style("Compact", [ast.para([image])])]


def _said(style: str, words: str | None) -> list[Node]:
    """Return *words* as a paragraph in *style*; nothing where there are none."""
    return [in_style(style, [ast.para(ast.string(words))])] if words else []


def _byline(article: Article) -> list[Node]:
    """Return the authors, and where they work."""
    authors, places = byline.of(article.metadata.author, article.labels)
    inlines: list[Node] = []
    for author in authors:
        words = ast.string(author.name)
        inlines += [ast.link(words, f"https://orcid.org/{author.orcid}")] if author.orcid else words
        if author.credentials:
            inlines += ast.string(f", {author.credentials}")
        inlines += _raised(author.mark)
        inlines += ast.string(author.joint)
    block = [in_style("Author", [ast.para(inlines)])]
    for place in places:
        name = [*_raised(place.mark), *ast.string(place.name)]
        block.append(in_style("Affiliation", [ast.para(name)]))
    for note in byline.notes(article.metadata.author, article.labels):
        words = [*_raised(note.mark), *ast.string(note.text)]
        block.append(in_style("Affiliation", [ast.para(words)]))
    return block


def _raised(mark: str) -> list[Node]:
    """Return *mark* above the line."""
    return [{"t": "Superscript", "c": ast.string(mark)}] if mark else []


def _abstract(metadata: FrontMatter, article: Article) -> list[Node]:
    """Return the abstract under its title, and the keywords."""
    labels = article.labels
    block: list[Node] = []
    if article.abstract:
        block += _said("Abstract Title", labels["abstract"])
        block.append(in_style("Abstract", article.abstract))
    if metadata.keywords:
        words = labels["list-comma"].join(metadata.keywords)
        block.append(_labelled(labels, "keywords", ast.string(words)))
    return block


def _rights(article: Article, facts: particulars.Particulars) -> list[Node]:
    """Return the licence, what was adapted, and where the article is on the web."""
    labels = article.labels
    block: list[Node] = []
    if facts.licence:
        words = ast.string(facts.licence)
        linked = [ast.link(words, facts.licence_url)] if facts.licence_url else words
        block.append(_labelled(labels, "licence", linked))
    if facts.address and facts.short_address:
        key = "address" if facts.address_is_own else "original-address"
        block.append(
            _labelled(labels, key, [ast.link(ast.string(facts.short_address), facts.address)])
        )
    return block


def _languages(facts: particulars.Particulars) -> list[Node]:
    """Return the article in other languages, each in its own words."""
    block = []
    for other in facts.translations:
        title = ast.string(other.title or other.short_address or "")
        linked = [ast.link(title, other.address)] if other.address else title
        words = [*ast.string(other.name + other.colon), {"t": "Space"}, *linked]
        said = ast.span(words, ast.attr("", [], lang=other.lang))
        block.append(in_style("Article Details", [ast.para([said])]))
    return block


def _labelled(labels: Mapping[str, str], key: str, inlines: list[Node]) -> Node:
    """Return a line of particulars: what it is, by the *key* of its label, and what it says."""
    head: Node = {"t": "Strong", "c": ast.string(labels[key] + labels["colon"])}
    return in_style("Article Details", [ast.para([head, {"t": "Space"}, *inlines])])


def contents(blocks: list[Node], article: Article) -> list[Node]:
    """Return the list of contents of *blocks*, as deep as a third of a page allows."""
    shown = {ast.identifier(node) for node in ast.nodes(blocks) if node["t"] == "Header"}
    headings = [heading for heading in article.headings if heading.identifier in shown]
    entries = [
        fields.Entry(text=h.text, level=h.level, bookmark=fields.bookmark(h.identifier))
        for h in chosen.listed(headings, MOST_ENTRIES)
    ]
    if not entries:
        return []
    opening = len(ast.text(article.lead)) + len(ast.text(article.abstract))
    is_full = len(entries) > LONG_CONTENTS and opening > FULL_PAGE_CHARACTERS
    begins = fields.Begins.ON_A_PAGE if is_full else fields.Begins.HERE
    markup = fields.contents(article.labels["contents"], entries, begins)
    return [{"t": "RawBlock", "c": ["openxml", markup]}]


def statements(article: Article) -> list[Node]:
    """Return what the authors declare: funding, competing interests, where to write to."""
    metadata, labels = article.metadata, article.labels
    rows = {
        "funding": metadata.funding,
        "competing-interests": metadata.competing_interests,
        "feedback": metadata.feedback,
    }
    return [_labelled(labels, key, _linked(said)) for key, said in rows.items() if said]


def _linked(text: str) -> list[Node]:
    """Return *text*, as a link if it is nothing but an address."""
    if " " not in text and text.startswith(("https://", "http://")):
        return [ast.link(ast.string(text), text)]
    if " " not in text and "@" in text:
        return [ast.link(ast.string(text), f"mailto:{text}")]
    return ast.string(text)
