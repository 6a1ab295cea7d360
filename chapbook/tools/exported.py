"""What word processors leave in the web pages that they export, as the HTML that it means.

Google Docs says bold, italic and raised by classes, leads links through its own server and writes
inner lists beside outer ones; Word writes lists as paragraphs. Both, and most other programs,
write notes as two links that lead to each other.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import etree, html

Element = html.HtmlElement

LOOKS = (
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)"), "strong"),
    (re.compile(r"font-style:\s*italic"), "em"),
    (re.compile(r"vertical-align:\s*super"), "sup"),
    (re.compile(r"vertical-align:\s*sub\b"), "sub"),
)
"""Declarations of CSS that say what an element of HTML says."""

RULE = re.compile(r"\.(?P<name>[\w-]+)\s*\{(?P<looks>[^{}]*)\}")
GOOGLE_LIST = re.compile(r"\b(?P<name>lst-kix_\w+)-(?P<level>\d)\b")
WORD_LIST = re.compile(r"mso-list:\s*l(?P<name>\d+)\s+level(?P<level>\d)")
IGNORED = re.compile(r"mso-list:\s*ignore", re.I)
BLOCKS = frozenset({"p", "li", "div", "aside", "dd", "section", "td"})
IN_HEADING = "|".join(f"ancestor::h{level}" for level in range(1, 7))
COMMENT = re.compile(r"cmnt|_msocom")

TITLES = {"title": "title", "msotitle": "title", "subtitle": "subtitle", "msosubtitle": "subtitle"}
"""What the classes of the first paragraphs say."""

AUTHOR = re.compile(rb"<o:Author>([^<]+)</o:Author>")


def author(data: bytes, encoding: str) -> str:
    """Return whom Word names as the author in the page *data*."""
    found = AUTHOR.search(data)
    return found[1].decode(encoding, "replace").strip() if found else ""


def titles(root: Element) -> dict[str, str]:
    """Take title and subtitle out of the text of *root* and return them."""
    found: dict[str, str] = {}
    for element in list(root.iter("p")):
        key = TITLES.get((element.get("class") or "").lower().split(" ")[-1])
        if key and key not in found and (text := " ".join(element.text_content().split())):
            found[key] = text
            element.drop_tree()
    return found


def tidy(root: Element, main: Element) -> list[str]:
    """Make *main*, a part of the page *root*, say by elements what it says; return its comments."""
    etree.strip_elements(main, etree.Comment, with_tail=False)
    _without_hidden(main)
    comments = _notes(root, main)
    _marked(root, main)
    for link in main.iter("a"):
        link.attrib.pop("class", None)
        link.set("href", _straight(link.get("href") or ""))
    _nested(main)
    _listed(main)
    return comments


def _without_hidden(main: Element) -> None:
    """Take out what nobody sees: page breaks as rules, numbers of lists typed as text."""
    for element in list(main.iter("hr", "span")):
        style = element.get("style") or ""
        is_break = element.tag == "hr" and re.search(r"page-break|display:\s*none", style)
        if is_break or (IGNORED.search(style) and element.xpath(IN_HEADING)):
            element.drop_tree()


def _straight(address: str) -> str:
    """Return where *address* leads in the end, past Google's server."""
    parts = urlsplit(address)
    if parts.netloc in {"www.google.com", "google.com"} and parts.path == "/url":
        return parse_qs(parts.query).get("q", [address])[0]
    return address


def _marked(root: Element, main: Element) -> None:
    """Say by elements what classes and styles of spans say."""
    sheets = " ".join(style.text_content() for style in root.iter("style"))
    looks = {rule["name"]: rule["looks"] for rule in RULE.finditer(sheets)}
    for span in list(main.iter("span")):
        names = (span.get("class") or "").split()
        said = ";".join([*(looks.get(name, "") for name in names), span.get("style") or ""])
        tags = [tag for look, tag in LOOKS if look.search(said)]
        if not span.text_content().strip() or span.xpath(IN_HEADING):
            tags = [tag for tag in tags if tag in {"sup", "sub"} and span.text_content().strip()]
        for tag in tags:
            _within(span, tag)


def _within(element: Element, tag: str) -> None:
    """Put everything in *element* into one new element of the name *tag*."""
    inner = html.Element(tag)
    inner.text, element.text = element.text, None
    for child in list(element):
        inner.append(child)
    element.append(inner)


def _nested(main: Element) -> None:
    """Put each list of Google Docs into the item before it, or make one of two halves."""
    for found in list(main.iter("ul", "ol")):
        name, outer = _google(found), found.getprevious()
        if name is None or outer is None or _google(outer) is None:
            continue
        while (inner := _inner(outer)) is not None and _level(inner) <= _level(found):
            outer = inner
        if _level(outer) < _level(found) and len(outer):
            outer[-1].append(found)
        elif "start" not in (found.get("class") or "").split() and outer.tag == found.tag:
            for item in list(found):
                outer.append(item)
            found.drop_tree()


