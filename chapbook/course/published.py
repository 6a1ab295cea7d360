"""A pack among the published works: what it was made from, what stands, what is new."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chapbook import ingredients, publish, surroundings
from chapbook.course import readings
from chapbook.course.readings import rows
from chapbook.licences import LICENCES
from chapbook.model import BuiltEdition
from chapbook.pack import Pack
from chapbook.packs import PackEdition
from chapbook.publish import Kind
from chapbook.settings import Settings
from chapbook.tools.kept import Kept, clear_old


def standing(pack: Pack, settings: Settings) -> publish.PublishedWork | None:
    """Return the published pack when every file asked for stands as it would be made."""
    manifest = publish.read_manifest(settings.output)
    work = manifest.packs.get(pack.stem) if manifest else None
    if manifest is None or work is None or work.source != surroundings.source_name(pack.path):
        return None
    if surroundings.INDEX not in manifest.names():
        return None
    read = ingredients.hashes(_inputs(pack, settings))
    for row in rows(settings.pack_editions):
        mark = _fingerprint(row, pack, settings, read)
        name = variant(row, pack, settings)
        if not publish.is_current(settings.output, pack.stem, name, mark, kind=Kind.PACK):
            return None
    return work


def kept() -> Kept:
    """Return what this program, with the libraries that it has here, made before.

    Of what is kept on this machine, the oldest goes where it is too much.
    """
    clear_old()
    own = ingredients.hashes(ingredients.program())
    return Kept(program=publish.fingerprint(own, {}, ingredients.versions()))


def publication(
    pack: Pack, settings: Settings, built: Sequence[BuiltEdition]
) -> publish.Publication:
    """Return what the publishing stage needs to know about this pack.

    What was asked for and could not be made consists of no files.

    Args:
        pack: What was bound.
        settings: Of this run.
        built: Its finished files.
    """
    read = ingredients.hashes(_inputs(pack, settings))
    files = {each.edition: each for each in built}
    return publish.Publication(
        kind=Kind.PACK,
        stem=pack.stem,
        source=surroundings.source_name(pack.path),
        title=pack.metadata.title,
        editions=tuple(
            publish.MadeEdition(
                name=variant(row, pack, settings),
                fingerprint=_fingerprint(row, pack, settings, read),
                files=_made(row, pack, files.get(row.name)),
                options=_options(row, pack, settings),
            )
            for row in rows(settings.pack_editions)
        ),
        inputs=read,
        tools=ingredients.versions(),
        about=_about(pack),
    )


def variant(row: PackEdition, pack: Pack, settings: Settings) -> str:
    """Return the name of *row* in the manifest: another paper than the pack's own shows in it."""
    return f"{row.name}{sheet(pack, settings)}" if "{sheet}" in row.file else row.name


def sheet(pack: Pack, settings: Settings) -> str:
    """Return what the names of files say of their paper: nothing of the pack's own."""
    paper = settings.paper or pack.metadata.paper
    return "" if paper is pack.metadata.paper else f"-{paper.value}"


def _made(row: PackEdition, pack: Pack, built: BuiltEdition | None) -> tuple[publish.MadeFile, ...]:
    """Return the finished file of *row*, if there is one."""
    if built is None:
        return ()
    purpose, pages = pack.labels[row.purpose], built.page_count
    return (publish.MadeFile(path=built.path, name=built.name, purpose=purpose, pages=pages),)


def _about(pack: Pack) -> dict[str, str]:
    """Return what the page about all works says of *pack*; nothing is empty."""
    from chapbook.tools import dates
    from chapbook.tools.labels import joined

    metadata, labels = pack.metadata, pack.labels
    version = metadata.version
    licence, address = LICENCES.get(metadata.license or "", (metadata.license, None))
    said = {
        "lang": metadata.lang,
        "kind": " \u00b7 ".join(filter(None, (metadata.course, metadata.term))),
        "subtitle": metadata.subtitle,
        "publisher": metadata.institution,
        "authors": joined([name.display for name in metadata.instructor], labels),
        "published": labels["published"].format(date=dates.long(metadata.date, metadata.lang)),
        "version": labels["version"].format(version=version) if version else "",
        "licence": licence,
        "licence-url": address,
    }
    return {key: value for key, value in said.items() if value}


def _inputs(pack: Pack, settings: Settings) -> dict[str, Path]:
    """Return every file that *pack* is made from, by its name in the manifest."""
    inputs = {f"pack/{name}": path for name, path in pack.inputs.items()}
    manifest = publish.read_manifest(settings.output)
    for reading in pack.readings:
        for name, path in readings.files(reading, pack, settings, manifest).items():
            inputs[f"reading/{reading.identifier}/{name}"] = path
    return inputs | dict(ingredients.program())


def _options(row: PackEdition, pack: Pack, settings: Settings) -> dict[str, str]:
    """Return what a file of *pack* is asked to be like."""
    paper = settings.paper or pack.metadata.paper
    return {"edition": row.name, "paper": paper.value, "own-paper": pack.metadata.paper.value}


def _fingerprint(row: PackEdition, pack: Pack, settings: Settings, read: Mapping[str, str]) -> str:
    """Return the fingerprint of one file of *pack*, made from files with the hashes *read*."""
    return publish.fingerprint(read, _options(row, pack, settings), ingredients.versions())
