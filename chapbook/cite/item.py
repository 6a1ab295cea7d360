"""The article itself as a CSL item, for citing it."""

from typing import Any

from pydantic import TypeAdapter

from chapbook.frontmatter import FrontMatter, Names
from chapbook.model import Item

ARTICLE_ID = "this-article"
ORIGINAL_ID = "the-original"


def of_article(metadata: FrontMatter, language: str) -> Item:
    """Return the article of *metadata* as a CSL item.

    No access date is given: the day on which somebody reads is theirs to add.  Who
    reviewed the words did not write them, and is no part of the item.
    """
    date = metadata.date
    item: dict[str, Any] = {
        "id": ARTICLE_ID,
        "type": "webpage",
        "title": _whole_title(metadata),
        "title-short": metadata.short_title,
        "author": [name.csl() for name in metadata.author],
        "issued": {"date-parts": [[int(part) for part in date.isoformat().split("-")]]},
        "version": metadata.version,
        "publisher": metadata.publisher,
        "DOI": metadata.doi,
        "URL": metadata.url,
        "language": language,
    }
    return {key: value for key, value in item.items() if value is not None}


def _whole_title(metadata: FrontMatter) -> str:
    """Return title and subtitle as libraries write them; a question needs no colon."""
    if not metadata.subtitle:
        return metadata.title
    join = " " if metadata.title.endswith(("?", "!")) else ": "
    return f"{metadata.title}{join}{metadata.subtitle}"


def of_original(metadata: FrontMatter) -> Item | None:
    """Return the work that the article adapts as a CSL item, if there is one."""
    if metadata.original is None:
        return None
    item = {"type": "webpage", **metadata.original, "id": ORIGINAL_ID}
    # Notes such as "medically reviewed by" are no part of a citation in any of the styles.
    item.pop("note", None)
    return {key: _people(key, _dated(key, value)) for key, value in item.items()}


def _people(key: str, value: Any) -> Any:
    """Read "María de la Cruz" or a single name where CSL-JSON wants a list of parts."""
    if key not in {"author", "editor", "translator"}:
        return value
    names = value if isinstance(value, list) else [value]
    return [
        TypeAdapter(Names).validate_python([name])[0].csl() if isinstance(name, str) else name
        for name in names
    ]


def _dated(key: str, value: Any) -> Any:
    """Read a date that is written as 2016-10-18 where CSL-JSON wants its parts."""
    if key in {"issued", "accessed"} and isinstance(value, str):
        parts = [int(part) for part in value.split("-") if part.isdigit()]
        return {"date-parts": [parts]} if parts else {"literal": value}
    return value
