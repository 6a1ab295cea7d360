"""IMS Common Cartridge with the content inside, as learning platforms import it.

    imsmanifest.xml                     table of contents and list of files
    page.css                            the style sheet of all pages
    calcinosis/calcinosis.html          a reading as a page, its pictures beside it
    calcinosis/calcinosis.pdf           and as files
    calcinosis-quiz/quiz.xml            its self-check, QTI 1.2.1
    calcinosis/link.xml                 where it stands on the web
    pack/rights.html                    pages of the pack's own

Version 1.3 is what Canvas, Blackboard and Brightspace import; Moodle restores 1.1.
"""

import datetime as dt

from chapbook.bundle.cartridge import manifest
from chapbook.bundle.cartridge.contents import Maker
from chapbook.bundle.cartridge.profile import PROFILES
from chapbook.bundle.job import Bundled, Job
from chapbook.bundle.webpages import Formulas
from chapbook.errors import OutputError
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack
from chapbook.packs import PackEdition
from chapbook.tools import archive

DATE = dt.date(1980, 1, 1)
"""Of every file in the archive: the same pack gives the same bytes."""

FORMULAS = {"1.1": Formulas.WORDS, "1.3": Formulas.MATHML}
"""Moodle takes MathML away, which the platforms of the newer version keep."""


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Write *bound* as a cartridge of the version that *row* names.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
        OutputError: Two files would have the same path.
    """
    profile = PROFILES[row.version]
    cartridge = Maker(bound=bound, profile=profile, formulas=FORMULAS[row.version]).cartridge()
    members = {manifest.NAME: manifest.written(cartridge, bound, profile)}
    for resource in manifest.resources(cartridge):
        for file in resource.files:
            if members.setdefault(file.path, file.data) != file.data:
                raise OutputError(f'two files of {job.name} would be "{file.path}"')
    job.path.write_bytes(archive.packed(members, DATE))
    return Bundled(built=BuiltEdition(edition=row.name, path=job.path, name=job.name))
