"""The list of contents: how deep, and dealt out to columns."""

from chapbook.model import Heading
from chapbook.render import contents


def headings(*levels: int) -> list[Heading]:
    """Return headings of *levels*, named by their index."""
    return [
        Heading(identifier=f"h{i}", level=level, inlines=[], text=str(i))
        for i, level in enumerate(levels)
    ]


def test_as_deep_as_there_is_room() -> None:
    """Deeper levels are listed while all of them fit; the first one always is."""
    outline = headings(*[1, 2, 3, 3] * 8)
    assert len(contents.listed(outline, most=32)) == 32
    assert {h.level for h in contents.listed(outline, most=31)} == {1, 2}
    assert {h.level for h in contents.listed(outline, most=4)} == {1}


def test_short_articles_have_none() -> None:
    """An article with few headings is read without a list."""
    assert contents.listed(headings(1, 1, 2, 1)) == ()


def test_columns_are_even_and_whole() -> None:
    """Sections stay with their parts; the longest column is as short as that allows."""
    outline = headings(1, 2, 2, 1, 1, 2, 1, 1, 1)
    columns = contents.columns(outline)
    assert [len(column) for column in columns] == [3, 3, 3]
    assert [heading for column in columns for heading in column] == outline
    assert all(column[0].level == 1 for column in columns)


def test_outline_without_first_level() -> None:
    """An outline that begins deeper is listed too."""
    outline = headings(2, 2, 2)
    assert [heading for column in contents.columns(outline) for heading in column] == outline
