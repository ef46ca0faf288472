"""A path as a tool prints it → the path in the repository, as far as the path itself can tell."""

import re
from functools import lru_cache

_ROOTS = re.compile(
    r"(?:/private)?(?:"
    r"(?:[A-Za-z]:)?/(?:[^/]+/){0,8}_work/(?:\d+/s|[^/]+/[^/]+)"
    r"|/(?:[^/]+/){1,6}buildkite-agent/builds/[^/]+/[^/]+/[^/]+|/opt/atlassian/pipelines/agent/build|/drone/src"
    r"|/home/jenkins/(?:agent/)?workspace/[^/]+|[A-Za-z]:/projects/[^/]+|/home/semaphore/[^/]+"
    r"|/home/gitlab-runner/builds/[^/]+/\d+/[^/]+/[^/]+|/(?:[^/]+/){0,5}(?:go|gopath)/src/git(?:hub|lab)\.com/[^/]+/[^/]+"
    r"|/home/runner/work/[^/]+/[^/]+|/Users/runner/work/[^/]+/[^/]+|/__w/[^/]+/[^/]+|/github/workspace"
    r"|[A-Za-z]:/a/[^/]+/[^/]+|/(?:home|Users)/travis/build/[^/]+/[^/]+|/builds/[^/]+/[^/]+"
    r"|/home/circleci/[^/]+|/[a-z]+/project|/workspaces?/[^/]+|/workspace|/usr/src/[^/]+|/app"
    r"|/home/vsts/[^/]+/\d+/s|/Users/vsts/agent/[^/]+/[^/]+/\d+/s|/var/(?:lib/)?jenkins[^/]*/workspace/[^/]+"
    r"|/(?:[^/]+/){1,12}hostexecutor|/var/folders/[^/]+/[^/]+/T/[^/]+|/tmp/[^/]+"
    r"|[A-Za-z]:/Users/[^/]+/AppData/Local/Temp/[^/]+"
    r")/"
)
"""Where CI systems, containers and temporary checkouts put a repository."""
_CHECKOUT = re.compile(r"(?!/tmp/)" + _ROOTS.pattern)

_DRIVE = re.compile(r"^/(?=[A-Za-z]:/)")
"""What a URL has before a drive of Windows."""

_BUNDLED = re.compile(r"^webpack://[^/]{0,100}/(?:\./)?")
"""What webpack's maps of sources put before a path, as Cypress prints it."""

_UP = re.compile(r"(?<![^/])(?!\.\.?/)[^/]+/\.\./")

_FOREIGN = re.compile(
    r"(?:.*/)?(?:(?:node_modules|\.next|site-packages|dist-packages|vendor/bundle|\.cargo/registry|\.rustup|\.?venv/bin"
    r"|usr/(?:local/)?bin|opt/[^/]+/(?:[^/]+/){0,6}bin|lib/python\d[^/]*|usr/lib|usr/local/(?:go|lib)|usr/share|usr/include"
    r"|jdk/internal|__t/[^/]+|_bazel_[^/]+/[\da-f]+/external"
    r"|\.dotnet/sdk|Program Files(?: \(x86\))?/(?:dotnet|MSBuild|Microsoft Visual Studio)|opt/buildAgent"
    r"|(?:_?work|__w|a)/_(?:actions|tool|temp)|pkg/mod|hostedtoolcache|\.nuget/packages|\.m2/repository|\.gradle/caches|Cellar|Xcode[^/]{0,40}\.app"
    r"|gems/[^/]{1,100}-\d[^/]{0,40}|rustc/[0-9a-f]{8,64})/|deps/[^/]{1,100}/(?:[^/]{1,100}/){1,12}[^/]{1,100}\.(?:exs?|[eh]rl)$)"
    r"|internal/(?:(?:assert|async_hooks|bootstrap|child_process|cluster|crypto|deps|fs|http2?|main|modules|process|readline"
    r"|streams|test_runner|util|vm|worker)(?:/.{1,200})?|abort_controller|dgram|errors"
    r"|event_target|net|stream_base_commons|timers|url|validators)\.m?js$"
    r"|_testmain\.go$|<|node:|\[|https?:|native:"
)
"""Where languages, package managers and runners keep what is not the repository's.

Node before version 16 named its own files `internal/…`. Elixir and Erlang fetch what they need into `deps`.
"""

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


def is_checkout(path: str) -> bool:
    """Whether it is the folder itself that a CI system checks a repository out in; none of `/tmp`, where files are too."""
    return _CHECKOUT.fullmatch(path.replace("\\", "/") + "/") is not None


@lru_cache(maxsize=4_096)
def is_foreign(path: str) -> bool:
    """Whether the file belongs to a library, to the language or to the runner, not to the repository."""
    return _FOREIGN.match(path.replace("\\", "/")) is not None or is_step(path)


@lru_cache(maxsize=4_096)
def is_step(path: str) -> bool:
    """Whether the file is a step's script, of which nobody but the runner knows."""
    return _STEP.match(path.replace("\\", "/")) is not None
