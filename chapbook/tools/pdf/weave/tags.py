"""The structure trees of all sources, made ready to stand below one root.

A tree that the house made, with all its pages, stays as it is but for its keys: to go through every
element would take longer than all the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.weave import numbered, tree, unheard, untagged
from chapbook.tools.pdf.weave.sources import Number, Source
from chapbook.tools.pdf.weave.tree import listed

# Which types must mean themselves?  ISO 32000-1, 14.8.4; ISO 14289-1, 7.1 (they are not remapped).
_STANDARD = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code
    Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
"""
STANDARD = frozenset(_STANDARD.split())


@dataclass(slots=True)
class Ready:
    """The tree of one source, ready to be copied."""

    root: Any
    """Its structure tree root; its ParentTree begins at the key that is free in the new file."""
    identifiers: list[tuple[bytes, Any]] = field(default_factory=list)
    """Its named elements."""


@dataclass(slots=True)
class Register:
    """What the trees so far have taken."""

    next_key: int = 0
    """The first free key of the ParentTree."""
    roles: dict[str, str] = field(default_factory=dict)
    classes: dict[str, bytes] = field(default_factory=dict)
    """The attributes of each class, as they are written."""


def ready(source: Source, register: Register) -> Ready:
    """Make the tree of *source* fit to stand beside those in *register*."""
    root: Any = source.file.Root.get("/StructTreeRoot")
    source.is_tagged = isinstance(root, pikepdf.Dictionary) and bool(listed(root.get("/K")))
    if not source.is_tagged:
        root = untagged.tagged(source)
    elif not _is_sound(source, root, register):
        root = _gone_through(source, root, register)
    made = Ready(root=root, identifiers=_identified(source, root))
    _shift(source, root, register)
    _take(root, register)
    return made


def _is_sound(source: Source, root: Any, register: Register) -> bool:
    """Tell whether the tree below *root* can be copied as it is."""
    is_own = source.piece.is_own and source.is_whole and not source.dropped
    return is_own and not (_roles(root) or _classes(root))


def _roles(root: Any) -> dict[str, str]:
    return {key: str(value) for key, value in root.get("/RoleMap", Dictionary()).items()}


def _classes(root: Any) -> dict[str, bytes]:
    held = root.get("/ClassMap", Dictionary()).items()
    return {key: value.unparse(resolved=True) for key, value in held}


def _gone_through(source: Source, root: Any, register: Register) -> Any:
    """Return a new root with what is left of the tree below *root*."""
    roles, classes = _roles(root), _classes(root)
    left = tree.pruned(source, root)
    tree.unlink(left, roles)
    _rename(source, left, (roles, classes), register)
    keys = tree.parent_tree(source, left)
    if not source.piece.is_own:
        source.is_heard = not unheard.has_some(source, left)
    made = Dictionary(Type=Name.StructTreeRoot, K=Array(left.tops))
    made.ParentTree = numbered.number_tree(source.file, keys)
    for key in ("/RoleMap", "/ClassMap", "/Namespaces"):
        if key in root:
            made[key] = root[key]
    made.IDTree = numbered.identifier_tree(source.file, _named(left))
    return source.file.make_indirect(made)


def _named(left: tree.Tree) -> list[tuple[bytes, Any]]:
    """Return the elements that have a name, the first of each; others lose theirs (14.7.2)."""
    found: dict[bytes, Any] = {}
    for element in left.elements:
        name = element.get("/ID")
        if name is None:
            continue
        if isinstance(name, pikepdf.String) and bytes(name) not in found:
            found[bytes(name)] = element
        else:
            del element["/ID"]
    return list(found.items())


def _rename(
    source: Source,
    left: tree.Tree,
    said: tuple[dict[str, str], dict[str, bytes]],
    register: Register,
) -> None:
    """Give types and classes new names where theirs are taken; let standard ones be themselves.

    Types that run in a circle mean nothing, and are called so (ISO 32000-1, 14.7.3).
    """
    roles, classes = said
    suffix = f"-{source.piece.identifier}"
    new_roles = {
        name: f"{name}{suffix}"
        for name, meaning in roles.items()
        if register.roles.get(name, meaning) != meaning
    }
    new_roles |= {
        name: _meaning(name, roles) for name in roles if name.removeprefix("/") in STANDARD
    }
    circles = {name for name in roles if _is_circle(name, roles)}
    new_roles |= dict.fromkeys(circles, "/NonStruct")
    new_classes = {
        name: f"{name}{suffix}"
        for name, meaning in classes.items()
        if register.classes.get(name, meaning) != meaning
    }
    root: Any = source.file.Root.StructTreeRoot
    if new_roles:
        left_out = circles | {name for name in roles if name[1:] in STANDARD}
        kept = {name: new_roles.get(name, name) for name in roles if name not in left_out}
        root.RoleMap = Dictionary({new: Name(_meaning(old, roles)) for old, new in kept.items()})
    if new_classes:
        held = root.ClassMap
        root.ClassMap = Dictionary({new_classes.get(key, key): held[key] for key in classes})
    for element in left.elements if new_roles or new_classes else ():
        element.S = Name(new_roles.get(str(element.S), str(element.S)))
        if "/C" in element:
            element.C = Array([_class(each, new_classes) for each in listed(element.C)])


