"""Records of readings as JSON: written with the editions of an article, read by packs."""

import json
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chapbook.errors import OutputError
from chapbook.pack import Record


@cache
def _adapter() -> TypeAdapter[Record]:
    """Return what turns records into JSON and back."""
    return TypeAdapter(Record)


def written(record: Record) -> str:
    """Return *record* as JSON, the same bytes each time."""
    told = _adapter().dump_python(record, mode="json")
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> Record:
    """Return the record in the file *path*.

    Raises:
        OutputError: The file is no record, or one of another version of this program.
    """
    try:
        return _adapter().validate_json(path.read_bytes())
    except ValidationError as error:
        raise OutputError(
            f"{path.name} is no record of a reading that this version understands",
            fix="Build the article again.",
        ) from error
