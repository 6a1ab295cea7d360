"""EndNote's XML, and what pandoc 3.9 leaves out of it: DOI, address, pages and number."""

from dataclasses import dataclass

from lxml import etree

from chapbook.load.organisations import with_organisations
from chapbook.model import Item

FRAME = "<xml><records>{}</records></xml>"
"""What makes a file of records."""

PERIODICALS = {"article-journal", "article-magazine", "article-newspaper"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One work of an EndNote file."""

    line: int
    """1-based line on which it begins."""
    xml: str
    """The record alone."""
    doi: str
    url: str


class EndNoteError(Exception):
    """The text is not XML.

    Attributes:
        line: 1-based line of the fault.
        column: 1-based column of the fault; 0 when unknown.
    """

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.line = line
        self.column = column


def records(text: str) -> list[Record]:
    """Return the records of *text* in order.

    Raises:
        EndNoteError: It is not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise EndNoteError(str(error.msg), line or 0, column or 0) from error
    return [
        Record(
            line=node.sourceline or 0,
            xml=etree.tostring(node, encoding="unicode", with_tail=False),
            doi=_text(node, "electronic-resource-num"),
            url=_text(node, "urls/related-urls/url") or _text(node, "urls/web-urls/url"),
        )
        for node in root.iter("record")
    ]


def mended(item: Item, record: Record) -> Item:
    """Return *item*, which pandoc made of *record*, with CSL's names and what was left out."""
    periodical = item.get("type") in PERIODICALS
    names = {"pages": "page", **({"number": "issue", "ISBN": "ISSN"} if periodical else {})}
    whole = {names.get(key, key): value for key, value in item.items()}
    added = {"DOI": record.doi, "URL": record.url}
    return with_organisations({**{key: text for key, text in added.items() if text}, **whole})


def _text(node: etree._Element, path: str) -> str:
    """Return the text of the first *path* in *node*, styles left out."""
    found = node.find(path)
    return "" if found is None else "".join(map(str, found.itertext())).strip()
