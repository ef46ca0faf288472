"""The action's installation: it runs in a job that may ask for the App's token, so nothing of it is left open."""

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]

BACKEND = """\
import zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    name, info = "small-@-py3-none-any.whl", "small-@.dist-info"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("small.py", "def main(): print('andon, version @')\\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: @\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\\nandon = small:main\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""
INSTALL = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]


def small(version: str) -> dict[str, str]:
    """An action that is installed as Andon is, and at once: it needs nothing, and builds itself."""
    return {
        "action/bot/__init__.py": f'__version__ = "{version}"\n',
        "action/requirements.lock": "",
        "action/pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "action/backend.py": BACKEND.replace("@", version),
    }


def script() -> str:
    """What the installing step runs."""
    action: dict[str, Any] = cast(Any, YAML(typ="safe")).load(ROOT / "action.yml")
    return next(step["run"] for step in action["runs"]["steps"] if step.get("id") == "install")


def pip_installs() -> list[list[str]]:
    """The arguments of each call of pip, which only installs, in order."""
    assert 1 == len(re.findall(r"bin/pip\b", script()))
    calls = [shlex.split(line) for line in script().splitlines() if line.startswith('"$pip"')]
    assert {"install"} == {call[1] for call in calls}
    return [call[2:] for call in calls]


def locked(path: str) -> dict[str, str]:
    """A lock file's requirements: name -> the whole requirement with its hashes."""
    requirements = re.split(r"\n(?=\S)", (ROOT / path).read_text().strip())
    return {name(text): text for text in requirements}


def name(requirement: str) -> str:
    """The normal form of the name that a requirement starts with."""
    return (
        re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace(".", "-").replace("_", "-")
    )


def install(folder: Path, files: dict[str, str]) -> str:
    """Run the installing step among these files; the `andon` that the next step is to run."""
    for where, text in {"work/README": "A checkout\n", **files}.items():
        (folder / where).parent.mkdir(parents=True, exist_ok=True)
        (folder / where).write_text(text)
    output = folder / "output"
    output.unlink(missing_ok=True)
    env = {
        "PATH": os.environ["PATH"],
        "ACTION": str(folder / "action"),
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_OUTPUT": str(output),
        "HOME": str(folder),
        "PIP_NO_INDEX": "1",
    }
    done = subprocess.run(
        [*INSTALL, script()], cwd=folder / "work", env=env, check=False, capture_output=True, text=True
    )
    assert 0 == done.returncode, done.stderr
    (line,) = output.read_text().splitlines()
    return line.removeprefix("andon=")


def version(andon: str) -> str:
    """What an `andon` says of itself."""
    return subprocess.run([andon, "--version"], capture_output=True, text=True, check=True).stdout


def test_dependencies_are_wheels_with_hashes_and_the_package_brings_none() -> None:
    assert [
        ["--quiet", "--only-binary=:all:", "--require-hashes", "-r", "$ACTION/requirements.lock"],
        ["--quiet", "--no-deps", "--no-build-isolation", "$ACTION"],
    ] == pip_installs()


def test_what_builds_the_package_is_locked_with_what_it_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        name(text) for text in (*project["build-system"]["requires"], *project["project"]["dependencies"])
    }
    assert set() == wanted - set(locked("requirements.lock"))


@pytest.mark.parametrize("path", ("requirements.lock", "requirements-dev.lock"))
def test_every_requirement_is_one_version_with_hashes(path: str) -> None:
    loose = [
        n for n, text in locked(path).items() if not re.match(r"[^\n]*==\S+[^\n]*\\\n +--hash=sha256:", text)
    ]
    assert [] == loose


def test_workers_install_what_the_tests_ran_with() -> None:
    tested = locked("requirements-dev.lock")
    assert {} == {n: text for n, text in locked("requirements.lock").items() if tested.get(n) != text}


@pytest.mark.deep
def test_the_checkout_has_no_say_in_the_installation(tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    ours = f"import pathlib; pathlib.Path({str(trace)!r}).touch()\n"
    shadows = ("venv", "logging", "types", "subprocess", "ensurepip", "pip", "small", "backend")
    andon = install(tmp_path, small("1") | {f"work/{module}.py": ours for module in shadows})
    assert (f"{tmp_path}/temp/andon/bin/andon", "andon, version 1\n") == (andon, version(andon))
    assert not trace.exists()


@pytest.mark.deep
def test_a_second_step_of_a_job_uses_what_the_first_installed(tmp_path: Path) -> None:
    first = install(tmp_path, small("1"))
    assert first == install(tmp_path, {"action/backend.py": "raise SystemExit('built again')\n"})


@pytest.mark.deep
def test_another_version_is_replaced_though_it_lies_there(tmp_path: Path) -> None:
    first = install(tmp_path, small("1"))
    assert (first, "andon, version 2\n") == (install(tmp_path, small("2")), version(first))
