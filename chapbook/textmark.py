"""A content hash as it travels: the text mark, short enough to be typed from paper, and a URI.

The URI stands in the metadata of every edition (RFC 6920, "Naming Things with Hashes").  Of the
mark, eight characters of Crockford's base 32 (https://www.crockford.com/base32.html) hold the first
40 bits of the hash.  Its alphabet has no I, L, O and U, so that nobody has to tell them
from 1, 0 and V.  Among a thousand texts two have the same mark in one of two million cases.
"""

import base64
import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The sign of each value from 0 to 31."""

_LENGTH, _GROUP, _BITS = 8, 4, 5
_SCHEME = "ni:///sha-256;"
_URI = re.compile(rb"ni:///sha-256;([A-Za-z0-9_-]{43})")
_MISREAD = str.maketrans("OIL", "011")


def of(content_hash: str) -> str:
    """Return the mark of *content_hash*, a SHA-256 in hexadecimal, as ``XXXX-XXXX``."""
    value = int(content_hash, 16) >> (4 * len(content_hash) - _LENGTH * _BITS)
    signs = [ALPHABET[value >> shift & 31] for shift in range((_LENGTH - 1) * _BITS, -1, -_BITS)]
    return f"{''.join(signs[:_GROUP])}-{''.join(signs[_GROUP:])}"


def read(typed: str) -> str | None:
    """Return the mark that somebody *typed*, as ``of`` writes it; ``None`` if it is none.

    Case, spaces, hyphens and the digits of any script do not matter; O counts as 0,
    I and L as 1.
    """
    signs = [_sign(char) for char in unicodedata.normalize("NFKC", typed) if _counts(char)]
    if len(signs) != _LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return f"{''.join(signs[:_GROUP])}-{''.join(signs[_GROUP:])}"


def uri(content_hash: str) -> str:
    """Return *content_hash* as a URI, for the metadata of a file."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(content_hash)).decode("ascii")
    return f"{_SCHEME}{digest.rstrip('=')}"


def named_in(metadata: bytes) -> str | None:
    """Return the content hash that *metadata*, of whatever form, names first; else ``None``."""
    match = _URI.search(metadata)
    return base64.urlsafe_b64decode(match[1] + b"=").hex() if match else None


def _counts(char: str) -> bool:
    """Tell whether *char* is more than a space, a dash or an invisible sign of direction."""
    return unicodedata.category(char) not in {"Zs", "Pd", "Cf"} and char != "\N{MINUS SIGN}"


def _sign(char: str) -> str:
    """Return the sign of the alphabet that *char* stands for, or *char* in upper case."""
    digit = unicodedata.decimal(char, None)
    return str(digit) if digit is not None else char.upper().translate(_MISREAD)
