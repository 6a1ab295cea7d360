import string

import pytest

from chapbook.editions import EDITIONS
from chapbook.errors import UsageError
from chapbook.frontmatter import FrontMatter
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


@pytest.mark.parametrize("tag", REGIONAL)
def test_a_regional_file_holds_only_known_keys_that_differ(tag: str) -> None:
    """en-US.yaml and its like change words of the base language and add none."""
    base, regional = labels.load(tag.split("-")[0]), labels.load(tag)
    assert set(regional) == set(base)
    assert dict(regional) != dict(base)


@pytest.mark.parametrize("tag", WHOLE)
def test_every_edition_says_what_it_is_for(tag: str) -> None:
    """The table of editions and the labels agree."""
    assert {row.purpose for row in EDITIONS.values()} <= set(labels.load(tag))


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
    [("de", "de"), ("de-DE", "de"), ("de-Latn-AT", "de"), ("en-us", "en-US"), ("fi", None)],
)
def test_a_language_is_served_by_its_closest_file(lang: str, tag: str | None) -> None:
    """A region or script without a file of its own falls back to the language."""
    assert labels.covers(lang) == tag


def test_a_language_without_labels_is_refused() -> None:
    """English never stands in for another language."""
    with pytest.raises(UsageError, match="fi"):
        labels.load("fi")
