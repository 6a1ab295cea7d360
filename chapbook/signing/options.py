"""The arguments of ``sign``, and what they become."""

import argparse
import datetime as dt
import re
from dataclasses import dataclass, field

from chapbook import days

ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")
"""The digits, or the address (https://support.orcid.org/hc/en-us/articles/360006897674)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs, as typed."""

    family: str = ""
    given: str | None = None
    suffix: str | None = None
    credentials: str | None = None
    affiliation: str | None = None
    orcid: str | None = None
    """Four groups of four, without the address before them."""
    date: dt.date = dt.date.min
    """The day on which the text was read to its end and approved."""
    today: dt.date = field(default_factory=dt.date.today)
    """No signature is of a later day."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say who signs, and when."""
    parser.add_argument("--given", metavar="NAMES", help="given names, as in Eva Maria")
    parser.add_argument(
        "--family", metavar="NAME", required=True, help='family name, as in Arzt or "de la Cruz"'
    )
    parser.add_argument("--suffix", metavar="WORD", help="as in Jr.")
    parser.add_argument("--credentials", metavar="WORDS", help='as in "MD, FRCP"')
    parser.add_argument(
        "--date",
        type=days.day,
        required=True,
        metavar="DATE",
        help="the day of signing, as 2026-11-22",
    )
    parser.add_argument("--affiliation", metavar="PLACE", help="place of work")
    parser.add_argument("--orcid", type=_orcid, metavar="ID", help="as in 0000-0002-1825-0097")
    parser.add_argument(
        "--today", type=days.day, default=dt.date.today(), metavar="DATE", help=argparse.SUPPRESS
    )


def read(said: argparse.Namespace) -> Signature:
    """Return who signs; an empty signature for other commands."""
    if not hasattr(said, "credentials"):
        return Signature()

    def typed(name: str) -> str | None:
        return " ".join((getattr(said, name) or "").split()) or None

    return Signature(
        family=typed("family") or "",
        given=typed("given"),
        suffix=typed("suffix"),
        credentials=typed("credentials"),
        affiliation=typed("affiliation"),
        orcid=typed("orcid"),
        date=said.date,
        today=said.today,
    )


def _orcid(said: str) -> str:
    """Read an ORCID iD, whose last sign is a check on the others (ISO 7064, MOD 11-2).

    Raises:
        ArgumentTypeError: It is none.
    """
    match = ORCID.fullmatch(said.strip())
    if match:
        total = 0
        for digit in match[1].replace("-", "")[:-1]:
            total = (total + int(digit)) * 2
        if "0123456789X"[(12 - total % 11) % 11] == match[1][-1]:
            return match[1]
    raise argparse.ArgumentTypeError(
        f'"{said}" is not an ORCID iD; look for a digit that was typed wrong'
    )
