from chapbook import load, validate
from chapbook.findings import Finding, Place
from tests.conftest import Desk

COARSE = Finding(code="image-coarse", place=Place(file="a.md", line=3), message="It is coarse.")


def test_an_allowance_that_is_used_is_fine() -> None:
    """A code that the run found is not remarked upon."""
    assert validate.unused_allowances(["image-coarse"], [COARSE], Place(file="a.md")) == []


def test_an_allowance_that_nothing_triggers_is_noted_where_it_stands(desk: Desk) -> None:
    """An unused code is a note at the front matter's allow."""
    article = desk.good("smallest")
    text = article.read_text("utf-8")
    article.write_text(text.replace("lang: en\n", "lang: en\nallow: [image-coarse]\n"), "utf-8")
    manuscript = load.manuscript(article)
    at = validate.allowance_place(manuscript)

    found = validate.unused_allowances(manuscript.metadata.allow, [], at)

    assert [(str(f.place), f.code) for f in found] == [("smallest.md:6:8", "allow-unused")]


def test_a_code_that_cannot_be_allowed_is_not_also_unused() -> None:
    """Unknown codes and errors have their own finding."""
    assert validate.unused_allowances(["nonsense", "raw-html"], [], Place(file="a.md")) == []
