"""The first stage: read an article and everything that it names into a Manuscript."""

import re
from dataclasses import replace
from pathlib import Path

from chapbook.editions import MANUSCRIPT
from chapbook.errors import UsageError
from chapbook.findings import Finding, Place
from chapbook.frontmatter import FrontMatter
from chapbook.load import (
    around,
    bibliography,
    crossref,
    csl,
    front_matter,
    images,
    manubot,
    mend,
    quarto,
    sizes,
    source,
    themes,
    translate,
)
from chapbook.model import Manuscript, Node, Reference, Source
from chapbook.tools import labels, yaml
from chapbook.tools.pandoc import ast, meaning, tokens

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
        return _manuscript(path, text, _themed(front_matter.read(text)[0], theme), findings)
    text, unread, around_it = around.completed(text, path.absolute().parent)
    text, mistold, included = translate.translated(text, path.absolute().parent)
    metadata, wrong = front_matter.read(text)
    metadata = _themed(metadata, theme)
    read = _manuscript(path, text, metadata, [*findings, *unread, *mistold, *wrong])
    return replace(read, inputs={**files, **around_it, **included, **read.inputs})


def _themed(metadata: FrontMatter, theme: str | None) -> FrontMatter:
    """Return *metadata* with the theme that one run asks for."""
    return metadata.model_copy(update={"theme": theme}) if theme else metadata


def _manuscript(
    path: Path, text: Source, metadata: FrontMatter, findings: list[Finding]
) -> Manuscript:
    """Read what the article *text* names."""
    folder = path.absolute().parent
    blocks, remarks = meaning.read(source.body(text))
    words = labels.load(metadata.lang if labels.covers(metadata.lang) else "en")
    blocks = crossref.understood(quarto.understood(blocks, words), words)
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
    assets, faults, files = images.read(folder, _image_places(blocks, text))
    blocks, unsized = sizes.understood(blocks, assets, text)
    faults += unsized
    theme, unfit, of_theme = themes.read(folder, metadata.theme, _key_place(text, "theme"))
    return Manuscript(
        path=path.absolute(),
        source=text,
        metadata=metadata,
        blocks=blocks,
        references=tuple(works),
        assets=assets,
        findings=(*findings, *wrong, *remarks_on_works, *faults, *unfit),
        inputs={text.name: path, **inputs, **files, **of_theme},
        theme=theme,
    )


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


def _image_places(blocks: list[Node], text: Source) -> list[tuple[str, Place]]:
    """Return each image's target with the place of its first use, in order."""
    targets = dict.fromkeys(node["c"][2][0] for node in ast.nodes(blocks) if node["t"] == "Image")
    return [(target, _first_use(target, text)) for target in targets]


def _first_use(target: str, text: Source) -> Place:
    """Return where *text* first names the image *target*."""
    match = tokens.address(target).search(text.searchable)
    return text.place(match.start("at")) if match else Place(file=text.name)
