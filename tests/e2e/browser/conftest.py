"""The machine's own Chromium, driven by playwright; skipped in words where there is none."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The path of the browser; skips the test, or fails it where QBOT_REQUIRE_BROWSER=1 demands one."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        words = f"no Chromium on this machine: none of {', '.join(_NAMES)} is installed"
        if os.environ.get("QBOT_REQUIRE_BROWSER") == "1":
            pytest.fail(words)
        pytest.skip(words)
    return path


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        await browser.close()
