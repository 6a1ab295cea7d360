"""Matrices of PDF: six numbers ``a b c d e f`` (ISO 32000-1, 8.3.3)."""

from collections.abc import Sequence
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def of(numbers: Sequence[Any]) -> Matrix:
    """Return the operands *numbers* as a matrix."""
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return what does *first* and then *second*."""
    a, b, c, d, e, f = first
    k, m, n, p, q, r = second
    return (
        a * k + b * n,
        a * m + b * p,
        c * k + d * n,
        c * m + d * p,
        e * k + f * n + q,
        e * m + f * p + r,
    )


def inverse(matrix: Matrix) -> Matrix:
    """Return what undoes *matrix*.

    Raises:
        ZeroDivisionError: *matrix* leaves no area of anything.
    """
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    k, m, n, p = d / area, -b / area, -c / area, a / area
    return k, m, n, p, -(e * k + f * n), -(e * m + f * p)


def moved(matrix: Matrix, x: float, y: float) -> Matrix:
    """Return what moves by *x* and *y* and then does *matrix*."""
    a, b, c, d, e, f = matrix
    return a, b, c, d, x * a + y * c + e, x * b + y * d + f


def applied(matrix: Matrix, x: float, y: float) -> Point:
    """Return where *matrix* takes the point *x*, *y*."""
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def scale(matrix: Matrix) -> float:
    """Return how many times larger *matrix* makes lengths."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def bounds(matrix: Matrix, box: Sequence[float]) -> tuple[float, float, float, float]:
    """Return left, lower, right and upper edge of *box* (the same four) after *matrix*."""
    corners = [applied(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)
