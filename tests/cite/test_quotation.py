from typing import Any

import pytest

from chapbook.cite import quotation
from chapbook.tools import labels
from chapbook.tools.pandoc import ast, markdown

NB, THIN = "\u00a0", "\u202f"


def _printed(text: str, lang: str) -> str:
    """Return *text* as an article in *lang* prints it."""
    blocks: Any = markdown.read(text)[0]
    nodes = ast.nodes(quotation.marked(blocks, labels.load(lang)))
    words = (" " if n["t"] in {"Space", "SoftBreak"} else n["c"] for n in nodes)
    return "".join(word for word in words if isinstance(word, str))


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en", "“one ‘two’ three”"),
        ("de", "„one ‚two‘ three“"),
        ("de-CH", "«one ‹two› three»"),
        ("fr", f"«{NB}one “two” three{NB}»"),
        ("es", "«one “two” three»"),
        ("pt", "«one “two” three»"),
        ("pt-BR", "“one ‘two’ three”"),
        ("it", "«one “two” three»"),
        ("nl", "‘one “two” three’"),
        ("pl", "„one «two» three”"),
        ("sv", "”one ’two’ three”"),
        ("uk", "«one „two“ three»"),
        ("el", "«one “two” three»"),
        ("ar", "«one “two” three»"),
    ],
)
def test_quotations_have_the_marks_of_the_language(lang: str, printed: str) -> None:
    """Typewriter quotation marks, and those within, print as the language writes them."""
    assert _printed("\"one 'two' three\"", lang) == printed


def test_a_phrase_keeps_the_marks_of_its_own_language() -> None:
    """Marks within the brackets follow the phrase, those around it the text."""
    text = 'Eine ["fraise"]{lang=fr}, "zwei" und ["drei"]{lang=xx}'
    assert _printed(text, "de") == f"Eine «{NB}fraise{NB}», „zwei“ und „drei“"


def test_a_passage_keeps_the_marks_of_its_own_language() -> None:
    """A whole passage in another language follows that language."""
    assert _printed('::: {lang=sv}\n"en dag"\n:::', "en") == "”en dag”"


def test_french_spaces_beside_marks_do_not_break() -> None:
    """A line neither begins with a mark nor leaves a guillemet behind."""
    text = "Il dit : « Où va-t-il ? », puis rien ; vite ! Fin :-) et « ça\n»."
    assert _printed(text, "fr") == (
        f"Il dit{NB}: «{NB}Où va-t-il{THIN}?{NB}», puis rien{THIN}; vite{THIN}! "
        f"Fin :-) et «{NB}ça{NB}»."
    )


def test_other_languages_keep_their_spaces() -> None:
    """What the writer typed stays where the language has no such rule."""
    assert _printed("A : b ; c", "en") == "A : b ; c"
