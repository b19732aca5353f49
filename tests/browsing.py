"""The corpus page in a real browser: Debian's Chromium, from file://, and what every test of it expects."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
AXE = ROOT / "browser/node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
REQUIRED = bool(os.environ.get("CHUANGWEN_BROWSER"))
"""Set by .ci/run: there a browser that is not found is a failure and no reason to skip."""


def missing(what: str) -> None:
    """Skips a test, or fails it where a browser is promised."""
    if REQUIRED:
        pytest.fail(f"{what} is not there; .ci/browser installs it")
    pytest.skip(f"{what} is not there; .ci/browser installs it")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser of Playwright's."""
    program = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    if not program:
        missing("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, index: Path, *, width: int = 1280, **options: Any) -> Iterator[Any]:
    """A page, open and shown. At the end: it reached for nothing beyond its folder, and neither it nor its policy complained."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, accept_downloads=True, **{"locale": "en-GB", **options}
    )
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(index.as_uri())
    page.wait_for_selector("h1")
    try:
        yield page
    finally:
        context.close()
    folder = index.parent.as_uri()
    beyond = [url for url in asked if not url.startswith((folder, "data:", "blob:"))]
    assert not beyond, beyond
    assert not said, said


def go(page: Any, route: str) -> None:
    """Goes to a view and waits until it is shown."""
    page.evaluate("route => { location.hash = route }", route)
    page.wait_for_function("route => decodeURI(location.hash) === decodeURI(route)", arg=route)
    page.wait_for_function(
        "() => !!document.querySelector('main h1, main .error') && ![...document.querySelectorAll('main [role=status]')]"
        ".some(one => /Loading|正在载入/.test(one.textContent))"
    )


def violations(page: Any) -> list[str]:
    """What axe finds, each with the element; nothing is left out. It fetches no style sheets, which the policy forbids."""
    if not AXE.is_file():
        missing("axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, { preload: false, runOnly: { type: 'tag', values: tags } })", list(TAGS)
    )
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
