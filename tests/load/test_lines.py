"""Texts that are not the file as it lies there still know where everything was typed."""

from chapbook.findings import Place
from chapbook.load import lines, source
from chapbook.model import Line

FRONT = "---\ntitle: A\n---\n"


def put_together() -> source.Source:
    """Return a text of three lines: one as typed, one altered, one from another file."""
    read = source.from_text(f"{FRONT}First line.\n{{{{< include b.qmd >}}}}\nThird @x.", "a.qmd")
    first, second, third = source.body_lines(read)
    body = [first, Line("From b.", "b.qmd", 1), second.reads("In place of it."), third]
    return source.with_body(read, body, {"b.qmd": ("From b.",)})


def test_a_file_as_it_lies_there_needs_no_origins() -> None:
    """A body that nobody changed is the very source that was read."""
    read = source.from_text(f"{FRONT}First line.\nSecond.", "a.md")
    assert source.with_body(read, source.body_lines(read), {}) is read


def test_places_are_those_of_the_files_that_were_typed() -> None:
    """Each line keeps its file and line; a column only where the words are as typed."""
    text = put_together()
    assert text.text == f"{FRONT}First line.\nFrom b.\nIn place of it.\nThird @x."
    assert text.place(text.text.index("title")) == Place(file="a.qmd", line=2, column=1)
    assert text.place(text.text.index("line.")) == Place(file="a.qmd", line=4, column=7)
    assert text.place(text.text.index("b.\n")) == Place(file="b.qmd", line=1, column=6)
    assert text.place(text.text.index("place of")) == Place(file="a.qmd", line=5)
    assert text.place(text.text.index("@x")) == Place(file="a.qmd", line=6, column=7)


def test_excerpts_show_what_was_typed() -> None:
    """The line of a finding is the line of the file, not what became of it."""
    text = put_together()
    assert text.excerpt(Place(file="a.qmd", line=5)) == "{{< include b.qmd >}}"
    assert text.excerpt(Place(file="a.qmd", line=2, column=1)) == "title: A"
    assert text.excerpt(Place(file="b.qmd", line=1)) == "From b."
    assert text.excerpt(Place(file="b.qmd", line=9)) == ""
    assert text.excerpt(Place(file="works.bib", line=1)) == ""


def test_a_search_finds_what_is_typed_as_text() -> None:
    """What is searched is the text put together, front matter blanked, code blanked."""
    text = put_together()
    assert text.body_line == 4
    assert len(text.searchable) == len(text.text)
    assert "title" not in text.searchable
    assert "From b." in text.searchable


def test_code_and_comments_are_not_text() -> None:
    """A translator leaves alone what stands in fenced code and in comments."""
    typed = "Text\n```{=html}\n::: note\n``\n```\n<!-- one --> Text\n<!-- two\nlines -->\nText"
    body = source.body_lines(source.from_text(typed, "a.md"))
    told = lines.typed_as_text(body)
    assert told == [True, False, False, False, False, True, False, False, True]
