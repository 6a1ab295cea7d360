"""Reading what the front matters of an article's translations say: language, title, address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.frontmatter import FrontMatter
from chapbook.load import front_matter, source
from chapbook.load.confine import inside
from chapbook.model import Source
from chapbook.tools import dates, yaml
from chapbook.translations import Translation, speaks


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What came of reading the translations of one article."""

    path: Path
    """The article."""
    metadata: FrontMatter
    text: Source
    known: list[Translation] = field(default_factory=list)
    """Those that can be named, with titles and addresses where their files have them."""
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


def read(
    path: Path, metadata: FrontMatter, text: Source
) -> tuple[FrontMatter, list[Finding], dict[str, Path]]:
    """Return *metadata* with translations as their files tell, and what is wrong with them.

    Those with findings are left out.  The files that were read come last, by their names.
    """
    if not metadata.translations:
        return metadata, [], {}
    reading = _Reading(path=path, metadata=metadata, text=text)
    places = _places(text, metadata.translations)
    for translation, at in zip(metadata.translations, places, strict=True):
        _one(reading, translation, at)
    told = metadata.model_copy(update={"translations": reading.known})
    return told, reading.findings, reading.files


def _one(reading: _Reading, translation: Translation, at: Place) -> None:
    """Read one translation, which the article names at *at*."""
    wrong = _wrong_language(reading, translation)
    if wrong:
        _find(reading, "translation-language", at, *wrong)
        return
    told = _from_file(reading, translation, at) if translation.file else translation
    if told:
        reading.known.append(told)


def _wrong_language(reading: _Reading, translation: Translation) -> tuple[str, str] | None:
    """Return why no translation can be in this language, and what to do; nothing if it can."""
    lang = translation.lang
    if not dates.is_language(lang):
        return f'"{lang}" is not the tag of a language', "Write a BCP 47 tag, as in de or pt-BR."
    if lang.lower() == reading.metadata.lang.lower():
        return f'"{lang}" is the language of the article itself', "Remove this translation."
    if any(lang.lower() == known.lang.lower() for known in reading.known):
        return f'there are two translations in "{lang}"', "Keep one of them."
    return None


def _from_file(reading: _Reading, translation: Translation, at: Place) -> Translation | None:
    """Return *translation* with what its file says; nothing where that is no such article."""
    name = translation.file or ""
    path, missing = inside(reading.path.absolute().parent, name, at, "translation-missing")
    reading.findings += missing
    if path is None:
        return None
    reading.files[name] = path
    text, _ = source.read(path, name)
    if text is None or source.front_matter_text(text) is None:
        _find(reading, "translation-missing", at, f'"{name}" is not an article with front matter')
        return None
    said, _ = front_matter.read(text)
    if not speaks(said.lang, translation.lang):
        message = f'"{name}" is in "{said.lang}", not in "{translation.lang}"'
        fix = f"Write {said.lang} here, or mend lang: in {name}."
        _find(reading, "translation-language", at, message, fix)
        return None
    if not any(speaks(back.lang, reading.metadata.lang) for back in said.translations):
        line = f"translations: {{{reading.metadata.lang}: {reading.path.name}}}"
        message = f'"{name}" does not name this article among its translations'
        _find(reading, "translation-one-way", at, message, f"In {name} add the line  {line}")
    own = f"https://doi.org/{said.doi}" if said.doi else said.url
    title, url = translation.title or said.title, translation.url or own
    return translation.model_copy(update={"title": title, "url": url})


def _find(reading: _Reading, code: str, at: Place, message: str, fix: str = "") -> None:
    """Keep a finding about the translation that is named at *at*."""
    excerpt = reading.text.excerpt(at)
    reading.findings.append(Finding(code=code, place=at, message=message, fix=fix, excerpt=excerpt))


def _places(text: Source, translations: Sequence[Translation]) -> list[Place]:
    """Return where each of *translations* stands in the front matter."""
    front = yaml.load(source.front_matter_text(text) or "")
    listed = (front.data or {}).get("translations")
    steps = list(listed) if isinstance(listed, dict) else list(range(len(translations)))
    found = [front.position(("translations", step)) for step in steps[: len(translations)]]
    return [text.at(line + front_matter.FIRST_LINE, column + 1) for line, column in found]
