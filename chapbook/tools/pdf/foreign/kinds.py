"""What the elements of somebody else's tags are, and what those become that do not say it.

A type of a file's own stands for the one that the role map names, and so on up to a standard one.
Types that stand for each other mean nothing, and break the claim of the whole pack to be
accessible (ISO 32000-1, 14.7.3; ISO 14289-1, 7.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from chapbook.tools.pdf.foreign import spelling
from chapbook.tools.pdf.weave.tags import STANDARD

_BELOW = dict.fromkeys(("Table", "THead", "TBody", "TFoot"), "TR")
_BELOW |= {"TR": "TD", "L": "LI", "LI": "LBody", "TOC": "TOCI"}
"""What stands in an element that holds nothing else (ISO 32000-1, tables 333, 336 and 337)."""

_AROUND = dict.fromkeys(("TR", "THead", "TBody", "TFoot"), "Table")
_AROUND |= {"TH": "TR", "TD": "TR", "Lbl": "LI", "LBody": "LI", "LI": "L", "TOCI": "TOC"}
"""What an element stands in that stands nowhere else."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The types of a tree, each without its slash."""

    meanings: dict[str, str]
    """By type of the file's own, the type that it stands for."""
    empty: frozenset[str]
    """Types that stand for each other."""

    def is_told(self, element: Any) -> bool:
        """Tell whether *element* says what it is."""
        return self._of(element) not in {"", *self.empty}

    def fitting(self, element: Any, above: Any) -> Name:
        """Return the type that *element*, which stands in *above*, can only be.

        That is ``NonStruct`` where it might be anything: what is in it is then read as it stands.
        """
        parent = self._of(above)
        within = set(map(self._of, _kids(element)))
        if parent == "L" and "LI" in within:
            return Name.L
        if parent == "Table" and "TR" in within:
            return Name.TBody
        if parent == "LI" and "LBody" in map(self._of, _kids(above)):
            return Name.Lbl
        around = next((outer for inner, outer in _AROUND.items() if inner in within), "NonStruct")
        return Name("/" + _BELOW.get(parent, around))

    def _of(self, element: Any) -> str:
        """Return the standard type of *element*; empty if it has none that can be read."""
        said = element.get("/S")
        if not isinstance(said, pikepdf.Name) or not spelling.is_readable(said):
            return ""
        kind = str(said)[1:]
        return self.meanings.get(kind, kind)


def settled(root: Any) -> Kinds:
    """Take out of the role map of the tree *root* what means nothing, and return the rest.

    A standard type in a circle is itself again.
    """
    held = root.get("/RoleMap", Dictionary())
    for name, meaning in list(held.items()):
        if not isinstance(meaning, pikepdf.Name) or not spelling.is_readable(meaning):
            del held[name]
    roles = {name[1:]: str(meaning)[1:] for name, meaning in held.items()}
    circling = {name for name in roles if name in STANDARD and name in _passed(name, roles)}
    roles = {name: meaning for name, meaning in roles.items() if name not in circling}
    ends = {name: list(_passed(name, roles)) for name in roles}
    empty = {
        name for name, passed in ends.items() if passed[-1] in roles and passed[-1] not in STANDARD
    }
    for name in circling | empty:
        del held["/" + name]
    meanings = {name: passed[-1] for name, passed in ends.items() if name not in empty}
    return Kinds(meanings, frozenset(empty))


def _passed(name: str, roles: dict[str, str]) -> Iterator[str]:
    """Yield what *name* stands for, up to the first that is standard or was passed before."""
    seen: set[str] = set()
    while (found := roles.get(name)) is not None and found not in seen:
        yield found
        seen.add(found)
        if found in STANDARD:
            return
        name = found


def _kids(element: Any) -> list[Any]:
    """Return the elements that *element* holds."""
    held = element.get("/K")
    kids = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [each for each in kids if isinstance(each, pikepdf.Dictionary) and "/S" in each]
