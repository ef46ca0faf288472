"""`make fuzz-diagnosis`: feed the reading what atheris makes of the kept logs, for `SECONDS` (600 if not set).

Whatever comes, there is an answer within its bounds, reports and coverage included; more of the same never
costs more than in proportion. What came of it is written into docs/diagnosis.md. atheris is no dependency:
`pip install atheris` first. It ends its process itself, so the fuzzing is done by another one.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from scripts.pages import put

atheris: Any = import_module("atheris")  # installed by whoever fuzzes

with atheris.instrument_imports(include=["bot.orient.diagnosis"]):
    from bot.orient.diagnosis import EXCERPT, diagnose
    from bot.orient.diagnosis.coverage import read_coverage, with_coverage
    from bot.orient.diagnosis.reports import read_report
    from bot.orient.diagnosis.sarif import as_sarif
    from tests.diagnosis_cases.kept import BLIND, all_kept, read_kept


PAGE = Path("docs/diagnosis.md")
LEFT = Path("tests/orient/diagnosis/left")
LONGEST = 16_384
"""Bytes of the longest input."""
SECONDS = int(os.environ.get("SECONDS", "600"))
HANG = 2.0
"""Processor seconds that no input of the size fuzzed may take."""
AGAIN, OFTEN, QUIET = 600, 800, 4_500
"""Bytes of the longest input that is said again and again, how often, and lines of nothing after it."""


def one(data: bytes) -> None:
    """Diagnose one input, as log and as report; a short one at times again and again, in other numbers."""
    text = data.decode("utf-8", "surrogateescape")
    if len(data) <= AGAIN and sum(data) % 8 == 0:
        text = "".join(f"{text} {n}\n" for n in range(OFTEN)) + "fine\n" * (QUIET if sum(data) % 16 else 0)
    began = time.process_time()
    found = diagnose(text)
    as_sarif(found, "0")
    read_report(text)
    if (covered := read_coverage(text)) is not None:
        with_coverage(found, covered)
    took = time.process_time() - began
    if len(found.excerpt) > EXCERPT or took > HANG:
        raise RuntimeError(f"{len(found.excerpt)} lines shown, {took:.1f} s for {len(text)} characters")


def fuzz() -> None:
    """Fuzz from the kept logs and reports on; ends the process."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = [case.log[:8000] for case in (*all_kept(), *read_kept(BLIND))]
        seeds += [path.read_text() for path in sorted(LEFT.iterdir())]
        for n, seed in enumerate(seeds):
            (Path(folder) / str(n)).write_text(seed, errors="replace")
        times = [f"-max_total_time={SECONDS}", f"-max_len={LONGEST}", "-timeout=20"]
        atheris.Setup([sys.argv[0], folder, *times], one)
        atheris.Fuzz()


def main() -> int:
    """Have it fuzzed, and write what came of it into the page; what ended the fuzzing where it failed."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.fuzz_diagnosis", "--here"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    told = re.search(r"Done (\d+) runs in (\d+) second", done.stdout)
    if done.returncode or told is None:
        print(done.stdout[-4000:])
        return done.returncode or 1
    said = (
        f"The last run of `make fuzz-diagnosis` took {told[2]} seconds: {int(told[1]):,} inputs of up to "
        f"{LONGEST >> 10} KiB, without a crash, a hang or an answer beyond its bounds."
    )
    print(said)
    put(PAGE, "fuzzed", said)
    return 0


if __name__ == "__main__":
    sys.exit(fuzz() if sys.argv[1:] == ["--here"] else main())
