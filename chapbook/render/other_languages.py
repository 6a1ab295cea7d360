"""The article in other languages, each in its own words, as editions name it.

``templates/html/other-forms.html.jinja`` prints them on every handout.
"""

from dataclasses import dataclass
from pathlib import Path

from chapbook.editions import stem
from chapbook.frontmatter import FrontMatter
from chapbook.tools import dates, labels
from chapbook.translations import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguage:
    """A version of the article in another language, ready to print."""

    lang: str
    name: str
    """What its speakers call their language: "Deutsch"."""
    title: str
    """Empty where nobody knows it."""
    colon: str
    """A colon as that language writes it."""
    address: str | None
    """Where it stands on the web."""
    short_address: str | None
    """The same as a person types it: no scheme, no trailing slash."""
    page: str
    """Where a web page finds it: its address, else its own web page in the same folder."""


def of(metadata: FrontMatter) -> tuple[OtherLanguage, ...]:
    """Return the translations that *metadata* lists, in its order."""
    return tuple(_named(translation) for translation in metadata.translations)


def _named(translation: Translation) -> OtherLanguage:
    """Return one translation in its own words."""
    lang = translation.lang
    title = translation.title or ""
    own = labels.load(lang) if labels.covers(lang) else {"colon": ":"}
    return OtherLanguage(
        lang=lang,
        name=dates.own_name(lang),
        title=title,
        colon=own["colon"],
        address=translation.url,
        short_address=short_address(translation.url),
        page=translation.url or _page(translation.file or ""),
    )


def _page(file: str) -> str:
    """Return the name of the web page that a build makes of the article *file*."""
    return f"{stem(Path(file))}.html"


def short_address(address: str | None) -> str | None:
    """Return *address* without scheme, ``www.`` and trailing slash."""
    if address is None:
        return None
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
