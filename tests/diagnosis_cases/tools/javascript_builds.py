"""webpack and Vite on more that is wrong; tests that are run again; coverage that is too little."""

from tests.diagnosis_cases.case import Case, with_shifted

TITLE = "import { expect, test } from '@playwright/test'\n\n"
ADDS = "test('adds', async () => {\n  expect(1 + 1).toBe(2)\n})\n\n"
WOBBLES = "test('wobbles', async ({}, info) => {\n  expect(info.retry).toBe(1)\n})\n"
BREAKS = "test('breaks', async () => {\n  expect(1 + 1).toBe(3)\n})\n"
JEST_RETRY = """jest.retryTimes(2, { logErrorsBeforeRetry: true })

let runs = 0

test('wobbles', () => {
  runs += 1
  expect(runs).toBe(2)
})

test('breaks', () => {
  expect(1 + 1).toBe(3)
})
"""
VITEST_RETRY = """import { expect, test } from 'vitest'

let runs = 0

test('wobbles', { retry: 2 }, () => {
  runs += 1
  expect(runs).toBe(2)
})

test('breaks', () => {
  expect(1 + 1).toBe(3)
})
"""
CART = """exports.total = (xs) => xs.reduce((a, b) => a + b, 0)
exports.first = (xs) => {
  if (xs.length === 0) {
    return null
  }
  return xs[0]
}
"""
RUN = "const { total } = require('./cart')\n\nif (total([1]) !== 1) process.exit(1)\n"
ADDS_JEST = (
    "const { total } = require('./cart')\n\ntest('adds', () => {\n  expect(total([1, 2])).toBe(3)\n})\n"
)
PACKAGE = '{"name": "shop", "private": true}\n'


def _webpack(name: str, files: dict[str, str], line: int | None, run: str = "webpack") -> Case:
    path = "src/cart.js" if "src/cart.js" in files else "src/index.js"
    errors = ((path, line),) if line else ()
    return Case(
        "webpack", name, files, f"{run} --mode development", "build", errors, (), "//" if line else None
    )


def _vite(name: str, code: str, line: int | None) -> Case:
    files = {"index.html": "<script type='module' src='/a.js'></script>\n", "a.js": code}
    return Case("vite", name, files, "vite build", "build", (("a.js", line),), (), "//" if line else None)


def _playwright(name: str, code: dict[str, str], flags: str, line: int, test: str) -> Case:
    kind = "flaky-suspect" if test == "wobbles" else "test"
    places = (("b.spec.ts" if "b.spec.ts" in code else "a.spec.ts", line),)
    return Case("playwright", name, code, f"playwright test --retries=1 {flags}", kind, places, (test,), "//")


def _version(package: str) -> str:
    """Of a tool that does not say it in a line."""
    return f"""node -p "require(process.env.ANDON_CASES_NODE_MODULES + '/{package}/package.json').version" """


BUILDS = (
    _webpack(
        "a missing module, deeper",
        {"src/index.js": "import './cart'\n", "src/cart.js": "\nimport './no'\n"},
        2,
    ),
    _webpack(
        "no loader for it",
        {"src/index.js": "import './cart.txt'\n", "src/cart.txt": "not @ script\n"},
        None,
    ),
    _webpack(
        "an unfinished function",
        {"src/index.js": "import './cart'\n", "src/cart.js": "\nexport function f( {\n"},
        3,
    ),
    Case(
        "webpack",
        "two missing modules",
        {"src/index.js": "import './one'\nimport './two'\n"},
        "webpack --mode development",
        "build",
        (("src/index.js", 1), ("src/index.js", 2)),
        (),
        "//",
    ),
    Case("webpack", "no entry", {"a.js": ""}, "webpack --mode production", "build"),
    Case(
        "webpack",
        "a broken configuration",
        {"webpack.config.js": "module.exports = { entyr: './a.js' }\n", "src/index.js": "\n"},
        "webpack --mode production",
        "configuration",
    ),
    _vite("it does not parse", "const a = 1\nconst = 2\n", 2),
    _vite("a missing package", "import left from 'left-pad-nowhere'\n\nleft()\n", None),
    Case("vite", "no entry", {"a.js": ""}, "vite build", "build"),
    Case(
        "vite",
        "a broken configuration",
        {"vite.config.js": "throw new Error('no')\n", "index.html": "<p></p>\n"},
        "vite build",
        "configuration",
    ),
)
RETRIES = (
    _playwright(
        "one is flaky",
        {"a.spec.ts": TITLE + ADDS + WOBBLES},
        "--fail-on-flaky-tests --reporter=list",
        8,
        "wobbles",
    ),
    _playwright(
        "one is flaky, dots",
        {"a.spec.ts": TITLE + WOBBLES},
        "--fail-on-flaky-tests --reporter=dot",
        4,
        "wobbles",
    ),
    _playwright(
        "one is flaky, one fails",
        {"a.spec.ts": TITLE + WOBBLES, "b.spec.ts": TITLE + BREAKS},
        "--reporter=line",
        4,
        "breaks",
    ),
    Case(
        "jest",
        "one passes on retry, one fails",
        {"cart.test.js": JEST_RETRY, "package.json": PACKAGE},
        "jest",
        "test",
        (("cart.test.js", 11),),
        ("breaks",),
        "//",
    ),
    *(
        Case(
            "vitest",
            f"one passes on retry, one fails, {flags or 'plain'}",
            {"cart.test.js": VITEST_RETRY},
            f"vitest run {flags}",
            "test",
            (("cart.test.js", 11),),
            ("breaks",),
            "//",
        )
        for flags in ("", "--reporter=verbose")
    ),
)
COVERAGE = (
    Case(
        "jest",
        "too little is covered",
        {"cart.js": CART, "cart.test.js": ADDS_JEST, "package.json": PACKAGE},
        """jest --coverage --coverageThreshold='{"global":{"lines":90}}'""",
        "test",
        (("cart.js", 3),),
    ),
    Case(
        "nyc",
        "too little",
        {"cart.js": CART, "run.js": RUN},
        "nyc --check-coverage --lines 90 node run.js",
        "test",
        (("cart.js", 3),),
    ),
    Case(
        "nyc",
        "too little of a file",
        {"cart.js": CART, "run.js": RUN},
        "nyc --check-coverage --per-file --lines 90 node run.js",
        "test",
        (("cart.js", 3),),
    ),
    Case(
        "c8",
        "too little",
        {"cart.js": CART, "run.js": RUN},
        "c8 --check-coverage --lines 90 node run.js",
        "test",
        (("cart.js", 3),),
    ),
)
CASES = with_shifted((*BUILDS, *RETRIES, *COVERAGE))
VERSIONS = {
    "webpack": _version("webpack"),
    "vite": "vite --version",
    "playwright": "playwright --version",
    "jest": "jest --version",
    "vitest": "vitest --version",
    "nyc": "nyc --version",
    "c8": _version("c8"),
}
