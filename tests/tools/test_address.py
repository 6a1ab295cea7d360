"""Where printed addresses break."""

import pytest

from chapbook.tools.hypertext import address
from chapbook.tools.pandoc import ast


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a/b", ["https://example.org/", "a/", "b"]),
        ("https://example.org/x?a=1&b=2", ["https://example.org/", "x?", "a=", "1&", "b=", "2"]),
        ("10.1007/978-3-030-12345-6", ["10.1007/", "978-3-030-12345-6"]),
        (
            "https://example.org/one-slug-of-many-words-that-no-line-holds",
            ["https://example.org/", "one-slug-of-many-words", "-that-no-line-holds"],
        ),
    ],
)
def test_pieces(text: str, expected: list[str]) -> None:
    """An address breaks after slashes and query signs, and before hyphens where it is long."""
    assert address.pieces(text) == expected
    assert "".join(address.pieces(text)) == text


def test_words_are_left_alone() -> None:
    """A link on words is no address."""
    link = ast.link(ast.string("well-known/unknown"), "https://example.org/")
    assert address.broken(link) == link


def test_no_character_is_lost() -> None:
    """An address in pieces reads as it did."""
    text = "https://example.org/a-b-c/" + "d-" * 40 + "?e=f&g"
    link = address.broken(ast.link([{"t": "Str", "c": text}], text))
    assert ast.text(link["c"][1]) == text
