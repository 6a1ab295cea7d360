"""Signing: a person who read the words says so in the article's front matter.

Nothing is made up here: name, credentials and day are those that were typed, and the content
hash is that of the text as it lies there.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook import textmark
from chapbook.errors import OutputError, UsageError
from chapbook.frontmatter import PARTICLES, Name, Review
from chapbook.frozen import Occasion
from chapbook.model import Manuscript
from chapbook.signing import front
from chapbook.signing.options import Signature
from chapbook.tools import store, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What came of a signature."""

    name: str
    """Who signed, as editions print it."""
    mark: str
    """The text mark of what was signed."""
    review: Mapping[str, str]
    """The entry of ``reviewed-by``."""
    is_new: bool
    """Whether it was written; the same person may have signed this very text before."""

    def told(self) -> str:
        """Say for people what was written."""
        which = f"version {v}, text {self.mark}" if (v := self.version) else f"text {self.mark}"
        if not self.is_new:
            return f"Unchanged: {self.name} has signed {which} before."
        return (
            f"{self.name} signed {which} on {self.review['date']}.\n"
            "It stands under reviewed-by in the front matter. Editions say so from the next build\n"
            "on, and only as long as the words stay as they are."
        )

    def data(self) -> Mapping[str, object]:
        """Say the same for programs."""
        status = "signed" if self.is_new else "unchanged"
        return {"status": status, "text-mark": self.mark, "review": dict(self.review)}

    @property
    def version(self) -> str | None:
        """The version that the signed text has."""
        return self.review.get("version")


def sign(manuscript: Manuscript, signature: Signature) -> Signed:
    """Write into the file of *manuscript* that a person signed for its present words.

    The words themselves are kept in the folder of versions, so that what changes after the
    signature can be shown to the next reviewer.

    Raises:
        UsageError: The day lies in the future, or the file has no place for a review.
        OutputError: The file, or the folder of versions, cannot be written.
    """
    if signature.date > signature.today:
        raise UsageError(
            f"{signature.date.isoformat()} is still to come",
            why="A signature says that the text was read, on a day that has been.",
            fix=f"--date {signature.today.isoformat()}",
        )
    content_hash, metadata = wording.content_hash(manuscript), manuscript.metadata
    review = _review(signature, content_hash, metadata.version)
    name = Name.model_validate({k: v for k, v in review.items() if k not in _OF_REVIEW})
    same = [
        each
        for each in metadata.reviewed_by
        if each.content == content_hash and _is_same(each, name)
    ]
    if not same:
        text = _with_review(manuscript.path, review)
        reviews = [*metadata.reviewed_by, Review.model_validate(review)]
        signed = metadata.model_copy(update={"reviewed_by": reviews})
        frozen = store.freeze(replace(manuscript, metadata=signed), Occasion.SIGNED)
        # First what is kept: a signature without the words that it is for would be worth less.
        store.write(manuscript.path, frozen)
        _write(manuscript.path, text)
    return Signed(
        name=f"{name.display}, {name.credentials}" if name.credentials else name.display,
        mark=textmark.of(content_hash),
        review=review,
        is_new=not same,
    )


_OF_REVIEW = {"date", "version", "content"}
"""What an entry says beside the person."""


def _review(signature: Signature, content_hash: str, version: str | None) -> dict[str, str]:
    """Return the entry that says what *signature* does, without what nobody said."""
    particle = PARTICLES.match(signature.family)
    said = {
        "given": signature.given,
        "non-dropping-particle": particle[0].strip() if particle else None,
        "family": signature.family[particle.end() if particle else 0 :],
        "suffix": signature.suffix,
        "credentials": signature.credentials,
        "affiliation": signature.affiliation,
        "orcid": signature.orcid,
        "date": signature.date.isoformat(),
        "version": version,
        "content": content_hash,
    }
    return {key: value for key, value in said.items() if value}


def _is_same(one: Name, other: Name) -> bool:
    """Tell whether two names are those of one person."""
    if one.orcid and other.orcid:
        return one.orcid.rpartition("/")[2] == other.orcid
    return one.display.casefold() == other.display.casefold()


def _with_review(path: Path, review: Mapping[str, str]) -> bytes:
    """Return the file *path* with *review* in its front matter."""
    return front.with_review(path.read_bytes().decode("utf-8"), review).encode("utf-8")


def _write(path: Path, data: bytes) -> None:
    """Write *data* as the file *path*, which is at all times wholly old or wholly new."""
    file = path.resolve()  # a link stays one
    draft = None
    try:
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        shutil.copymode(file, draft)
        Path(draft).replace(file)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        raise OutputError(
            f'"{file.name}" cannot be written: {error.strerror}',
            why="The review is kept in the article's front matter.",
            fix="Let yourself write to the file and its folder, and sign again.",
        ) from error
