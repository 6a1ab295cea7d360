"""The first stage: read an article and everything that it names into a Manuscript."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from chapbook.editions import MANUSCRIPT
from chapbook.errors import UsageError
from chapbook.findings import Finding, Place
from chapbook.frontmatter import FrontMatter
from chapbook.load import (
    alerts,
    around,
    bibliography,
    crossref,
    csl,
    front_matter,
    images,
    leftover,
    manubot,
    mend,
    quarto,
    sizes,
    source,
    themes,
    translate,
    translations,
)
from chapbook.model import Manuscript, Reference, Source
from chapbook.tools import labels, store, yaml
from chapbook.tools.pandoc import meaning

MARKDOWN_ENDINGS = (".md", ".markdown", ".mkd", ".txt", ".qmd", ".rmd", ".rmarkdown", ".pandoc")

JUDGED_LATER = {"DuplicateIdentifier"}
"""Remarks of pandoc that ``chapbook.validate`` makes better, with every place."""


def manuscript(path: Path, theme: str | None = None) -> Manuscript:
    """Read the article *path*, with the theme *theme* in place of the one it names.

    Everything that is wrong with what was read is in the manuscript's ``findings``;
    what could be read all the same is there too, so that later checks can run.

    Raises:
        UsageError: There is no such file.
    """
    if not path.is_file():
        raise UsageError(f'there is no article "{path}"', fix="make ARTICLE=path/to/article.md")
    if path.name == MANUSCRIPT:
        text, findings, files = manubot.read(path)
    elif path.suffix.lower() in MARKDOWN_ENDINGS:
        (text, findings), files = source.read(path, path.name), {}
    else:
        raise UsageError(f'"{path}" is not a Markdown file', fix="Give a file that ends in .md")
    if text is None:
        text = source.from_text("", path.name)
        return of_text(path, text, _themed(front_matter.read(text)[0], theme), findings)
    text, unread, around_it = around.completed(text, path.absolute().parent)
    text, mistold, included = translate.translated(text, path.absolute().parent)
    metadata, wrong = front_matter.read(text)
    metadata = _themed(metadata, theme)
    read = of_text(path, text, metadata, [*findings, *unread, *mistold, *wrong])
    return replace(read, inputs={**files, **around_it, **included, **read.inputs})


def front(path: Path) -> FrontMatter | None:
    """Return what the article *path* says of itself; nothing when its file cannot be read.

    What is wrong with it is for whoever reads all of it.
    """
    is_manubot = path.name == MANUSCRIPT
    text = manubot.read(path)[0] if is_manubot else source.read(path, path.name)[0]
    if text is None:
        return None
    return front_matter.read(around.completed(text, path.absolute().parent)[0])[0]


def _themed(metadata: FrontMatter, theme: str | None) -> FrontMatter:
    """Return *metadata* with the theme that one run asks for."""
    return metadata.model_copy(update={"theme": theme}) if theme else metadata


def of_text(path: Path, text: Source, metadata: FrontMatter, findings: list[Finding]) -> Manuscript:
    """Return the manuscript of the article *text*, in pandoc's Markdown; read what it names.

    Args:
        path: Its file; nothing outside the folder of that is read.
        text: What it says.
        metadata: Its front matter.
        findings: What reading it found until now.
    """
    folder = path.absolute().parent
    blocks, remarks = meaning.read(source.body(text))
    words = labels.load(metadata.lang if labels.covers(metadata.lang) else "en")
    blocks = alerts.understood(leftover.understood(blocks), words)
    blocks = quarto.understood(blocks, words)
    blocks = crossref.understood(blocks, words)
    findings = findings + [
        Finding(
            code="tool-warning",
            place=text.at(remark.line, remark.column),
            message=f"pandoc: {remark.text}",
        )
        for remark in remarks
        if remark.kind not in JUDGED_LATER
    ]
    at = _key_place(text, "bibliography")
    works, wrong, inputs = bibliography.read(folder, metadata.bibliography, at)
    inline, unread = _inline(metadata, text)
    works, doubles = bibliography.unique([*works, *inline])
    wrong += [*unread, *doubles]
    works, remarks_on_works = mend.mended(works)
    blocks = manubot.resolved(blocks, works)
    assets, faults, files = images.read(folder, images.places(blocks, text))
    blocks, unsized = sizes.understood(blocks, assets, text)
    faults += unsized
    metadata, untold, others = translations.read(path, metadata, text)
    theme, unfit, of_theme = themes.read(folder, metadata.theme, _key_place(text, "theme"))
    kept = [*store.read(path)]
    return Manuscript(
        path=path.absolute(),
        source=text,
        metadata=metadata,
        abstract=meaning.read(metadata.abstract or "")[0],
        blocks=blocks,
        references=tuple(works),
        assets=assets,
        findings=(*findings, *wrong, *remarks_on_works, *faults, *unfit, *untold, *_damaged(kept)),
        inputs={text.name: path, **inputs, **files, **of_theme, **others, **_whole(kept)},
        theme=theme,
        versions=tuple(each.frozen for each in kept if each.frozen),
    )


def _damaged(kept: list[store.Stored]) -> Iterator[Finding]:
    """Yield a finding about each text that was kept and cannot be read."""
    for each in kept:
        if each.fault:
            place = Place(file=each.name)
            yield Finding(code="version-damaged", place=place, message=each.fault)


def _whole(kept: list[store.Stored]) -> dict[str, Path]:
    """Return the files of the texts that could be read, by their names."""
    return {each.name: each.path for each in kept if each.frozen}


def _inline(metadata: FrontMatter, text: Source) -> tuple[list[Reference], list[Finding]]:
    """Return the works that the front matter itself holds under ``references``."""
    if not metadata.references:
        return [], []
    front = yaml.load(source.front_matter_text(text) or "")
    # The first line of the file is the one of the three hyphens.
    lines = [
        front.position(("references", index, "id"))[0] + 2
        for index in range(len(metadata.references))
    ]
    return csl.read(metadata.references, [text.at(line) for line in lines])


def _key_place(text: Source, key: str) -> Place:
    """Return where the front matter gives *key*; its first line without one."""
    match = re.search(rf"^{re.escape(key)}\s*:", text.text, re.M)
    return text.place(match.start()) if match else text.at(1)
