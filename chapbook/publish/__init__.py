"""Move finished files from the desk into ``output/``, all of them or none.

    desk      a private staging folder beside the published files
    release   journal, renames, ``manifest.json`` last
    recover   finish or undo what a killed run left behind; every command calls it first

``output/`` while a publication is under way::

    .lock                 held with flock(2) for as long as anything is moved
    .journal.json         exists exactly while files are being moved
    .desk-3f2a90c1/       staged files; its own ``.publish/`` keeps the old versions
    .desk-3f2a90c1.lock   held with flock(2) for as long as the desk's process lives
    calcinosis.pdf  handouts/…  manifest.json
"""

from chapbook.publish.desk import desk
from chapbook.publish.fingerprint import are_current, content_sha256, fingerprint, is_current
from chapbook.publish.manifest import (
    Kind,
    Manifest,
    PublishedEdition,
    PublishedFile,
    PublishedWork,
    read_manifest,
)
from chapbook.publish.names import MANIFEST_NAME
from chapbook.publish.publication import MadeEdition, MadeFile, Publication
from chapbook.publish.recovery import Recovery, recover
from chapbook.publish.release import SharedFiles, release, withdraw

__all__ = [
    "MANIFEST_NAME",
    "Kind",
    "MadeEdition",
    "MadeFile",
    "Manifest",
    "Publication",
    "PublishedEdition",
    "PublishedFile",
    "PublishedWork",
    "Recovery",
    "SharedFiles",
    "are_current",
    "content_sha256",
    "desk",
    "fingerprint",
    "is_current",
    "read_manifest",
    "recover",
    "release",
    "withdraw",
]
