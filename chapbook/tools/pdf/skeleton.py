"""What a PDF is made of without its words: drawings, tags, links and files, to compare two files.

No drawing is taken apart, so a thousand pages take seconds: where pages draw the same and the same
marks stand in the same elements, the words through the tags are the same.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from chapbook.tools.kept import Kept
from chapbook.tools.pdf.plain import Plain, reference
from chapbook.tools.pdf.read import FAULTS, UnreadablePdfError
from chapbook.tools.pdf.weave import numbered


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link on a page."""

    words: str
    """What is read aloud of it."""
    address: str
    """Of the web, or what else an action opens; empty for a link inside."""
    name: str
    """Of the place inside, where it has one."""
    page_index: int | None
    """Where it leads inside the file; ``None`` for nowhere, or out of it."""
    runs: bool = False
    """Whether it runs a script or a program, or sends a form."""


class Tag(NamedTuple):
    """A mark or an annotation in the tree; there are too many of them for a dataclass."""

    role: str
    """The type of its element, as the file calls it."""
    mcid: int | None
    """``None`` for an annotation or a picture as a whole."""
    is_in_form: bool = False
    """Whether it is a mark in what the page draws as a form, which counts for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """What a file is made of."""

    drawn: tuple[frozenset[bytes], ...]
    """For each page, what its streams draw, hashed."""
    links: tuple[tuple[Link, ...], ...]
    """For each page."""
    places: Mapping[str, int]
    """The page_index of each named place."""
    files: Counter[bytes]
    """The attached files, hashed."""
    documents: int
    """How many elements there are directly below the root of the tree."""
    tags: Mapping[int | None, Sequence[Tag]]
    """By page_index, in the order of reading; below ``None`` those of pages that are not there."""


def of(path: Path) -> Skeleton:
    """Return what the PDF at *path* is made of.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
    """
    try:
        with pikepdf.open(path) as file:
            return _of(file)
    except FAULTS as error:
        raise UnreadablePdfError(str(error)) from error


def once(path: Path, kept: Kept) -> Skeleton:
    """Return the same; of a file that was looked at before, what was seen then.

    Raises:
        UnreadablePdfError: As ``of``.
    """
    key = kept.key("skeleton", [hashlib.sha256(path.read_bytes()).digest()])
    if key not in _seen:
        _seen[key] = _looked_up(path, kept, key)
    return _seen[key]


_seen: dict[str, Skeleton] = {}
"""What was asked for in this run: it is read while a pack is woven, and needed afterwards."""


def _looked_up(path: Path, kept: Kept, key: str) -> Skeleton:
    if (said := kept.recall(key)) is not None:
        return _read(json.loads(said))
    found = of(path)
    kept.keep(key, json.dumps(_written(found)).encode())
    return found


def _written(found: Skeleton) -> dict[str, Any]:
    return {
        "drawn": [sorted(each.hex() for each in page) for page in found.drawn],
        "links": [[asdict(link) for link in page] for page in found.links],
        "places": dict(found.places),
        "files": {name.hex(): count for name, count in found.files.items()},
        "documents": found.documents,
        "tags": list(found.tags.items()),
    }


def _read(said: dict[str, Any]) -> Skeleton:
    return Skeleton(
        drawn=tuple(frozenset(map(bytes.fromhex, page)) for page in said["drawn"]),
        links=tuple(tuple(Link(**link) for link in page) for page in said["links"]),
        places=said["places"],
        files=Counter({bytes.fromhex(name): count for name, count in said["files"].items()}),
        documents=said["documents"],
        tags={page: [Tag(*tag) for tag in tags] for page, tags in said["tags"]},
    )


def _of(file: pikepdf.Pdf) -> Skeleton:
    pages: list[Any] = [page.obj for page in file.pages]
    order = {page.objgen: index for index, page in enumerate(pages)}
    named = dict(_named(file))
    places = {
        name: index for name, goal in named.items() if (index := _page(goal, order)) is not None
    }
    plain = Plain(file)
    tops = plain.listed(plain.of(file.Root.get("/StructTreeRoot", {})).get("/K"))
    return Skeleton(
        drawn=tuple(frozenset(_drawn(page)) for page in pages),
        links=tuple(tuple(_links(page, places, order)) for page in pages),
        places=places,
        files=Counter(_files(file)),
        documents=len(tops),
        tags=_tags(plain, tops, {reference(page): index for index, page in enumerate(pages)}),
    )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _drawn(page: Any) -> Iterator[bytes]:
    """Yield what each stream of *page* draws, hashed; white space around it draws nothing."""
    for stream in _listed(page.get("/Contents")):
        if said := stream.read_bytes().strip():
            yield hashlib.blake2b(said, digest_size=16).digest()


def _named(file: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    tree = file.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if tree is not None:
        for name, goal in pikepdf.NameTree(tree).items():
            yield str(name), goal.get("/D") if isinstance(goal, pikepdf.Dictionary) else goal


def _page(goal: Any, order: Mapping[Any, int]) -> int | None:
    """Return the index of the page that *goal*, an explicit destination, begins with."""
    if not isinstance(goal, pikepdf.Array) or not len(goal):
        return None
    if not isinstance(goal[0], pikepdf.Dictionary):
        return None
    return order.get(goal[0].objgen)


def _links(page: Any, places: Mapping[str, int], order: Mapping[Any, int]) -> Iterator[Link]:
    for note in _listed(page.get("/Annots")):
        if not isinstance(note, pikepdf.Dictionary) or note.get("/Subtype") != "/Link":
            continue
        action = note.get("/A")
        if not isinstance(action, pikepdf.Dictionary):
            action = _NO_ACTION
        goal = note["/Dest"] if "/Dest" in note else action.get("/D")
        is_named = isinstance(goal, pikepdf.String | pikepdf.Name)
        name = str(goal).removeprefix("/") if is_named else ""
        yield Link(
            words=str(note["/Contents"]) if "/Contents" in note else "",
            address=str(action.get("/URI", action.get("/F", ""))) if len(action) else "",
            name=name,
            page_index=places.get(name) if is_named else _page(goal, order),
            runs=_runs(action),
        )


def _runs(action: Any) -> bool:
    """Tell whether *action* does more than show a place (ISO 32000-1, 12.6.4)."""
    kind = str(action.get("/S", "/GoTo"))
    scheme = str(action.get("/URI", "")).strip().partition(":")[0].lower()
    return kind not in _SHOWS or scheme in _SCRIPTS


_NO_ACTION: Any = pikepdf.Dictionary()
_SHOWS = {"/GoTo", "/GoToR", "/URI", "/Named"}
_SCRIPTS = {"javascript", "vbscript", "data"}


def _files(file: pikepdf.Pdf) -> Iterator[bytes]:
    """Yield what tells each attached file; some entries name one that they do not hold."""
    names = file.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    for _, spec in numbered.entries(tree, "/Names"):
        held = spec.get("/EF") if isinstance(spec, pikepdf.Dictionary) else None
        streams = held.values() if isinstance(held, pikepdf.Dictionary) else ()
        found = next((each for each in streams if isinstance(each, pikepdf.Stream)), None)
        if found is not None:
            yield hashlib.blake2b(found.read_bytes(), digest_size=16).digest()


def _tags(
    plain: Plain, tops: Sequence[Any], order: Mapping[str, int]
) -> dict[int | None, list[Tag]]:
    """Return what stands in the tree below *tops*, by page_index; each element counts once."""
    found: dict[int | None, list[Tag]] = {}
    seen: set[str] = set()
    waiting: list[tuple[Any, str, int | None]] = [(top, "", None) for top in reversed(tops)]
    while waiting:
        kid, role, at = waiting.pop()
        each = kid if isinstance(kid, int) else plain.of(kid)
        if isinstance(each, int):
            found.setdefault(at, []).append(Tag(role, each))
            continue
        if not isinstance(each, dict):
            continue  # null, or words: what others' trees hold by mistake
        at = _at(plain, each.get("/Pg"), order, at)
        if "/Obj" in each or "/MCID" in each:
            mcid = plain.of(each.get("/MCID"))
            tag = Tag(role, None if mcid is None else int(mcid), "/Stm" in each)
            found.setdefault(at, []).append(tag)
        elif isinstance(kid, dict) or kid not in seen:
            if isinstance(kid, str):
                seen.add(kid)
            kind = str(plain.of(each.get("/S")))[1:]
            waiting += [(below, kind, at) for below in reversed(plain.listed(each.get("/K")))]
    return found


def _at(plain: Plain, page: Any, order: Mapping[str, int], above: int | None) -> int | None:
    """Return the index of *page*; where there is none, that of what holds it."""
    if page is None:
        return above
    found = order.get(page) if isinstance(page, str) else None
    return above if found is None and plain.of(page) is None else found
