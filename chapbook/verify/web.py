"""Judging the web page: does it stand alone, and does every link in it lead somewhere?"""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from chapbook.findings import Finding
from chapbook.verify import formulas, likeness, markup
from chapbook.verify.case import Case
from chapbook.verify.content import markup as content
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element, UnreadableMarkupError

LARGEST_BYTES = 1_000_000
"""A phone on a slow line loads this in a few seconds; without images of the article's own."""

LOADING = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}
LOADING |= {"object": "data", "embed": "src", "audio": "src", "video": "src", "image": "href"}
LOADING |= {"use": "href"}
"""Which attribute of which element makes a browser fetch something?
Source: HTML Standard, "fetching resources"; SVG 2, 5.6 and 12."""


def page(case: Case) -> Iterator[Finding]:
    """Judge the web page."""
    data = case.built.path.read_bytes()
    try:
        root = markup.page(data)
    except UnreadableMarkupError as error:
        yield case.invalid(f"it cannot be read as HTML: {error}")
        return
    for check in (title, particulars, resources, identifiers, links, images):
        yield from check(case, root)
    yield from size(case, data)
    yield from formulas.in_words(case, formulas.of_page(root))
    yield from likeness.findings(case, content.of([root], first_level=2))


def title(case: Case, root: Element) -> Iterator[Finding]:
    """One ``h1``, the title (WCAG 1.3.1)."""
    firsts = [markup.text(element) for element in markup.elements(root, "h1")]
    if [letters(first) for first in firsts] != [letters(case.article.metadata.title)]:
        yield case.invalid(f"its main headings are {firsts} instead of the title alone")


def particulars(case: Case, root: Element) -> Iterator[Finding]:
    """Title and language are set (WCAG 2.4.2 and 3.1.1)."""
    lang = root.get("lang") or ""
    if lang.lower() != case.article.metadata.lang.lower():
        yield case.invalid(f'its language is "{lang}" instead of "{case.article.metadata.lang}"')
    titles = [element.text_content() for element in root.iterfind("./head/title")]
    if not any(letters(case.article.metadata.title) in letters(title) for title in titles):
        yield case.invalid("its window has no title", case.article.metadata.title)


def resources(case: Case, root: Element) -> Iterator[Finding]:
    """Nothing is fetched: a page on illness tells nobody who reads it, and works offline."""
    for element in markup.elements(root, *LOADING):
        address = element.get(LOADING[markup.name(element)]) or ""
        if not _is_inside(address) and element.get("rel") not in _ONLY_NAMED:
            yield case.invalid(f"its <{markup.name(element)}> fetches {address[:80]}")
    styles = [element.text or "" for element in markup.elements(root, "style")]
    styles += [element.get("style") for element in root.iter() if element.get("style")]
    for address in _fetched("\n".join(styles)):
        yield case.invalid(f"its style sheet fetches {address[:80]}")


_ONLY_NAMED = {
    "canonical",
    "license",
    "alternate",
    "author",
    "cite-as",
    "schema.DC",
    "schema.DCTERMS",
}
"""Relations that name another page and load nothing (HTML Standard, "link types")."""


def _is_inside(address: str) -> bool:
    """Tell whether *address* needs nothing but the page itself."""
    return not address or address.startswith(("#", "data:"))


def _fetched(css: str) -> Iterator[str]:
    """Yield what *css* would fetch: ``url()`` and ``@import``."""
    for match in re.finditer(r"url\(\s*[\"']?([^\"')]*)|@import\s+[\"']([^\"']+)", css):
        address = match[1] or match[2] or ""
        if not _is_inside(address):
            yield address


def identifiers(case: Case, root: Element) -> Iterator[Finding]:
    """No id stands twice: links to it would lead to the wrong place (HTML Standard, 3.2.6)."""
    for identifier, count in Counter(markup.identifiers(root)).items():
        if count > 1:
            yield case.invalid(f'the id "{identifier}" stands {count} times')


def links(case: Case, root: Element) -> Iterator[Finding]:
    """Every link inside the page leads to something on it."""
    known = set(markup.identifiers(root))
    for element in markup.elements(root, "a"):
        address = element.get("href") or ""
        if address.startswith("#") and len(address) > 1 and unquote(address[1:]) not in known:
            yield case.invalid(f"a link leads nowhere: {address}", markup.text(element).strip())
    for attribute, identifier in markup.named(root):
        if identifier not in known:
            yield case.invalid(f'{attribute}="{identifier}" names nothing on the page')


def images(case: Case, root: Element) -> Iterator[Finding]:
    """Every image says what it shows, or that it is only decoration (WCAG 1.1.1)."""
    for element in markup.elements(root, "img"):
        if element.get("alt") is None:
            yield case.invalid("an image has no alternative text")


def size(case: Case, data: bytes) -> Iterator[Finding]:
    """The page is small, its author's own images not counted."""
    own = sum(len(asset.data) * 4 // 3 for asset in case.article.assets.values())
    if len(data) - own > LARGEST_BYTES:
        yield case.layout(f"it is {len(data) / 1e6:.1f} MB large, more than a phone loads quickly")
