"""What Quarto, bookdown and pandoc-crossref add to Markdown means here what it means there."""

import shutil
from pathlib import Path

import pytest

from chapbook import cite, load
from chapbook.findings import Place
from chapbook.tools.pandoc import ast
from tests.conftest import GOOD, Desk, judged

HEAD = "---\ntitle: A\nauthor: Ada Lovelace\ndate: 2026-03-01\nlang: en\nx: {site: Bern}\n---\n\n"
DRAWING = GOOD / "everything" / "figures" / "drawing.svg"


def written(text: str, desk: Desk) -> Path:
    """Write an article of *text* beside a drawing."""
    shutil.copy(DRAWING, desk.folder / "a.svg")
    return desk.article(HEAD + text, "article.qmd")


def printed(text: str, desk: Desk) -> str:
    """Return the words that editions print of *text*, in which nothing may be found."""
    article = written(text, desk)
    assert judged(article) == ()
    made = cite.article(load.manuscript(article))
    return ast.text([*made.lead, *made.body]).replace("\u00a0", " ")


FIGURE = '![A drawing.](a.svg){#fig-a fig-alt="A line."}\n\n'


@pytest.mark.parametrize(
    "typed",
    [
        "@fig-a",
        "@Fig-a",
        "[-@fig-a]",
        "[Fig. @fig-a]",
        "Figure [-@fig-a]",
        r"Figure \@ref(fig-a)",
        r"Figure \ref{fig-a}",
        r"Figure~\ref{fig-a}",
        r"Fig. \ref{fig-a}",
        r"\autoref{fig-a}",
        "[](#fig-a)",
    ],
)
def test_a_reference_prints_the_name_once(typed: str, desk: Desk) -> None:
    """However a system writes a reference, readers see "Figure 1" and no second "Figure"."""
    text = printed(f"{FIGURE}Look at {typed}, please.\n", desk)
    assert "Look at Figure 1, please." in text


def test_other_words_stay_before_a_reference(desk: Desk) -> None:
    """Only a word that says the same goes."""
    text = printed(f"{FIGURE}Words [see @fig-a], in (Figure @fig-a) and ours @fig-a.\n", desk)
    assert "Words see Figure 1, in (Figure 1) and ours Figure 1." in text


def test_several_references_stand_side_by_side(desk: Desk) -> None:
    """A list of references is a list, and parts of a figure have its number and a letter."""
    text = printed(
        FIGURE
        + "::: {#fig-b layout-ncol=2}\n"
        + '![First.](a.svg){#fig-b-1 fig-alt="One."}\n\n![Second.](a.svg){#fig-b-2 fig-alt="Two."}'
        + "\n\nTwo drawings.\n:::\n\nSee [@fig-a; @fig-b] and @fig-b-2.\n",
        desk,
    )
    assert "Figure 2. Two drawings. One. (a) First. Two. (b) Second." in text
    assert "See Figure 1, Figure 2 and Figure 2b." in text


@pytest.mark.parametrize(
    ("callout", "title"),
    [
        ('::: {.callout-tip title="Do *this*"}\nText.\n:::', "Box 1. Tip: Do this"),
        ("::: {.callout-warning}\n## Mind\n\nText.\n:::", "Box 1. Warning: Mind"),
        (':::{.callout-note collapse="true" appearance="simple"}\nText.\n:::', "Box 1. Note"),
        ("::: callout-important\nText.\n:::", "Box 1. Important"),
    ],
)
def test_a_callout_is_a_box_of_its_kind(callout: str, title: str, desk: Desk) -> None:
    """The box says what kind it is, and its title, typed as a heading or as an attribute."""
    assert f"{title} Text." in printed(f"Before.\n\n{callout}\n", desk)


