"""The arguments of ``release``, ``verify`` and ``due``, and what they become."""

import argparse
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from chapbook import days
from chapbook.settings import ROOT

DAYS = 90
"""So far ahead ``due`` looks: time to find a reviewer and to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What ``verify`` or ``due`` is asked."""

    sheet: str = ""
    """A file or a typed mark."""
    where: Path = ROOT / "source"
    """An article, or a folder of articles."""
    days: int = DAYS
    """How many days ahead reviews are listed."""
    today: dt.date = field(default_factory=dt.date.today)


def add_expiry(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``build`` that are about handouts past their review."""
    parser.add_argument(
        "--allow-expired",
        action="store_true",
        help="make handouts past the day on which their review was due; each side says so",
    )
    _today(parser)


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``verify``."""
    parser.add_argument("sheet", metavar="FILE|MARK", help="an edition, or the mark printed on it")
    parser.add_argument(
        "where",
        nargs="?",
        type=Path,
        metavar="ARTICLE",
        default=ROOT / "source",
        help="an article, or a folder of articles (default: source/)",
    )
    _today(parser)


def add_due(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``due``."""
    parser.add_argument(
        "where",
        nargs="?",
        type=Path,
        metavar="DIR",
        default=ROOT / "source",
        help="a folder of articles, looked through to its depth (default: source/)",
    )
    parser.add_argument(
        "--days",
        type=_days,
        default=DAYS,
        metavar="N",
        help=f"how many days to look ahead (default: {DAYS})",
    )
    _today(parser)


def read(said: argparse.Namespace) -> Question:
    """Return what is asked; what nobody said is as usual."""
    usual = Question()
    return Question(
        sheet=getattr(said, "sheet", ""),
        where=getattr(said, "where", usual.where),
        days=getattr(said, "days", DAYS),
        today=getattr(said, "today", None) or usual.today,
    )


def _today(parser: argparse.ArgumentParser) -> None:
    """Add the argument that sets the clock."""
    parser.add_argument(
        "--today", type=days.day, metavar="DATE", help="as if it were this day, as 2026-11-22"
    )


def _days(said: str) -> int:
    """Read a number of days, 0 or more.

    Raises:
        ArgumentTypeError: It is none.
    """
    if not said.isascii() or not said.isdigit() or len(said) > len("36500"):
        raise argparse.ArgumentTypeError(f'"{said}" is not a number of days')
    return int(said)
