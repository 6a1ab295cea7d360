"""Files and folders as published: modes, durability, and the old version kept."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

FILE_MODE = 0o644
FOLDER_MODE = 0o755
PRIVATE_MODE = 0o700

#: Which answers to link(2) mean that the disk has no hard links, or not for this
#: file?  FAT and many network disks; `fs.protected_hardlinks` for others' files.
_NO_LINK = {
    errno.EPERM,
    errno.EACCES,
    errno.EMLINK,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
}


def make_folder(folder: Path) -> None:
    """Make *folder* and what it lies in, readable for all whatever the umask."""
    if folder.is_dir():
        return
    if folder != folder.parent:
        make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(FOLDER_MODE)


def make_private_folder(folder: Path) -> None:
    """Make *folder*, which must not exist, for us alone whatever the umask."""
    folder.mkdir()
    folder.chmod(PRIVATE_MODE)


def remove_if_empty(folder: Path) -> None:
    """Remove *folder* unless something lies in it or it is gone already."""
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT}:
            raise


def remove_tree(folder: Path) -> None:
    """Remove *folder* and all in it, if it exists."""
    # Imported late: it loads every compression library.
    import shutil

    if folder.is_dir():
        shutil.rmtree(folder)


def write_durably(path: Path, data: bytes) -> None:
    """Write *data* so that it outlasts a power cut, but for the folder's entry."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def keep(old: Path, backup: Path) -> None:
    """Give *old* a second name, or a copy where the disk has no second names."""
    try:
        os.link(old, backup)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        write_durably(backup, old.read_bytes())
        backup.chmod(old.stat().st_mode & 0o777)


def sync_file(path: Path) -> None:
    """Wait until the content of *path* is on the disk."""
    _sync(path)


def sync_folders(paths: Iterable[Path]) -> None:
    """Wait until the entries of the folders are on the disk; those gone are skipped."""
    for folder in sorted(set(paths)):
        if folder.is_dir():
            try:
                _sync(folder)
            except OSError as error:
                # Some network disks cannot sync a folder, and say so with EINVAL.
                if error.errno != errno.EINVAL:
                    raise


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