def test_tables_and_listings_keep_their_captions(desk: Desk) -> None:
    """A caption is found below the table or in the div around it; a listing is a box."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    text = printed(
        f'{table}: First. {{#tbl-a tbl-colwidths="[25,75]"}}\n\n'
        f"::: {{#tbl-b}}\n{table}Second.\n:::\n\n"
        '```{.python #lst-c lst-cap="Third."}\nprint()\n```\n\nSee @tbl-a, @tbl-b, @lst-c.\n',
        desk,
    )
    for words in ("Table 1. First.", "Table 2. Second.", "Listing 1. Third."):
        assert words in text
    assert "See Table 1, Table 2, Listing 1." in text


def test_tabs_are_sections_one_below_the_other(desk: Desk) -> None:
    """Every tab is there, with its title one level below the section."""
    article = written(
        "# Section\n\n::: {.panel-tabset}\n#### One\n\n1.\n\n#### Two\n\n2.\n:::\n", desk
    )
    assert judged(article) == ()
    headings = cite.article(load.manuscript(article)).headings
    assert [(h.level, h.text) for h in headings][:3] == [(1, "Section"), (2, "One"), (2, "Two")]


def test_conditional_content_reaches_the_editions_of_its_format(desk: Desk) -> None:
    """What is for web pages is for our web page; what depends on a profile is not shown."""
    article = written(
        '::: {.content-visible when-format="html"}\nWeb.\n:::\n\n'
        '::: {.content-hidden when-format="pdf"}\nNot paper.\n:::\n\n'
        '::: {.content-visible when-profile="advanced"}\nAdvanced.\n:::\n\n'
        "::: {.content-hidden}\nHidden.\n:::\n\nAll.\n",
        desk,
    )
    assert judged(article) == ()
    blocks = load.manuscript(article).blocks
    divs = {ast.text(node): node for node in blocks if node["t"] == "Div"}
    assert ast.value(divs["Web."], "editions") == "html"
    assert ast.has_class(divs["Not paper."], "not")
    assert "pdf" in str(ast.value(divs["Not paper."], "editions")).split()
    assert ast.text(blocks) == "Web. Not paper. All."


def test_shortcodes_mean_something(desk: Desk) -> None:
    """Values of the front matter are filled in; icons and page breaks print nothing."""
    text = printed(
        "In {{< meta x.site >}}{{< fa star >}}.\n\n{{< pagebreak >}}\n\n"
        "Press {{< kbd Ctrl-C >}}, type {{{< meta title >}}} or `{{< meta title >}}`.\n",
        desk,
    )
    assert text == "In Bern. Press Ctrl-C, type {{< meta title >}} or {{< meta title >}}."


def test_texts_are_included_and_keep_their_places(desk: Desk) -> None:
    """Files that include files are one text; a finding names the file that was typed."""
    (desk.folder / "parts").mkdir()
    (desk.folder / "parts" / "a.qmd").write_text(
        "---\ntitle: no\n---\nFrom a.\n\n{{< include b.md >}}\n"
    )
    (desk.folder / "parts" / "b.md").write_text("From b, with @nobody.\n")
    article = written("Before.\n\n{{< include parts/a.qmd >}}\n\nAfter @noone.\n", desk)

    manuscript = load.manuscript(article)
    assert ast.text(manuscript.blocks) == "Before. From a. From b, with @nobody. After @noone."
    assert set(manuscript.inputs) == {"article.qmd", "parts/a.qmd", "parts/b.md"}
    found = {finding.place: finding.excerpt for finding in judged(article)}
    assert found == {
        Place(file="parts/b.md", line=1, column=14): "From b, with @nobody.",
        Place(file="article.qmd", line=13, column=7): "After @noone.",
    }


def test_cells_that_only_show_pictures_are_pictures(desk: Desk) -> None:
    """Knitr's way to show a file is a figure with its caption, alternative text and id."""
    text = printed(
        "(ref:cap) A drawing of *lines*.\n\n"
        '```{r lines, echo=FALSE, out.width="50%", fig.cap="(ref:cap)", fig.alt="A line."}\n'
        'knitr::include_graphics("a.svg")\n```\n\n'
        "```{r setup, include=FALSE}\nlibrary(knitr)\n```\n\n"
        "```{python}\n#| eval: false\nshown = 1\n```\n\n"
        r"Figure \@ref(fig:lines); Table \@ref(tab:doses)."
        "\n\nTable: (\\#tab:doses) Doses.\n\n| a |\n|---|\n| 1 |\n",
        desk,
    )
    assert "Figure 1. A drawing of lines." in text
    assert "Figure 1; Table 1." in text
    assert "Table 1. Doses." in text
    assert "shown = 1" in text
    assert "library" not in text
    assert "#|" not in text


def test_parts_of_a_figure_keep_their_captions_in_one_paragraph(desk: Desk) -> None:
    """Images on lines of one paragraph are parts as well, each with its words and its letter."""
    text = printed(
        '::: {#fig-a layout="[[1,1]]"}\n![First](a.svg){#fig-a-1 fig-alt="One."}\n'
        '![Second](a.svg){#fig-a-2 fig-alt="Two."}\n\nBoth.\n:::\n\nSee @fig-a-2.\n',
        desk,
    )
    assert "One. (a) First Two. (b) Second See Figure 1b." in text


def test_a_theorem_is_a_box_and_a_work_may_be_called_so(desk: Desk) -> None:
    """What Quarto numbers as a theorem can be referred to; a key like it is a citation still."""
    text = printed("::: {#thm-line}\n## Line\n\nTrue.\n:::\n\nBy Theorem @thm-line.\n", desk)
    assert text == "Theorem 1 (Line) True. By Theorem 1."
