"""Corrections of the data that goes into a style."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.model import Item
from chapbook.tools import dates
from chapbook.tools.conform import names
from chapbook.tools.conform.fields import (
    day,
    folded,
    is_preprint,
    on_server,
    only_author,
    ordinal_edition,
    translators,
    with_names,
    without,
)

DATE_OF_READING = 987654321
"""The year that marks where a reader puts the date of reading.

pandoc's citation processor ignores dates in words (tried with 3.9), so a year goes
through it which every language prints in the same figures and no work carries.
"""

MLA_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
"""How are months shortened in works cited?  https://libguides.css.edu/c.php?g=1281899&p=9407505"""

SUBTITLE = re.compile(r"((?:[:?!]|\s[-–—])\s+|—)(\w+)")
"""What ends a title, and the first word of the subtitle after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a work is printed."""

    lang: str
    """BCP 47; the language of the style's words."""
    labels: Mapping[str, str]

    @property
    def english(self) -> bool:
        """Whether the style prints English words."""
        return self.lang.split("-")[0] == "en"


def titles_of_courtesy_go(item: Item, _: Setting) -> Item:
    """No guide keeps "Dr." or "MD"; "Jr." stays."""
    return with_names(item, names.without_titles)


def east_asian_names_stay_whole(item: Item, _: Setting) -> Item:
    """王小明 is neither turned round nor shortened; pandoc would set "王小明.,"."""
    return with_names(item, names.whole)


def publisher_is_not_the_site(item: Item, _: Setting) -> Item:
    """A publisher that is the site, too, is printed once."""
    same = folded(item, "publisher") == folded(item, "container-title")
    return without(item, "publisher") if same else item


def publisher_is_not_the_author(item: Item, _: Setting) -> Item:
    """A publisher that is the author, too, is printed once."""
    same = folded(item, "publisher") == only_author(item).casefold()
    return without(item, "publisher") if same else item


def site_is_not_repeated(item: Item, _: Setting) -> Item:
    """A site whose name is the author's is printed once."""
    same = folded(item, "container-title") == only_author(item).casefold()
    return without(item, "container-title") if same else item


def subtitle_begins_with_capital(item: Item, setting: Setting) -> Item:
    """APA: "Calcinosis: Types, causes"; sentence case, but a capital after the colon."""
    if not str(item.get("language", setting.lang)).startswith("en"):
        return item
    keys = ["title", "container-title"] if item.get("type") == "chapter" else ["title"]
    cased = {
        key: SUBTITLE.sub(lambda match: match[1] + _capital(match[2]), str(item[key]))
        for key in keys
        if item.get(key)
    }
    return {**item, **cased}


def retrieval_date_only_if_it_changes(item: Item, _: Setting) -> Item:
    """APA: the date of retrieval only for a work that is meant to change.

    Such a work says so: ``custom: {designed-to-change: true}``.
    """
    custom = item.get("custom")
    changes = isinstance(custom, dict) and custom.get("designed-to-change")
    return item if changes else without(item, "accessed")


def preprint_is_not_said_twice(item: Item, _: Setting) -> Item:
    """APA does not label preprints; Chicago's file labels them by itself."""
    return without(item, "genre") if is_preprint(item) else item


def ahead_of_print_is_not_said_twice(item: Item, _: Setting) -> Item:
    """Chicago's file says "ahead of print" by itself; IEEE would set the words in bold."""
    return without(item, "status") if item.get("type") == "article-journal" else item


def publisher_as_author_is_skipped(item: Item, _: Setting) -> Item:
    """MLA: an entry for an organisation's own page begins with the title."""
    author = only_author(item).casefold()
    places = {folded(item, "container-title"), folded(item, "publisher")}
    return without(item, "author") if author and author in places else item


def access_date_ends_the_entry(item: Item, setting: Setting) -> Item:
    """MLA: "Accessed 30 Nov. 2024." after the address; the file prints it for undated works."""
    date = day(item.get("accessed"))
    if date is None or not {"URL", "issued"} <= item.keys() or "medium" in item:
        return item
    if setting.english:
        words = f"{date.day} {MLA_MONTHS[date.month - 1]} {date.year}"
    else:
        words = dates.long(date, setting.lang)
    return {**item, "medium": setting.labels["accessed"].format(date=words)}


def preprint_ends_the_entry(item: Item, _: Setting) -> Item:
    """MLA: the server is the container, "Preprint." stands at the end."""
    return {**on_server(item), "medium": item["genre"]} if is_preprint(item) else item


def preprint_server_as_container(item: Item, _: Setting) -> Item:
    """Harvard: ‘Title’, *medRxiv* [Preprint]."""
    return on_server(item) if is_preprint(item) else item


