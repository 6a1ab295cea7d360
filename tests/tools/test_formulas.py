"""Formulas from TeX to MathML, to pictures, and to one line of text."""

import xml.etree.ElementTree as ET

import pytest

from chapbook import cite, load
from chapbook.model import Node
from chapbook.tools import formulas
from chapbook.tools.linear import linear
from chapbook.tools.pandoc import ast, chemistry, equations, markdown, mathml
from chapbook.tools.pandoc.mathml import Formula
from tests.conftest import Desk


def read(tex: str, *, display: bool = True) -> mathml.Reading:
    """Return what pandoc makes of *tex*."""
    formula = Formula(tex, is_display=display)
    return mathml.read([formula])[formula]


def drawn(tex: str, *, display: bool = True) -> formulas.Drawing:
    """Return the picture of *tex*."""
    return formulas.drawn(read(tex, display=display).mathml)


SAID = {
    r"E = mc^2": "E = mc²",
    r"\frac{a+b}{k_e}": "(a + b)/k_e",
    r"\sum_{i=1}^{n} x_i y": "∑_(i = 1)ⁿ x_i y",
    r"\sqrt[3]{x+1} \cdot \sqrt{2}": "∛(x + 1) ⋅ √2",
    r"\bar{x}_1 - \hat{\beta}": "x̄₁ − β̂",
    r"\text{dose} = \frac{\text{mg}}{\text{kg}\cdot\text{day}}": "dose = mg/(kg ⋅ day)",
    r"10^{-3}": "10⁻³",
    r"37\,^\circ\mathrm{C}": "37°C",
    r"\mathbf{x} \in \mathbb{R}^n": "x ∈ ℝⁿ",
    r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}": (
        "f(x) = {1, if x > 0; 0, otherwise"
    ),
    r"\begin{aligned} a &= b \\ &= c \end{aligned}": "a = b; = c",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(a, b; c, d)",
    r"\lim_{x \to 0} \frac{\sin x}{x}": "lim_(x → 0) (sin x)/x",
    r"\int_0^\infty C\,dt": "∫₀^∞ C dt",
    r"\Pr(A \mid B)": "Pr(A ∣ B)",
    r"x = -1": "x = −1",
    r"\ce{SO4^2-}": "SO₄²⁻",
}


@pytest.mark.parametrize("tex", SAID)
def test_a_formula_is_said_on_one_line(tex: str) -> None:
    """The line says every sign in its order, with brackets where a stroke had none."""
    assert linear(read(tex).mathml) == SAID[tex]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("H2O", "H₂O"),
        ("Ca^2+", "Ca²⁺"),
        ("Na+", "Na⁺"),
        ("2 H2 + O2 -> 2 H2O", "2 H₂ + O₂ → 2 H₂O"),
        ("CuSO4.5H2O", "CuSO₄ ⋅ 5 H₂O"),
        ("A ->[heat] B", "A →^(heat) B"),
    ],
)
def test_chemistry_is_read(typed: str, meant: str) -> None:
    """Counts, charges, coefficients, water of crystals and words on arrows."""
    assert linear(read(rf"\ce{{{typed}}}").mathml) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("H2O", "H₂O"),
        ("SO4^2-", "SO₄²⁻"),
        ("Ca^{2+}", "Ca²⁺"),
        ("[Fe(CN)6]^3-", "[Fe(CN)₆]³⁻"),
        ("^{14}_{6}C", "¹⁴₆C"),
        ("NaCl(aq)", "NaCl(aq)"),
        ("2H2 + O2 -> 2H2O", "2H₂ + O₂ → 2H₂O"),
        ("CuSO4.5H2O", "CuSO₄·5H₂O"),
        ("CaCO3 v + CO2 ^", "CaCO₃ ↓ + CO₂ ↑"),
        ("HC#CH", "HC≡CH"),
    ],
)
def test_simple_chemistry_is_letters_in_running_text(typed: str, meant: str) -> None:
    """Letters with raised and lowered figures; the same input can be set as a formula."""
    read_as = chemistry.letters(typed)
    assert read_as is not None
    assert "".join(map(_raised, read_as)) == meant
    assert chemistry.spelt(rf"\ce{{{typed}}}").startswith("{")


