"""Blind cases of a fifth round: a library's tools once more, failing in other ways."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "a warning that is an error, what raises in a library",
        {
            "src/lib/books.py": 'import json\nimport warnings\n\n\ndef load(text):\n    return json.loads(text)\n\n\ndef old():\n    warnings.warn("use load", FutureWarning, stacklevel=2)\n',
            "tests/test_books.py": "from lib.books import load, old\n\n\ndef test_load():\n    assert load('{\"a\": }') == {}\n\n\ndef test_old():\n    old()\n    assert old is None\n",
            "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["src"]\naddopts = "-p no:cacheprovider -p no:randomly -q --strict-markers"\n',
        },
        "pytest -W error::FutureWarning tests",
        "test",
        (("src/lib/books.py", 6), ("src/lib/books.py", 10)),
        ("tests/test_books.py::test_load", "tests/test_books.py::test_old"),
    ),
    Case(
        "pytest",
        "a package that cannot be imported, stopped at once",
        {
            "lib/__init__.py": "from lib.shelf import Shelf\n",
            "lib/shelf.py": "class Shelf(Missing):\n    pass\n",
            "tests/unit/test_shelf.py": "from lib import Shelf\n\n\ndef test_shelf():\n    assert Shelf\n",
        },
        "PYTHONPATH=. pytest -p no:cacheprovider -p no:randomly -x tests --tb=short -v",
        "test",
        (("lib/shelf.py", 1),),
    ),
    Case(
        "unittest",
        "a test that is stopped by an exit, fast to fail",
        {
            "tests/__init__.py": "",
            "tests/test_loans.py": 'import unittest\n\n\nclass LoanTest(unittest.TestCase):\n    def test_dates(self):\n        self.assertEqual({"due": 3, "days": [1, 2]}, {"due": 4, "days": [1, 2]}, "the loan")\n\n    def test_never(self):\n        self.assertIn(1, ())\n',
        },
        "python -m unittest -f -q tests.test_loans",
        "test",
        (("tests/test_loans.py", 6),),
        ("tests.test_loans.LoanTest.test_dates",),
    ),
    Case(
        "ruff",
        "imports and upgrades, as a statistic's neighbours",
        {
            "lib/a.py": "from typing import List, Optional\nimport sys\n\n\ndef f(x: Optional[List[int]]) -> None:\n    print(sys.argv, x)\n    raise ValueError, x\n",
            "lib/b.py": "import os\nimport sys\nimport os\n\nprint(os, sys)\n",
        },
        "ruff check --no-cache --select I,UP,F --output-format=concise lib",
        "lint",
        (("lib/a.py", 7), ("lib/b.py", 1), ("lib/b.py", 3)),
    ),
    Case(
        "pylint",
        "as the editor wants it",
        {
            "lib/loans.py": '"""Loans."""\n\n\ndef due(days, unused):\n    """Due."""\n    if days > 3:\n        return True\n    print(undefined_name)\n'
        },
        "pylint --msg-template='{path}:{line}:{column}: {msg_id}: {msg} ({symbol})' --score=n lib/loans.py",
        "lint",
        (("lib/loans.py", 4), ("lib/loans.py", 8)),
    ),
    Case(
        "black",
        "one that cannot be parsed, quietly",
        {"lib/a.py": "def f(:\n    pass\n", "lib/b.py": "x = 1\n"},
        "black --check -q lib",
        "format",
        (("lib/a.py", 1),),
    ),
    Case(
        "mypy",
        "protocols and overloads, errors with notes, as JSON is not",
        {
            "lib/__init__.py": "",
            "lib/loans.py": 'from collections.abc import Iterable\nfrom dataclasses import dataclass\n\n\n@dataclass(frozen=True)\nclass Loan:\n    days: int\n\n\ndef total(loans: Iterable[Loan]) -> int:\n    loan = Loan("3")\n    loan.days = 4\n    return sum(x.days for x in loans) + nowhere\n',
            "mypy.ini": "[mypy]\nstrict = True\nshow_error_code_links = True\ncache_dir = /dev/null\n",
        },
        "mypy lib",
        "types",
        (("lib/loans.py", 11), ("lib/loans.py", 12), ("lib/loans.py", 13)),
    ),
    Case(
        "pyright",
        "a package below, a rule each",
        {
            "packages/core/src/core/books.py": "from typing import Final\n\nMAX: Final = 3\nMAX = 4\n\n\nclass Book:\n    title: str\n\n    def name(self) -> int:\n        return self.title\n\n\nBook().isbn\n",
        },
        "pyright packages",
        "types",
        (
            ("packages/core/src/core/books.py", 4),
            ("packages/core/src/core/books.py", 11),
            ("packages/core/src/core/books.py", 14),
        ),
    ),
    Case(
        "pip",
        "versions that exclude one another",
        {"requirements.txt": "requests==2.31.0\nrequests==2.32.3\n"},
        "pip install --disable-pip-version-check -r requirements.txt --target t",
        "dependency",
    ),
    Case(
        "jest",
        "promises that are not kept, an error's cause, a test beside its code",
        {
            "package.json": '{"name": "library"}\n',
            "src/loans/due.js": 'exports.due = async (loan) => {\n  try {\n    return loan.days.length;\n  } catch (cause) {\n    throw new Error("no days", { cause });\n  }\n};\n',
            "src/loans/due.spec.js": 'const { due } = require("./due");\n\ndescribe("due", () => {\n  it("counts", async () => {\n    expect(await due({})).toBe(3);\n  });\n\n  it("resolves to an object", () => {\n    return expect(due({ days: [1] })).resolves.toEqual({ n: 1 });\n  });\n});\n',
        },
        "jest --ci --coverage=false",
        "test",
        (("src/loans/due.js", 5), ("src/loans/due.spec.js", 9)),
        ("due › counts", "due › resolves to an object"),
    ),
    Case(
        "vitest",
        "dots, what throws in setting up, tables",
        {
            "lib/shelf.js": 'export const shelf = (n) => {\n  if (n > 3) throw new RangeError("too high");\n  return n;\n};\n',
            "test/shelf.test.js": 'import { beforeEach, describe, expect, it } from "vitest";\nimport { shelf } from "../lib/shelf";\n\ndescribe("shelf", () => {\n  let top;\n  beforeEach(() => {\n    top = shelf(4);\n  });\n\n  it("is high", () => expect(top).toBe(4));\n});\n\nit.each([[1, 2], [2, 2]])("%i is %i", (a, b) => {\n  expect(shelf(a)).toBe(b);\n});\n',
        },
        "vitest run --reporter=dot",
        "test",
        (("lib/shelf.js", 2), ("test/shelf.test.js", 14)),
        ("shelf > is high", "1 is 2"),
    ),
    Case(
        "mocha",
        "minimal, what is called twice",
        {
            "test/books/loan.test.js": 'const assert = require("assert");\n\ndescribe("loan", () => {\n  it("is called back twice", (done) => {\n    done();\n    done();\n  });\n\n  it("has a title", () => {\n    assert.ok("".length, "no title");\n  });\n});\n',
        },
        "mocha --recursive --reporter dot --no-colors",
        "test",
        (("test/books/loan.test.js", 6), ("test/books/loan.test.js", 10)),
        ("loan is called back twice", "loan has a title"),
    ),
    Case(
        "eslint",
        "parse errors and rules, a configuration with ignores",
        {
            "eslint.config.js": 'module.exports = [{ ignores: ["dist/**"] }, { files: ["**/*.js"], rules: { curly: "error", "no-var": "error" } }];\n',
            "dist/x.js": "var x = 1;\n",
            "server/routes/books.js": "var books = [];\nif (books.length) books.pop();\n",
            "server/broken.js": "export default {\n  title: 'a'\n  pages: 3,\n};\n",
        },
        "eslint server",
        "lint",
        (("server/routes/books.js", 1), ("server/routes/books.js", 2), ("server/broken.js", 3)),
    ),
    Case(
        "tsc",
        "in a package, watched by nobody",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "types": [], "noUnusedLocals": true}, "include": ["src"]}\n',
            "src/books/book.ts": "export type Book = { title: string; pages?: number };\n\nexport const long = (b: Book): boolean => b.pages > 300;\n\nfunction unused() {}\n",
            "src/index.ts": 'import { long, short } from "./books/book";\n\nlong({ titel: "a" });\n',
        },
        "tsc --pretty",
        "types",
        (("src/books/book.ts", 3), ("src/books/book.ts", 5), ("src/index.ts", 1), ("src/index.ts", 3)),
    ),
    Case(
        "npm",
        "versions that exclude one another",
        {
            "package.json": '{"name": "library", "version": "1.0.0", "dependencies": {"react": "17.0.2", "react-dom": "18.2.0"}}\n',
        },
        "npm install --package-lock-only --no-audit",
        "dependency",
    ),
)
VERSIONS: dict[str, str] = {}
