"""A patch on its way from the fix job to the propose job: one compressed output, checked on arrival.

GitHub silently drops a job output that contains a masked value, and limits outputs to 1 MB a job; so
the patch is compressed, and its length and hash travel beside it. Missing or different = withheld.
"""

import base64
import gzip
import hashlib
import zlib
from dataclasses import dataclass

from bot.decide.vetting import MAX_PATCH

MAX_PACKED = 120_000
"""Characters: a job output reaches the next job's step as an environment variable, and Linux gives
one variable at most 128 KiB."""


class Withheld(Exception):
    """The patch did not arrive as it was sent, or is too large to send; the text says which."""


@dataclass(frozen=True)
class Packed:
    """A patch as job outputs; `text` is base64 of gzip, `sha256` that of the text."""

    text: str
    length: int
    sha256: str


def pack(patch: bytes) -> Packed:
    """A patch as outputs. An empty patch gives an empty text."""
    if len(patch) > MAX_PATCH:
        raise Withheld(f"the patch is {len(patch)} bytes; at most {MAX_PATCH} are proposed")
    text = base64.b64encode(gzip.compress(patch, mtime=0)).decode() if patch else ""
    if len(text) > MAX_PACKED:
        raise Withheld(f"the patch is {len(text)} bytes packed; at most {MAX_PACKED} travel between jobs")
    return Packed(text=text, length=len(text), sha256=hashlib.sha256(text.encode()).hexdigest())


def unpack(text: str, length: str, sha256: str) -> bytes:
    """The patch that was packed, or `Withheld`."""
    if not text:
        raise Withheld("no patch arrived; GitHub drops an output that contains a masked value")
    if str(len(text)) != length or hashlib.sha256(text.encode(errors="replace")).hexdigest() != sha256:
        raise Withheld("the patch arrived changed or cut")
    try:
        raw = base64.b64decode(text, validate=True)
        unzip = zlib.decompressobj(wbits=31)
        patch = unzip.decompress(raw, MAX_PATCH + 1)
    except (ValueError, zlib.error) as error:
        raise Withheld("the patch cannot be unpacked") from error
    if len(patch) > MAX_PATCH:
        raise Withheld(f"the patch is larger than {MAX_PATCH} bytes")
    if not unzip.eof or unzip.unused_data or not patch:
        raise Withheld("the patch cannot be unpacked")
    return patch
