"""Files with passwords, and other ways in which qpdf writes one."""

import io
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
from pikepdf import Encryption, ObjectStreamMode, Permissions

from tests.packs.corpus import plain, raw
from tests.packs.corpus.row import Awkward

NOTHING = Permissions(
    accessibility=True,
    extract=False,
    modify_annotation=False,
    modify_assembly=False,
    modify_form=False,
    modify_other=False,
    print_lowres=False,
    print_highres=False,
)
"""What a file allows that allows nothing; to read it aloud is always allowed since 2.0."""


def _locked(user: str, revision: int, allow: Permissions, path: Path) -> None:
    """Encrypt the book with a password of its owner and perhaps one of its readers."""
    has_aes = revision >= 4
    lock = Encryption(
        owner="owner", user=user, R=revision, allow=allow, aes=has_aes, metadata=has_aes
    )
    with plain.opened() as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that revision 5 is not to be used
        file.save(path, encryption=lock, force_version="1.4" if revision < 3 else "")


def written(path: Path, **how: object) -> None:
    """Write the book as qpdf does on request."""
    with plain.opened() as file:
        file.save(path, **how)  # type: ignore[arg-type]


def clear_metadata(path: Path) -> None:
    """Encrypt everything but the metadata, with AES-256."""
    with plain.opened() as file:
        with file.open_metadata() as said:
            said["dc:title"] = "A book"
        lock = Encryption(owner="owner", user="", R=6, metadata=False)
        file.save(path, encryption=lock)


def unknown_lock(path: Path) -> None:
    """Name a way to encrypt that nobody knows."""
    said = b"/Encrypt << /Filter /Acme.Secret /V 5 /R 9 /Length 256 >> /ID [(a) (a)]"
    path.write_bytes(raw.file(raw.book(2), trailer=said))


def twice_linearized(path: Path) -> None:
    """Make a file for slow lines, then append to it, so that its hints are wrong."""
    held = io.BytesIO()
    with plain.opened() as file:
        file.save(held, linearize=True)
    path.write_bytes(held.getvalue() + b"\n% appended by another program\n")


def _row(name: str, make: Callable[[Path], None], **more: object) -> Awkward:
    return Awkward(name=name, producer="qpdf", make=make, **more)  # type: ignore[arg-type]


ALL = Permissions(modify_assembly=True)

USUAL = Permissions()
"""What programs allow when nobody says otherwise: to change it, but not to put pages together."""

ROWS = (
    _row("owner-rc4-40", partial(_locked, "", 2, ALL)),
    _row("owner-rc4-128", partial(_locked, "", 3, ALL)),
    _row("owner-aes-128", partial(_locked, "", 4, ALL)),
    _row("owner-aes-256", partial(_locked, "", 6, ALL), is_usual=True),
    _row("usual-lock", partial(_locked, "", 6, USUAL)),
    _row("old-aes-256", partial(_locked, "", 5, ALL)),
    _row("user-rc4-40", partial(_locked, "user", 2, ALL), refusal="encrypted"),
    _row("user-aes-256", partial(_locked, "user", 6, ALL), refusal="encrypted", is_usual=True),
    _row("nothing-allowed", partial(_locked, "", 6, NOTHING), refusal="not-allowed"),
    _row("clear-metadata", clear_metadata),
    Awkward(name="unknown-lock", producer="bytes", make=unknown_lock, refusal="encrypted"),
    _row("linearized", partial(written, linearize=True)),
    _row("appended-linearized", twice_linearized),
    _row("object-streams", partial(written, object_stream_mode=ObjectStreamMode.generate)),
    _row(
        "unpacked",
        partial(written, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all),
    ),
    _row("qdf", partial(written, qdf=True)),
)
