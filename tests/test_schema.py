"""The JSON Schema of the front matter says what is read, and nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chapbook.begin import schema
from chapbook.frontmatter import KNOWN_KEYS
from chapbook.load import dialects, source
from chapbook.tools import yaml
from tests.conftest import GOOD, OVERLAYS

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "docs" / "front-matter.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(
    schema.schema(), format_checker=jsonschema.FormatChecker(["date"])
)

MARKDOWN = [ROOT / "source" / "calcinosis.md", *sorted(GOOD.glob("*/*.md"))]


def front_matter(path: Path) -> Any:
    """Return the front matter of the article *path* as plain data."""
    read, _ = source.read(path, path.name)
    assert read is not None
    text = source.front_matter_text(read)
    return yaml.load(text).data if text else None


def faults(data: Any) -> list[str]:
    """Return what the schema says against *data*."""
    return [error.message for error in VALIDATOR.iter_errors(data)]


def bad(code: str) -> list[Path]:
    """Return the overlays filed under *code* that bring their own front matter."""
    return sorted(path for path in (OVERLAYS / code).glob("*/*.md") if front_matter(path))


def test_the_schema_is_sound() -> None:
    """It is itself a schema of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(schema.schema())


def test_every_key_is_explained() -> None:
    """An editor has something to show beside each key that is read."""
    assert set(schema.MEANINGS) == KNOWN_KEYS


def test_the_kept_file_is_fresh() -> None:
    """The file among the documents is what the command prints."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "pipeline.py"), "schema"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == KEPT.read_text("utf-8")


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_good_front_matter_is_valid(path: Path) -> None:
    """What builds without a finding has no fault in an editor."""
    assert faults(front_matter(path)) == []


@pytest.mark.parametrize("code", ["key-missing", "key-misspelt", "key-unknown", "value-wrong"])
def test_bad_front_matter_is_not(code: str) -> None:
    """What is a finding about a key or a value is a fault in an editor too."""
    articles = bad(code)
    assert articles
    assert [path for path in articles if not faults(front_matter(path))] == []


@pytest.mark.parametrize(
    "other",
    [
        {"authors": [{"name": "Ada Lovelace", "affiliation": 1, "corresponding": True}]},
        {"author": "Ada Lovelace", "tags": ["engines"], "csl": "apa"},
        {"author": ["Ada Lovelace", {"name": "Charles Babbage", "orcid": "0000-0002-1825-0097"}]},
    ],
)
def test_other_tools_are_understood(other: dict[str, Any]) -> None:
    """The keys and forms of pandoc, Quarto and JOSS have no fault."""
    assert faults({"title": "Engines", "date": "18 August 2020", "lang": "en", **other}) == []


def test_keys_of_other_tools_are_those_that_are_read() -> None:
    """The schema knows each key that the reader of other tools' articles knows."""
    assert {*dialects.SAME_AS, *dialects.READ_WITH_OTHERS} <= schema.schema()["properties"].keys()


def test_the_schema_travels_as_json() -> None:
    """It reads back from its file as it was made."""
    assert json.loads(schema.text()) == schema.schema()
