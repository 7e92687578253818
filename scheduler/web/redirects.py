"""Where a browser may be sent back to: paths of our own, and nothing that looks like one."""

import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

HOME: Final = "/"
_LONGEST: Final = 2000
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def safe_path(text: str | None) -> str:
    r"""Return ``text`` if it is a path of ours with its query, else the first page.

    Browsers read ``\`` as ``/`` and skip tabs and line feeds, so that ``/\evil`` leads to another
    host; whoever compares host names misses that.
    """
    if not text or len(text) > _LONGEST or not _is_plain(text):
        return HOME
    try:
        parts = urlsplit(text)
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or not _is_path(parts.path):
        return HOME
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_plain(text: str) -> bool:
    if not _is_path(text) or any(unicodedata.category(sign) in _UNSEEN for sign in text):
        return False
    decoded = unquote(text)
    controls = any(unicodedata.category(sign) == "Cc" for sign in decoded)
    return "\\" not in decoded and not controls


def _is_path(text: str) -> bool:
    return text.startswith("/") and not text.startswith("//")
