"""Links between the readings of a pack, made to lead inside the book."""

from collections.abc import Sequence

from lxml import etree

from chapbook.bundle.addresses import SCHEME, Addresses, Target
from chapbook.bundle.epub.document import Document, address, path
from chapbook.tools import epub
from chapbook.tools.epub import LEADS_TO, tag


class Places:
    """Where the pieces of a pack, and all ids in them, stand in the book."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._pages = {each.name for each in documents}
        self._first: dict[str, str] = {}
        self._named: dict[tuple[str, str], str] = {}
        for each in documents:
            self._first.setdefault(each.piece, each.name)
            for element in each.root.iter():
                if identifier := element.get("id"):
                    self._named.setdefault((each.piece, identifier), each.name)

    def holds(self, name: str) -> bool:
        """Tell whether the book has the page *name*."""
        return name in self._pages

    def href(self, target: Target, document_name: str) -> str:
        """Return how the page *document_name* addresses *target*; nothing if it is not there.

        A name that its reading lacks leads to the beginning of the reading.
        """
        if page := self._named.get((target.identifier, target.fragment)):
            return address(page, document_name, target.fragment)
        first = self._first.get(target.identifier)
        return address(first, document_name) if first else ""


def joined(documents: Sequence[Document], addresses: Addresses, places: Places) -> None:
    """Let what leads from one piece to another lead there inside the book.

    The trees of *documents* are changed in place.  What leads into nothing becomes words.
    """
    for document in documents:
        for element in list(document.root.iter(tag("a"), tag("span"))):
            _led(element, document, addresses, places)


def _led(element: etree._Element, document: Document, addresses: Addresses, places: Places) -> None:
    """Let *element* of *document* lead where it means, if that is in the book."""
    said = element.get("href") or element.get(LEADS_TO) or ""
    element.attrib.pop(LEADS_TO, None)
    if not said or said.startswith("#"):
        return
    target = addresses.target(said) if _leads_out(said) or not element.get("href") else None
    href = places.href(target, document.name) if target else ""
    if target and target.identifier != document.piece and href:
        element.tag = tag("a")
        element.set("href", href)
    elif element.get("href") and _is_dead(said, document, places):
        epub.unwrapped(element)


def _leads_out(said: str) -> bool:
    """Tell whether the address *said* is none of a file in the same book."""
    return ":" in said.partition("/")[0]


def _is_dead(said: str, document: Document, places: Places) -> bool:
    """Tell whether *said* means a page that the book does not hold."""
    if said.startswith(SCHEME):
        return True
    return not _leads_out(said) and not places.holds(path(said, document.name))
