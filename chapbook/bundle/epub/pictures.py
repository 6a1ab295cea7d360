"""Pictures of a book, those that are equal stored once."""

import hashlib
from collections.abc import Mapping, Sequence

from chapbook.bundle.epub.document import Document, address, path
from chapbook.tools.epub import tag


def shared(documents: Sequence[Document], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *pictures*, each once; *documents* are changed in place to show that one."""
    first: dict[str, str] = {}
    instead = {
        name: first.setdefault(hashlib.sha256(data).hexdigest(), name)
        for name, data in pictures.items()
    }
    for document in documents:
        for image in document.root.iter(tag("img")):
            shown = path(str(image.get("src")), document.name)
            if instead.get(shown, shown) != shown:
                image.set("src", address(instead[shown], document.name))
    return {name: pictures[name] for name in first.values()}
