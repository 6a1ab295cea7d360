"""Keep the pages as they are made now.  Run it as ``make accept``, and look at what it shows.

It prints which pages have changed since they were last kept, and writes a sheet with each of them
as it was, as it is, and the difference; then it writes the new pictures.
"""

import json
import tempfile
from pathlib import Path

from tests.pages import baseline, picture


def main() -> int:
    """Compare, show and keep."""
    with tempfile.TemporaryDirectory() as folder:
        new = baseline.made(Path(folder))
    old = baseline.kept()
    # What looks the same as before stays the same file, whoever makes it.
    exactly = baseline.has_equal_versions()
    differing = baseline.changed(old, new, exactly=exactly)
    for name in differing:
        state = "new" if name not in old else "gone" if name not in new else "changed"
        print(f"{state:8}{name}")
        if name in new:
            picture.save(new[name], baseline.FOLDER / f"{name}.png")
        else:
            (baseline.FOLDER / f"{name}.png").unlink()
    baseline.VERSIONS.write_text(json.dumps(baseline.versions(), indent=2) + "\n", "utf-8")
    print(f"{len(differing)} of {len(new)} pages differ from those that were kept")
    if differing:
        print(f"Look at them before you commit: {baseline.show(differing, 'accepted')}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
