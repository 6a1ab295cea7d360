import pytest

from chapbook.load.titles import plain


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("The genus *Rosa* and **all**", "The genus Rosa and all"),
        ("`tea`: a package", "tea: a package"),
        ("_Homo_ -- a note[^1]", "Homo – a note"),
        ("H~2~O, 10^6^ and the 2^nd^", "H₂O, 10⁶ and the 2nd"),
        ("<i>E. coli</i> in [water](https://example.org)", "E. coli in water"),
        (r"C\# \& 5 \* 3", "C# & 5 * 3"),
        ("[small caps]{.smallcaps}", "small caps"),
    ],
)
def test_titles_are_read_without_their_markup(typed: str, printed: str) -> None:
    """A title that other systems read as Markdown is printed as it reads."""
    assert plain(typed) == printed


@pytest.mark.parametrize(
    "title",
    [
        "TPMT*2 and TPMT*3 alleles",
        "HLA-B*57:01",
        "snake_case_name",
        "5 * 3 ~ 15",
        "x^2",
        "A 'b' \"c\" [d] <e",
        r"Where $x_1 * \{y\} * z^2$ ends",
    ],
)
def test_signs_that_are_no_markup_stay(title: str) -> None:
    """Alleles, names of variables and lone signs are printed as they are."""
    assert plain(title) == title
