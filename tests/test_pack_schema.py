"""The JSON Schema of packs says what is read, and nothing else."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chapbook.begin import pack_schema
from chapbook.packfile import KNOWN_KEYS
from chapbook.tools import yaml
from tests.packs import mixed

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "docs" / "coursepack.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(
    pack_schema.schema(), format_checker=jsonschema.FormatChecker(["date"])
)
GOOD = [ROOT / "source" / "coursepack.yaml", *sorted(ROOT.glob("tests/packs/*/coursepack.yaml"))]

HEAD = "title: T\ninstructor: Ada Lovelace\ndate: 2026-09-01\nlang: en\n"
PARTS = "parts: [{title: Week 1, readings: [{article: a.md}]}]\n"


def faults(text: str) -> list[str]:
    """Return what the schema says against the pack *text*."""
    data: Any = yaml.load(text).data
    return [error.message for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_sound() -> None:
    """It is itself a schema of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(pack_schema.schema())


def test_every_key_is_explained() -> None:
    """An editor has something to show beside each key that is read."""
    for kind, meanings in pack_schema.MEANINGS.items():
        fields = kind.model_fields.items()
        assert set(meanings) == {f.alias or name.replace("_", "-") for name, f in fields}
    assert {*pack_schema.MEANINGS[pack_schema.PackFile]} == KNOWN_KEYS


def test_the_kept_file_is_fresh() -> None:
    """The file among the documents is what the command prints."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "pipeline.py"), "schema", "--pack"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == KEPT.read_text("utf-8")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_good_packs_are_valid(path: Path) -> None:
    """What has no finding has no fault in an editor."""
    assert faults(path.read_text("utf-8")) == []


def test_the_mixed_pack_is_valid() -> None:
    """Every kind of reading and of rights is known to the schema."""
    assert faults(mixed.PACK) == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD.replace("lang: en\n", "") + PARTS,
        HEAD + PARTS + "terms: Autumn\n",
        HEAD + PARTS.replace("article: a.md", "pdf: a.pdf"),
        HEAD + PARTS.replace("article: a.md", "article: a.md, pages: 3"),
        HEAD + PARTS.replace("article: a.md", "article: a.md, note: b.md"),
        HEAD + PARTS.replace("article: a.md", "article: a.md, due: soon"),
        HEAD + PARTS.replace("article: a.md", "article: a.md, rights: {licens: x}"),
        HEAD + PARTS.replace("article: a.md", "article: a.md, editions: [tape]"),
        HEAD + PARTS + "allow: [pack-reading-missing]\n",
    ],
)
def test_what_is_a_finding_is_a_fault(text: str) -> None:
    """Mistakes that loading tells are mistakes in an editor, too."""
    assert faults(text)


def test_other_names_of_keys_are_known() -> None:
    """What else is read under another name has no fault."""
    text = HEAD.replace("instructor", "teacher") + "licence: CC-BY-4.0\npunch_margin: true\n"
    reading = "article: a.md, authors: [A, B], rights: {license: CC0-1.0, x: 1}"
    assert faults(text + PARTS.replace("article: a.md", reading)) == []
