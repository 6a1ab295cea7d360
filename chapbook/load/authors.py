"""Authors as people already write them for other tools, turned into ours.

author: "Ada Lovelace, Charles Babbage and Mary Somerville"
authors:
  - {name: Ada Lovelace, affiliation: "1, 2", orcid: https://orcid.org/..., corresponding: true}
affiliations: [{index: 1, name: University of London}, ...]
"""

import re
from collections.abc import Mapping
from typing import Any

NAME_SAME_AS = {
    "degrees": "credentials",  # Quarto
    "given-name": "given",
    "given-names": "given",  # JOSS
    "surname": "family",  # JOSS
    "family-name": "family",
    "corresp": "corresponding",
    "correspondence": "corresponding",  # pandoc-scholar
    "equal-contrib": "equal-contribution",  # JOSS
    "equal-contributor": "equal-contribution",  # Quarto, MyST
    "contributed-equally": "equal-contribution",
}
"""Keys of an author in other tools, and ours."""

NOT_PRINTED = {
    *("acknowledgements", "address", "collaborations", "contributions", "deceased", "department"),
    *("fax", "footnote", "funders", "github", "id", "image", "index", "initials", "isni"),
    *("mastodon", "metadata", "note", "number", "phone", "role", "roles", "symbol", "twitter"),
    *("url", "bluesky", "linkedin", "website", "name-alternative", "ror", "code", "social"),
    *("mastodon-server", "homepage", "bio", "photo", "job-title", "orcid-id", "telephone"),
    *("symbol-str", "symbol-text"),
}
"""What other tools say about an author and no edition prints."""

AFFILIATION_KEYS = ("name", "institution", "affiliation", "organization", "organisation")
"""Where a structured affiliation says what it is called, the likeliest first."""

PLACE_KEYS = (("department", "division", "group"), AFFILIATION_KEYS, ("city",), ("country",))
"""What of a structured affiliation is printed, in the order in which it is."""

REFERENCE_KEYS = ("index", "id", "number", "ref")
"""Where an affiliation says how authors refer to it."""

CREDENTIALS = frozenset(
    {"MD", "PhD", "DPhil", "DO", "RN", "MPH", "MSc", "MS", "BSc", "MA", "BA", "MBBS", "DDS"}
    | {"PharmD", "DrPH", "ScD", "MBA", "FRCP", "MRCP", "MRCGP", "FACP", "DNP", "NP", "BN", "MN"}
    | {"Dr", "EdD", "JD", "MSN", "BSN", "MBChB", "FRCS", "FRCPCH", "PT", "DPT", "RD", "CNM"}
)
"""Degrees and titles that stand behind a name, without full stops."""

SEVERAL = 3
"""So many parts between commas are names of several people, not one name the other way round."""


def read(told: Any, affiliations: Any) -> Any:
    """Return the authors *told* with the keys of CSL names, as far as they can be made out.

    Args:
        told: A text, an author or a list of both.
        affiliations: What is listed beside the authors, or nothing.
    """
    if isinstance(told, str):
        told = split(told)
    listed = told if isinstance(told, list) else [told]
    places = {**_named_with_authors(listed), **_affiliations(affiliations)}
    return [_author(one, places) for one in listed]


def _named_with_authors(listed: list[Any]) -> dict[str, str]:
    """Return the affiliations that one author spells out and others name by ``id``, as in MyST."""
    of_authors = [one.get("affiliations") for one in listed if isinstance(one, dict)]
    spelt = [place for told in of_authors if isinstance(told, list) for place in told]
    return {
        str(place["id"]): name
        for place in spelt
        if isinstance(place, dict) and place.get("id") and (name := _printed(place))
    }


def split(text: str) -> list[str]:
    """Return the names in *text*: between semicolons, or between commas and a last "and"."""
    if ";" in text:
        return [part.strip() for part in text.split(";") if part.strip()]
    parts = re.split(r"\s*,?\s+(?:and|und|et|y|e|en|och|i|и|та|και|&)\s+|\s*&\s*", text)
    parts = [name for part in parts for name in re.split(r"\s*,\s*", part)]
    joined = len(parts) > text.count(",") + 1
    if (joined or len(parts) >= SEVERAL) and all(map(_is_whole, parts)):
        return parts
    return [text]


