"""What templates do with words."""

import pytest

from chapbook.tools import jinja


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Version 1.0", "Version 1.0."),
        ("Опубліковано 1 березня 2026 р.", "Опубліковано 1 березня 2026 р."),
        ("¿Cómo protegerse del sol?", "¿Cómo protegerse del sol?"),
        ("كيف ننام؟", "كيف ننام؟"),
    ],
)
def test_a_sentence_ends_once(words: str, sentence: str) -> None:
    """A full stop is added where no mark ends the words."""
    assert jinja.ended(words) == sentence
