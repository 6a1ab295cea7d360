"""openxml-audit: what the Open XML SDK lets pass in a DOCX, such as references into nowhere."""

from importlib import metadata
from pathlib import Path
from types import ModuleType

from chapbook.tools import validator
from chapbook.tools.validator import Failure


def locate() -> Path:
    """Return the folder of the library.

    Raises:
        MissingToolError: openxml-audit is not installed.
    """
    return Path(str(_library().__file__)).parent


def version() -> str:
    """Return the version of the library."""
    return metadata.version("openxml-audit")


def failures(docx: Path) -> list[Failure]:
    """Return what openxml-audit finds wrong with *docx*, one failure for each kind of thing.

    A failure's rule is openxml-audit's type of error and the element ("semantic basedOn").

    Raises:
        MissingToolError: openxml-audit is not installed.
    """
    return validator.merged(
        Failure(
            rule=f"{error.error_type.value} {error.node or ''}".strip(),
            message=" ".join(error.description.split()),
            context=" ".join(filter(None, (error.part_uri, error.path))),
            count=1,
        )
        for error in _library().OpenXmlValidator().validate(docx).errors
    )


def _library() -> ModuleType:
    return validator.library(
        "openxml_audit", package="openxml-audit", why="it checks Word documents"
    )
