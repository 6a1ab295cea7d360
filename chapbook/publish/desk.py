"""The desk: where editions are made before anything reaches ``output/``."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from chapbook.publish.faults import disk_faults, output_faults
from chapbook.publish.folders import make_folder, make_private_folder
from chapbook.publish.journal import DESK_PREFIX
from chapbook.publish.locks import held
from chapbook.publish.recovery import LOCK_SUFFIX, clear_desk, recover


@contextmanager
def desk(output: Path) -> Iterator[Path]:
    """Give an empty private folder inside *output*, which is made if need be.

    The folder is removed at the end, however the body ends; that of a killed run
    by the next one. Runs may have their desks side by side. Calls `recover` first.

    Raises:
        OutputError: *output* cannot be written, or the disk fills up in the body.
    """
    with ExitStack() as stack:
        with output_faults(output):
            make_folder(output)
            recover(output)
            folder = output / f"{DESK_PREFIX}{os.urandom(4).hex()}"
            stack.enter_context(held(folder.with_name(folder.name + LOCK_SUFFIX)))
            stack.callback(_clear, output, folder)
            make_private_folder(folder)
        with disk_faults(output):
            yield folder


def _clear(output: Path, folder: Path) -> None:
    with output_faults(output):
        clear_desk(output, folder)
