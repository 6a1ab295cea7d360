"""The folder ``<stem>.versions`` beside an article: the texts that were released or signed.

One file of JSON for each, in lines that a version control system can show::

    calcinosis.versions/1.0.json                     a version, released
    calcinosis.versions/signed/7K2M-9QXD.json        a text that a reviewer signed

Each ends in a ``seal``, the SHA-256 of all that stands above it, so that a text that somebody
changed by hand is known.  It keeps out mistakes, not forgers.
"""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from chapbook import editions
from chapbook.errors import OutputError
from chapbook.frontmatter import Date, Review
from chapbook.frozen import Frozen, Occasion
from chapbook.model import Manuscript
from chapbook.tools import wording
from chapbook.tools.pandoc import passages

SCHEMA = 1
SIGNED = "signed"
"""The folder of the texts that were signed."""

_DATE: TypeAdapter[Any] = TypeAdapter(Date)


class DamagedError(Exception):
    """A file of the store cannot be read, or is not as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file of the store."""

    name: str
    """Path relative to the article's folder, with forward slashes."""
    path: Path
    frozen: Frozen | None
    """``None`` where it cannot be read."""
    fault: str = ""
    """Why not."""


def folder(article: Path) -> Path:
    """Return where the texts of *article* are kept, whether or not there are any."""
    return article.absolute().parent / f"{editions.stem(article)}.versions"


def freeze(manuscript: Manuscript, occasion: Occasion) -> Frozen:
    """Return the text of *manuscript* as it stands, to be kept.

    It holds those reviews of the front matter that cover exactly this text.
    """
    metadata, content_hash = manuscript.metadata, wording.content_hash(manuscript)
    return Frozen(
        occasion=occasion,
        version=metadata.version,
        date=metadata.date,
        review_due=metadata.review_due,
        lang=metadata.lang,
        title=metadata.title,
        content_hash=content_hash,
        reviews=tuple(r for r in metadata.reviewed_by if r.content == content_hash),
        passages=(*_ahead(manuscript), *passages.passages(manuscript.blocks)),
        images=wording.images(manuscript),
        works=wording.works(manuscript),
    )


def _ahead(manuscript: Manuscript) -> Iterator[str]:
    """Yield what is read ahead of the text."""
    yield f"title: {manuscript.metadata.title}"
    if manuscript.metadata.subtitle:
        yield f"subtitle: {manuscript.metadata.subtitle}"
    yield from (f"abstract: {text}" for text in passages.passages(manuscript.abstract))


def file_of(article: Path, frozen: Frozen) -> Path:
    """Return where *frozen* is, or would be, kept."""
    if frozen.occasion is Occasion.SIGNED:
        return folder(article) / SIGNED / f"{frozen.mark}.json"
    # A version may be called anything; a slash or a colon is no part of a file's name, and
    # what begins with a dot is hidden.
    name = re.sub(r"^\.", "%2E", quote(frozen.version or "", safe=" +,()"))
    return folder(article) / f"{name}.json"


def write(article: Path, frozen: Frozen) -> Path:
    """Keep *frozen* beside *article*, and return its file; what stands there gives way at once.

    Raises:
        OutputError: The folder cannot be written.
    """
    path = file_of(article, frozen)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(written(frozen))
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise OutputError(
            f'"{path}" cannot be written: {error.strerror}',
            fix="Give yourself leave to write there, or make room on the disk.",
        ) from error
    return path


def read(article: Path) -> Iterator[Stored]:
    """Yield what is kept of *article*, sorted by file name; nothing outside its folder is read."""
    root, kept = article.absolute().parent.resolve(), folder(article)
    for path in sorted([*kept.glob("*.json"), *kept.glob(f"{SIGNED}/*.json")]):
        if path.name.startswith("."):
            continue
        name = path.relative_to(article.absolute().parent).as_posix()
        if not path.resolve().is_relative_to(root):
            fault = "it lies outside the article's folder"
            yield Stored(name=name, path=path, frozen=None, fault=fault)
            continue
        try:
            yield Stored(name=name, path=path, frozen=parsed(path.read_bytes()))
        except (DamagedError, OSError) as error:
            yield Stored(name=name, path=path, frozen=None, fault=str(error))


def written(frozen: Frozen) -> bytes:
    """Return *frozen* as the file that keeps it."""
    data = {
        "schema": SCHEMA,
        "occasion": frozen.occasion.value,
        "version": frozen.version,
        "date": frozen.date.isoformat(),
        "review-due": frozen.review_due.isoformat() if frozen.review_due else None,
        "lang": frozen.lang,
        "title": frozen.title,
        "content": frozen.content_hash,
        "mark": frozen.mark,
        "reviewed-by": [_review(review) for review in frozen.reviews],
        "text": list(frozen.passages),
        "images": dict(sorted(frozen.images.items())),
        "works": dict(sorted(frozen.works.items())),
    }
    sealed = {**data, "seal": _seal(data)}
    return f"{json.dumps(sealed, ensure_ascii=False, indent=1)}\n".encode()


def parsed(data: bytes) -> Frozen:
    """Return what the file *data* keeps.

    Raises:
        DamagedError: It is of another schema, or not as it was written.
    """
    try:
        said = json.loads(data)
        if said["schema"] != SCHEMA:
            raise DamagedError(f"it is of schema {said['schema']}; this program knows {SCHEMA}")
        if said.pop("seal") != _seal(said):
            raise DamagedError("it is not as it was written; somebody has changed it")
        return _frozen(said)
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise DamagedError("it is no text that Chapbook has kept") from error


def _frozen(said: dict[str, Any]) -> Frozen:
    """Return what the members *said* of a file are."""
    due = said["review-due"]
    return Frozen(
        occasion=Occasion(said["occasion"]),
        version=said["version"],
        date=_DATE.validate_python(said["date"]),
        review_due=_DATE.validate_python(due) if due else None,
        lang=said["lang"],
        title=said["title"],
        content_hash=said["content"],
        reviews=tuple(Review.model_validate(review) for review in said["reviewed-by"]),
        passages=tuple(said["text"]),
        images=said["images"],
        works=said["works"],
    )


def _review(review: Review) -> dict[str, Any]:
    """Return *review* as the front matter writes it."""
    return review.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {
        "date": review.date.isoformat()
    }


def _seal(data: dict[str, Any]) -> str:
    """Return the SHA-256 of *data*, however its file is laid out."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()
