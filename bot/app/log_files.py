"""A file as people have it → the texts in it: plain, packed, or the archive that GitHub gives of a run's logs.

GitHub's archive holds a file for each job and, in folders, the same again for each step; its jobs have mostly
passed. Source: docs.github.com/en/rest/actions/workflow-runs#download-workflow-run-logs
"""

import codecs
import gzip
import io
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_JOB = re.compile(r"\d+_(?P<job>[^/]+)\.txt$")
_READ = re.compile(r"(?:.*/)?[^/.][^/]*\.(?:txt|log|xml|sarif|json|tap|info|out)$", re.I)


BROKEN = (EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)
"""What reading a packed file raises that is cut short, broken, or packed as nobody else does."""


class Unread(Exception):
    """A file that is not what it was said to be."""


def texts(path: str) -> Iterator[tuple[str, TextIO]]:
    """Each text in a file with its name; `-` is standard input.

    Raises OSError, `Unread`, and while a text is read what `BROKEN` names.
    """
    if path == "-":
        yield "standard input", _packed(_peeked(sys.stdin.buffer))
    elif Path(path).is_dir():
        raise Unread("it is a folder; name a file in it")
    else:
        with Path(path).open("rb") as raw:
            if raw.peek(4)[:4] == _ZIP:
                yield from _zipped(raw)
            else:
                yield path, _packed(raw)


def _peeked(raw: object) -> io.BufferedReader:
    """What can be looked into before it is read."""
    return io.BufferedReader(cast(io.RawIOBase, raw))


def _packed(raw: io.BufferedReader) -> TextIO:
    begun = raw.peek(4)[:4]
    if begun == _ZIP:
        raise Unread("an archive has to be a file")
    if begun[:2] != _GZIP:
        return _decoded(raw, begun)
    whole = _peeked(gzip.GzipFile(fileobj=raw))
    return _decoded(whole, whole.peek(4)[:4])


def _zipped(raw: io.BufferedReader) -> Iterator[tuple[str, TextIO]]:
    with zipfile.ZipFile(raw) as whole:
        parts = [one for one in whole.infolist() if not one.is_dir()]
        if any(one.flag_bits & 1 for one in parts):
            raise Unread("it is an archive with a password")
        names = [one.filename for one in parts]
        jobs = {name: found["job"] for name in names if (found := _JOB.match(name))}
        for name in sorted(jobs or filter(_READ.match, names), key=_numbered):
            with whole.open(name) as part:
                told = _peeked(part)
                yield jobs.get(name, name), _decoded(told, told.peek(4)[:4])


def _numbered(name: str) -> tuple[int, str]:
    """By the number of a job's file, ten behind nine."""
    number = name.partition("_")[0]
    return (int(number) if number.isdecimal() and len(number) < 10 else 0, name)


def _decoded(raw: io.BufferedReader, begun: bytes) -> TextIO:
    """Bytes as text: UTF-8 with whatever else in it, or UTF-16, which PowerShell writes, by its mark."""
    encoding = "utf-16" if begun[:2] in _WIDE else "utf-8"
    return io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
