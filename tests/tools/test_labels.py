import re
import string

import pytest

from chapbook.editions import EDITIONS
from chapbook.errors import UsageError
from chapbook.frontmatter import FrontMatter
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import labels

WHOLE = [tag for tag in labels.languages() if "-" not in tag]
REGIONAL = [tag for tag in labels.languages() if "-" in tag]


def _placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("tag", WHOLE)
def test_every_language_has_the_same_keys_and_values_to_fill(tag: str) -> None:
    """A language file has every key of the English one, with the same placeholders."""
    english, other = labels.load("en"), labels.load(tag)
    assert list(other) == list(english)
    for key, text in other.items():
        assert text.strip("\n"), key
        assert _placeholders(text) == _placeholders(english[key]), key


SAME = {
    "all": {"cite-harvard-cite-them-right", "cite-ieee", "cite-nlm-citation-sequence"}
    | {"colon", "list-comma", "quotes-double-open", "quotes-double-close"}
    | {"quotes-single-open", "quotes-single-close", "et-al"},
    "de": {"name", "original", "type-preprint", "type-software", "type-video", "version"}
    | {"proof-axiom", "proof-definition", "proof-lemma", "proof-proposition", "listing"}
    | {"text-mark"},
    "pl": {"listing"},
    "fr": {"figure", "kind", "note-number", "notes", "page", "page-list", "page-short", "points"}
    | {"question", "section", "version", "list-of-figures", "original", "date", "licence"}
    | {"callout-important", "callout-attention", "callout-danger"}
    | {"proof-conjecture", "proof-observation", "proof-proposition", "proof-solution"}
    | {"sign-signature", "pack-contact", "pack-source"},
    "es": {"original", "page-short", "callout-error"},
    "pt": {"original", "page-short"},
    "it": {"page-short", "proof-lemma"},
    "nl": {"page-short", "callout-hint", "callout-tip", "proof-lemma"},
    "sv": {"type-standard", "original", "version", "text-mark"}
    | {"proof-axiom", "proof-definition", "proof-lemma", "proof-observation", "proof-proposition"},
}
"""The words that a language writes as English does."""


@pytest.mark.parametrize("tag", [tag for tag in WHOLE if tag != "en"])
def test_nothing_is_left_in_english(tag: str) -> None:
    """A label equals the English one only where the two languages have the same word."""
    english, other = labels.load("en"), labels.load(tag)
    same = {key for key, text in other.items() if text == english[key]}
    assert same - SAME["all"] - SAME.get(tag, set()) == set()


@pytest.mark.parametrize("tag", REGIONAL)
def test_a_regional_file_holds_only_known_keys_that_differ(tag: str) -> None:
    """en-US.yaml and its like change words of the base language and add none."""
    base, regional = labels.load(tag.split("-")[0]), labels.load(tag)
    assert set(regional) == set(base)
    assert dict(regional) != dict(base)


@pytest.mark.parametrize("tag", WHOLE)
def test_every_edition_says_what_it_is_for(tag: str) -> None:
    """The tables of editions, those of articles and of packs, and the labels agree."""
    rows = [*EDITIONS.values(), *PACK_EDITIONS.values()]
    assert {row.purpose for row in rows} <= set(labels.load(tag))


@pytest.mark.parametrize("tag", WHOLE)
def test_every_usual_style_has_a_name(tag: str) -> None:
    """The styles that an article is cited in by default are named as people call them."""
    usual = FrontMatter.model_fields["cite_as"].default
    assert {f"cite-{style}" for style in usual} <= set(labels.load(tag))


@pytest.mark.parametrize("tag", labels.languages())
def test_labels_use_printers_marks(tag: str) -> None:
    """No typewriter apostrophe, quotation mark or double hyphen reaches print."""
    for key, text in labels.load(tag).items():
        assert not set("'\"") & set(text), key
        assert "--" not in text, key


@pytest.mark.parametrize(
    ("lang", "tag"),
    [
        ("de", "de"),
        ("de-DE", "de"),
        ("de-Latn-AT", "de"),
        ("en-us", "en-US"),
        ("fi", None),
        ("es-MX", "es-419"),
        ("es-ES", "es"),
        ("pt-AO", "pt"),
        ("pt-br", "pt-BR"),
    ],
)
def test_a_language_is_served_by_its_closest_file(lang: str, tag: str | None) -> None:
    """A region or script without a file of its own falls back to the language."""
    assert labels.covers(lang) == tag


@pytest.mark.parametrize(
    ("lang", "words", "listed"),
    [
        ("en", ["A"], "A"),
        ("en", ["A", "B", "C"], "A, B and C"),
        ("es", ["Ana", "Luis"], "Ana y Luis"),
        ("es", ["Ana", "Inés"], "Ana e Inés"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["salud", "higiene"], "salud e higiene"),
        ("ar", ["أحمد", "ليلى"], "أحمد وليلى"),
    ],
)
def test_words_are_listed_as_the_language_does(lang: str, words: list[str], listed: str) -> None:
    """Spanish "y" gives way before its own sound; Arabic joins "and" to the word."""
    assert labels.joined(words, labels.load(lang)) == listed


@pytest.mark.parametrize(
    ("lang", "open_", "close"),
    [("pl", "„", "”"), ("sv", "”", "”"), ("uk", "«", "»"), ("nl", "‘", "’"), ("de-CH", "«", "»")],
)
def test_a_language_has_its_own_marks(lang: str, open_: str, close: str) -> None:
    """The outer quotation marks are those of the language's printers."""
    own = labels.load(lang)
    assert (own["quotes-double-open"], own["quotes-double-close"]) == (open_, close)


@pytest.mark.parametrize("tag", labels.languages())
def test_inner_marks_are_told_from_outer_ones(tag: str) -> None:
    """A quotation within a quotation can be seen to be one."""
    own = labels.load(tag)
    for side in ("open", "close"):
        assert own[f"quotes-single-{side}"].strip() != own[f"quotes-double-{side}"].strip()


def test_french_marks_stand_off_without_a_break() -> None:
    """No line ends before a French colon, semicolon or guillemet."""
    for key, text in labels.load("fr").items():
        assert not re.search(r" [:;?!»]|« ", text), key


def test_a_language_without_labels_is_refused() -> None:
    """English never stands in for another language."""
    with pytest.raises(UsageError, match="fi"):
        labels.load("fi")
