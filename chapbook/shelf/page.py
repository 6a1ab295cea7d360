"""The page: one file that needs nothing else, with no program in it."""

import re
from collections.abc import Mapping, Sequence

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


def page(works: Sequence[Work], report: str = "") -> str:
    """Return the page about *works*, in the language and the look of the first of them.

    *report* is the address of the report on the checks of everything, if there is one.
    """
    lang = works[0].lang if works else "en"
    values = {
        "policy": POLICY,
        "lang": lang,
        "works": works,
        "report": report,
        "marked": {work.stem: jinja.safe(work.about.get("citation", "")) for work in works},
    }
    text = jinja.render("html/index.html.jinja", values)
    return text.replace("/*styles*/", styles(works[0].about if works else {}, lang, text), 1)


def styles(said: Mapping[str, str], lang: str, text: str, sheets: Sequence[str] = SHEETS) -> str:
    """Return the style sheets of a page in one, its fonts first, without comments.

    Args:
        said: What is said of the work whose look the page takes.
        lang: The page's language.
        text: The page, for the letters that it needs.
        sheets: Below ``templates/css/``, the tokens first.
    """
    tokens, *own = ((TEMPLATES / "css" / name).read_text("utf-8") for name in sheets)
    look = said.get("theme") or theme.screen_css(theme.usual())
    rules = re.sub(r"/\*.*?\*/\s*", "", "\n".join([tokens, look, *own]), flags=re.S)
    rules = re.sub(r"\s*--sign-[a-z]+: url\(.*?\);", "", rules)
    if direction.of_language(lang) == direction.RTL:
        rules = direction.mirrored(rules)
    text_face, label_face = said.get("text-face", fonts.SERIF), said.get("label-face", fonts.SANS)
    faces = inline.page_faces(text_face, label_face, text)
    words = re.sub(r"data:[^\"]+", "", text)
    return f"{inline.font_faces(faces, ''.join(sorted(set(words))))}\n{rules}"
