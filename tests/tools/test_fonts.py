import io
import os
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from chapbook.tools import fonts
from chapbook.tools.fonts import Style


@pytest.mark.parametrize("path", fonts.files(), ids=lambda path: path.stem)
def test_every_font_is_there_static_and_named_as_we_call_it(path: Path) -> None:
    """Variable fonts fail PDF/A, and a family under another name would not be found."""
    with TTFont(path, lazy=True) as font:
        names = font["name"]
        family = names.getDebugName(16) or names.getDebugName(1)
        assert family in fonts.FAMILIES
        assert "fvar" not in font


def test_fontconfig_sees_our_faces_and_no_others(tmp_path: Path) -> None:
    """No host font, no OpenType twin and no unused weight reaches a build."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(tmp_path / "cache"), "utf-8")
    listed = subprocess.run(
        ["fc-list", ":", "file"],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {Path(line.rstrip(": ")) for line in listed.stdout.splitlines()} == set(fonts.files())


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
    assert fonts.missing("a☠b汉☠\x07") == ["☠", "汉", "\x07"]


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
