"""Letters that count: the marks of notes and of places of work."""


def letters(number: int) -> str:
    """Return *number* (1-based) as CSS counts in ``lower-alpha``: a to z, then aa.

    Source: CSS Counter Styles 3, 6.1.
    """
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("a") + rest) + said
    return said
