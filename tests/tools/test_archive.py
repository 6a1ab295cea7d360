"""Archives: the same bytes from the same content, and no path that leads out of them."""

import datetime as dt
import io
import zipfile

import pytest

from chapbook.tools import archive

DATE = dt.date(2026, 3, 1)


def test_order_of_members_does_not_matter() -> None:
    """The same members give the same bytes, in whatever order they come."""
    members = {"b/ü.txt": b"1", "a.txt": b"2", "mimetype": b"text/x"}
    backwards = dict(reversed(members.items()))
    assert archive.packed(members, DATE) == archive.packed(backwards, DATE)


def test_kind_comes_first_uncompressed() -> None:
    """``mimetype`` is the first member and stored, the others are sorted and compressed."""
    data = archive.packed({"b": b"x" * 99, "a": b"y" * 99, "mimetype": b"k" * 99}, DATE)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        found = [(info.filename, info.compress_type) for info in opened.infolist()]
    assert found == [
        ("mimetype", zipfile.ZIP_STORED),
        ("a", zipfile.ZIP_DEFLATED),
        ("b", zipfile.ZIP_DEFLATED),
    ]


def test_names_are_utf_8() -> None:
    """A name beyond ASCII is read back as it was written."""
    with zipfile.ZipFile(io.BytesIO(archive.packed({"händewaschen.txt": b""}, DATE))) as opened:
        assert opened.namelist() == ["händewaschen.txt"]


def test_dates_before_zip_are_its_first() -> None:
    """An article from before 1980 gets the earliest date that ZIP knows."""
    with zipfile.ZipFile(io.BytesIO(archive.packed({"a": b""}, dt.date(1955, 5, 5)))) as opened:
        assert opened.getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "a\\x", "a//x", "./x"])
def test_paths_that_lead_out_are_refused(name: str) -> None:
    """No member can be unpacked outside its folder."""
    with pytest.raises(ValueError, match="no path inside"):
        archive.packed({name: b""}, DATE)
