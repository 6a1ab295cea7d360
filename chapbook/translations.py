"""Versions of an article in other languages, as its front matter lists them.

translations: {de: kalzinose.md, fr: https://example.org/calcinose}
translations:
  - {lang: de, file: kalzinose.md}
  - {lang: fr, url: https://example.org/calcinose, title: "Calcinose : types et causes"}
"""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

ADDRESS = re.compile(r"https?://\S+")


class Translation(BaseModel):
    """The same article in another language; it has a file, an address on the web, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """Its language as a BCP 47 tag."""
    file: str | None = Field(default=None, min_length=1)
    """The Markdown file, relative to the article's folder."""
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Where it stands on the web; unsaid, where its file says that it stands."""
    title: str | None = Field(default=None, min_length=1)
    """Its title; unsaid, that of its file."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> "Translation":
        if not (self.file or self.url):
            raise ValueError("a translation needs a file or a url")
        return self


def speaks(lang: str, other: str) -> bool:
    """Tell whether one of two BCP 47 tags is the other, or narrows it: ``de`` and ``de-AT``."""
    one, two = (tag.lower().split("-") for tag in (lang, other))
    return one[: len(two)] == two[: len(one)]


def _listed(value: object) -> object:
    """Read a map from languages as a list; leave the rest to pydantic."""
    if not isinstance(value, dict):
        return value
    return [{"lang": str(lang), **_somewhere(where)} for lang, where in value.items()]


def _somewhere(where: object) -> dict[str, Any]:
    """Return what stands behind a language: an address, a file, or several keys."""
    if isinstance(where, dict):
        return {str(key): value for key, value in where.items()}
    is_address = isinstance(where, str) and ADDRESS.fullmatch(where)
    return {"url" if is_address else "file": where}


Translations = Annotated[list[Translation], BeforeValidator(_listed)]
