"""Where sentences end, in several languages."""

import pytest

from chapbook.tools import sentences


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("en", "Smith et al. Found it. Then left.", ["Smith et al. Found it.", "Then left."]),
        ("en", "Tea, e.g. Assam. See Fig. 2.", ["Tea, e.g. Assam.", "See Fig. 2."]),
        ("en", "It is 3.5 mg. In 2009. The end", ["It is 3.5 mg.", "In 2009.", "The end"]),
        ("en", "J. A. Li (approx. 5). “Why?” Yes!", ["J. A. Li (approx. 5).", "“Why?”", "Yes!"]),
        ("de", "Am 5. März, z. B. Tee. Siehe Abb. 3.", ["Am 5. März, z. B. Tee.", "Siehe Abb. 3."]),
        ("de", "Das u. a. Tee. „Ja.“ Über alles.", ["Das u. a. Tee.", "„Ja.“", "Über alles."]),
        ("zh", "钙盐。沉积了！是吗", ["钙盐。", "沉积了！", "是吗"]),
        ("fi", "Suola on. Éka on.", ["Suola on.", "Éka on."]),
        ("en", "", []),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(lang: str, text: str, parts: list[str]) -> None:
    """Full stops of abbreviations, initials, dates and decimals end nothing."""
    assert sentences.split(text, lang) == parts


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    """A raised number after a full stop goes with what it supports, and ends the sentence."""
    mark = f"{sentences.OPEN}0{sentences.CLOSE}"
    text = f"It was seen by Fig.{mark} Then it went."
    assert sentences.split(text, "en") == [f"It was seen by Fig.{mark}", "Then it went."]