def _raised(node: Node) -> str:
    """Return what *node* prints, with Unicode's raised and lowered figures."""
    if node["t"] == "Space":
        return " "
    if node["t"] == "Str":
        return str(node["c"])
    figures = {"Superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "Subscript": "₀₁₂₃₄₅₆₇₈₉₊₋"}[node["t"]]
    return ast.text(node["c"]).translate(str.maketrans("0123456789+−", figures))


@pytest.mark.parametrize("typed", ["A <=> B", "A ->[heat] B", "A <--> B", "A $y$ B"])
def test_what_takes_more_than_letters_is_left_to_tex(typed: str) -> None:
    """Equilibria and words on arrows are formulas; what cannot be read is neither."""
    assert chemistry.letters(typed) is None


def test_chemistry_that_is_not_known_is_left_for_a_finding() -> None:
    """What cannot be read is not guessed."""
    assert chemistry.spelt(r"\ce{A <-->T[x] B$y$}") == r"\ce{A <-->T[x] B$y$}"
    assert "ce" in read(r"\ce{A $y$ B}").fault


@pytest.mark.parametrize("tex", [r"\unknown{x}", r"\frac{a}{b", "a & b"])
def test_a_fault_is_named(tex: str) -> None:
    """A formula that cannot be read has no MathML and says what was not expected."""
    reading = read(tex)

    assert not reading.mathml
    assert reading.fault.startswith("unexpected")


def test_one_run_reads_formulas_that_would_disturb_each_other() -> None:
    """A formula that holds HTML, comments or dollars does not shift its neighbours."""
    wanted = [Formula(tex, is_display=False) for tex in ("a < b", "x--> y", r"\$ <p>", "z")]

    found = mathml.read(wanted)

    assert [linear(found[f].mathml)[0] for f in wanted] == ["a", "x", "$", "z"]


def test_a_picture_sits_on_the_baseline() -> None:
    """Depth is what hangs below the line: a fraction has some, a capital next to none."""
    capital, fraction = drawn("A"), drawn(r"\frac{a}{b}")

    assert capital.depth_em < 0.05
    assert 0.4 < fraction.depth_em < fraction.height_em
    assert capital.height_em == pytest.approx(0.7, abs=0.08)


def test_a_formula_in_the_line_is_smaller_than_a_displayed_one() -> None:
    """Fractions, sums and integrals spread lines no further than they must."""
    for tex in (r"\frac{a}{b}", r"\sum_{i=1}^n x", r"\int_0^1 f"):
        assert drawn(tex, display=False).height_em < 0.75 * drawn(tex).height_em


def test_a_picture_holds_outlines_only() -> None:
    """No text that a missing font could change."""
    root = ET.fromstring(drawn(r"\left( \frac{a}{\sqrt{b}} \right) \text{words}").svg)

    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "path", "rect"}


def test_a_sign_before_a_number_stands_close_to_it() -> None:
    """In a = -b the sign belongs to b; in a - b it joins two things."""
    assert drawn("a = -b").width_em + 0.2 < drawn("a = b - c").width_em
    alone = drawn("b").width_em
    assert drawn("-b").width_em - alone < drawn("a - b").width_em - drawn("a").width_em - alone


@pytest.mark.parametrize("tex", [r"\begin{array}{c} \hline 1 \\ \hline \end{array}", r"\hat{x}"])
def test_rows_without_cells_do_not_empty_the_picture(tex: str) -> None:
    """Pandoc writes an empty row for a line at the foot of an array."""
    assert drawn(tex).width_em > 0.3


def test_letters_that_the_font_lacks_are_told() -> None:
    """The picture would show boxes; whoever asks learns which letters."""
    assert drawn(r"\text{दवा} + x").missing == ("द", "व", "ा")
    assert drawn(r"\text{Größe для x}").missing == ()


def test_nothing_to_draw_is_no_picture() -> None:
    """An empty formula is an error and no picture without size."""
    with pytest.raises(formulas.UndrawableError):
        drawn("{}")


def spans(text: str) -> list[tuple[str, str | None]]:
    """Return id and tag of each equation in *text*."""
    blocks, _ = markdown.read(text)
    found = [n for n in ast.nodes(blocks) if ast.has_class(n, equations.CLASS)]
    return [(ast.identifier(n), ast.value(n, "tag")) for n in found]


