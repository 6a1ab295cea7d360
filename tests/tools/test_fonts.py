import io
import os
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from chapbook.tools import fonts
from chapbook.tools.fonts import Style


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where fontconfig and the faces of variable fonts are kept."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("family", fonts.FAMILIES)
def test_every_face_is_static_and_named_as_we_call_it(family: str) -> None:
    """Variable fonts fail PDF/A, and a face under another name would not be found."""
    for style in fonts.FAMILIES[family].endings:
        with TTFont(io.BytesIO(fonts.static(family, style)), lazy=True) as font:
            names = font["name"]
            assert (names.getDebugName(16) or names.getDebugName(1)) == family
            assert not {"fvar", "gvar", "STAT"} & set(font.keys())
            if fonts.FAMILIES[family].is_variable:
                assert font["OS/2"].usWeightClass == fonts.WEIGHTS[style]
                assert bool(font["head"].macStyle & 2) == style.is_slanted


def test_fontconfig_sees_our_faces_and_no_others(tmp_path: Path, cache_folder: Path) -> None:
    """No host font, no OpenType twin and no unused weight reaches a build."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(cache_folder), "utf-8")
    listed = subprocess.run(
        ["fc-list", ":", "file"],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    seen = {Path(line.rstrip(": ")) for line in listed.stdout.splitlines()}
    assert seen == set(fonts.files(cache_folder / "faces"))


@pytest.mark.parametrize(
    ("wanted", "letter", "family"),
    [
        ("Source Serif Pro:italic:lang=uk", "ж", "Source Serif 4"),
        ("Source Sans Pro:italic:lang=el", "α", "Source Sans 3"),
        ("Source Serif Pro:italic:lang=el", "a", "Source Serif Pro"),
        ("Source Serif Pro:lang=el", "ἀ", "Noto Serif"),
        ("Source Serif Pro:bold:lang=ar", "ب", "Amiri"),
        ("Source Sans Pro:semibold:lang=ar", "ب", "IBM Plex Sans Arabic"),
        ("Source Sans Pro:semibold:lang=ar", "a", "Source Sans Pro"),
        ("Atkinson Hyperlegible:lang=uk", "ж", "Source Sans Pro"),
        ("Source Sans Pro:lang=he", "א", "Noto Sans Hebrew"),
        ("Source Serif Pro", "👍", "Noto Emoji"),
        ("emoji", "👍", "Noto Emoji"),
    ],
)
def test_fontconfig_knows_who_stands_in(
    wanted: str, letter: str, family: str, tmp_path: Path, cache_folder: Path
) -> None:
    """A letter that a family lacks comes from the one that goes with it, in the same slope."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(cache_folder), "utf-8")
    listed = subprocess.run(
        ["fc-match", "--sort", "--format=%{family}\t%{slant}\t%{charset}\n", wanted],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [row.split("\t") for row in listed.stdout.splitlines()]
    first, slant, _ = next(row for row in rows if _has(row[2], ord(letter)))
    assert first.split(",")[0].removesuffix(" Slanted") == family
    assert slant == ("100" if "italic" in wanted else "0")


def _has(charset: str, point: int) -> bool:
    """Tell whether *charset*, as fontconfig writes it, holds a code point."""
    spans = [span.split("-") for span in charset.split()]
    return any(int(span[0], 16) <= point <= int(span[-1], 16) for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń",
        "Ποιος; ἀγαθὸς ᾧ",
        "Її ґанок, щастя",
        "العربية، ١٢٣؟ ٪",
        "עברית, हिन्दी, ไทย, Հայերեն",
        "→ ≤ ≥ × ½ ✓ ✅ ⚠️ 👍🏽 ❤️ ①",
    ],
)
@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("family", fonts.TEXT_FAMILIES)
def test_every_style_prints_every_script(family: str, style: Style, text: str) -> None:
    """No letter of these languages is an empty box in any style of a text face."""
    printed = "".join(part.characters for part in fonts.parts(family, style, text))
    unseen = " \ufe0f"
    assert [c for c in text if c not in printed + unseen] == []


def test_no_slope_is_made_up() -> None:
    """A script without italics stands upright where a family is asked for in italics."""
    parts = fonts.parts(fonts.SERIF, Style.SEMIBOLD_ITALIC, "aب")
    assert [(part.family, part.style) for part in parts] == [
        (fonts.SERIF, Style.SEMIBOLD_ITALIC),
        ("Amiri", Style.BOLD),
    ]


def test_what_the_face_has_needs_no_other() -> None:
    """An English text takes its own face and nothing more."""
    parts = fonts.parts(fonts.SERIF, Style.REGULAR, "Plain “words”\u00a0– and more…")
    assert [part.family for part in parts] == [fonts.SERIF]


def test_a_subset_of_arabic_keeps_its_joined_forms() -> None:
    """The rules that join letters are kept with the glyphs that they lead to."""
    data = fonts.subset("Amiri", Style.REGULAR, "سلام", None)
    with TTFont(io.BytesIO(data)) as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert features >= {"init", "medi", "fina", "rlig"}


@pytest.mark.parametrize(
    "text",
    [
        "Ångström, Σ, Ж, ő, ș, ß, €",
        "e\u0301 o\u0308",
        "a\u00adb\u200b\u202f\u2009\u2011c",
        "“–”…\t\n",
    ],
)
def test_what_can_be_printed_is_not_missing(text: str) -> None:
    """Letters of the fonts, typed accents, spaces and marks that show nothing are fine."""
    assert fonts.missing(text) == []


def test_what_no_font_has_is_missing_once_and_in_order() -> None:
    """Characters without a glyph are named, each once."""
    assert fonts.missing("a☠b汉\ue000汉\x07") == ["汉", "\ue000", "\x07"]


@pytest.mark.parametrize("flavor", ["woff", None])
def test_a_subset_is_the_same_whatever_the_order_of_its_text(flavor: str | None) -> None:
    """The same characters give the same bytes."""
    once = fonts.subset(fonts.SERIF, Style.REGULAR, "Žluťoučký", flavor)
    again = fonts.subset(fonts.SERIF, Style.REGULAR, "ýkčuoťulŽŽ", flavor)
    assert once == again


def test_a_subset_keeps_its_text_its_features_and_basic_latin() -> None:
    """What is embedded can print the text, small changes to it, and old-style figures."""
    data = fonts.subset(fonts.SERIF, Style.REGULAR, "Žα")
    with TTFont(io.BytesIO(data)) as font:
        points = set(font.getBestCmap())
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert points >= set(map(ord, "Žα" + fonts.BASIC_LATIN))
    assert ord("Ж") not in points
    assert features >= {"liga", "onum", "lnum", "tnum", "sups"}
    assert len(data) < fonts.file(fonts.SERIF).stat().st_size / 5
