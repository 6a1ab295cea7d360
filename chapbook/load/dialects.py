"""Front matter as people already write it for other tools, turned into ours.

Pandoc, Quarto, R Markdown, MyST, JOSS papers and Manubot agree on most keys; where
they differ, this module knows what is meant:

    tags: [engines]
    short_title: Engines
    date: 18 August 2020
    csl: https://www.zotero.org/styles/apa
    license: {content: CC-BY-4.0}
"""

import re
from collections.abc import Mapping
from typing import Any

from chapbook.load import authors, titles
from chapbook.tools import dates

SAME_AS = {
    "authors": "author",  # Quarto, MyST, JOSS, Manubot
    "csl": "citation-style",  # pandoc
    "language": "lang",  # pandoc's older name
    "licence": "license",
    "tags": "keywords",  # JOSS, Hugo, Jekyll
    "categories": "keywords",  # Quarto's blogs
    "conflict-of-interest": "competing-interests",
    "conflicts-of-interest": "competing-interests",
    "competing-interest": "competing-interests",
}
"""Keys of other tools, and ours."""

READ_WITH_OTHERS = {"affiliations", "citation", "institute", "myst", "parts", "substitutions"}
"""Keys that are read into other keys."""

ELSEWHERE = frozenset(
    {
        # pandoc
        *("abstract-title", "autoSectionLabels", "biblio-style", "biblio-title", "chapters"),
        *("citation-abbreviations", "citecolor", "classoption", "codeBlockCaptions"),
        *("colorlinks", "cref", "css", "documentclass", "eqnPrefix", "figPrefix", "figureTitle"),
        *("fontfamily", "fontsize", "geometry", "graphics", "header-includes", "include-after"),
        *("include-before", "indent", "linestretch", "link-bibliography", "link-citations"),
        *("linkReferences", "linkcolor", "links-as-notes", "listings", "lof", "lot", "mainfont"),
        *("mathfont", "mathml", "monofont", "nameInLink", "nocite", "notes-after-punctuation"),
        *("number-sections", "numbersections", "output-file", "pagetitle", "papersize"),
        *("pdf-engine", "reference-section", "reference-section-title", "sansfont", "secPrefix"),
        *("secnumdepth", "subfigGrid", "suppress-bibliography", "tableTitle", "tblPrefix"),
        *("toc", "toc-depth", "toc-title", "urlcolor", "variables", "zotero"),
        # Quarto and R Markdown
        *("abbreviations", "about", "acknowledgements-title", "aliases", "always-allow-html"),
        *("anchor-sections", "appendix-style", "author-meta", "bibliographystyle", "book"),
        *("brand", "cache", "callout-appearance", "callout-icon", "cap-location"),
        *("citation-location", "code-fold", "code-line-numbers", "code-link", "code-overflow"),
        *("code-tools", "comments", "copyright", "crossref", "date-format", "date-meta"),
        *("date-modified", "df-print", "draft", "echo", "editor", "editor-options"),
        *("editor_options", "embed-resources", "engine", "execute", "extensions", "fig-align"),
        *("fig-cap-location", "fig-dpi", "fig-format", "fig-height", "fig-width", "fig_caption"),
        *("filters", "format", "freeze", "from", "highlight-style", "html-math-method", "image"),
        *("image-alt", "ipynb-filters", "jupyter", "keep-md", "keep-tex", "kernelspec", "knit"),
        *("knitr", "latex-engine", "layout", "lightbox", "listing", "metadata-files"),
        *("notebook-view", "number-depth", "order", "other-links", "output", "page-layout"),
        *("params", "prefer-html", "profile", "project", "resource_files", "resources"),
        *("runtime", "search", "self-contained", "server", "shortcodes", "sidebar", "site"),
        *("standalone", "status", "subject", "tbl-cap-location", "tbl-colwidths"),
        *("template-partials", "theorems", "title-block-banner", "title-block-style"),
        *("title-meta", "title-prefix", "to", "top-level-division", "type", "validate-yaml"),
        *("vignette", "webr", "website", "weight", "writer"),
        # JOSS
        *("aas-doi", "aas-journal", "archive", "archive-doi", "archive_doi", "authorea"),
        *("biblio_style", "citation-author", "citation-key", "citation_author", "editors"),
        *("event", "formatted-doi", "formatted_doi", "git_repo", "group", "issue", "joss"),
        *("journal", "journal-name", "journal_name", "keep_tex", "logo-path", "logo_path"),
        *("page", "paper-url", "paper_url", "published", "repository", "review-issue-url"),
        *("review_issue_url", "reviewers", "software-repository-url", "software_repository_url"),
        *("submitted", "volume", "year"),
        # MyST and Jupyter Book
        *("banner", "biblio", "binder", "doc", "downloads", "edit-url"),
        *("edit_url", "exports", "first-page", "first_page", "github", "has_notebook"),
        *("jupytext", "kernel", "label", "last_page", "math", "numbering"),
        *("open-access", "open_access", "options", "orphan", "oxa", "requirements"),
        *("settings", "short-title-only", "skip_execution", "source-url", "source_url"),
        *("sphinx", "suptitle", "thebe", "thumbnail", "toc-only", "venue"),
        # Manubot and blogs
        *("clear-cache", "clear_cache", "comment", "description", "excerpt", "last_modified_at"),
        *("lastmod", "manubot", "manubot-clear-requests-cache", "manubot-fail-on-errors"),
        *("manubot-log-level", "manubot-output-bibliography", "manubot-output-citekeys"),
        *("manubot-requests-cache-path", "pandoc", "permalink", "post", "series", "slug"),
        *("thumbnail-url"),
    }
)
"""Keys by which other tools lay out, run or publish an article; editions do not depend on them."""

