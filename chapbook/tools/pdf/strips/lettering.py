"""Texts that were laid out once, as forms that many pages draw (ISO 32000-1, 8.10).

What differs from page to page is numbers alone: they are put together from digits, which are laid
out once as well.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from chapbook.tools.pdf.strips import content

_PLACEHOLDER = re.compile(r"(\{[a-z]+\})")


class Role(Enum):
    """What a text is laid out for; its value is its class in the style sheet."""

    HEAD = "head"
    """The running head: one line."""
    SHORT = "permission-short"
    """A permission line along the short edge of the paper."""
    LONG = "permission-long"
    """The same along the long edge."""
    FOLIO = "folio"
    """Part of what says the folio."""


Key = tuple[Role, str]
"""A role and the text itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A text as it was laid out, one on each page of a file.  Lengths are points."""

    page_index: int
    """0-based, in the file of the lettering."""
    left_pt: float
    top_pt: float
    """Of its box, from the upper left corner of that page."""
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """All texts that the strips of a pack are made of."""

    pdf: bytes
    """Untagged, one text a page."""
    specimens: Mapping[Key, Specimen]
    runs_from_right: bool
    """Whether the language of the pack does."""

    def height_pt(self, role: Role, text: str) -> float:
        """Return how high *text* is; 0 where there is none."""
        return self.specimens[role, text].height_pt if text else 0.0


def pieces(pattern: str, numbers: Mapping[str, str]) -> list[str]:
    """Return the texts that say *pattern* with its places filled: words, and digits one by one."""
    found: list[str] = []
    for part in _PLACEHOLDER.split(pattern):
        if _PLACEHOLDER.fullmatch(part):
            found += numbers[part[1:-1]]
        elif part:
            found.append(part)
    return found


def runs(pattern: str, numbers: Mapping[str, str]) -> list[list[str]]:
    """Return the same as runs: digits of a number keep their order whichever way words run."""
    parts = [part for part in _PLACEHOLDER.split(pattern) if part]
    return [[*numbers[part[1:-1]]] if _PLACEHOLDER.fullmatch(part) else [part] for part in parts]


class Forms:
    """The texts of *lettering* as forms of one file, copied when they are first wanted."""

    def __init__(self, file: pikepdf.Pdf, lettering: Lettering) -> None:
        self.file = file
        self.lettering = lettering
        self._source = pikepdf.open(io.BytesIO(lettering.pdf))
        self._forms: dict[Key, tuple[str, Any]] = {}

    def close(self) -> None:
        """Let the file of the lettering go."""
        self._source.close()

    def form(self, key: Key) -> tuple[str, Any]:
        """Return the name under which pages draw *key*, and the form."""
        if key not in self._forms:
            name = f"/Strip{len(self._forms)}"
            self._forms[key] = name, self._copied(self.lettering.specimens[key])
        return self._forms[key]

    def _copied(self, specimen: Specimen) -> Any:
        """Return *specimen* as a form whose lower left corner is the origin."""
        page = self._source.pages[specimen.page_index]
        low = float(page.mediabox[3]) - specimen.top_pt - specimen.height_pt
        form = page.as_form_xobject()
        form.write(content.packed(b"\n".join(_greyed(form))), filter=Name.FlateDecode)
        left, right = specimen.left_pt, specimen.left_pt + specimen.width_pt
        # Letters may reach a little over their box.
        form.BBox = Array(
            [round(n, 3) for n in (left - 2, low - 2, right + 2, low + specimen.height_pt + 2)]
        )
        form.Matrix = Array([1, 0, 0, 1, round(-left, 3), round(-low, 3)])
        return self.file.copy_foreign(self._source.make_indirect(form))


def _greyed(form: Any) -> Iterator[bytes]:
    """Yield what *form* draws, black as black ink alone, whatever RGB means in the file."""
    for one in pikepdf.parse_content_stream(form):
        operator = str(one.operator)
        operands = list(one.operands) if isinstance(one, pikepdf.ContentStreamInstruction) else []
        if operator in {"rg", "RG"} and len({float(each) for each in operands}) == 1:
            grey = "g" if operator == "rg" else "G"
            yield f"{float(operands[0]):g} {grey}".encode("ascii")
        else:
            yield pikepdf.unparse_content_stream([one])


def lent(page: Any, forms: Mapping[str, Any]) -> None:
    """Let *page* draw *forms* by their names; what other pages may draw stays as it is."""
    old = inherited(page, "/Resources") or Dictionary()
    resources = Dictionary(dict(old.items()))
    drawn = Dictionary(dict(old.get("/XObject", {}).items()))
    for name, form in forms.items():
        drawn[name] = form
    resources[Name.XObject] = drawn
    page.Resources = resources


def inherited(page: Any, key: str) -> Any:
    """Return what *page* or the nearest node above it says of *key* (7.7.3.4), or nothing."""
    seen: set[tuple[int, int]] = set()
    while isinstance(page, Dictionary) and page.objgen not in seen:
        if key in page:
            return page[key]
        seen.add(page.objgen)
        page = page.get("/Parent")
    return None
