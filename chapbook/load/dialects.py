"""Front matter as people already write it for other tools, turned into ours.

Pandoc, Quarto, R Markdown, MyST, JOSS papers and Manubot agree on most keys; where
they differ, this module knows what is meant:

    authors: [{name: Ada Lovelace, affiliation: "1, 2", orcid: https://orcid.org/...}]
    affiliations: [{index: 1, name: University of London}, ...]
    tags: [engines]
    short_title: Engines
    license: {content: CC-BY-4.0}
"""

import re
from collections.abc import Mapping
from typing import Any

SAME_AS = {
    "authors": "author",  # Quarto, MyST, JOSS, Manubot
    "csl": "citation-style",  # pandoc
    "language": "lang",  # pandoc's older name
    "licence": "license",
    "tags": "keywords",  # JOSS, Hugo, Jekyll
}
"""Keys of other tools, and ours."""

NAME_SAME_AS = {
    "degrees": "credentials",  # Quarto
    "given-name": "given",
    "given-names": "given",  # JOSS
    "surname": "family",  # JOSS
    "family-name": "family",
}
"""Keys of an author in other tools, and ours."""

NOT_PRINTED = {
    *("acknowledgements", "attributes", "contributed-equally", "corresponding", "corresp"),
    *("deceased", "department", "equal-contrib", "fax", "footnote", "funders", "github", "id"),
    *("initials", "isni", "mastodon", "note", "number", "phone", "role", "roles", "symbol"),
    *("twitter", "url", "bluesky", "linkedin", "website"),
}
"""What other tools say about an author and no edition prints."""

AFFILIATION_KEYS = ("name", "institution", "affiliation", "department")
"""Where a structured affiliation says what it is called, the likeliest first."""

READ_WITH_AUTHORS = {"affiliations"}
"""Keys beside the authors that are read into them."""

REFERENCE_KEYS = ("index", "id", "number")
"""Where an affiliation says how authors refer to it."""


def known_as(data: Mapping[str, Any]) -> dict[str, str]:
    """Return our key for each key of *data* that another tool calls otherwise.

    A key whose own form is there as well is left alone: nobody knows which one counts.
    """
    ours = {key: SAME_AS.get(key, key.replace("_", "-")) for key in data}
    return {key: our for key, our in ours.items() if our != key and our not in data}


def read(data: dict[str, Any]) -> dict[str, Any]:
    """Return the front matter *data*, whose keys are ours, with values in our form."""
    places = _affiliations(data.pop("affiliations", None))
    if isinstance(data.get("author"), list | dict):
        authors = data["author"] if isinstance(data["author"], list) else [data["author"]]
        data["author"] = [_author(author, places) for author in authors]
    if isinstance(data.get("license"), dict):
        data["license"] = _first(data["license"], ("content", "type", "text", "name", "id"))
    return data


def _affiliations(listed: Any) -> dict[str, str]:
    """Return the names of the affiliations *listed* beside the authors, by their references."""
    found: dict[str, str] = {}
    for number, place in enumerate(listed if isinstance(listed, list) else [], 1):
        if isinstance(place, dict):
            keys = [str(place[key]) for key in REFERENCE_KEYS if place.get(key) is not None]
            name = _first(place, AFFILIATION_KEYS)
        else:
            keys, name = [], place
        found |= {key: str(name) for key in [*keys, str(number)] if key not in found and name}
    return found


def _author(author: Any, places: Mapping[str, str]) -> Any:
    """Return one author with the keys of a CSL name, as far as they can be made out."""
    if not isinstance(author, dict):
        return author
    named = {str(key).replace("_", "-"): value for key, value in author.items()}
    named = {NAME_SAME_AS.get(key, key): value for key, value in named.items()}
    if isinstance(named.get("name"), dict):
        named = {**named.pop("name"), **named}
    told = named.pop("affiliations", None) or named.pop("affiliation", None)
    if told is not None:
        named["affiliation"] = _joined(told, places)
    if isinstance(named.get("credentials"), list):
        named["credentials"] = ", ".join(map(str, named["credentials"]))
    if isinstance(named.get("orcid"), str):
        named["orcid"] = re.sub(r"^https?://orcid\.org/", "", named["orcid"].strip())
    return {key: value for key, value in named.items() if key not in NOT_PRINTED}


def _joined(told: Any, places: Mapping[str, str]) -> str:
    """Return the affiliations of an author as one line."""
    if isinstance(told, str) and all(part.strip() in places for part in told.split(",")):
        told = [part.strip() for part in told.split(",")]
    names = []
    for one in told if isinstance(told, list) else [told]:
        key = one.get("ref", one.get("id")) if isinstance(one, dict) else one
        name = places.get(str(key)) or (
            _first(one, AFFILIATION_KEYS) if isinstance(one, dict) else one
        )
        names += [str(name)] if name else []
    return "; ".join(names)


def _first(data: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the value of the first of *keys* that *data* has a value for."""
    return next((data[key] for key in keys if data.get(key)), None)
