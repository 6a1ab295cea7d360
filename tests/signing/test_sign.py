"""A signature is written into the front matter, and nothing else of the file is touched."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from chapbook import commandline, load
from chapbook.arguments import Command
from chapbook.errors import ChapbookError
from chapbook.frozen import Occasion
from chapbook.signing import front
from chapbook.tools import yaml
from tests.conftest import Desk

KEYS = 'title: "Tea"   # of leaves\nauthor: A. Writer\n{review}date: 2026-01-02\nlang: en-GB\n'
TEXT = "---\nversion: '1.0'\n" + KEYS + "---\n\n# Tea\n\nHot   water,\nfor *five* minutes.\n"

REVIEW = {"given": "Eva", "family": "Arzt", "date": "2026-02-01", "content": "0" * 64}

FORMS = {
    "absent": "",
    "empty list": "reviewed-by: []\n",
    "empty": "reviewed-by:   # nobody yet\n",
    "null": "reviewed-by: null\n",
    "empty on two lines": "reviewed-by: [\n  ]\n",
    "block": "reviewed-by:\n- family: Alt  # first\n  date: 2025-01-01\n  content: ab\n\n# then\n",
    "indented": "reviewed-by:\n    - family: Alt\n      date: 2025-01-01\n      content: 'a] b'\n",
    "flow": "reviewed-by: [{family: Alt, date: 2025-01-01, content: ab}] # ] one\n",
    "flow on lines": "reviewed-by: [\n  {family: Alt, date: 2025-01-01, content: ab},\n]\n",
}


def sign(path: Path, *more: str) -> int:
    """Sign the article *path* as Eva Arzt would."""
    return pipeline.main(command(path, *more))


def command(path: Path, *more: str) -> list[str]:
    """Return the arguments with which Eva Arzt signs, and *more*."""
    said = ["--given", "Eva", "--family", "Arzt", "--credentials", "MD", "--date", "2026-02-01"]
    return ["sign", str(path), *said, "--today", "2026-02-01", *more]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_only_lines_of_the_review_are_new(form: str, eol: str) -> None:
    """Comments, order and marks stay, whatever stood under the key; so do line ends."""
    text = TEXT.format(review=FORMS[form]).replace("\n", eol)
    done = front.with_review(text, REVIEW)
    data = yaml.load(done.split("---")[1].replace("\r\n", "\n")).data
    assert data["reviewed-by"][-1] == REVIEW
    assert len(data["reviewed-by"]) == (2 if "Alt" in text else 1)
    kept = [line for line in text.split(eol) if "reviewed" not in line and "Alt" not in line]
    rest = iter(done.split(eol))
    assert all(line in rest for line in kept if line.strip() not in {"]", ""})
    assert done.count("\r\n") == (done.count("\n") if eol == "\r\n" else 0)
    assert done.split("---")[2] == text.split("---")[2]
    for comment in ("# of leaves", "# first", "# then", "# ] one", "# nobody yet"):
        assert (comment in done) == (comment in text)


ANY = st.from_regex(r"[ A-Za-z'\"\\:{}\[\],#&*!|>%@`é-]{1,12}", fullmatch=True)


@settings(deadline=None, max_examples=25)
@given(st.lists(ANY, min_size=1, max_size=2))
def test_any_name_is_written_as_it_is_read(names: list[str]) -> None:
    """Whatever a name holds, the front matter says it back; one signature follows another."""
    text = TEXT.format(review="")
    for name in names:
        text = front.with_review(text, {**REVIEW, "family": name})
    data = yaml.load(text.split("---\n")[1]).data
    assert [each["family"] for each in data["reviewed-by"]] == names


class TestCommand:
    """``pipeline.py sign``."""

    def test_it_says_who_signed_what(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The entry holds what was typed, version and hash; again it is unchanged."""
        path = tmp_path / "tea.md"
        path.write_text(TEXT.format(review=""), "utf-8")
        assert sign(path, "--orcid", "https://orcid.org/0000-0002-1825-0097") == 0
        assert "Eva Arzt, MD signed version 1.0, text " in capsys.readouterr().out
        (review,) = load.manuscript(path).metadata.reviewed_by
        assert (review.display, review.credentials, review.version) == ("Eva Arzt", "MD", "1.0")
        assert review.orcid == "0000-0002-1825-0097"
        (kept,) = load.manuscript(path).versions
        assert (kept.occasion, kept.version) == (Occasion.SIGNED, "1.0")
        assert kept.content_hash == review.content
        assert [each.display for each in kept.reviews] == ["Eva Arzt"]
        assert "Hot water, for *five* minutes." in kept.passages
        once = path.read_bytes()
        assert sign(path, "--json") == 0
        assert json.loads(capsys.readouterr().out)["status"] == "unchanged"
        assert path.read_bytes() == once

    def test_two_may_sign_and_particles_are_kept(self, tmp_path: Path) -> None:
        """A second reviewer is added; "de la Cruz" is a name with a particle."""
        path = tmp_path / "tea.md"
        path.write_text(TEXT.format(review=""), "utf-8")
        assert sign(path) == sign(path, "--given", "María", "--family", "de la Cruz") == 0
        first, second = load.manuscript(path).metadata.reviewed_by
        assert first.content == second.content
        assert second.display == "María de la Cruz"
        assert (second.non_dropping_particle, second.family) == ("de la", "Cruz")

    def test_a_link_stays_a_link_and_rights_stay(self, tmp_path: Path) -> None:
        """The file that a link leads to is written, with the rights it had."""
        file, path = tmp_path / "real.md", tmp_path / "tea.md"
        file.write_text(TEXT.format(review=""), "utf-8")
        file.chmod(0o640)
        path.symlink_to(file)
        assert sign(path) == 0
        assert path.is_symlink()
        assert file.stat().st_mode & 0o777 == 0o640
        assert "Arzt" in file.read_text("utf-8")

    @pytest.mark.parametrize(
        ("text", "options", "said"),
        [
            (TEXT, ["--date", "2026-02-02"], "2026-02-02 is still to come"),
            (TEXT.replace("Hot ", "Hot [@nobody] "), [], "1 finding stops the build"),
            (TEXT.replace("---\n", "", 1), [], "stops the build"),
        ],
    )
    def test_it_refuses(self, text: str, options: list[str], said: str, desk: Desk) -> None:
        """A day to come, a text with findings, a file without front matter: nothing is written."""
        path = desk.article(text.format(review=""))
        before = path.read_bytes()
        with pytest.raises(ChapbookError, match=re.escape(said)):
            pipeline.COMMANDS[Command.SIGN](commandline.request(command(path, *options)))
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        "options", [["--date", "2026-02-30"], ["--orcid", "0000-0002-1825-0098"]]
    )
    def test_a_slip_in_typing_is_told(self, options: list[str], tmp_path: Path) -> None:
        """A day that never was, and an ORCID iD whose check digit disagrees, are no arguments."""
        path = tmp_path / "tea.md"
        path.write_text(TEXT.format(review=""), "utf-8")
        with pytest.raises(SystemExit, match="2"):
            sign(path, *options)
