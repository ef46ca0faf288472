"""Files and functions stay of a size that one reads at once."""

import ast
from pathlib import Path

HERE = Path(__file__).parents[2]
FILES = [path for room in ("bot", "tests", "scripts") for path in sorted((HERE / room).rglob("*.py"))]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
"""Lines."""


def test_no_file_is_longer_than_one_reads_at_once() -> None:
    lengths = {str(path.relative_to(HERE)): len(path.read_text().splitlines()) for path in FILES}
    assert len(FILES) > 500
    assert {} == {path: length for path, length in lengths.items() if length > LONGEST_FILE}


def test_no_function_is_longer_than_a_page() -> None:
    found = {
        f"{path.relative_to(HERE)}: {node.name}": length
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert {} == found
