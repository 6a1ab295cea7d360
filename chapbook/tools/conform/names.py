"""Names as the guides cut them down."""

import re
from typing import Any

Name = dict[str, Any]
"""A CSL name variable."""

ROLES = ("author", "editor", "translator", "container-author", "collection-editor")

COURTESY = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\b\.?\s+)+", re.IGNORECASE)
"""Titles of courtesy or degree before a name."""

DEGREES = frozenset(
    {"ba", "bsc", "bsn", "dds", "dnp", "do", "dphil", "dsc", "dvm", "edd", "frcp", "frcs", "jd"}
    | {"llb", "llm", "ma", "mba", "mbbs", "mbchb", "md", "meng", "mph", "mphil", "mrcp", "ms"}
    | {"msc", "msn", "pharmd", "phd", "psyd", "rn"}
)
"""Letters after a name that are degrees or fellowships; "Jr." and "III" are none."""

EAST_ASIAN = re.compile(r"^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\s·・]+$")
"""Japanese kana, Chinese characters and Korean syllables, with the dots between names."""


def without_titles(name: Name) -> Name:
    """Return *name* without "Dr." before it and "MD" after it."""
    name = dict(name)
    if given := name.get("given"):
        name["given"] = COURTESY.sub("", given)
    if suffix := name.get("suffix"):
        kept = [part for part in re.split(r",\s*", suffix) if not _is_degree(part)]
        name["suffix"] = ", ".join(kept)
    return {key: value for key, value in name.items() if value not in ("", None)}


def _is_degree(word: str) -> bool:
    """Whether *word* is a degree, however it is dotted."""
    return word.replace(".", "").replace(" ", "").lower() in DEGREES


def whole(name: Name) -> Name:
    """Return a Chinese, Japanese or Korean *name* in one piece, the family name first."""
    family, given = name.get("family", ""), name.get("given", "")
    if given and EAST_ASIAN.match(family) and EAST_ASIAN.match(given):
        return {"literal": f"{family}{given}"}
    return name


def spoken(name: Name) -> str:
    """Return *name* as one would say it."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family")
    return name.get("literal") or " ".join(name[part] for part in parts if name.get(part))


def first_word(name: Name) -> str:
    """Return the word with which a list sorted by family names begins."""
    parts = (name.get("non-dropping-particle"), name.get("family"), name.get("literal"))
    return next((part for part in parts if part), "").split(" ")[0]


def initials(name: Name, mark: str = "", gap: str = "") -> str:
    """Return the initials of the given names, each followed by *mark*, *gap* between them."""
    words = re.split(r"[\s.]+", name.get("given", ""))
    return gap.join(f"{word[0]}{mark}" for word in words if word)


def family_first(name: Name) -> str:
    """Return "Hill S", as AMA and NLM write a name."""
    if name.get("literal"):
        return str(name["literal"])
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return " ".join(filter(None, (family, initials(name), name.get("suffix", "").rstrip("."))))


def initials_first(name: Name) -> str:
    """Return "S. Hill", as IEEE writes a name."""
    if name.get("literal"):
        return str(name["literal"])
    parts = (
        initials(name, ".", " "),
        name.get("non-dropping-particle"),
        name.get("family"),
        name.get("suffix"),
    )
    return " ".join(filter(None, parts))