def _google(element: Element) -> re.Match[str] | None:
    """Return the name and level of a list of Google Docs."""
    return GOOGLE_LIST.search(element.get("class") or "")


def _level(element: Element) -> int:
    """Return the level of a list of Google Docs; 0 is outermost."""
    name = _google(element)
    return int(name["level"]) if name else 0


def _inner(outer: Element) -> Element | None:
    """Return the list at the end of the last item of the list *outer*."""
    item = outer[-1] if len(outer) else None
    last = item[-1] if item is not None and len(item) else None
    return last if last is not None and last.tag in {"ul", "ol"} else None


def _listed(main: Element) -> None:
    """Make lists of the paragraphs that Word marks as items."""
    open_lists: list[Element] = []
    last: Element | None = None
    for paragraph in list(main.iter("p")):
        match = WORD_LIST.search(paragraph.get("style") or "")
        if match is None:
            continue
        if last is None or paragraph.getprevious() is not last:
            open_lists = []
        level = int(match["level"])
        tag = "ol" if re.match(r"\W*[\da-z]{1,4}[.)]", _unmarked(paragraph), re.I) else "ul"
        del open_lists[level:]
        if not open_lists:
            last = html.Element(tag)
            paragraph.addprevious(last)
            open_lists = [last]
        elif len(open_lists) < level:
            inner = html.Element(tag)
            open_lists[-1][-1].append(inner)
            open_lists.append(inner)
        paragraph.tag, paragraph.tail = "li", None
        open_lists[-1].append(paragraph)


def _unmarked(paragraph: Element) -> str:
    """Take the bullet or number out of an item of Word's and return it."""
    for span in list(paragraph.iter("span")):
        if IGNORED.search(span.get("style") or ""):
            text = str(span.text_content())
            span.drop_tree()
            return text
    return ""


# ---------------------------------------------------------------- notes


def _notes(root: Element, main: Element) -> list[str]:
    """Mark notes as EPUB does, which pandoc reads; return comments, which go."""
    comments = []
    names = {e.get(key): e for e in root.iter() for key in ("name", "id") if e.get(key)}
    done: set[str] = set()
    for link in list(main.iter("a")):
        address = link.get("href") or ""
        target = address[1:]
        if not address.startswith("#") or link.getparent() is None:
            continue
        body = None if target in done else _body(link, names.get(target))
        if body is not None and COMMENT.search(target):
            comments.append(" ".join(body.text_content().split()))
            _raised(link).drop_tree()
            body.drop_tree()
        elif body is not None or target in done:
            _set_mark(link, target)
            done.add(target)
        if body is not None and target in done:
            _set_as_note(body, target, main)
    return comments


def _set_mark(link: Element, name: str) -> None:
    """Put the mark of the note *name* in the place of *link*."""
    mark = html.Element("a", {"epub:type": "noteref", "href": f"#{name}"})
    mark.text = "*"
    place = _raised(link)
    mark.tail, place.tail = place.tail, None
    place.addprevious(mark)
    place.drop_tree()


def _body(link: Element, target: Element | None) -> Element | None:
    """Return the note that *link* leads to, if it leads back; without the link back."""
    if target is None:
        return None
    marks = {link.get("id"), link.get("name"), *link.xpath("../@id")} - {None, ""}
    back = [e for e in target.iter("a") if (e.get("href") or "").removeprefix("#") in marks]
    if not back or link in target.iter():
        return None
    around: Iterator[Element] = (e for e in (target, *target.iterancestors()) if e.tag in BLOCKS)
    body = next(around, None)
    if body is None or body.tag == "td":
        return None
    parent = body.getparent()
    if body.tag == "p" and parent is not None and parent.tag == "div":
        others = [e for e in parent.iter("a") if (e.get("href") or "").startswith("#")]
        body = parent if others == back else body
    for one in back:
        _raised(one).drop_tree()
    return body


def _raised(link: Element) -> Element:
    """Return *link*, or the raised text that holds nothing else."""
    parent = link.getparent()
    if parent is None or parent.tag != "sup" or len(parent) > 1 or (parent.text or "").strip():
        return link
    return parent


def _set_as_note(body: Element, name: str, main: Element) -> None:
    """Put the content of *body* at the end of *main* as the note *name*."""
    note = html.Element("div", {"epub:type": "footnote", "id": name})
    if body.tag == "p":
        inner = html.Element("p")
        note.append(inner)
    else:
        inner = note
    inner.text, body.text = (body.text or "").lstrip(), None
    for child in list(body):
        inner.append(child)
    body.drop_tree()
    main.append(note)
