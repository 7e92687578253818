"""Templates keep to the content security policy and never switch escaping off."""

import re

from tests.house.sources import page_templates, templates, text

_UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(")
_INLINE = re.compile(
    r"""
      <[^>{}]*?\sstyle\s*=          # <p style="…">
    | \son[a-z]+\s*=\s*["']         # onclick="…"
    | <script\b[^>]*>\s*[^\s<]      # a body between the tags
    | <style\b
    | \bjavascript:
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def test_escaping_is_never_switched_off() -> None:
    found = [
        f"{path}: {match.group(0)}"
        for path in templates()
        for match in _UNESCAPED.finditer(text(path))
    ]
    assert found == []


def test_pages_hold_no_inline_script_or_style() -> None:
    found = [
        f"{path}: {match.group(0)}"
        for path in page_templates()
        for match in _INLINE.finditer(_COMMENT.sub("", text(path)))
    ]
    assert found == []
