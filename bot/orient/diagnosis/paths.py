"""A path as a tool prints it → the path in the repository, as far as the path itself can tell."""

import re
from functools import lru_cache

_ROOTS = re.compile(
    r"(?:/private)?(?:"
    r"/home/runner/work/[^/]+/[^/]+|/Users/runner/work/[^/]+/[^/]+|/__w/[^/]+/[^/]+|/github/workspace"
    r"|[A-Za-z]:/a/[^/]+/[^/]+|/(?:home|Users)/travis/build/[^/]+/[^/]+|/builds/[^/]+/[^/]+"
    r"|/home/circleci/[^/]+|/[a-z]+/project|/workspaces?/[^/]+|/workspace|/usr/src/[^/]+|/app"
    r"|/home/vsts/[^/]+/\d+/s|/Users/vsts/agent/[^/]+/[^/]+/\d+/s|/var/(?:lib/)?jenkins[^/]*/workspace/[^/]+"
    r"|/(?:[^/]+/){1,12}hostexecutor|/var/folders/[^/]+/[^/]+/T/[^/]+|/tmp/[^/]+"
    r"|[A-Za-z]:/Users/[^/]+/AppData/Local/Temp/[^/]+"
    r")/"
)
"""Where CI systems, containers and temporary checkouts put a repository."""

_DRIVE = re.compile(r"^/(?=[A-Za-z]:/)")
"""What a URL has before a drive of Windows."""

_BUNDLED = re.compile(r"^webpack://[^/]{0,100}/(?:\./)?")
"""What webpack's maps of sources put before a path, as Cypress prints it."""

_UP = re.compile(r"(?<![^/])(?!\.\.?/)[^/]+/\.\./")

_FOREIGN = re.compile(
    r"(?:.*/)?(?:node_modules|\.next|site-packages|dist-packages|vendor/bundle|gems|\.cargo/registry|rustc|"
    r"\.rustup|\.?venv/bin|usr/(?:local/)?bin|opt/[^/]+/(?:[^/]+/){0,6}bin|lib/python\d[^/]*|usr/lib|usr/local/go|usr/share|usr/include|deps|pkg/mod|jdk/internal"
    r"|work/_actions|hostedtoolcache/[^/]+|__t/[^/]+|_bazel_[^/]+/[\da-f]+/external)/"
    r"|_testmain\.go$|<|node:|internal/[^.]{1,200}\.m?js$|\[|https?:|native:"
)

_STEP = re.compile(r"(?:.*/)?(?:_temp|act/workflow)/[^/]+\.(?:sh|ps1|cmd|py)$")
"""The script that a runner writes of a step's `run`; by another name in each run."""


@lru_cache(maxsize=4_096)
def in_repository(path: str, root: str | None = None) -> str:
    """The path with slashes and without the folder of the checkout: `root`, or one that CI systems use."""
    plain = _DRIVE.sub("", path.replace("\\", "/").removeprefix("file://"))
    plain = _BUNDLED.sub("", plain)
    if root and plain.startswith(root.rstrip("/") + "/"):
        plain = plain[len(root.rstrip("/")) + 1 :]
    elif found := _ROOTS.match(plain):
        plain = plain[found.end() :]
    while plain.startswith("./"):
        plain = plain[2:]
    while "/../" in plain and (shorter := _UP.sub("", plain, count=1)) != plain:
        plain = shorter
    return plain


@lru_cache(maxsize=4_096)
def is_foreign(path: str) -> bool:
    """Whether the file belongs to a library, to the language or to the runner, not to the repository."""
    return _FOREIGN.match(path.replace("\\", "/")) is not None or is_step(path)


@lru_cache(maxsize=4_096)
def is_step(path: str) -> bool:
    """Whether the file is a step's script, of which nobody but the runner knows."""
    return _STEP.match(path.replace("\\", "/")) is not None
