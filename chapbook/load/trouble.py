"""The finding about an unreadable file or entry."""

from chapbook.findings import Finding, Place


def broken(message: str, place: Place, fix: str = "") -> Finding:
    """Return the finding that says *message* of the file or entry at *place*."""
    return Finding(code="bibliography-broken", place=place, message=message, fix=fix)


def another_key(key: str) -> str:
    """Return what to do about a second work with *key*."""
    return f'Give it another key, such as "{key}b"; or remove it.'


def line(text: str, number: int) -> str:
    """Return the line *number* (1-based) of *text*, or nothing when there is no such line."""
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""