STYLE_ADDRESS = re.compile(
    r"^https?://(?:www\.)?(?:zotero\.org/styles|"
    r"(?:raw\.githubusercontent|github)\.com/citation-style-language/styles|"
    r"(?:raw\.)?citationstyles\.org)/(?:.*/)?(?P<name>[\w-]+)(?:\.csl)?(?:[?#].*)?$"
)
"""Where people find a CSL style: the Zotero Style Repository, and what it is made from."""

LICENCE_NAMES = {
    "CC0": "CC0-1.0",
    "CC BY": "CC-BY-4.0",
    "CC BY-SA": "CC-BY-SA-4.0",
    "CC BY-NC": "CC-BY-NC-4.0",
    "CC BY-ND": "CC-BY-ND-4.0",
    "CC BY-NC-SA": "CC-BY-NC-SA-4.0",
    "CC BY-NC-ND": "CC-BY-NC-ND-4.0",
}
"""What Quarto's short names mean.  Source: the Quarto guide, "Creating citeable articles"."""


def known_as(data: Mapping[str, Any]) -> dict[str, str]:
    """Return our key for each key of *data* that another tool calls otherwise.

    A key whose own form is there as well is left alone: nobody knows which one counts.
    """
    ours = {key: SAME_AS.get(key, key.replace("_", "-")) for key in data}
    return {key: our for key, our in ours.items() if our != key and our not in data}


def is_elsewhere(key: str) -> bool:
    """Tell whether *key* says something to another tool that editions do not depend on."""
    return key in ELSEWHERE or key.replace("_", "-") in ELSEWHERE


def read(data: dict[str, Any]) -> dict[str, Any]:
    """Return the front matter *data*, whose keys are ours, with values in our form."""
    places = data.pop("affiliations", None)
    institute = data.pop("institute", None)
    if data.get("author"):
        data["author"] = authors.read(data["author"], places or institute)
    if isinstance(data.get("license"), dict):
        data["license"] = _first(data["license"], ("content", "type", "text", "name", "id"))
    for key, change in CHANGES.items():
        if isinstance(data.get(key), str):
            data[key] = change(data[key])
    if isinstance(data.get("date"), str):
        data["date"] = dates.read(data["date"], str(data.get("lang") or "en")) or data["date"]
    return _with_citation(data)


def _style(text: str) -> str:
    """Return the name of the style that lies at the address *text*."""
    match = STYLE_ADDRESS.match(text.strip())
    return match["name"] if match else text


def _licence(text: str) -> str:
    """Return the licence *text* by its full name."""
    return LICENCE_NAMES.get(text.strip(), text)


def _keywords(text: str) -> Any:
    """Return keywords that stand in one line as a list."""
    words = [word.strip() for word in re.split(r"[;,]", text)]
    return [word for word in words if word]


CHANGES = {
    "citation-style": _style,
    "license": _licence,
    "keywords": _keywords,
    "title": titles.plain,
    "subtitle": titles.plain,
    "short-title": titles.plain,
}
"""What is changed where the value is text."""


def _with_citation(data: dict[str, Any]) -> dict[str, Any]:
    """Take the DOI and the address out of Quarto's ``citation``, unless they are given."""
    citation = data.pop("citation", None)
    if isinstance(citation, dict):
        for theirs, ours in (("doi", "doi"), ("url", "url"), ("publisher", "publisher")):
            if citation.get(theirs) and not data.get(ours):
                data[ours] = citation[theirs]
    return data


def _first(data: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the value of the first of *keys* that *data* has a value for."""
    return next((data[key] for key in keys if data.get(key)), None)
