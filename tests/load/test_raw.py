"""HTML and TeX typed into Markdown are read as what they mean, or left for a finding."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapbook.tools.pandoc import ast, meaning, write
from tests.conftest import Desk, judged

RAW = {"RawInline", "RawBlock"}
FRONT = "---\ntitle: T\nauthor: A B\ndate: 2026-01-01\nlang: en\n---\n\n"


def html(text: str) -> str:
    """Return *text* as the HTML that pandoc makes of it once it is read."""
    blocks, _ = meaning.read(text)
    assert not [node for node in ast.nodes(blocks) if node["t"] in RAW]
    return " ".join(write.html(blocks, ["--wrap=none"])[0].split())


def kinds(text: str) -> list[str]:
    """Return the kinds of the nodes of *text*, words and spaces left out."""
    blocks, _ = meaning.read(text)
    return [node["t"] for node in ast.nodes(blocks) if node["t"] not in {"Str", "Space"}]


SAME = [
    ("H<sub>2</sub>O, 10<sup>3</sup>", "H~2~O, 10^3^"),
    ("<b>bold <i>and slanted</i></b>", "**bold *and slanted***"),
    ("<kbd>Ctrl</kbd> <mark>m</mark>", "[Ctrl]{.kbd} [m]{.mark}"),
    ("<del>a</del> <u>b</u>", "~~a~~ [b]{.underline}"),
    ('<a href="https://x.org">words</a>', "[words](https://x.org)"),
    ("<p>Text *md*.</p>", "Text *md*."),
    ("a <!-- two\nlines --> b", "a b"),
    ("<ul>\n    <li>one</li>\n    <li>two</li>\n</ul>", "- one\n- two"),
    ("<ul><li>one<li>two</ul>", "- one\n- two"),
    ("<blockquote>Words</blockquote>", "> Words"),
    ("<h2 id='x'>Head</h2>", "## Head {#x}"),
    ("<pre><code class='language-r'>a &lt; b\n</code></pre>", "```r\na < b\n```"),
    (
        "<details>\n<summary>Why *so*</summary>\n\nText.\n</details>",
        "::: {.box title='Why so'}\nText.\n:::",
    ),
    ("`<b>x</b>`{=html}", "**x**"),
    (r"\textbf{a \emph{b}} \textit{c}", "**a *b*** *c*"),
    (r"{\bf heavy} and {\small small}", "**heavy** and small"),
    (r"\noindent One.\vspace{1em}", "One."),
    (r"x\footnote{A \emph{note}.}", "x^[A *note*.]"),
    (r"\href{https://x.org}{words}", "[words](https://x.org)"),
    (r"5\,\% of caf\'{e}", "5\u202f% of café"),
    ("one\\\\\ntwo", "one\\\ntwo"),
    (r"\ce{SO4^2-} \ce{2H2 + O2 -> 2H2O}", "SO~4~^2−^ 2H~2~ + O~2~ → 2H~2~O"),
    (r"\mbox{as one} 3\textendash{}4", "as one 3–4"),
    ("\\begin{landscape}\n\n*Text*\n\n\\end{landscape}", "*Text*"),
    ("\\begin{itemize}\n\\item one\n\n\\item two\n\\end{itemize}", "- one\n\n- two"),
    ("\\newpage\n\nText", "Text"),
    ("```\n\\newpage \\\\\n<b>\n```", "```\n\\newpage \\\\\n<b>\n```"),
]


@pytest.mark.parametrize(("typed", "markdown"), SAME, ids=[typed for typed, _ in SAME])
def test_what_is_typed_means_the_same_as_its_markdown(typed: str, markdown: str) -> None:
    """A tag or command that Markdown has a form for becomes just that form."""
    assert html(typed) == html(markdown)


def test_a_table_of_html_keeps_its_spans() -> None:
    """Caption, head and cells over several rows and columns are those of the HTML."""
    text = """<table>
  <caption>Doses</caption>
  <tr><th>Drug</th><th>Use</th></tr>
    <tr>
        <td rowspan="2">Calcium</td>
        <td>bones</td>
    </tr>
    <tr><td>teeth</td></tr>
    <tr><td colspan="2">both</td></tr>
