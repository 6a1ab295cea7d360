"""Whatever is typed, translators answer with lines that know where they come from."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapbook.load import bookdown, cells, manubot, shortcodes, source, translate
from chapbook.model import Line

MARKS = [
    *("{{<", ">}}", "include", "meta title", "pagebreak", "```", "````", "~~~", "{r}", "{python}"),
    *(
        "{r a, fig.cap='b'}",
        "#| eval: false",
        "#| label: fig-a",
        "\\@ref(",
        "fig:a",
        ")",
        "(\\#",
        "@",
    ),
    *(
        "(ref:a)",
        "[@a]: doi:10.1/x",
        "@a",
        "{@fig:a}",
        "<!--",
        "-->",
        ":::",
        "{.callout-note}",
        "`r x`",
    ),
    *("knitr::include_graphics('a.png')", "{#fig-a}", "|", "é", "\u00a0", " ", "  ", "words"),
]
"""Pieces of what other systems write, whole and broken."""

LINES = st.lists(st.lists(st.sampled_from(MARKS), max_size=5).map("".join), max_size=12)
WORDS = st.lists(st.text("abc é.,;:!?()*_-", max_size=30), max_size=12)


def numbered(texts: list[str]) -> list[Line]:
    """Return *texts* as the lines of a file."""
    return [Line(text, "a.md", number) for number, text in enumerate(texts, 1)]


@given(LINES)
def test_every_line_and_finding_has_a_place_in_the_file(texts: list[str]) -> None:
    """No text is too broken: lines and findings point into the file that was typed."""
    body, findings = numbered(texts), []
    for translate_lines in (
        manubot.translated,
        lambda lines: bookdown.translated(lines, {}),
        cells.translated,
        lambda lines: shortcodes.translated(lines, {"title": "A"}),
    ):
        body, found = translate_lines(body)
        findings += found
    for line in body:
        assert 1 <= line.number <= len(texts)
        assert line.altered or line.text == texts[line.number - 1]
    for finding in findings:
        assert 1 <= finding.place.line <= len(texts)
        assert finding.place.column <= len(texts[finding.place.line - 1])


@given(WORDS)
def test_plain_words_stay_as_they_are(texts: list[str]) -> None:
    """What has no mark of another system is not touched, and nothing is found."""
    text = source.from_text("\n".join(texts), "a.md")
    with tempfile.TemporaryDirectory() as folder:
        done, findings, files = translate.translated(text, Path(folder))
    assert done is text
    assert (findings, files) == ([], {})


@settings(deadline=None)
@given(LINES)
def test_a_whole_text_is_translated_without_a_fault(texts: list[str]) -> None:
    """Includes of files that are not there, and all else, end in findings with places."""
    text = source.from_text("\n".join(texts), "a.md")
    with tempfile.TemporaryDirectory() as folder:
        done, findings, _ = translate.translated(text, Path(folder))
    assert not done.lines or len(done.lines) == done.text.count("\n") + 1
    for finding in findings:
        assert finding.place.file == "a.md"


def test_files_that_include_many_files_end(tmp_path: Path) -> None:
    """Twenty files that each include the next one twice are a million lines, and stop earlier."""
    for number in range(20):
        text = f"{{{{< include {number + 1}.md >}}}}\n\n" * 2
        (tmp_path / f"{number}.md").write_text(text)
    (tmp_path / "20.md").write_text("End.\n")
    read, _ = source.read(tmp_path / "0.md", "0.md")
    assert read is not None
    _, findings, _ = translate.translated(read, tmp_path)
    assert {finding.code for finding in findings} == {"include-unreadable"}
    assert any("more than" in finding.message for finding in findings)


@pytest.mark.parametrize("target", ["../a.md", "/../a.md", "b/../../a.md", "%2e%2e/a.md"])
def test_nothing_outside_the_folder_is_included(tmp_path: Path, target: str) -> None:
    """However the way out is written, it is refused."""
    (tmp_path / "a.md").write_text("Secret.\n")
    folder = tmp_path / "article"
    folder.mkdir()
    text = source.from_text(f"{{{{< include {target} >}}}}\n", "article.md")
    done, findings, files = translate.translated(text, folder)
    assert "Secret" not in done.text
    assert [finding.code for finding in findings] == ["file-outside"]
    assert files == {}
