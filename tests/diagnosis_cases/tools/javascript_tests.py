"""Jest, Vitest, Mocha, AVA, tape, Jasmine, Node's own test runner."""

from tests.diagnosis_cases.case import Case, with_shifted

CART = "exports.total = (xs) => xs.reduce((a, b) => a + b, 1)\n"
JEST = """const { total } = require('./cart')

describe('total', () => {
  test('adds', () => {
    expect(total([1, 2])).toBe(3)
  })
  test('is fine', () => {
    expect(total([])).toBe(1)
  })
})

test('throws', () => {
  throw new Error('boom')
})
"""
VITEST = JEST.replace(
    "const { total } = require('./cart')",
    "import { describe, expect, test } from 'vitest'\nconst total = (xs) => xs.reduce((a, b) => a + b, 1)",
)
MOCHA = """const assert = require('assert')
const { total } = require('../cart')

describe('cart', () => {
  describe('total', () => {
    it('adds', () => {
      assert.strictEqual(total([1, 2]), 3)
    })
  })
  it('is fine', () => {})
  it('throws', () => {
    throw new TypeError('boom')
  })
})
"""
NODE = """const { test } = require('node:test')
const assert = require('node:assert')

test('adds', () => {
  assert.strictEqual(1 + 1, 3)
})

test('is fine', () => {})
"""
PACKAGE = '{"name": "shop", "version": "1.0.0"}\n'


def _jest(flags: str) -> Case:
    return Case(
        "jest",
        f"two fail, {flags or 'plain'}",
        {"package.json": PACKAGE, "cart.js": CART, "cart.test.js": JEST},
        f"jest {flags}",
        "test",
        (("cart.test.js", 5), ("cart.test.js", 13)),
        ("total › adds", "throws"),
        "//",
    )


def _mocha(flags: str) -> Case:
    return Case(
        "mocha",
        f"two fail, {flags or 'plain'}",
        {"cart.js": CART, "test/cart.test.js": MOCHA},
        f"mocha {flags}",
        "test",
        (("test/cart.test.js", 7), ("test/cart.test.js", 12)),
        ("cart total adds", "cart throws"),
        "//",
    )


def _vitest(flags: str) -> Case:
    return Case(
        "vitest",
        f"two fail, {flags or 'plain'}",
        {"package.json": PACKAGE, "src/cart.test.js": VITEST},
        f"vitest run {flags}",
        "test",
        (("src/cart.test.js", 6), ("src/cart.test.js", 14)),
        ("total > adds", "throws"),
        "//",
    )


TESTS = (
    *(_jest(flags) for flags in ("", "--verbose", "--colors", "--ci")),
    Case(
        "jest",
        "a module is missing",
        {"package.json": PACKAGE, "a.test.js": "const x = require('./nowhere')\n\ntest('t', () => {})\n"},
        "jest",
        "test",
        (("a.test.js", 1),),
        (),
        "//",
    ),
    *(_mocha(flags) for flags in ("", "--reporter dot", "--reporter min", "--color")),
    Case(
        "mocha",
        "tap",
        {"cart.js": CART, "test/cart.test.js": MOCHA},
        "mocha --reporter tap",
        "test",
        (("test/cart.test.js", 7), ("test/cart.test.js", 12)),
        ("cart total adds", "cart throws"),
        "//",
    ),
    *(_vitest(flags) for flags in ("", "--reporter=verbose")),
    Case(
        "node",
        "one fails, spec",
        {"a.test.js": NODE},
        "node --test --test-reporter=spec",
        "test",
        (("a.test.js", 5),),
        ("adds",),
        "//",
    ),
    Case(
        "node",
        "one fails, tap",
        {"a.test.js": NODE},
        "node --test --test-reporter=tap",
        "test",
        (("a.test.js", 5),),
        ("adds",),
        "//",
    ),
    Case(
        "node",
        "an exception",
        {"a.js": "function f () {\n  return undefined.x\n}\n\nf()\n"},
        "node a.js",
        "build",
        (("a.js", 2),),
        (),
        "//",
    ),
    Case(
        "node",
        "a module is missing",
        {"a.js": "require('nothing-here')\n"},
        "node a.js",
        "dependency",
        (("a.js", 1),),
        (),
        "//",
    ),
    Case("node", "a syntax error", {"a.js": "const = 1\n"}, "node a.js", "build", (("a.js", 1),), (), "//"),
    Case(
        "tape",
        "one fails",
        {
            "t.js": "const test = require('tape')\n\ntest('adds', (t) => {\n  t.equal(1 + 1, 3, 'one and one')\n  t.end()\n})\n"
        },
        "tape t.js",
        "test",
        (("t.js", 4),),
        ("one and one",),
        "//",
    ),
    Case(
        "jasmine",
        "one fails",
        {
            "spec/cart.spec.js": "describe('cart', () => {\n  it('adds', () => {\n    expect(1 + 1).toBe(3)\n  })\n})\n"
        },
        "jasmine 'spec/*.spec.js'",
        "test",
        (("spec/cart.spec.js", 3),),
        ("cart adds",),
        "//",
    ),
    Case(
        "ava",
        "one fails",
        {
            "package.json": PACKAGE,
            "test.js": "const test = require('ava')\n\ntest('adds', t => {\n\tt.is(1 + 1, 3)\n})\n",
        },
        "ava",
        "test",
        (("test.js", 4),),
        ("adds",),
        "//",
    ),
)
CASES = with_shifted((*TESTS,))
VERSIONS = {
    "jest": "jest --version",
    "mocha": "mocha --version",
    "vitest": "vitest --version",
    "node": "node --version",
    "jasmine": "jasmine -v",
    "ava": "ava --version",
    "tape": "ls node_modules/tape; echo 5",
}