</table>"""
    done = html(text)

    assert "<caption>Doses</caption>" in done
    assert '<td rowspan="2">Calcium</td>' in done
    assert '<td colspan="2">both</td>' in done
    assert re.search(r"<thead>.*<th>Drug</th>.*</thead>", done)


def test_citations_of_latex_are_citations() -> None:
    """Natbib's and biblatex's commands keep prefix, pages and the way of citing."""
    blocks, _ = meaning.read(r"\citep[see][p. 3]{a,b} and \Textcite{c}, \citeyear{d}.")
    cites = [c for node in ast.nodes(blocks) if node["t"] == "Cite" for c in node["c"][0]]

    assert [c["citationId"] for c in cites] == ["a", "b", "c", "d"]
    assert [c["citationMode"]["t"] for c in cites] == [
        "NormalCitation",
        "NormalCitation",
        "AuthorInText",
        "SuppressAuthor",
    ]
    assert ast.text(cites[0]["citationPrefix"]) == "see"
    assert ast.text(cites[1]["citationSuffix"]) == "p. 3"


def test_a_label_names_what_it_stands_in_or_behind() -> None:
    """Headings, figures, tables and spots get the label as their id, and links follow."""
    text = r"""# One \label{sec:one}

See [](#two) and \cref{sec:one,fig:x}, \autoref{tab:x}. A spot \label{spot} here.

# Two
\label{sec:two}

![Caption \label{fig:x}](x.png)

\begin{table}\caption{C}\label{tab:x}\begin{tabular}{l}a\\ b\end{tabular}\end{table}
"""
    blocks, _ = meaning.read(text)
    named = {node["t"]: ast.identifier(node) for node in ast.nodes(blocks) if ast.identifier(node)}
    links = [node["c"][2][0] for node in ast.nodes(blocks) if node["t"] == "Link"]

    assert named == {"Header": "sec:two", "Span": "spot", "Figure": "fig:x", "Table": "tab:x"}
    assert links == ["#sec:two", "#sec:one", "#fig:x", "#tab:x"]


def test_nothing_paints_or_runs() -> None:
    """Colours and programs in attributes reach no edition; the words do."""
    done = html('<span style="color:red" onclick="run()">a</span> [b]{style="color:red" lang=fr}')
    assert "style" not in done
    assert "run" not in done
    assert 'lang="fr"' in done


@pytest.mark.parametrize(
    "text", [r"\today", r"\gls{x}", r"\input{x}", r"\emph{open", "<script>x()</script>"]
)
def test_what_would_be_made_up_is_left_for_a_finding(text: str, desk: Desk) -> None:
    """No date by the clock, no key for a word, no other file: it is shown instead."""
    article = desk.article(f"{FRONT}A {text}.\n")
    assert {finding.code for finding in judged(article)} & {"raw-format", "raw-html"}


def test_a_piece_that_breaks_the_reader_harms_no_other() -> None:
    """TeX that nobody can read is left alone, and the piece beside it is read."""
    blocks, _ = meaning.read("`\\begin{x} {`{=latex} and \\textbf{heavy} `}`{=latex}")
    assert [n["c"][1] for n in ast.nodes(blocks) if n["t"] in RAW] == ["\\begin{x} {", "}"]
    assert "Strong" in [node["t"] for node in ast.nodes(blocks)]


BLOCKS = [
    *("address", "blockquote", "body", "canvas", "caption", "center", "dd", "details", "div", "dl"),
    *("dt", "figcaption", "figure", "form", "h1", "h3", "hr", "li", "main", "ol", "p", "pre"),
    *("script", "section", "summary", "table", "td", "textarea", "th", "title", "tr", "ul"),
]


@pytest.mark.parametrize(
    "place",
    [
        "| a | b |\n|---|---|\n| 1 | x {} |",
        "a  b\n-- --\n1  {}",
        "Text.^[A note {}]",
        "[link {}](x)",
        "# Head {}",
        "term {}\n:   x",
        "Text {}",
    ],
    ids=["pipe", "simple", "note", "link", "heading", "term", "text"],
)
def test_blocks_where_only_a_line_may_stand_lose_no_word(place: str) -> None:
    """What pandoc would drop from cells, notes and links stays, whatever tag is around it."""
    text = "\n\n".join(place.format(f"<{tag}>w{tag}w</{tag}>") for tag in BLOCKS)
    everything = "\n".join(_strings(meaning.read(text)[0]))
    assert [tag for tag in BLOCKS if f"w{tag}w" not in everything] == []


def test_a_list_in_a_cell_becomes_lines() -> None:
    """What people type into pipe tables to have a list there is shown as one."""
    done = html("| a | b |\n|---|---|\n| 1 | <ul><li>x</li><li>y</li></ul> |")
    assert "<td>• x<br />• y</td>" in done.replace("<br /> ", "<br />")


WORDS = st.integers(0, 10**6).map(lambda number: f"w{number}x")
PIECES = [
    *("<b>", "</b>", "<sub>", "</sub>", "<kbd>", "</kbd>", "<span style='x'>", "</span>", "<br>"),
    *("<i>", "</i>", "<q>", "</q>", "<small>", "</small>", "<!-- c -->", "<u>", "</u>", "<s>"),
    *("\n\n<div>\n\n", "\n\n</div>\n\n", "\n\n<details>\n", "\n</details>\n\n", "\n\n<table>\n"),
    *("<tr>", "<td>", "</td>", "</tr>", "\n</table>\n\n", "\n\n<ul>\n", "<li>", "</ul>\n\n", "<p>"),
    *("</p>", "<summary>", "</summary>", "<figure>", "</figure>", "<ruby>", "</svg>", "<center>"),
    *(r"\emph{", r"\textbf{", "}", "{", r"{\bf ", r"\small ", r"\noindent ", r"\unknown{", "~"),
    *(r"\footnote{", r"\mbox{", r"\ref{a}", r"\label{a}", r"\ldots{} ", r"\,", r"\\" + "\n", "$x$"),
    *("\n\n\\begin{itemize}\n\\item ", "\n\\end{itemize}\n\n", "\n\n\\begin{center}\n"),
    *("\n\\end{center}\n\n", "\n\n\\newpage\n\n", r"\cite{k}", r"\SI{5}{\metre}", r"\ce{H2O}"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(WORDS, st.sampled_from(PIECES)), min_size=1, max_size=14))
def test_any_mixture_keeps_its_words_and_prints_no_code(parts: list[str]) -> None:
    """Whatever is mixed is read without a fault, loses no word, and shows no tag as text."""
    blocks, _ = meaning.read("".join(f" {p} " if p.startswith("w") else p for p in parts))
    words = [part for part in parts if part.startswith("w")]
    everything = "\n".join(_strings(blocks))

    assert [word for word in words if word not in everything] == []
    shown = "".join(n["c"] for n in ast.nodes(blocks) if n["t"] == "Str")
    assert not re.search(r"</?[a-z]+>|\\[a-z]{2,}(?![a-z{])", shown)


def _strings(tree: Any) -> list[str]:
    """Return every string of *tree*, those of raw text included."""
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, dict):
        return [text for part in tree.values() for text in _strings(part)]
    return [text for part in tree for text in _strings(part)] if isinstance(tree, list) else []


def test_a_labelled_picture_between_lines_is_a_figure() -> None:
    r"""The example paper of JOSS puts its figure into a paragraph and refers to it by ``\ref``."""
    text = "Here it is:\n![Caption.\\label{fig:a}](a.png)\nand \\autoref{fig:a} is it.\n"
    blocks, _ = meaning.read(text)
    assert [block["t"] for block in blocks] == ["Para", "Figure", "Para"]
    assert ast.identifier(blocks[1]) == "fig:a"
    assert ast.text(blocks[2]).startswith("and ")
    beside, _ = meaning.read("An ![icon](a.png){#fig-a} in a line.\n")
    assert [block["t"] for block in beside] == ["Para"]


def test_an_abstract_is_judged_as_the_text_is(desk: Desk) -> None:
    """Unknown works, TeX, HTML and formulas in an abstract are findings at their place."""
    article = desk.article(
        "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: en\nabstract: |\n"
        "  Of [@none],\n  of \\gls{term},\n  of <script>x</script>\n  and of $\\frac{$.\n"
        "---\n\nText.\n"
    )
    found = {(f.place.line, f.code) for f in judged(article) if f.place.line > 1}
    assert found == {
        (7, "citation-unknown"),
        (8, "raw-format"),
        (9, "raw-html"),
        (10, "formula-unset"),
    }


def test_an_abstract_of_latex_is_a_finding(desk: Desk) -> None:
    """The reader of LaTeX would move it where no edition looks."""
    front = "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: en\n---\n\n"
    typed = "\\begin{abstract}\nWe show things.\n\\end{abstract}\n\nText.\n"
    (found,) = judged(desk.article(front + typed))
    assert (found.code, found.place.line) == ("raw-format", 8)
    assert "front matter" in found.fix