def _is_whole(name: str) -> bool:
    """Tell whether *name* looks like a person's, with a given name and a family name."""
    words = name.split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()


def _author(author: Any, places: Mapping[str, str]) -> Any:
    """Return one author in our form."""
    if isinstance(author, str):
        return _titled(author)
    if not isinstance(author, dict):
        return author
    named = _flat({str(key).replace("_", "-"): value for key, value in author.items()})
    named = {NAME_SAME_AS.get(key, key): value for key, value in named.items()}
    if isinstance(named.get("name"), dict):
        named = {**_names(named.pop("name")), **named}
    told = [value for key in ("affiliations", "affiliation") if (value := named.pop(key, None))]
    if told:
        named["affiliation"] = _joined(told[0], places)
    if isinstance(named.get("credentials"), list):
        named["credentials"] = ", ".join(map(str, named["credentials"]))
    if isinstance(named.get("orcid"), str):
        named["orcid"] = re.sub(r"^https?://(?:www\.)?orcid\.org/", "", named["orcid"].strip())
    return {key: value for key, value in _marked(named).items() if key not in NOT_PRINTED}


def _names(name: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a name under our keys."""
    named = {str(key).replace("_", "-"): value for key, value in name.items()}
    return {NAME_SAME_AS.get(key, key): value for key, value in named.items()}


def _flat(named: dict[str, Any]) -> dict[str, Any]:
    """Return *named* with Quarto's ``attributes`` beside the other keys."""
    attributes = named.pop("attributes", None)
    if isinstance(attributes, dict):
        named |= {str(key).replace("_", "-"): value for key, value in attributes.items()}
    return named


def _marked(named: dict[str, Any]) -> dict[str, Any]:
    """Return *named*, of whom an address in place of "yes" is the address for letters."""
    told = named.get("corresponding")
    if isinstance(told, str) and "@" in told:
        named |= {"corresponding": True, "email": named.get("email") or told}
    if isinstance(named.get("corresponding"), dict):
        named["corresponding"] = True
    return named


def _titled(text: str) -> Any:
    """Return the name *text*; degrees that stand behind it are taken as such."""
    name, *rest = (part.strip() for part in text.split(","))
    degrees = [part for part in rest if part.replace(".", "") in CREDENTIALS]
    if rest and len(degrees) == len(rest) and " " in name:
        return {"name": name, "credentials": ", ".join(degrees)}
    return text


def _affiliations(listed: Any) -> dict[str, str]:
    """Return the names of the affiliations *listed* beside the authors, by their references."""
    found: dict[str, str] = {}
    if isinstance(listed, dict):
        listed = [{"id": key, **_place(value)} for key, value in listed.items()]
    for number, place in enumerate(listed if isinstance(listed, list) else [], 1):
        keys: list[str] = []
        if isinstance(place, dict):
            keys = [str(place[key]) for key in REFERENCE_KEYS if place.get(key) is not None]
        name = _printed(place)
        found |= {key: name for key in [*keys, str(number)] if key not in found and name}
    return found


def _place(value: Any) -> dict[str, Any]:
    """Return an affiliation that stands as text or with keys of its own."""
    return value if isinstance(value, dict) else {"name": value}


def _printed(place: Any) -> str:
    """Return what is printed of one affiliation."""
    if not isinstance(place, dict):
        return str(place) if place else ""
    parts = [next((place[key] for key in keys if place.get(key)), None) for keys in PLACE_KEYS]
    said: list[str] = []
    for part in parts:
        if part and not any(str(part) in other for other in said):
            said.append(str(part))
    return ", ".join(said)


def _joined(told: Any, places: Mapping[str, str]) -> str:
    """Return the affiliations of an author as one line, a semicolon between them."""
    if isinstance(told, str) and places:
        parts = [part.strip() for part in re.split("[,;]", told)]
        told = parts if all(part in places for part in parts) else told
    names: list[str] = []
    for one in told if isinstance(told, list) else [told]:
        key = one.get("ref", one.get("id")) if isinstance(one, dict) else one
        name = places.get(str(key)) or _printed(one)
        names += [name] if name and name not in names else []
    return "; ".join(names)
