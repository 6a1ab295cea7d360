"""Licences: how their identifiers are printed, and where their text can be read."""

import re

LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC-BY-ND-4.0": ("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    "CC-BY-NC-SA-4.0": ("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    "CC-BY-NC-ND-4.0": ("CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
"""How are the SPDX identifiers of Creative Commons licences printed, and where is the
deed?  Source: https://spdx.org/licenses/ and https://creativecommons.org/licenses/."""

_CREATIVE_COMMONS = re.compile(r"CC-BY((?:-(?:NC|SA|ND))*)(?:-\d.*)?", re.IGNORECASE)
_PUBLIC = re.compile(r"(?:CC0|CC-?PDM|PDDL|PUBLIC-DOMAIN|0BSD|UNLICENSE)(?:-\d.*)?", re.IGNORECASE)


def conditions(licence: str) -> frozenset[str] | None:
    """Return what *licence* asks beyond naming the author: of ``NC``, ``SA`` and ``ND``.

    ``None`` for one that is no licence of Creative Commons, and no waiver.
    """
    name = re.sub(r"[\s_]+", "-", licence.strip())
    if _PUBLIC.fullmatch(name):
        return frozenset()
    match = _CREATIVE_COMMONS.fullmatch(name)
    return frozenset(match[1].upper().split("-")[1:]) if match else None


def is_waived(licence: str) -> bool:
    """Tell whether *licence* says that nobody has to be named or asked."""
    return bool(_PUBLIC.fullmatch(re.sub(r"[\s_]+", "-", licence.strip())))


def allows_less(licence: str, than: str) -> bool:
    """Tell whether *licence* allows less *than* an open licence does; any unknown one may."""
    asked, given = conditions(licence), conditions(than)
    return given is not None and (asked is None or not asked <= given)