def _meaning(name: str, roles: dict[str, str]) -> str:
    """Return the standard type that *name* stands for; a circle stands for its first."""
    passed = [name]
    while (found := roles.get(passed[-1])) is not None and found not in passed:
        passed.append(found)
        if found[1:] in STANDARD and len(passed) > 1:
            break
    return passed[-1]


def _is_circle(name: str, roles: dict[str, str]) -> bool:
    """Tell whether *name* stands for what stands for it again, so that it means nothing."""
    meaning = _meaning(name, roles)
    return meaning in roles and meaning[1:] not in STANDARD


def _class(each: Any, new: dict[str, str]) -> Any:
    return Name(new.get(str(each), str(each))) if isinstance(each, pikepdf.Name) else each


def _identified(source: Source, root: Any) -> list[tuple[bytes, Any]]:
    """Give the named elements below *root* names that are unique, and return them (14.7.2)."""
    known = root.get("/IDTree")
    if known is None:
        return []
    before = source.piece.identifier.encode() + b":"
    found = [
        (before + bytes(name), element)
        for name, element in numbered.entries(known, "/Names")
        if isinstance(element, pikepdf.Dictionary)
    ]
    for name, element in found:
        element.ID = String(name)
    if found:
        above = _tables(each for _, each in found) if source.piece.is_own else [root]
        _name_headers(above, before, {name for name, _ in found})
    return found


def _tables(named: Iterable[Any]) -> list[Any]:
    """Return the tables in which cells among the elements *named* stand, each once.

    Nowhere else in a tree that the house made does a cell name its heads.
    """
    found = {}
    for element in named:
        if str(element.S) in {"/TH", "/TD"}:
            while str(element.get("/S", "/Table")) != "/Table":
                element = element.P
            found[element.objgen] = element
    return list(found.values())


def _name_headers(above: Iterable[Any], before: bytes, known: set[bytes]) -> None:
    """Let the cells below *above* call their heads by the new names; those that went are left."""
    waiting, seen = [*above], set[Number]()
    while waiting:
        element = waiting.pop()
        for held in listed(element.get("/A")):
            if not isinstance(held, pikepdf.Dictionary) or "/Headers" not in held:
                continue
            if held.is_indirect and held.objgen in seen:
                continue
            seen.add(held.objgen)
            said = [each for each in listed(held.Headers) if isinstance(each, pikepdf.String)]
            names = [before + bytes(each) for each in said]
            held.Headers = Array([String(each) for each in names if each in known])
        waiting += [
            kid
            for kid in listed(element.get("/K"))
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]


def _shift(source: Source, root: Any, register: Register) -> None:
    """Move all keys of the ParentTree of *source* behind those that are taken (14.7.4.4)."""
    by = register.next_key
    rows = list(numbered.entries(root.get("/ParentTree"), "/Nums"))
    moved = [(int(key) + by, value) for key, value in rows]
    root.ParentTree = Dictionary(Nums=Array([each for row in moved for each in row]))
    register.next_key = max((key for key, _ in moved), default=by - 1) + 1
    seen: set[Number] = set()
    for page in source.pages:
        _add(page, by, "/StructParents")
        for note in listed(page.get("/Annots")):
            if not note.is_indirect or note.objgen not in seen:
                seen.add(note.objgen)
                _add(note, by, "/StructParent")
        for form in tree.forms(page, seen):
            _add(form, by, "/StructParents")
            _add(form, by, "/StructParent")


def _add(thing: Any, by: int, key: str) -> None:
    if key in thing:
        thing[key] = int(thing[key]) + by


def _take(root: Any, register: Register) -> None:
    """Write down what the tree below *root* takes."""
    register.roles |= _roles(root)
    register.classes |= _classes(root)
