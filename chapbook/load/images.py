"""Finding the images of an article, within its folder and within its text."""

import base64
import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from chapbook.findings import Finding, Place
from chapbook.load import picture
from chapbook.load.confine import inside
from chapbook.model import Asset, Node, Source
from chapbook.tools.pandoc import ast, tokens

REMOTE = re.compile(r"^(?:[a-z][a-z0-9+.-]+:|//)", re.I)
DATA = re.compile(
    r"^data:(?P<type>[^,;]*)(?P<base64>(?:;[^,;]*)*?;base64)?[^,]*,(?P<rest>.*)", re.S
)
TAIL = re.compile(r"[?#].*$", re.S)
"""What an address of the web may have behind the name of a file."""

MOST_DATA_BYTES = 5_000_000
"""A larger image within the text makes it unreadable for those who write it."""


def read(
    folder: Path, targets: Iterable[tuple[str, Place]]
) -> tuple[dict[str, Asset], list[Finding], dict[str, Path]]:
    """Read the images *targets*, each with the place of its first use.

    Returns:
        The sound images by target, what is wrong with the others, and the files read.
    """
    assets: dict[str, Asset] = {}
    findings: list[Finding] = []
    inputs: dict[str, Path] = {}
    for target, at in targets:
        path, data, problem = _fetched(folder, target, at)
        findings += problem
        if path is None:
            continue
        if not target.startswith("data:"):
            inputs[_bare(target, path)] = path
        asset, problem = picture.read(target, path, data, at)
        findings += problem
        if asset is not None:
            assets[target] = asset
    return assets, findings, inputs


def places(blocks: list[Node], text: Source) -> list[tuple[str, Place]]:
    """Return the target of each image of *blocks* with its first place in *text*, in order."""
    targets = dict.fromkeys(node["c"][2][0] for node in ast.nodes(blocks) if node["t"] == "Image")
    return [(target, _first_use(target, text)) for target in targets]


def _first_use(target: str, text: Source) -> Place:
    """Return where *text* first names the image *target*."""
    match = tokens.address(target).search(text.searchable)
    return text.place(match.start("at")) if match else Place(file=text.name)


def _fetched(folder: Path, target: str, at: Place) -> tuple[Path | None, bytes, list[Finding]]:
    """Return the file that *target* names and what it holds, or what is wrong."""
    if target.startswith("data:"):
        data = _held(target)
        if data is not None:
            return folder / "image", data, []
    if REMOTE.match(target):
        return None, b"", [_remote(folder, target, at)]
    path, problem = inside(folder, target, at, "image-missing")
    for name in _other_forms(target) if path is None else ():
        path, _ = inside(folder, name, at, "image-missing")
        if path is not None:
            problem = []
            break
    if path is None:
        return None, b"", problem
    try:
        return path, path.read_bytes(), []
    except OSError as error:
        message = f'"{target}" cannot be read: {error.strerror}'
        return None, b"", [Finding(code="image-unreadable", place=at, message=message)]


def _other_forms(target: str) -> Iterator[str]:
    """Yield how the file may be called that *target* means.

    macOS and some archives take accents apart, which nobody sees (Unicode Annex 15).
    """
    for bare in dict.fromkeys((target, TAIL.sub("", target))):
        yield bare
        for form in ("NFC", "NFD"):
            yield quote(unicodedata.normalize(form, unquote(bare)))


def _bare(target: str, path: Path) -> str:
    """Return *target* as the name of its file."""
    return target if not TAIL.search(target) or TAIL.search(path.name) else TAIL.sub("", target)


def _held(address: str) -> bytes | None:
    """Return what a ``data:`` *address* holds (RFC 2397); nothing for too much or damaged."""
    match = DATA.match(address)
    if match is None or len(address) > MOST_DATA_BYTES * 4 / 3:
        return None
    if not match["base64"]:
        return unquote_to_bytes(match["rest"])
    try:
        return base64.b64decode("".join(unquote(match["rest"]).split()), validate=True)
    except ValueError:
        return None


def _remote(folder: Path, target: str, at: Place) -> Finding:
    """Return the finding about an image that is no file, with the line that makes it one."""
    if target.startswith("data:"):
        message = "an image within the text is damaged, or larger than 5 MB"
        fix = "Save the image as a file beside the article, and name the file."
        return Finding(code="image-remote", place=at, message=message, fix=fix)
    message = f'"{target}" is not a file in the article\'s folder'
    address = f"https:{target}" if target.startswith("//") else target
    if not re.match(r"https?://", address, re.I):
        name = unquote(target).replace("\\", "/").rpartition("/")[2] or "image.png"
        fix = f"{name}   (with the file copied beside the article)"
        return Finding(code="image-remote", place=at, message=message, fix=fix)
    name = _local_name(address)
    kept = f"figures/{name}" if (folder / "figures").is_dir() else name
    fix = f"curl -L -o {shlex.quote(kept)} {shlex.quote(address)}   then write {kept}"
    return Finding(code="image-remote", place=at, message=message, fix=fix)


def _local_name(address: str) -> str:
    """Return a plain file name for the image at *address*."""
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    return re.sub(r"[^\w.-]+", "-", last).strip("-.") or "image.png"