def web_page_without_site(item: Item, _: Setting) -> Item:
    """Harvard: author, year, title, address; no name of the site."""
    return without(item, "container-title") if item.get("type") == "webpage" else item


def preprint_in_brackets(item: Item, _: Setting) -> Item:
    """NLM: "medRxiv [Preprint]. 2023 Feb 14." in the place of a journal."""
    if not is_preprint(item):
        return item
    server = on_server(item)
    label = f"{server.get('container-title', '')} [{item['genre']}]".strip()
    return {**server, "type": "article-journal", "container-title": label}


def doi_as_address(item: Item, _: Setting) -> Item:
    """NLM: a page that has only a DOI is available from the address of the DOI."""
    if item.get("type") != "webpage" or "DOI" not in item:
        return item
    return {**without(item, "DOI"), "URL": f"https://doi.org/{item['DOI']}"}


def web_page_by_its_own_title(item: Item, setting: Setting) -> Item:
    """NLM: author, page title [Internet]. Place: publisher; full date [cited].

    The CSL file puts the site's title where the page's belongs, and the year alone.
    Only its rules for a speech print an author, [Internet], a publisher, the whole
    date, and the date of citation; they leave out the place, which is given with
    the publisher.
    """
    if item.get("type") != "webpage":
        return item
    publisher = item.get("publisher") or item.get("container-title")
    place = item.get("publisher-place") or f"[{setting.labels['place-unknown']}]"
    unknown = f"[{setting.labels['place-unknown']}: {setting.labels['publisher-unknown']}]"
    source = f"{place}: {publisher}" if publisher else unknown
    return {**without(item, "container-title"), "type": "speech", "publisher": source}


def translator_after_title(item: Item, setting: Setting) -> Item:
    """AMA: "Hill S, trans." after the title of a book, before the edition."""
    people = translators(item, setting.english, names.family_first)
    if not people:
        return item
    edition = ordinal_edition(item)
    return {**item, "edition": f"{people}, trans{f'. {edition}' if edition else ''}"}


def translator_after_edition(item: Item, setting: Setting) -> Item:
    """NLM: "2nd ed. Hill S, translator." after the title of a book."""
    people = translators(item, setting.english, names.family_first)
    if not people:
        return item
    word = "translators" if len(item["translator"]) > 1 else "translator"
    edition = ordinal_edition(item)
    return {**item, "edition": f"{f'{edition}. ' if edition else ''}{people}, {word}"}


def translator_like_editor(item: Item, setting: Setting) -> Item:
    """IEEE: "2nd ed., S. Hill, Trans." after the title of a book, as it does editors."""
    people = translators(item, setting.english, names.initials_first)
    if not people:
        return item
    edition = ordinal_edition(item)
    return {**item, "edition": f"{f'{edition}., ' if edition else ''}{people}, Trans"}


def data_set_with_its_archive(item: Item, _: Setting) -> Item:
    """AMA: the archive after the title; the CSL file drops it."""
    if item.get("type") != "dataset" or "publisher" not in item:
        return item
    archived = {**item, "type": "webpage", "container-title": item["publisher"]}
    return without(archived, "publisher")


def page_without_address_keeps_date(item: Item, _: Setting) -> Item:
    """IEEE: the form of web pages has an address and no date; without address, the date."""
    if item.get("type") != "webpage" or item.get("URL"):
        return item
    return {**item, "type": "document"}


def abbreviations_with_stops(item: Item, _: Setting) -> Item:
    """IEEE: "Br. J. Dermatol."; AMA and NLM want the same without full stops."""
    full, short = item.get("container-title"), item.get("container-title-short")
    if not full or not short or "." in str(short):
        return item
    words = set(re.findall(r"\w+", str(full).casefold()))
    dotted = [w if w.casefold() in words or w == "&" else f"{w}." for w in str(short).split()]
    return {**item, "container-title-short": " ".join(dotted)}


def date_of_reading(item: Item, _: Setting) -> Item:
    """Mark where a reader puts the date of access, on a page with an address and no such date.

    Cite Them Right, NLM, AMA and IEEE print that date for every page, even a dated one;
    nobody but the reader knows it.
    """
    if item.get("type") not in {"webpage", "speech"} or "accessed" in item or "URL" not in item:
        return item
    return {**item, "accessed": {"date-parts": [[DATE_OF_READING]]}}


def _capital(word: str) -> str:
    """Return *word* with a capital, unless it has one inside ("mRNA")."""
    return word if any(letter.isupper() for letter in word) else word[0].upper() + word[1:]
