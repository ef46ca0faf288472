"""`make fuzz-diagnosis`: feed the reading what atheris makes of the kept logs, for `SECONDS` (600 if not set).

Whatever comes, there is an answer within its bounds, reports included; more of the same never costs more
than in proportion. atheris is no dependency: `pip install atheris` first.
"""

import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

atheris: Any = import_module("atheris")  # installed by whoever fuzzes

with atheris.instrument_imports(include=["bot.orient.diagnosis"]):
    from bot.orient.diagnosis import EXCERPT, diagnose
    from bot.orient.diagnosis.reports import read_report
    from bot.orient.diagnosis.sarif import as_sarif
    from tests.diagnosis_cases.kept import all_kept


SECONDS = int(os.environ.get("SECONDS", "600"))
HANG = 2.0
"""Processor seconds that no input of the size fuzzed may take."""


def one(data: bytes) -> None:
    """Diagnose one input, as log and as report."""
    text = data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
    began = time.process_time()
    found = diagnose(text)
    as_sarif(found, "0")
    read_report(text)
    took = time.process_time() - began
    if len(found.excerpt) > EXCERPT or took > HANG:
        raise RuntimeError(f"{len(found.excerpt)} lines shown, {took:.1f} s for {len(text)} characters")


def main() -> None:
    """Fuzz from the kept logs on."""
    with tempfile.TemporaryDirectory() as folder:
        for n, case in enumerate(all_kept()):
            (Path(folder) / str(n)).write_text(case.log[:8000], errors="replace")
        arguments = [sys.argv[0], folder, f"-max_total_time={SECONDS}", "-max_len=16384", "-timeout=20"]
        atheris.Setup(arguments, one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
