"""The page: one file that needs nothing else, with no program in it."""

import re
from collections.abc import Sequence

from chapbook.render import inline
from chapbook.settings import TEMPLATES
from chapbook.shelf.works import Work
from chapbook.tools import direction, fonts, jinja, theme

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load: nothing but what it holds (Content Security Policy 3)."""

SHEETS = ("tokens.css", "index.css")


def page(works: Sequence[Work]) -> str:
    """Return the page about *works*, in the language and the look of the first of them."""
    lang = works[0].lang if works else "en"
    values = {
        "policy": POLICY,
        "lang": lang,
        "works": works,
        "marked": {work.stem: jinja.safe(work.about.get("citation", "")) for work in works},
    }
    text = jinja.render("html/index.html.jinja", values)
    return text.replace("/*styles*/", _styles(works, lang, text), 1)


def _styles(works: Sequence[Work], lang: str, text: str) -> str:
    """Return the style sheets of the page in one, its fonts first, without comments."""
    said = works[0].about if works else {}
    tokens, own = ((TEMPLATES / "css" / name).read_text("utf-8") for name in SHEETS)
    look = said.get("theme") or theme.screen_css(theme.usual())
    rules = re.sub(r"/\*.*?\*/\s*", "", f"{tokens}\n{look}\n{own}", flags=re.S)
    rules = re.sub(r"\s*--sign-[a-z]+: url\(.*?\);", "", rules)
    if direction.of_language(lang) == direction.RTL:
        rules = direction.mirrored(rules)
    faces = inline.page_faces(
        said.get("text-face", fonts.SERIF), said.get("label-face", fonts.SANS), text
    )
    words = re.sub(r"data:[^\"]+", "", text)
    return f"{inline.font_faces(faces, ''.join(sorted(set(words))))}\n{rules}"
