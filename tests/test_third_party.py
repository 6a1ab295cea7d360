"""The notices of other people's work name what is really installed."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTICES = (ROOT / "THIRD_PARTY.md").read_text("utf-8")


def locked(name: str) -> dict[str, str]:
    """Return the version of every package that the lock file *name* installs."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.M))


def plain(name: str) -> str:
    """Return the name of a package as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_of_the_product_is_named_with_its_version() -> None:
    """A package that a build installs stands in the notices, in the version of the lock file."""
    words = {plain(word) for word in re.findall(r"[A-Za-z][\w.-]+", NOTICES)}
    missing = [
        f"{name} {version}"
        for name, version in locked("product.txt").items()
        if plain(name) not in words or version not in NOTICES
    ]
    assert missing == []


def test_no_lock_names_a_registry() -> None:
    """Lock files hold names, versions and hashes, but no address of this or that mirror."""
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text("utf-8"), path.name
    assert "resolved" not in (ROOT / "tests/tools/package-lock.json").read_text("utf-8")
