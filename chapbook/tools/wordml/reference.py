"""The reference document that pandoc takes styles, theme and settings from.

It is pandoc's own, so that its writer finds every part that it knows, with the look of
``templates/docx`` in place of the plain one.  It is made anew for each edition (0.03 s).
"""

from functools import cache

from chapbook.settings import TEMPLATES
from chapbook.tools import fonts
from chapbook.tools.pandoc import program
from chapbook.tools.wordml import typefaces, xml
from chapbook.tools.wordml.package import Package

FOLDER = TEMPLATES / "docx"
THEME = "word/theme/theme1.xml"

COLOURS = {
    "dk2": "4A5560",
    "accent1": "0B4F5C",
    "accent2": "8A1C1C",
    "hlink": "0B4F5C",
    "folHlink": "4A5560",
}
"""What are the theme's colours?  The quiet, accent and warning ones of ``tokens.css``: a
style names both, so that a colour scheme chosen in Word changes the whole document."""


@cache
def reference() -> dict[str, bytes]:
    """Return the parts of the reference document by their names.

    Raises:
        ToolError: pandoc failed.
    """
    data, _ = program.run(["--print-default-data-file=reference.docx"], "")
    package = Package.read(data)
    package.parts["word/styles.xml"] = (FOLDER / "styles.xml").read_bytes()
    package.put(THEME, _theme(package.tree(THEME)))
    return package.parts


def _theme(theme: xml.Element) -> xml.Element:
    """Return the theme with the faces and colours of all editions."""
    for tag, family in (("a:majorFont", fonts.SANS), ("a:minorFont", fonts.SERIF)):
        for faces in xml.every(theme, tag):
            xml.first(faces, "a:latin").attrib.clear()
            xml.first(faces, "a:latin").set("typeface", family)
            xml.first(faces, "a:cs").set("typeface", typefaces.COMPLEX[family])
            for other in faces.findall(xml.name("a:font")):
                if other.get("script") in typefaces.SCRIPTS:
                    faces.remove(other)
    for colour, code in COLOURS.items():
        for slot in xml.every(theme, f"a:{colour}"):
            slot[:] = [xml.fragment(f'<a:srgbClr val="{code}"/>')]
    return theme
