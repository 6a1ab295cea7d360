"""Pages, chapters and the like, told from the words behind them as citeproc tells them.

"pp. 3-5 and elsewhere" is the label ``page``, the locator "3–5" and a rest; which words
are labels depends on the language.  Nobody knows it but citeproc, so it sets each suffix
in a style that shows what it understood.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.model import Node
from chapbook.render.docx import wording
from chapbook.settings import TEMPLATES
from chapbook.tools.pandoc import ast, citeproc

STYLE = TEMPLATES / "docx" / "locators.csl"
SHOWN = re.compile(
    "\ue000(?P<label>[^\ue001]*)\ue001(?P<locator>[^\ue002]*)\ue002(?P<rest>.*)", re.S
)

WORK = {"id": "work", "type": "book", "title": "Work"}
"""What is cited makes no difference."""

NAMES = {"sub-verbo": "sub verbo"}
"""Which labels does the schema of citations write otherwise?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suffix:
    """What follows a work in a citation."""

    label: str = ""
    """CSL's name for what is counted; empty without a locator."""
    locator: str = ""
    rest: str = ""
    """With CSL's marks, and the comma or space before it."""


def suffixes(cites: Iterable[Node], lang: str) -> dict[str, Suffix]:
    """Return what follows each work of *cites*, by ``key`` of its suffix.

    Args:
        cites: Citations in pandoc's model.
        lang: BCP 47; whose words for pages and chapters are known.

    Raises:
        ToolError: The processor failed.
    """
    written = {
        key(citation): citation["citationSuffix"]
        for cite in cites
        for citation in cite["c"][0]
        if citation["citationSuffix"]
    }
    if not written:
        return {}
    blocks = [ast.para([_cite(inlines)]) for inlines in written.values()]
    style = citeproc.Style(path=STYLE, lang=lang)
    resolved, _ = citeproc.resolve(blocks, [WORK], style, [])
    return dict(zip(written, (_understood(block["c"]) for block in resolved), strict=False))


def key(citation: Node) -> str:
    """Return what tells the suffix of *citation* from others."""
    return json.dumps(citation["citationSuffix"])


def _cite(suffix: list[Node]) -> Node:
    """Return a citation with *suffix* alone."""
    citation = {
        "citationId": WORK["id"],
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], []]}


def _understood(inlines: list[Node]) -> Suffix:
    """Return what citeproc printed, taken apart."""
    printed = wording.written(inlines, wording.CSL)
    match = SHOWN.search(printed)
    if match is None:
        return Suffix(rest=printed)
    label = match["label"]
    return Suffix(label=NAMES.get(label, label), locator=match["locator"], rest=match["rest"])
