"""The table of fonts: the house's faces, and what stands in for them where they are missing.

Source: ISO/IEC 29500-1, 17.8.
"""

from chapbook.tools import fonts
from chapbook.tools.wordml import xml
from chapbook.tools.wordml.package import Package

PART = "word/fontTable.xml"

ALTERNATIVES = {fonts.SERIF: ("Georgia", "roman"), fonts.SANS: ("Calibri", "swiss")}
"""Which face of Windows and macOS comes closest in width and colour, and of what kind is it?"""


def finish(package: Package) -> None:
    """Name the fonts of *package*."""
    rows = [
        f'<w:font w:name="{family}"><w:altName w:val="{other}"/><w:family w:val="{kind}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for family, (other, kind) in ALTERNATIVES.items()
    ]
    package.put(PART, xml.fragment(f"<w:fonts>{''.join(rows)}</w:fonts>"))
