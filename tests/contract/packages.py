"""What GitHub and its users publish on npm, fetched by the tests themselves where npm exists.

Each package is pinned to a version and to the hash of its archive, and kept in `.cache/npm`, which git
ignores: nothing of it is committed but the converted copies that `make contract` makes. `needed` is how
a test asks for one: without npm it is skipped, and the run says so; with CI=true it fails instead.
"""

import base64
import fcntl
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Final

import pytest

CACHE: Final = Path(__file__).parents[2] / ".cache" / "npm"
SKIPPED: Final = "npm data is missing: "
"""How the reason of every test begins that was skipped for want of a package."""
_SECONDS = 300


class Unavailable(Exception):
    """A package that cannot be had here, and why."""


@dataclass(frozen=True)
class Package:
    """A package of npm, pinned: `integrity` is its archive's hash as npm's own lock files write it."""

    name: str
    version: str
    integrity: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def archive(self) -> str:
        """The file name of its archive."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"

    def is_whole(self, path: Path) -> bool:
        """Whether the archive at that path is the pinned one."""
        kind, _, wanted = self.integrity.partition("-")
        return wanted == base64.b64encode(hashlib.new(kind, path.read_bytes()).digest()).decode()


OPENAPI: Final = Package(
    "@octokit/openapi",
    "23.0.2",
    "sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==",
)
GRAPHQL: Final = Package(
    "@octokit/graphql-schema",
    "15.26.1",
    "sha512-RFDC2MpRBd4AxSRvUeBIVeBU7ojN/SxDfALUd7iVYOSeEK3gZaqR2MGOysj4Zh2xj2RY5fQAUT+Oqq7hWTraMA==",
)
WEBHOOKS: Final = Package(
    "@octokit/webhooks-schemas",
    "7.6.1",
    "sha512-qW0Bwtb76r4m2WzVhKDyfEeEnt1GEQoRjkCqmq2ZeB0nNVDJ+Z2LBDS9FDPyduuMXf/ZTWiCJp9PFFHgRfBe3A==",
)
EXAMPLES: Final = Package(
    "@octokit/webhooks-examples",
    "7.6.1",
    "sha512-De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==",
)
FIXTURES: Final = Package(
    "@octokit/fixtures",
    "23.1.2",
    "sha512-niG+SVffZ/xzojT3CE6M7DlqX7H9aQ75A6Xxjt4N47CkqssKXpSy2k6+Tj5ntcI5uWW2D9POzKxwJDmBfR+sJw==",
)
ALL: Final = (OPENAPI, GRAPHQL, WEBHOOKS, EXAMPLES, FIXTURES)


def fetched(package: Package, cache: Path = CACHE, npm: str = "npm") -> Path:
    """The package's archive, from the cache or from npm. Raises Unavailable."""
    path = cache / package.archive
    if path.exists() and package.is_whole(path):
        return path
    if shutil.which(npm) is None:
        raise Unavailable(f"{package} needs npm, which is not installed")
    cache.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        if not (path.exists() and package.is_whole(path)):
            _fetch(package, path, npm)
    return path


def _fetch(package: Package, path: Path, npm: str) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        wanted = f"{package.name}@{package.version}"
        command = [npm, "pack", wanted, "--silent", "--ignore-scripts", "--pack-destination", scratch]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS, cwd=scratch)
        except subprocess.CalledProcessError as error:
            why = str(error.stderr).strip().splitlines() or [f"npm ended with {error.returncode}"]
            raise Unavailable(f"{package} cannot be fetched: {why[-1]}") from error
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"{package} cannot be fetched: npm took over {_SECONDS} s") from error
        (found,) = Path(scratch).glob("*.tgz")
        if not package.is_whole(found):
            raise ValueError(f"{package} is not the pinned one: its archive has another hash")
        found.replace(path)


@contextmanager
def _alone(path: Path) -> Generator[None]:
    """One process at a time: several workers of one test run want the same package."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def members(archive: Path, pattern: str) -> dict[str, bytes]:
    """The files of an archive whose path in the package matches, sorted by path."""
    with tarfile.open(archive) as opened:
        found: dict[str, bytes] = {}
        for member in opened:
            name = member.name.partition("/")[2]
            file = opened.extractfile(member) if fnmatch(name, pattern) else None
            if file is not None:
                found[name] = file.read()
            if pattern in found:  # it names one file: what comes after it need not be unpacked
                break
        return dict(sorted(found.items()))


@cache
def _had(package: Package) -> Path | Unavailable:
    """Fetched once by each process; also that it cannot be had is found out once."""
    try:
        return fetched(package)
    except Unavailable as error:
        return error


def needed(package: Package) -> Path:
    """The package's archive for a test: skips the test where it cannot be had, fails it with CI=true."""
    found = _had(package)
    if isinstance(found, Path):
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{SKIPPED}{found}; in CI nothing is skipped", pytrace=False)
    pytest.skip(f"{SKIPPED}{found}")
