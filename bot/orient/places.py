"""The path that a log names → the file of the commit that is meant.

A tool that ran in a folder names files from there, a stack trace names them from the sources' root; what
the commit's own list of files tells apart is taken from that.
"""

import re
from collections.abc import Sequence

_ELSEWHERE = re.compile(r"/|~|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)|\w+://")
LONGEST = 400
"""Characters of a path; a longer one was put together by accident."""


def file_of(path: str, files: Sequence[str] | None) -> str | None:
    """The file in the repository, None if there is none, or several that could be meant.

    files: the commit's, as far as their names are in the log; None where they are not known: then the path
    is taken as it is, if it can be one of the repository's.
    """
    if not path or len(path) > LONGEST or not path.isprintable() or _ELSEWHERE.match(path):
        return None if files is None else _ending(path, files)
    if files is None or path in files:
        return path
    return _ending(path, files)


def _ending(path: str, files: Sequence[str]) -> str | None:
    """The one file that ends as the path does, or whose end the path has, if it has a folder's name at least."""
    plain = path.replace("\\", "/").lstrip("./~")
    if not plain or len(plain) > LONGEST:
        return None
    longer = [file for file in files if file.endswith("/" + plain)]
    if longer:
        return longer[0] if len(longer) == 1 else None
    within = [file for file in files if "/" in file and plain.endswith("/" + file)]
    return max(within, key=len, default=None)
