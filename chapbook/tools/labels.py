"""The words that editions print of their own accord, by language.

``templates/labels/<tag>.yaml`` maps keys to text; ``{name}`` in a text stands for a
value and is filled with ``str.format``.  A regional file such as ``en-US.yaml`` holds
only what differs from its base language, ``en.yaml``.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from chapbook.errors import UsageError
from chapbook.tools import dates, yaml

I_SOUND = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)
"""How a Spanish word begins before which "y" becomes "e": Inés, higiene; not hierro.
Source: Real Academia Española, Diccionario panhispánico de dudas, "y"."""

FOLDER = Path(__file__).parents[2] / "templates" / "labels"


def languages() -> tuple[str, ...]:
    """Return the tags of all languages that have labels, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def covers(lang: str) -> str | None:
    """Return the tag of the file that serves *lang* (BCP 47), or nothing.

    That is the file of the tag itself, else of the larger region that the CLDR puts it in
    (``es-MX`` in ``es-419``), else the one of the longest part of it: ``de-Latn-AT`` is
    served by ``de.yaml`` when there is no closer one.
    """
    known = {tag.lower(): tag for tag in languages()}
    steps = lang.lower().split("-")
    parts = ["-".join(steps[:count]) for count in range(len(steps), 0, -1)]
    parts.insert(1, dates.region_above(lang).lower())
    return next((known[part] for part in parts if part in known), None)


@cache
def load(lang: str) -> Mapping[str, str]:
    """Return the labels for the language *lang* (BCP 47) by their keys.

    Raises:
        UsageError: There are no labels for it.
    """
    tag = covers(lang)
    if tag is None:
        raise UsageError(
            f'there are no labels for the language "{lang}"',
            why="Words such as Contents or Table would be printed in another language.",
            fix=f"Add templates/labels/{lang}.yaml; there are {', '.join(languages())}.",
        )
    base = tag.split("-")[0]
    own = _read(tag)
    return MappingProxyType(own if base == tag else {**_read(base), **own})


def joined(words: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return *words* as the language of *labels* lists them: "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    before = labels["list-comma"].join(words[:-1])
    return f"{before}{conjunction(words[-1], labels)}{words[-1]}"


def conjunction(word: str, labels: Mapping[str, str]) -> str:
    """Return what joins the last *word* of a list to those before it, with its spaces."""
    word_and = labels["list-and"]
    if word_and == "y" and I_SOUND.match(word):
        return " e "
    return f" {word_and}" if word_and == "و" else f" {word_and} "


def _read(tag: str) -> dict[str, str]:
    """Return the file of *tag* as it stands."""
    data = yaml.load((FOLDER / f"{tag}.yaml").read_text("utf-8")).data
    return {str(key): str(value) for key, value in data.items()}
