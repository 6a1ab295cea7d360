"""What a test does whose judge is not installed."""

from pathlib import Path

import pytest

from tests.checkers import axe, require


class TestRequire:
    """What a test does whose judge is not installed."""

    @pytest.fixture(autouse=True)
    def _nothing_from_npm(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHAPBOOK_NODE_TOOLS", str(tmp_path))

    def test_skips_and_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A missing judge skips the test, in one line that ends with what to type."""
        monkeypatch.delenv("CHAPBOOK_REQUIRE_VALIDATORS", raising=False)
        with pytest.raises(pytest.skip.Exception, match=r"axe-core|playwright-core") as skipped:
            require(axe)
        assert str(skipped.value).endswith("make validators")
        assert "\n" not in str(skipped.value)

    def test_fails_where_judges_are_required(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """With CHAPBOOK_REQUIRE_VALIDATORS=1 a missing judge fails the test."""
        monkeypatch.setenv("CHAPBOOK_REQUIRE_VALIDATORS", "1")
        with pytest.raises(pytest.fail.Exception, match="make validators"):
            require(axe)
