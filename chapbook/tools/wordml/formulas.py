"""Formulas in Word: what pandoc 3.9 writes otherwise than the schema wants it.

Both faults were found by the Open XML SDK's validator.
"""

from lxml import etree

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

COLUMN = ("count", "mcJc")
"""The order of the properties of a matrix's column; pandoc puts the alignment first."""

STYLED = ("scr", "sty")
"""What plain text in a formula (``nor``) cannot have beside it; pandoc adds ``sty``."""


def finish(story: etree._Element) -> None:
    """Mend the formulas of *story*."""
    for properties in story.iter(f"{MATH}mcPr"):
        for local in COLUMN:
            for element in properties.findall(f"{MATH}{local}"):
                properties.append(element)
    for properties in story.iter(f"{MATH}rPr"):
        if properties.find(f"{MATH}nor") is not None:
            for local in STYLED:
                for element in properties.findall(f"{MATH}{local}"):
                    properties.remove(element)
