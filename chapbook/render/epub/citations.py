"""Citations: links to the references say what they are."""

from collections.abc import Sequence

from chapbook.tools.epub import Chapter, tag


def linked(written: Sequence[Chapter]) -> None:
    """Give every link to a reference the role of a citation (DPUB-ARIA 1.1, doc-biblioref).

    pandoc 3.9 does so in web pages, but loses the role in books.
    """
    entries = {
        f"{chapter.file_name}#{entry.get('id')}"
        for chapter in written
        for entry in chapter.root.iter(tag("div"))
        if "csl-entry" in (entry.get("class") or "").split()
    }
    for chapter in written:
        for link in chapter.root.iter(tag("a")):
            href = link.get("href") or ""
            key = f"{chapter.file_name}{href}" if href.startswith("#") else href
            if key in entries and not link.get("role"):
                link.set("role", "doc-biblioref")
