"""A text mark survives the way from a screen to paper, to an ear and to a keyboard."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook import textmark

HASHES = st.binary(max_size=9).map(lambda data: hashlib.sha256(data).hexdigest())


def test_the_mark_is_the_head_of_the_hash() -> None:
    """The first 40 bits are written, five a sign, the highest first."""
    assert textmark.of("0" * 64) == "0000-0000"
    assert textmark.of("f" * 64) == "ZZZZ-ZZZZ"
    assert textmark.of("0123456789" + "f" * 54) == "04HM-ASW9"


@given(HASHES)
def test_every_mark_reads_back(content_hash: str) -> None:
    """What ``of`` writes ``read`` knows, and no sign of it can be mistaken for another."""
    mark = textmark.of(content_hash)
    assert textmark.read(mark) == mark
    assert not set(mark) & set("ILOU")


@given(HASHES, st.data())
def test_a_mark_may_be_typed_carelessly(content_hash: str, data: st.DataObject) -> None:
    """Case, spaces, other hyphens and the look-alikes of 0 and 1 make no difference."""
    mark = textmark.of(content_hash)
    alike = {"0": "0Oo", "1": "1IilL", "-": ["-", " ", "", "\u2011", " \u2013 "]}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(sign, [sign, sign.lower()]))) for sign in mark
    )
    assert textmark.read(f" {typed}\n".replace("\n", " ")) == mark


@given(HASHES, HASHES)
def test_marks_of_different_hashes_differ_where_their_heads_do(one: str, other: str) -> None:
    """Two marks are the same exactly when the first ten hexadecimal digits are."""
    assert (textmark.of(one) == textmark.of(other)) is (one[:10] == other[:10])


@pytest.mark.parametrize(
    "typed", ["", "1234", "1234-567", "1234-56789", "1234-567U", "1234_5678", "é234-5678", "²²²²"]
)
def test_what_is_no_mark_is_not_read(typed: str) -> None:
    """A sign too few or too many, or one outside the alphabet, is no mark."""
    assert textmark.read(typed) is None


def test_digits_of_other_scripts_are_digits() -> None:
    """A reader of Arabic types a mark with the digits of the keyboard."""
    assert textmark.read("\u2066١٢٣٤-٥٦٧٨\u2069") == "1234-5678"


@given(HASHES, st.binary(max_size=40))
def test_the_uri_is_found_again_in_metadata(content_hash: str, around: bytes) -> None:
    """Whatever stands around it, the URI of a hash leads back to it (RFC 6920, 3)."""
    metadata = around + b'"' + textmark.uri(content_hash).encode() + b"<" + around
    assert textmark.named_in(metadata) == content_hash


def test_the_uri_is_that_of_the_standard() -> None:
    """The example of RFC 6920, section 8.1: "Hello World!"."""
    digest = hashlib.sha256(b"Hello World!").hexdigest()
    assert textmark.uri(digest) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
    assert textmark.named_in(b"nothing of the kind") is None
