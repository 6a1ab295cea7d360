"""Where sentences end, by rules: full stops that end nothing are listed by language.

``templates/claims.yaml`` holds the abbreviations.  A mark between ``OPEN`` and ``CLOSE``
stands for what is no word, such as a citation; it goes with the sentence before it.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from chapbook.settings import TEMPLATES
from chapbook.tools import yaml

OPEN, CLOSE = "\ue000", "\ue001"
"""What encloses the number of a citation while a paragraph is cut into sentences."""

MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")

END = re.compile(
    rf"(?P<word>[^\s{OPEN}{CLOSE}]*?)(?P<stop>[.!?…]+)(?P<rest>[)\]”’\"»“‘]*(?:\s?{OPEN}\d+{CLOSE})*)"
    rf"\s+(?=[„“‘»«\"'(\[¿¡]*[^\W\d_a-zß-öø-ÿ]|[„“‘»«\"'(\[¿¡]*\d)"
    rf"|(?P<wide>[。！？](?:{OPEN}\d+{CLOSE})*)"
)
"""A full stop or such, what closes behind it, and the head of another sentence; in scripts
that need no space between sentences, their own full stop."""

SHORT_NUMBER = re.compile(r"\D?\d{1,2}")
INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
"""A letter that stands for a name: "J." or "J.A."."""


@cache
def rules(lang: str) -> Mapping[str, Any]:
    """Return the rules for *lang* (BCP 47): those of any language, and its own."""
    known = yaml.load((TEMPLATES / "claims.yaml").read_text("utf-8")).data
    own = known.get(lang.split("-")[0].lower(), {})
    lists = ("units", "words", "abbreviations")
    joined = {name: [*known["any"].get(name, []), *own.get(name, [])] for name in lists}
    return {**joined, "ordinals": own.get("ordinals", False)}


def split(text: str, lang: str) -> list[str]:
    """Return the sentences of *text*, a paragraph; marks go with the sentence before them."""
    found, start = [], 0
    for end in END.finditer(text):
        if end["wide"] is None and not _ends(end, rules(lang)):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return [sentence for sentence in [*found, text[start:].strip()] if sentence]


def _ends(end: re.Match[str], known: Mapping[str, Any]) -> bool:
    """Tell whether a full stop ends its sentence."""
    if end["stop"] != ".":
        return True
    if MARK.search(end["rest"]):
        return True
    word = end["word"].lstrip("([„“‘»«\"'")
    before = f"{end.string[max(0, end.start() - 4) : end.start()]}{word}"
    if any(
        before == name or before.endswith((f" {name}", f"({name}", f"\xa0{name}"))
        for name in known["abbreviations"]
    ):
        return False
    return not (INITIAL.fullmatch(word) or (known["ordinals"] and SHORT_NUMBER.fullmatch(word)))
