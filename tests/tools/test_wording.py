"""The number that a reviewer signs for follows what is read, and nothing else."""

from pathlib import Path

import pytest

from chapbook import load
from chapbook.tools import wording

FRONT = (
    "---\ntitle: \"Tea: 'a' guide\"\nauthor: A\ndate: 2026-01-02\nlang: en\nbibliography: w.bib\n"
)
ABSTRACT = "abstract: >-\n  Short\n  words.\n"
TEXT = """---

# Pots

Boil the water for five minutes, it is said [@one], "every time".

- First
- Second

| Tea | Minutes |
|-----|--------:|
| Green | 2 |

: How long {#tab-t}

![A pot](p.svg){#fig-p alt="A round pot" width=50%}
"""
WORK = "@book{one, title={On tea}, author={Ada Lovelace}, year={1843}, publisher={P}, doi={%s}}\n"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect width="%s" height="9"/></svg>'
)


@pytest.fixture(name="signed")
def _signed(tmp_path: Path) -> "Signed":
    return Signed(tmp_path)


class Signed:
    """An article with one of everything that a reviewer reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def hash(self, old: str = "", new: str = "", doi: str = "10.1/a", width: str = "9") -> str:
        """Return the content hash of the article in which *new* stands for *old*."""
        text = FRONT + ABSTRACT + TEXT
        assert old in text
        (self.folder / "a.md").write_text(text.replace(old, new, 1) if old else text, "utf-8")
        (self.folder / "w.bib").write_text(WORK % doi, "utf-8")
        (self.folder / "p.svg").write_text(SVG % width, "utf-8")
        return wording.content_hash(load.manuscript(self.folder / "a.md"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-02", "2027-01-02"),
        ("lang: en\n", "lang: en\nurl: https://example.org/tea\nversion: '2'\n"),
        ("water for five", "water\nfor five"),
        ("water for five", "water   for five"),
        ('"every time"', "“every time”"),
        ("said [@one]", "said\n[@one]"),
        ("# Pots\n", "# Pots\n\n<!-- look at this again -->\n"),
        ("the water", "the <!-- which? --> water"),
        ("- First\n- Second", "* First\n\n* Second"),
        ("| Green | 2 |", "| Green     |      2 |"),
        ("width=50%", "width=90%"),
        ("  Short\n  words.", "  Short words."),
    ],
)
def test_how_it_was_typed_does_not_count(signed: Signed, old: str, new: str) -> None:
    """Dates, address, line ends, marks, comments, bullets, widths leave the number as it is."""
    assert signed.hash(old, new) == signed.hash()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("five minutes", "six minutes"),
        ("Tea: 'a' guide", "Tea: the guide"),
        ("Short\n", "Long\n"),
        ("| 2 |", "| 3 |"),
        ("A round pot", "A square pot"),
        ("[@one]", ""),
        ("Boil", "Never boil"),
        ("How long {", "How hot {"),
        ("- Second", "- Second\n- Third"),
        ("five minutes", "five *minutes*"),
    ],
)
def test_what_is_read_counts(signed: Signed, old: str, new: str) -> None:
    """A word, cell, caption, alternative text, citation or stress makes another number."""
    assert signed.hash(old, new) != signed.hash()


def test_pictures_and_works_count(signed: Signed) -> None:
    """Another drawing under the same name, or another work under the same key, counts."""
    first = signed.hash()
    assert signed.hash(width="5") != first
    assert signed.hash(doi="10.1/b") != first
    assert signed.hash(doi="10.1/A") == first
