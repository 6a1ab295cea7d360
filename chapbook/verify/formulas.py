"""Is every formula of the article in an edition?

Editions show formulas as pictures, as MathML or as Word's equations; each of these says what it
is in words, or in letters.  The order of formulas is that of the text around them, which is
compared elsewhere; here they are counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from chapbook.findings import Finding
from chapbook.verify import markup
from chapbook.verify.case import Case
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element

MOST_TOLD = 3
"""Formulas that are told of one edition; more of them have the same cause."""

OFFICE_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def in_words(case: Case, found: Iterable[str]) -> Iterator[Finding]:
    """Yield the formulas that are not among *found*, the words of those in the edition."""
    yield from _missing(case, Counter(" ".join(words.split()) for words in found), str)


def in_letters(case: Case, found: Iterable[str]) -> Iterator[Finding]:
    """Yield the formulas whose letters and digits are not among *found*, in any order.

    Word writes brackets, roots and strokes as properties, and indices behind what they
    belong to; what is left are the letters.
    """
    yield from _missing(case, Counter(map(_sorted, found)), _sorted)


def _missing(case: Case, found: Counter[str], form: Callable[[str], str]) -> Iterator[Finding]:
    """Yield a finding for each formula of the article that *found* has less often."""
    said = case.content.formulas
    wanted = Counter(map(form, said))
    lost = wanted - found
    texts = list(dict.fromkeys(text for text in said if form(text) in lost))
    for text in texts[:MOST_TOLD]:
        yield case.unlike(f'the formula "{text}" is missing', text)
    if len(texts) > MOST_TOLD:
        yield case.unlike(f"{len(texts) - MOST_TOLD} more formulas are missing")


def _sorted(text: str) -> str:
    """Return the letters and digits of *text* in the order of the alphabet."""
    return "".join(sorted(c for c in letters(text) if re.match(r"\w", c)))


def of_page(root: Element) -> list[str]:
    """Return the words of the formulas below *root*, a page of HTML."""
    return [markup.formula(element) for element in markup.elements(root, "math")]


def of_word(root: Element) -> list[str]:
    """Return the letters of Word's equations below *root* (ECMA-376, part 1, 22.1)."""
    return [
        "".join(text.text or "" for text in equation.iter(f"{{{OFFICE_MATH}}}t"))
        for equation in root.iter(f"{{{OFFICE_MATH}}}oMath")
    ]
