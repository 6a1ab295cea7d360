"""Zotero's fields in Word: citations and a reference list that its plugin can set anew.

A citation is a field whose code holds the works as CSL-JSON, so that it needs nobody's
library; the document's style stands in custom properties, of 255 characters each.

    { ADDIN ZOTERO_ITEM CSL_CITATION {"citationID": ..., "citationItems": [...]} }
    { ADDIN ZOTERO_BIBL {"uncited": [], "omitted": [], "custom": []} CSL_BIBLIOGRAPHY }

Source: zotero/zotero, chrome/content/zotero/xpcom/integration.js (CitationField,
DocumentData); citation-style-language/schema, csl-citation.json.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from chapbook.tools.wordml import fields

SCHEMA = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
STYLES = "http://www.zotero.org/styles/"
"""The ids of all styles in Zotero's repository begin with this."""

LONGEST_PROPERTY = 255
"""Characters that Word keeps of a custom property."""

DATA_VERSION = 3
ZOTERO_VERSION = "7.0.0"
"""Whose format this is; the plugin looks only at the version of the data."""

KEY_SIGNS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
"""The letters and digits of Zotero's keys (Zotero.Utilities.generateObjectKey)."""
KEY_LENGTH = 8

FOOTNOTES = 1
"""Zotero's number for a style whose citations are footnotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work in a citation."""

    item: Mapping[str, Any]
    """CSL-JSON; its ``id`` is the citation key."""
    prefix: str = ""
    label: str = ""
    """CSL's name for what the locator counts: ``page``."""
    locator: str = ""
    suffix: str = ""
    suppresses_author: bool = False


def citation(works: Sequence[CitedWork], plain: str, rtf: str, note: int, count: int) -> str:
    """Return what stands before the words of a citation; ``fields.END`` stands behind.

    Args:
        works: As the author cites them.
        plain: The words exactly; where a reader changed them the plugin asks first.
        rtf: The words with their looks, as Zotero notes them.
        note: The 1-based number of the footnote that the citation stands in, else 0.
        count: How many citations came before.
    """
    items = [_cited(work) for work in works]
    data = {
        "citationID": _key(f"{count} {_json(items)}"),
        "properties": {"formattedCitation": rtf, "plainCitation": plain, "noteIndex": note},
        "citationItems": items,
        "schema": SCHEMA,
    }
    return fields.begin(f" ADDIN ZOTERO_ITEM CSL_CITATION {_json(data)} ")


def bibliography(uncited: Sequence[Mapping[str, Any]]) -> str:
    """Return what stands before the first entry of the list; ``fields.END`` ends the last.

    Args:
        uncited: CSL items that are in the list though no citation names them.
    """
    data = {"uncited": [[_address(item)] for item in uncited], "omitted": [], "custom": []}
    return fields.begin(f" ADDIN ZOTERO_BIBL {_json(data)} CSL_BIBLIOGRAPHY ")


def preferences(style: str, lang: str, *, notes: bool, has_list: bool) -> dict[str, str]:
    """Return the custom properties that tell Zotero how the document is set.

    Journals stay as the works name them, so the plugin's own abbreviations are off.

    Args:
        style: Its name in Zotero's repository.
        lang: BCP 47.
        notes: Whether citations are footnotes.
        has_list: Whether there is a reference list.
    """
    chosen = {"fieldType": "Field"} | ({"noteType": str(FOOTNOTES)} if notes else {})
    rows = "".join(f'<pref name="{name}" value="{value}"/>' for name, value in chosen.items())
    data = (
        f'<data data-version="{DATA_VERSION}" zotero-version="{ZOTERO_VERSION}">'
        f'<session id="{_key(f"{style} {lang}")}"/>'
        f"<style id={quoteattr(STYLES + style)} locale={quoteattr(lang)}"
        f' hasBibliography="{int(has_list)}" bibliographyStyleHasBeenSet="1"/>'
        f"<prefs>{rows}</prefs></data>"
    )
    chunks = [data[at : at + LONGEST_PROPERTY] for at in range(0, len(data), LONGEST_PROPERTY)]
    return {f"ZOTERO_PREF_{number}": chunk for number, chunk in enumerate(chunks, start=1)}


def _cited(work: CitedWork) -> dict[str, Any]:
    """Return *work* as Zotero notes it; what does not apply is left out."""
    said: dict[str, Any] = {
        "locator": work.locator,
        "label": work.label,
        "prefix": work.prefix,
        "suffix": work.suffix,
        "suppress-author": work.suppresses_author,
    }
    known = {"id": work.item["id"], "uris": [_address(work.item)], "itemData": dict(work.item)}
    return known | {name: value for name, value in said.items() if value}


def _address(item: Mapping[str, Any]) -> str:
    """Return the address of *item* in a library that nobody has.

    The plugin takes two citations for the same work only if their works have the same
    address; finding it in no library, it uses the data in the field.
    """
    return f"http://zotero.org/users/local/Chapbook/items/{_key(_json(item))}"


def _key(text: str) -> str:
    """Return a key for *text*, always the same one."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    signs = []
    for _ in range(KEY_LENGTH):
        number, index = divmod(number, len(KEY_SIGNS))
        signs.append(KEY_SIGNS[index])
    return "".join(signs)


def _json(data: Any) -> str:
    """Return *data* on one line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
