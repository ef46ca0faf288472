"""`make diagnosis-cases`: run the tools on the broken projects, and keep what they say.

Needs the tools themselves (see docs/diagnosis.md): a tool that is not there is named, and its cases stay
as they were kept. A case whose command does not fail is an error. Each runs in a folder of its own, whose
path is written as Actions would have it; addresses of package registries are taken out.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.diagnosis_cases.case import Case
from tests.diagnosis_cases.kept import Kept, read_kept, write_kept
from tests.diagnosis_cases.scrubbing import scrubbed
from tests.diagnosis_cases.worlds import LINKED, VERSIONS, WORLDS

CHECKOUT = "/home/runner/work/shop/shop"
SETTINGS = {
    "LC_ALL": "C.UTF-8",
    "GOPROXY": "off",
    "GOFLAGS": "-mod=mod",
    "CI": "true",
    "COLUMNS": "120",
}
"""What a tool is told by its environment."""
LIMIT = 120
"""Seconds a tool is given."""
MODULES = os.environ.get("ANDON_CASES_NODE_MODULES", "")
"""Where JavaScript's tools are installed: linked into each project, as they are used in real ones."""
COPIED = bool(os.environ.get("ANDON_CASES_NODE_MODULES_COPIED"))
"""Whether each of their files is linked by itself, so that they say paths as if they were installed there."""


def main() -> int:
    """Run every world's cases, or those named on the command line; 1 if any of them did not fail.

    `python` is a world, `python/coverage` one of its tools, `python/new` its cases that were never run.
    """
    wrong: list[str] = []
    for asked in sys.argv[1:] or WORLDS:
        name, _, only = asked.partition("/")
        before = {(k.tool, k.name): k for k in read_kept(name)}
        tools = {case.tool for module in WORLDS[name] for case in module.CASES}
        asked_for = {only} & tools or tools
        versions = {tool: version(VERSIONS[tool]) for tool in sorted(asked_for)}
        kept: list[Kept] = []
        for case in (case for module in WORLDS[name] for case in module.CASES):
            old = before.get((case.tool, case.name))
            skipped = old is not None if only == "new" else only not in ("", case.tool)
            if skipped or versions.get(case.tool) is None:
                kept += [old] if old else []
                continue
            new = run(case, versions[case.tool] or "")
            kept.append(new)
            if new.exit == 0:
                wrong.append(f"{case.tool}: {case.name}")
        print(f"{name}: {len(kept)} cases of {len({k.tool for k in kept})} tools")
        print("  not there:", ", ".join(t for t, v in versions.items() if v is None) or "none")
        write_kept(name, kept)
    for one in wrong:
        print(f"did not fail: {one}")
    return 1 if wrong else 0


def version(command: str) -> str | None:
    """What the tool says of its version, in one line; None if it is not there."""
    with tempfile.TemporaryDirectory() as folder:
        done = execute(command, Path(folder))
    said = next((line.strip() for line in done.stdout.splitlines() if re.search(r"\d", line)), "")
    return said[:100] if done.returncode in (0, 1) and said and "not found" not in said else None


def run(case: Case, version: str) -> Kept:
    """The case with the log of its run."""
    with tempfile.TemporaryDirectory(prefix="case-") as folder:
        root = Path(folder) / "shop"
        root.mkdir()
        for path, text in case.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        if MODULES and case.tool in LINKED:
            link(Path(MODULES), root / "node_modules")
        done = execute(case.run, root)
        log = done.stdout.replace(str(root.resolve()), CHECKOUT).replace(str(root), CHECKOUT)
        log = log.replace(folder, str(Path(CHECKOUT).parent))
    return Kept.of(case, scrubbed(version), done.returncode, scrubbed(log))


def link(modules: Path, here: Path) -> None:
    """Let the project have JavaScript's tools, by a link to their folder or by a link to each file of it."""
    if COPIED:
        shutil.copytree(modules, here, symlinks=True, copy_function=os.link)
    else:
        here.symlink_to(modules)


def execute(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell command with both streams in one, as a runner's log has them."""
    env = {**os.environ, **SETTINGS}
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTEST_CURRENT_TEST", "NO_COLOR", "FORCE_COLOR"):
        env.pop(name, None)
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=env,
        text=True,
        errors="replace",
        timeout=LIMIT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    sys.exit(main())
