"""Judges from outside: validators and programs that tests and ``make check`` put editions before.

They live in ``chapbook.tools.judges``; tests take them from here.  README.md in this folder says
what each one looks at and how to get it.
"""

import os
from typing import NoReturn, Protocol

import pytest

from chapbook.errors import MissingToolError
from chapbook.tools.judges import (
    ace,
    axe,
    browser,
    html_validate,
    keyboard,
    office,
    ooxml,
    openxml_audit,
    outloud,
    qpdf,
    vnu,
)

__all__ = [
    "ace",
    "axe",
    "browser",
    "html_validate",
    "keyboard",
    "office",
    "ooxml",
    "openxml_audit",
    "outloud",
    "qpdf",
    "require",
    "vnu",
]


class Tool(Protocol):
    """A module that drives an outside program or library."""

    __name__: str

    def locate(self) -> object:
        """Find everything that is needed, or raise ``MissingToolError``."""


def require(*tools: Tool) -> None:
    """Skip the running test if one of *tools* is not installed.

    With ``CHAPBOOK_REQUIRE_VALIDATORS=1`` in the environment the test fails instead.
    """
    for tool in tools:
        try:
            tool.locate()
        except MissingToolError as error:
            _give_up(f"{error.message}; to run this test: {error.fix}")


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("CHAPBOOK_REQUIRE_VALIDATORS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
