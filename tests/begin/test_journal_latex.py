"""LaTeX in the classes of journals, as articles."""

from pathlib import Path

import pytest

from chapbook.begin import convert, latex, people
from chapbook.begin.options import Beginning
from chapbook.tools import yaml
from tests.conftest import judged
from tests.test_new import BIB, picture

PAPER = r"""\documentclass[conference]{IEEEtran}
\graphicspath{{figs/}{../elsewhere/}}
\title{Fast Pulse Estimation}
\author{\IEEEauthorblockN{Ada Lovelace}
\IEEEauthorblockA{\textit{Dept. of Engines} \\
London, UK}
\and
\IEEEauthorblockN{Charles Babbage}
\IEEEauthorblockA{Cambridge, UK}}
\begin{document}
\maketitle
\begin{abstract}We measure the pulse with an error of $\pm 2\%$.\end{abstract}
\begin{IEEEkeywords}
pulse, camera
\end{IEEEkeywords}
\IEEEPARstart{P}{ulse} is the sign of life that is easiest to see~\cite{lovelace1843}.
%\input{never}
\input{parts/method}
See Table~\ref{tab:res}, \ref{fig:l} and Figure~\ref{fig:both}.
\begin{table*}[t]
\caption{Errors}\label{tab:res}
\begin{tabular}{@{}lS[table-format=2.1]D{.}{.}{3}@{}}
Method & {Error} & {Frames} \\ \hline
Ours & 2.1 & 300 \\
Theirs\footnotemark & 12.5 & 100 \\
\end{tabular}
\end{table*}
\footnotetext{As
published.}
\bibliography{refs}
\end{document}
"""
METHOD = r"""\section{Method}
\begin{figure}
\begin{subfigure}{.5\textwidth}\includegraphics[width=.9\linewidth]{plot}
\caption{Left}\label{fig:l}\end{subfigure}
\begin{subfigure}{.5\textwidth}\includegraphics[width=.9\linewidth]{plot}
\caption{Right}\label{fig:r}\end{subfigure}
\caption{Both sides}\label{fig:both}
\end{figure}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return the article made of a paper of several files."""
    for name, text in (("paper.tex", PAPER), ("parts/method.tex", METHOD), ("refs.bib", BIB)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "figs").mkdir()
    (tmp_path / "figs" / "plot.png").write_bytes(picture())
    said = Beginning(folder=tmp_path / "made", source=tmp_path / "paper.tex", yes=True)
    return convert.begin(said).article


def test_a_paper_of_a_conference_arrives_whole(article: Path) -> None:
    """Authors, keywords, the first word, number columns, wide tables and their notes are kept."""
    text = article.read_text("utf-8").replace("\u00a0", " ")
    data = yaml.load(text.split("---\n")[1]).data
    assert [name["family"] for name in data["author"]] == ["Lovelace", "Babbage"]
    assert data["keywords"] == ["pulse", "camera"]
    assert data["abstract"] == r"We measure the pulse with an error of $\pm 2\%$."
    assert data["lang"] == "en"
    assert "\nPulse is the sign" in text
    assert "easiest to see [@lovelace1843]." in article.read_text("utf-8")
    assert "| Theirs[^1] |  12.5 |    100 |" in text
    assert ": Errors {#tab-1}" in text
    assert "[^1]: As published." in text


def test_parts_of_a_figure_keep_their_captions(article: Path) -> None:
    """Sub-figures are a figure of several pictures; references lead to each of them."""
    text = article.read_text("utf-8").replace("\u00a0", " ")
    assert '![Left](figures/plot.png){#fig-1-a width="90%"}' in text
    assert '![Right](figures/plot.png){#fig-1-b width="90%"}' in text
    assert "Both sides\n:::" in text
    assert "See [](#tab-1), [](#fig-1-a) and [](#fig-1)." in text


def test_nothing_is_wrong_with_it(article: Path) -> None:
    """The article that is made has no finding."""
    assert judged(article) == ()


def test_affiliations_are_told(tmp_path: Path) -> None:
    """What has no place in an article by itself is said, and lines stay as many as they were."""
    (tmp_path / "paper.tex").write_text(PAPER, "utf-8")
    made = latex.prepared(tmp_path / "paper.tex")
    assert made.remarks[1] == 'affiliation, for the author\'s key of that name: "Cambridge, UK"'
    assert made.text.count("\n") == PAPER.count("\n")
    assert "never" not in made.text


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (r"\author[1]{Ada}\author[2]{Bo}\affil[1]{X}", r"\author{Ada \and Bo}"),
        (r"\author*[1]{\fnm{Ada} \sur{Love}}", r"\author*[1]{ Ada  Love}"),
        (r"\author{Ada\inst{1}}", r"\author{Ada}"),
        (r"\lettrine[lines=2]{T}{ea} is", "Tea is"),
        (r"\author{unclosed", r"\author{unclosed"),
    ],
)
def test_classes_write_authors_in_many_ways(typed: str, left: str, tmp_path: Path) -> None:
    """Each class has commands of its own; a damaged one harms nothing."""
    (tmp_path / "a.tex").write_text(typed, "utf-8")
    assert latex.prepared(tmp_path / "a.tex").text == left


@pytest.mark.parametrize(
    ("line", "people_"),
    [
        ("Dr. med. Änne Müller, Jörg Weiß", "Änne Müller; Jörg Weiß"),
        ("Ada Lovelace, Jo Hill and Mary Bo", "Ada Lovelace; Jo Hill; Mary Bo"),
        ("Lovelace, Ada", "Lovelace, Ada"),
        ("By Ada Lovelace", "Ada Lovelace"),
        ("World Health Organization", "World Health Organization"),
        ("José Ortega y Gasset", "José Ortega y Gasset"),
        ("Andrea Drummond", "Andrea Drummond"),
    ],
)  # fmt: skip
def test_a_line_of_names_is_a_list_of_people(line: str, people_: str) -> None:
    """Commas part people where each has two names; titles and "by" are no part of them."""
    assert people.separated(line) == people_
