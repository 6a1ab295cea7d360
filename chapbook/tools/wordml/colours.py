"""The colours of a theme, in place of those that ``styles.xml`` and the program name."""

import re

from chapbook.tools.wordml.package import Package
from chapbook.tools.wordml.sheet import Look

_COLOURED = re.compile(r'(?:w:color|w:val|w:fill|val)="([0-9A-F]{6})"')
"""An attribute that names a colour (ISO/IEC 29500-1, 17.18.38 and 20.1.2.3.32)."""

_PARTS = re.compile(r"word/(?:styles|document|footnotes|theme/theme1)\.xml")


def finish(package: Package, look: Look) -> None:
    """Exchange the colours of *package* as *look* says."""

    def exchanged(match: re.Match[str]) -> str:
        return match[0].replace(match[1], look.colours.get(match[1], match[1]))

    for name in [part for part in package.parts if _PARTS.fullmatch(part)] if look.colours else ():
        text = package.parts[name].decode("utf-8")
        package.parts[name] = _COLOURED.sub(exchanged, text).encode("utf-8")
