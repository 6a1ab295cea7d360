"""A page as a file, and what lies beside it."""

import html
import posixpath
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from chapbook.settings import TEMPLATES
from chapbook.tools import jinja

TEMPLATE = "html/learning-page.html.jinja"
SHEET = "learning-page.css"
"""Below ``templates/css/``."""

STYLESHEET = "page.css"
"""The path of the style sheet in a package."""


class Formulas(Enum):
    """What becomes of formulas."""

    MATHML = "mathml"
    """They stay MathML, whose ``alttext`` says them in words and signs."""
    WORDS = "words"
    """They stand on one line, as x² + y², for platforms that take MathML away: what
    Moodle would leave of it is "x2+y2"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFile:
    """A file that a page needs."""

    path: str
    """In the package, with forward slashes; ASCII, and the same in each build."""
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page for a learning platform."""

    path: str
    """In the package: one folder and a file."""
    title: str
    lang: str
    html: bytes
    """HTML5, UTF-8."""
    files: tuple[WebFile, ...]
    """What it needs: the style sheet of all pages, and its pictures."""


def sheet() -> WebFile:
    """Return the style sheet of all pages."""
    data = (TEMPLATES / "css" / SHEET).read_bytes()
    return WebFile(path=STYLESHEET, data=data, media_type="text/css")


def written(path: str, title: str, lang: str, body: etree._Element) -> WebPage:
    """Return *body*, whose children make the page, as a page without pictures."""
    values = {
        "title": title,
        "lang": lang,
        "stylesheet": posixpath.relpath(STYLESHEET, posixpath.dirname(path)),
        "body": jinja.safe(inner(body)),
    }
    data = jinja.render(TEMPLATE, values).encode()
    return WebPage(path=path, title=title, lang=lang, html=data, files=(sheet(),))


def inner(body: etree._Element) -> str:
    """Return what stands in *body* as HTML."""
    parts = [etree.tostring(child, method="html", encoding="unicode") for child in body]
    return (html.escape(body.text or "", quote=False) + "".join(parts)).strip()
