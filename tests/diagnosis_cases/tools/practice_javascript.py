"""JavaScript's test runners as teams call them: other reporters, what cannot be had."""

from tests.diagnosis_cases.case import Case

_CART = "exports.total = (prices) => prices.reduce((a, b) => a + b.cents, 0);\n"
_JEST = {
    "package.json": '{"name": "shop", "scripts": {"test": "jest --ci"}}\n',
    "src/cart.js": _CART,
    "src/cart.test.js": "const { total } = require('./cart');\n\ndescribe('cart', () => {\n  it('adds', () => {\n    expect(total([{ cents: 1 }])).toBe(2);\n  });\n  it('is empty', () => {\n    expect(total([null])).toBe(0);\n  });\n});\n",
}
_JEST_AT = (("src/cart.test.js", 5), ("src/cart.js", 1))
_JEST_TESTS = ("cart › adds", "cart › is empty")
_VITEST = {
    "package.json": '{"name": "shop", "type": "module"}\n',
    "src/cart.js": "export const total = (prices) => prices.reduce((a, b) => a + b.cents, 0);\n",
    "src/cart.test.js": "import { describe, expect, it } from 'vitest';\nimport { total } from './cart.js';\n\ndescribe('cart', () => {\n  it('adds', () => {\n    expect(total([{ cents: 1 }])).toBe(2);\n  });\n  it('is empty', () => {\n    expect(total([null])).toBe(0);\n  });\n});\n",
}
_MOCHA = {
    "test/cart.js": "const assert = require('assert');\n\ndescribe('cart', () => {\n  it('adds', () => {\n    assert.strictEqual(1 + 1, 3);\n  });\n  it('waits', function (done) {\n    this.timeout(20);\n  });\n});\n",
}
CASES = (
    *(
        Case(
            "jest",
            f"as teams call it: {options}",
            _JEST,
            f"npx jest {options}",
            "test",
            _JEST_AT,
            _JEST_TESTS,
        )
        for options in (
            "--ci --coverage",
            "--json",
            "--verbose --runInBand --silent",
            "--ci --expand --bail=0 --colors",
        )
    ),
    Case(
        "jest",
        "coverage under the limit",
        {
            **_JEST,
            "src/cart.test.js": "require('./cart');\nit('loads', () => {});\n",
            "jest.config.js": "module.exports = { collectCoverage: true, coverageThreshold: { global: { functions: 90 } } };\n",
        },
        "npx jest --ci",
        "test",
    ),
    Case("jest", "no tests", {"package.json": "{}\n"}, "npx jest --ci", "test"),
    Case(
        "jest",
        "a preset that is none",
        {**_JEST, "jest.config.js": "module.exports = { preset: 'ts-nowhere' };\n"},
        "npx jest --ci",
        "configuration",
    ),
    Case(
        "jest",
        "a transformer that is none",
        {**_JEST, "jest.config.js": "module.exports = { transform: { '\\\\.js$': 'nowhere-jest' } };\n"},
        "npx jest --ci",
        "configuration",
    ),
    *(
        Case(
            "vitest",
            f"as teams call it: {options}",
            _VITEST,
            f"npx vitest run {options}",
            "test",
            (("src/cart.test.js", 6), ("src/cart.js", 1)),
            ("cart > adds", "cart > is empty"),
        )
        for options in (
            "--reporter=verbose",
            "--reporter=dot",
            "--reporter=json",
            "--reporter=junit",
            "--reporter=github-actions",
            "--no-color --bail 5",
        )
    ),
    *(
        Case(
            "mocha",
            f"by {options}",
            _MOCHA,
            f"npx mocha --reporter {options}",
            "test",
            (("test/cart.js", 5),),
            ("cart adds", "cart waits"),
        )
        for options in ("dot", "min", "json", "tap", "list")
    ),
    Case("mocha", "a file that is none", _MOCHA, "npx mocha spec/nowhere.js", "test"),
    Case(
        "mocha",
        "a module that is required and is none",
        _MOCHA,
        "npx mocha -r ts-node-nowhere/register",
        "dependency",
    ),
)

VERSIONS: dict[str, str] = {}
