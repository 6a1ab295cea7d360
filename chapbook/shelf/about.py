"""What the page about all works says of an article, in words, for the manifest to keep.

A later build of another article makes the page anew and does not read this one again.
"""

import html
import re

from chapbook.model import Article
from chapbook.render import inline, particulars
from chapbook.render.docx import wording
from chapbook.tools import theme

MARKED = wording.Notation(
    marks={
        "Emph": ("<i>", "</i>"),
        "Strong": ("<b>", "</b>"),
        "Superscript": ("<sup>", "</sup>"),
        "Subscript": ("<sub>", "</sub>"),
    },
    letters=html.escape,
)
"""How a citation is written: HTML with what styles stress."""


def about(article: Article) -> dict[str, str]:
    """Return what the page says of *article*, by the name of each thing; nothing is empty."""
    facts, look = particulars.of(article), theme.without_own_faces(article.theme)
    cited = article.cite_article[0] if article.cite_article else None
    said = {
        "lang": article.metadata.lang,
        "kind": facts.kind,
        "subtitle": facts.subtitle,
        "publisher": article.metadata.publisher,
        "authors": facts.byline,
        "published": facts.published,
        "version": facts.version,
        "review-due": facts.review_due,
        "review": facts.review_status,
        "licence": facts.licence,
        "licence-url": facts.licence_url,
        "citation": wording.written(cited.inlines, MARKED) if cited else None,
        "citation-style": cited.label if cited else None,
        "disclaimer": facts.disclaimer,
        "theme": re.sub(r"\s*--sign-[a-z]+: url\(.*?\);", "", theme.screen_css(look)),
        "text-face": look.text_face,
        "label-face": look.label_face,
        "logo": inline.address(look.logo) if look.logo else None,
        "logo-alt": look.logo_alt,
    }
    return {key: value for key, value in said.items() if value}
