import pytest

from chapbook.tools import direction


@pytest.mark.parametrize("lang", ["ar", "ar-SA", "fa", "he-IL", "ur", "pa-Arab-PK", "az-Arab"])
def test_languages_from_the_right(lang: str) -> None:
    """A language of an Arabic or Hebrew script runs from right to left."""
    assert direction.of_language(lang) == "rtl"


@pytest.mark.parametrize("lang", ["en", "el", "uk", "ku-Latn", "ar-Latn", "x-unknown"])
def test_languages_from_the_left(lang: str) -> None:
    """All others, and Arabic in Latin letters, run from left to right."""
    assert direction.of_language(lang) == "ltr"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Smith J. قلب", "ltr"), ("قلب سليم (HJH)", "rtl"), ("12–14", "otherwise")],
)
def test_most_letters_say_which_way_a_text_runs(text: str, expected: str) -> None:
    """Numbers and signs run either way."""
    assert direction.of_text(text, "otherwise") == expected


@pytest.mark.parametrize(
    ("css", "mirrored"),
    [
        ("a { margin-left: 1em; float: right }", "a { margin-right: 1em; float: left }"),
        ("a { padding: 1px 2px 3px 4px }", "a { padding: 1px 4px 3px 2px }"),
        ("a { margin: 0 calc(1em + 2px) 0 0; }", "a { margin: 0 0 0 calc(1em + 2px); }"),
        ("a { margin: var(--l) 0 0 calc(-1 * (var(--a) + var(--b))) }",
         "a { margin: var(--l) calc(-1 * (var(--a) + var(--b))) 0 0 }"),
        ("@page :left { @top-left { width: 1mm } }", "@page :right { @top-right { width: 1mm } }"),
        ("a { background: url(left.svg) 1em 2em / 3em }",
         "a { background: url(left.svg) right 1em top 2em / 3em }"),
        ("a { border-top-left-radius: 1px }", "a { border-top-right-radius: 1px }"),
    ],
)  # fmt: skip
def test_style_sheets_are_mirrored(css: str, mirrored: str) -> None:
    """Sides change places in properties, values, shorthands and heads of pages."""
    assert " ".join(direction.mirrored(css).split()) == mirrored


@pytest.mark.parametrize(
    "css",
    [
        ".csl-left-margin, .right { color: red }",
        'a::before { content: "left; right: 1em" }',
        "a { padding-inline-start: 1em; text-align: start; margin: 1em 2em }",
        "/* left: of the text */ a { --left: right }",
        "a { background: url(\"data:image/svg+xml,%3Cp style='left:0;right:1'/%3E\") }",
    ],
)
def test_what_is_no_side_stays(css: str) -> None:
    """Names of classes, words, addresses, comments and logical properties are not touched."""
    assert direction.mirrored(css) == css
