"""The registers that a work stands in, and whether it was retracted."""

import re
from collections.abc import Mapping

from chapbook.model import Item, Node
from chapbook.tools.pandoc import ast

ADDRESSES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
"""Where is a work of PubMed and of PubMed Central?  Source: https://pubmed.ncbi.nlm.nih.gov/
and https://pmc.ncbi.nlm.nih.gov/, whose pages have these addresses."""

NUMBER = re.compile(r"(?:PMC)?\d+")

RETRACTED = re.compile(r"\bretract(?:ed|ion)\b", re.I)
"""How reference managers say it: CSL ``status``, or a word in the note (Zotero, PubMed)."""


def named(entry: Node, item: Item, labels: Mapping[str, str]) -> list[Node]:
    """Return what stands below the reference *entry* of the work *item*, as inlines.

    A number that the style has printed already is not repeated.
    """
    printed = ast.text(entry["c"][1])
    out: list[Node] = []
    if _is_retracted(item):
        out.append({"t": "Strong", "c": ast.string(f"{labels['retracted']}.")})
    for register, address in ADDRESSES.items():
        number = str(item.get(register, "")).strip()
        if not NUMBER.fullmatch(number) or number in printed:
            continue
        out += [{"t": "Space"}] if out else []
        words = ast.string(number if number.startswith("PMC") else f"{register} {number}")
        out += [ast.link(words, address.format(number)), {"t": "Str", "c": "."}]
    return out


def _is_retracted(item: Item) -> bool:
    """Tell whether the data says that the work was retracted."""
    return any(RETRACTED.search(str(item.get(key, ""))) for key in ("status", "note"))
