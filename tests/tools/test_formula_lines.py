"""Displayed formulas broken into lines: all of them there, none broader than its page."""

import re

import pytest

from chapbook.tools import formula_lines, formulas
from chapbook.tools.pandoc import mathml
from chapbook.tools.pandoc.mathml import Formula

BROAD = {
    "binomial": r"(a+b)^5 = a^5 + 5a^4b + 10a^3b^2 + 10a^2b^3 + 5ab^4 + b^5",
    "relations": r"x_1 + x_2 \le \frac{y_1 + y_2}{n - 1} \le z_1 + z_2 \rightarrow \infty",
    "two": r"f(x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} \qquad g(x) = x^2 + 1",
}


def found(tex: str) -> str:
    """Return the formula *tex* in MathML."""
    formula = Formula(tex, True)
    return mathml.read([formula])[formula].mathml


def strokes(svg: str) -> int:
    """Return how many signs and bars *svg* draws."""
    return len(re.findall(r"<(?:path|use|rect)\b", svg))


@pytest.mark.parametrize("name", BROAD)
def test_a_broad_formula_becomes_lines_that_fit(name: str) -> None:
    """It is as narrow as its room, higher than before, and every sign of it is drawn."""
    formula = found(BROAD[name])
    whole = formulas.drawn(formula)
    room_em = whole.width_em * 0.7
    broken = formula_lines.drawn(formula, room_em)
    assert broken.width_em <= room_em
    assert broken.height_em > whole.height_em
    assert strokes(broken.svg) == strokes(whole.svg)


def test_a_formula_with_room_stays_on_its_line() -> None:
    """Nothing is broken without need."""
    formula = found("a = b + c")
    assert formula_lines.drawn(formula, 20) == formulas.drawn(formula)


def test_no_line_ends_within_brackets() -> None:
    """What brackets enclose stays together: such a formula is made smaller instead."""
    formula = found("(a + b + c + d + e + f + g + h)")
    assert formula_lines.drawn(formula, 4) == formulas.drawn(formula)


def test_a_sign_stays_with_its_number() -> None:
    """A minus behind an equals sign is no place to break: the line begins with the latter."""
    formula = found("x + y + z = -1")
    broken = formula_lines.drawn(formula, formulas.drawn(formula).width_em - 0.5)
    tail = formulas.drawn(found("{} = -1"))
    assert broken.width_em > tail.width_em
    assert strokes(broken.svg) == strokes(formulas.drawn(formula).svg)
