"""What a finding says to type: exactly that, wherever it can be known."""

from pathlib import Path

import pytest

from chapbook.findings import Finding, Replacement
from chapbook.validate import raw
from tests.conftest import judged
from tests.test_new import picture

FRONT = "---\ntitle: Tea\nauthor: Ada Lovelace\ndate: 2026-01-01\nlang: en-GB\n"


def found(folder: Path, body: str, keys: str = "") -> Finding:
    """Return the one finding in an article of *body* with *keys* in its front matter."""
    (folder / "tea.md").write_text(f"{FRONT}{keys}---\n\n{body}\n", "utf-8")
    (finding,) = judged(folder / "tea.md")
    return finding


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        (r"\pageref{tab:x}", "[](#tab:x)"),
        (r"\fullcite[p. 3]{lovelace1843}", "[@lovelace1843]"),
        (r"\todo{more}", "<!-- more -->"),
        (r"\includepdf{a.pdf}", '![caption](a.pdf){alt="what it shows"}'),
    ],
)
def test_a_command_comes_with_its_markdown(typed: str, markdown: str, tmp_path: Path) -> None:
    """A command with one argument is exchanged as it stands."""
    finding = found(tmp_path, f"Text {typed} here.")
    assert (finding.code, finding.fix) == ("raw-format", markdown)
    assert finding.exact is not None
    assert (finding.exact.old, finding.exact.new) == (typed, markdown)


def test_a_command_of_several_keys_is_not_guessed(tmp_path: Path) -> None:
    """Where one line cannot be exact, the remedy is said in words."""
    finding = found(tmp_path, r"Text \nocite{a, b} here.")
    assert finding.replacement is None
    assert finding.fix == raw.IN_TEX["nocite"]


@pytest.mark.parametrize("tag", ["iframe", "video", "audio"])
def test_what_cannot_be_played_becomes_a_link(tag: str, tmp_path: Path) -> None:
    """The address that was typed is in the line to paste."""
    finding = found(tmp_path, f'<{tag} src="https://example.org/a"></{tag}>')
    assert (finding.code, finding.fix) == ("raw-html", "[words](https://example.org/a)")


@pytest.mark.parametrize("typed", ["pot.png", "Pot.PNG", "img/pot.png", "C:%5Cpot.png"])
def test_a_picture_in_another_folder_is_named(typed: str, tmp_path: Path) -> None:
    """A file of that name below the article's folder is what was meant."""
    for folder in ("my figures", ".hidden"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "pot.png").write_bytes(picture())
    finding = found(tmp_path, f'![Pot]({typed}){{alt="A pot"}}')
    assert (finding.code, finding.fix) == ("image-missing", "my%20figures/pot.png")
    assert finding.replacement == Replacement(old=typed, new="my%20figures/pot.png")


def test_a_misspelt_key_keeps_its_value(tmp_path: Path) -> None:
    """The line to paste is the author's own, with the key put right."""
    finding = found(tmp_path, "Text.", "keyword: [tea, pot]\n")
    assert (finding.code, finding.fix) == ("key-misspelt", "keywords: [tea, pot]")
    assert finding.exact is not None
    assert (finding.exact.old, finding.exact.new) == ("keyword", "keywords")


def test_missing_front_matter_is_written_out(tmp_path: Path) -> None:
    """Title and language are taken from the text, and what is pasted mends the article."""
    body = '# Der "Tee" und die Kanne {#x}\n\nDer Tee ist nicht in der Kanne und auf dem Tisch.\n'
    (tmp_path / "tee.md").write_text(body, "utf-8")
    (finding,) = judged(tmp_path / "tee.md")
    assert finding.code == "front-matter-missing"
    assert 'title: "Der \\"Tee\\" und die Kanne"' in finding.fix
    assert "lang: de" in finding.fix
    (tmp_path / "tee.md").write_text(f"{finding.fix}\n\n{body}", "utf-8")
    assert judged(tmp_path / "tee.md") == ()