@pytest.mark.parametrize(
    "text",
    [
        "$$ a = b $$ {#eq-x}",
        "$$ a = b $$\n{#eq-x}",
        "$$ a = b $$ {#eq-x .wide width=3}",
        "$$ a = b \\label{eq-x} $$",
        "\\begin{equation} a = b \\label{eq-x} \\end{equation}",
        "\\begin{align*}\na &= b \\label{eq-x} \\\\\n&= c\n\\end{align*}",
        "Text\n\\begin{equation}\na = b \\label{eq-x}\n\\end{equation}\nmore.",
        "[$$ a = b $$]{#eq-x}",
        "$$ \\begin{eqnarray} a &=& b \\label{eq-x} \\end{eqnarray} $$",
    ],
)
def test_every_way_to_label_an_equation_is_read(text: str) -> None:
    """Quarto, pandoc-crossref and LaTeX mean the same."""
    assert spans(text) == [("eq-x", None)]
    assert "{#" not in ast.text(markdown.read(text)[0])


def test_a_tag_is_kept_and_labels_leave_the_formula() -> None:
    """What is drawn holds neither; a starred tag brings no brackets."""
    assert spans(r"$$ a \tag{P} $$ {#eq-x}") == [("eq-x", "(P)")]
    assert spans(r"$$ a \tag*{Rule} $$") == [("", "Rule")]
    assert equations.settable(r"a \label{x} \tag{1} \nonumber") == "a"


def test_formulas_without_labels_stay_as_they_are() -> None:
    """No number is given to what nobody can refer to."""
    assert spans("$$ a $$\n\nText $b$ {#no}.") == []


def test_bold_letters_are_upright() -> None:
    r"""``\mathbf`` is bold and upright in LaTeX; vectors are typed with it."""
    formula = Formula(r"\mathbf{A} \mathbf x = \boldsymbol{b}", False)
    found = mathml.read([formula])[formula].mathml
    assert "<mi>𝐀</mi>" in found
    assert "<mi>𝐱</mi>" in found
    assert ">𝒃</mi>" in found


def test_rows_may_end_as_in_plain_tex() -> None:
    r"""The example paper of JOSS ends the rows of its array with ``\cr``."""
    formula = Formula(r"\begin{array}{l} 0 \textrm{ if } x < 0\cr 1 \end{array}", True)
    assert mathml.read([formula])[formula].mathml.count("<mtr>") == 2


def test_each_row_of_an_alignment_has_its_own_number(desk: Desk) -> None:
    """Rows with labels or tags are equations of their own; others go with the next such row."""
    rows = (
        "\\begin{align}\na &= b \\label{eq:a} \\\\\n"
        "c &= \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\\\[2pt]\n&= d \\label{eq:b} \\\\\n"
        "e &= f \\tag{T} \\\\\ng &= h\n\\end{align}"
    )
    front = "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: en\n---\n\n"
    path = desk.article(f"{front}{rows}\n\nSee \\eqref{{eq:a}}, \\eqref{{eq:b}}.\n")
    article = cite.article(load.manuscript(path))
    blocks = [*article.lead, *article.body]
    found = [n for n in ast.nodes(blocks) if ast.has_class(n, equations.CLASS)]

    numbers = [ast.text(n["c"][1][-1]) for n in found]
    assert numbers == ["(1)", "(2)", "(T)"]
    assert [ast.identifier(n) for n in found[:2]] == ["eq:a", "eq:b"]
    assert found[1]["c"][1][0]["c"][1].count("&=") == 2
    assert ast.text(blocks[-1]).replace("\u00a0", " ") == "See Equation 1, Equation 2."


@pytest.mark.parametrize("tag", ["S1", '"S1"'])
def test_a_formula_goes_by_the_tag_of_its_attribute(tag: str) -> None:
    """pandoc-crossref's and Manubot's ``{#eq:x tag="S1"}`` is no text."""
    (block,), _ = markdown.read(f"$$x$$ {{#eq:x tag={tag}}}")
    (span,) = block["c"]
    assert (ast.identifier(span), ast.value(span, "tag")) == ("eq:x", "(S1)")
