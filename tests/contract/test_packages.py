"""The npm packages: what is taken is the pinned one, and the converted copies are what it says."""

import base64
import gzip
import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from scripts.contract import TARGET, converted, published
from tests.contract.packages import (
    ALL,
    GRAPHQL,
    OPENAPI,
    WEBHOOKS,
    Package,
    Unavailable,
    fetched,
    members,
    needed,
)


def packed(files: dict[str, bytes]) -> bytes:
    """An archive as npm makes it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in files.items():
            about = tarfile.TarInfo(f"package/{name}")
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return made.getvalue()


@pytest.fixture
def npm(tmp_path: Path) -> Path:
    """A program that packs `given.tgz` as npm packs a package."""
    (tmp_path / "given.tgz").write_bytes(packed({"a.json": b"1", "b/c.json": b"2", "d.txt": b"3"}))
    program = tmp_path / "npm"
    destination = 'while [ "$1" != --pack-destination ]; do shift; done'
    program.write_text(f'#!/bin/sh\n{destination}\ncp {tmp_path}/given.tgz "$2/x.tgz"\n')
    program.chmod(0o755)
    return program


def pinned(tmp_path: Path) -> Package:
    """The package that `npm` packs, pinned to what it is."""
    digest = hashlib.sha512((tmp_path / "given.tgz").read_bytes()).digest()
    return Package("@andon/given", "1", "sha512-" + base64.b64encode(digest).decode())


def test_a_package_is_fetched_once_and_kept(tmp_path: Path, npm: Path) -> None:
    package, cache = pinned(tmp_path), tmp_path / "cache"
    first = fetched(package, cache, str(npm))
    npm.unlink()
    assert (cache / "andon-given-1.tgz", first) == (first, fetched(package, cache, str(npm)))


def test_an_archive_with_another_hash_is_not_taken(tmp_path: Path, npm: Path) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(ValueError, match="@andon/given 1 is not the pinned one"):
        fetched(Package("@andon/given", "1", "sha512-AAAA"), cache, str(npm))
    assert [] == list(cache.glob("*.tgz"))


def test_a_kept_archive_that_was_changed_is_fetched_anew(tmp_path: Path, npm: Path) -> None:
    package, cache = pinned(tmp_path), tmp_path / "cache"
    path = fetched(package, cache, str(npm))
    path.write_bytes(b"changed")
    assert package.is_whole(fetched(package, cache, str(npm)))


def test_what_npm_says_is_told_where_it_fails(tmp_path: Path, npm: Path) -> None:
    npm.write_text("#!/bin/sh\necho E404 no such package >&2\nexit 1\n")
    with pytest.raises(Unavailable, match="@andon/given 1 cannot be fetched: E404 no such package"):
        fetched(pinned(tmp_path), tmp_path / "cache", str(npm))


def test_without_npm_a_package_cannot_be_had(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="which is not installed"):
        fetched(Package("@andon/given", "1", "sha512-AAAA"), tmp_path, str(tmp_path / "npm"))


def test_members_are_those_that_match(tmp_path: Path, npm: Path) -> None:
    archive = tmp_path / "given.tgz"
    assert {"a.json": b"1", "b/c.json": b"2"} == members(archive, "*.json")
    assert {"b/c.json": b"2"} == members(archive, "b/c.json")


def test_the_converted_copies_are_what_the_packages_say() -> None:
    for package in (OPENAPI, GRAPHQL, WEBHOOKS):
        needed(package)
    made = converted(published(OPENAPI), published(GRAPHQL), published(WEBHOOKS))
    old = [name for name in made if gzip.decompress((TARGET / name).read_bytes()).decode() != made[name]]
    assert [] == old, "run `make contract`"


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_its_data_a_test_is_skipped_but_in_ci_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, outcome: type[Exception]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(outcome, match=f"npm data is missing: andon-{ci}nothing 0 needs npm"):
        needed(Package(f"andon-{ci}nothing", "0", "sha512-none"))


def test_every_package_is_pinned_to_a_hash() -> None:
    assert ["sha512"] * len(ALL) == [package.integrity.partition("-")[0] for package in ALL]
