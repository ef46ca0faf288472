"""Blind cases of known test tools in JavaScript of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "jest",
        "a helper raises, time runs out, a table",
        {
            "package.json": "{}\n",
            "src/lib/price.js": "exports.price = (item) => {\n  if (!item.net) {\n    throw new RangeError(`no price of ${item.name}`);\n  }\n  return item.net * 1.19;\n};\n",
            "src/lib/deep/price.test.js": 'const { price } = require("../price");\n\ndescribe("price", () => {\n  describe("of nothing", () => {\n    it("raises", () => {\n      expect(price({ name: "tea" })).toBe(1);\n    });\n  });\n\n  it("comes late", async () => {\n    await new Promise(() => {});\n  }, 50);\n\n  it.each`\n    net    | gross\n    ${100} | ${119}\n    ${200} | ${239}\n  `("$net is $gross", ({ net, gross }) => {\n    expect(Math.round(price({ net }))).toBe(gross);\n  });\n\n  afterEach(() => {\n    if (expect.getState().currentTestName === "price cleans up") {\n      throw new Error("not cleaned up");\n    }\n  });\n\n  it("cleans up", () => {});\n});\n',
        },
        "jest",
        "test",
        (
            ("src/lib/price.js", 3),
            ("src/lib/deep/price.test.js", 10),
            ("src/lib/deep/price.test.js", 19),
            ("src/lib/deep/price.test.js", 24),
        ),
        ("price › of nothing › raises", "price › comes late", "price › 200 is 239", "price › cleans up"),
    ),
    Case(
        "jest",
        "two that do not load",
        {
            "package.json": "{}\n",
            "test/größe.test.js": 'const sizes = [1, 2;\n\ntest("sizes", () => {});\n',
            "test/env.test.js": 'if (!process.env.NOWHERE_AT_ALL) {\n  throw new Error("NOWHERE_AT_ALL is not set");\n}\n\ntest("a", () => {});\n',
            "test/fine.test.js": "test('fine', () => {});\n",
        },
        "jest --ci",
        "test",
        (("test/env.test.js", 2), ("test/größe.test.js", 1)),
    ),
    Case(
        "mocha",
        "a helper raises, titles beyond ASCII",
        {
            "lib/größe.js": "exports.size = function (of) {\n  return of.length.toFixed(of.digits);\n};\n",
            "test/deep/größe.test.js": 'const assert = require("assert");\nconst { size } = require("../../lib/größe");\n\ndescribe("Größe", function () {\n  afterEach(function () {\n    if (this.currentTest.title === "räumt auf") {\n      throw new Error("not empty");\n    }\n  });\n\n  it("ist eine Zahl", function () {\n    size({ digits: 2 });\n  });\n\n  it("ist ein Text", function () {\n    assert.strictEqual("eins\\nzwei\\n", "eins\\n2\\n");\n  });\n\n  it("räumt auf", function () {});\n});\n',
        },
        "mocha --recursive test",
        "test",
        (("lib/größe.js", 2), ("test/deep/größe.test.js", 7), ("test/deep/größe.test.js", 16)),
        ("Größe ist eine Zahl", "Größe ist ein Text", 'Größe "after each" hook for "räumt auf"'),
    ),
    Case(
        "vitest",
        "a hook, soft expectations, a table, a helper",
        {
            "package.json": '{"type": "module"}\n',
            "src/lib/price.js": "export function price(item) {\n  return item.net.toFixed(2);\n}\n",
            "src/deep/price.test.js": 'import { beforeEach, describe, expect, it, test } from "vitest";\nimport { price } from "../lib/price.js";\n\ndescribe("shop", () => {\n  describe("till", () => {\n    beforeEach(() => {\n      throw new Error("no till");\n    });\n    it("opens", () => {});\n  });\n\n  test.each([{ n: 1 }, { n: 2 }])("odd $n", ({ n }) => {\n    expect(n % 2, "it is even").toBe(1);\n  });\n\n  it("is soft", () => {\n    expect.soft(1).toBe(2);\n    expect.soft("a").toBe("b");\n  });\n\n  it("has a price", () => {\n    price({});\n  });\n});\n',
        },
        "vitest run",
        "test",
        (
            ("src/lib/price.js", 2),
            ("src/deep/price.test.js", 7),
            ("src/deep/price.test.js", 13),
            ("src/deep/price.test.js", 17),
            ("src/deep/price.test.js", 18),
        ),
        ("shop > till > opens", "shop > odd 2", "shop > is soft", "shop > has a price"),
    ),
    Case(
        "vitest",
        "time runs out, nothing is thrown",
        {
            "package.json": '{"type": "module"}\n',
            "test/größe.test.js": 'import { expect, it } from "vitest";\n\nit("never ends", async () => {\n  await new Promise(() => {});\n}, 50);\n\nit("throws", () => {\n  expect(() => JSON.parse("{}")).toThrow(SyntaxError);\n});\n',
        },
        "vitest run --reporter=verbose",
        "test",
        (("test/größe.test.js", 3), ("test/größe.test.js", 8)),
        ("never ends", "throws"),
    ),
    Case(
        "ava",
        "a difference, a promise, a helper",
        {
            "package.json": '{"name": "shop"}\n',
            "lib/price.js": "exports.price = item => {\n  return item.net.gross;\n};\n",
            "test/deep/price.js": "const test = require('ava');\nconst { price } = require('../../lib/price');\n\ntest('compares', t => {\n  t.deepEqual({ net: 1, tags: ['a', 'b'] }, { net: 1, tags: ['a', 'c'] });\n});\n\ntest('rejects', async t => {\n  await t.throwsAsync(async () => 1);\n});\n\ntest('has a price', t => {\n  price({});\n  t.pass();\n});\n",
        },
        "ava",
        "test",
        (("lib/price.js", 2), ("test/deep/price.js", 5), ("test/deep/price.js", 9)),
        ("compares", "rejects", "has a price"),
    ),
    Case(
        "jasmine",
        "a hook, a rejection, objects",
        {
            "spec/deep/cart.spec.js": 'describe("cart", () => {\n  describe("without a till", () => {\n    beforeEach(() => {\n      throw new Error("no till");\n    });\n    it("opens", () => {\n      expect(1).toBe(1);\n    });\n  });\n\n  it("compares", () => {\n    expect({ net: 1, tags: ["a"] }).toEqual({ net: 2, tags: ["b"] });\n  });\n\n  it("rejects", async () => {\n    await expectAsync(Promise.resolve(1)).toBeRejected();\n  });\n});\n'
        },
        "jasmine 'spec/**/*.spec.js'",
        "test",
        (("spec/deep/cart.spec.js", 4), ("spec/deep/cart.spec.js", 12), ("spec/deep/cart.spec.js", 16)),
        ("cart without a till opens", "cart compares", "cart rejects"),
    ),
    Case(
        "tape",
        "tests within tests, several kinds",
        {
            "test/deep/cart.js": "const test = require('tape');\n\ntest('cart', (t) => {\n  t.test('adds', (s) => {\n    s.deepEqual({ a: [1, 2] }, { a: [1, 3] }, 'the same items');\n    s.end();\n  });\n  t.test('throws', (s) => {\n    s.throws(() => 1, /empty/, 'it is empty');\n    s.end();\n  });\n});\n\ntest('plans', (t) => {\n  t.plan(1);\n  t.ok(false, 'is open');\n});\n"
        },
        "tape 'test/**/*.js'",
        "test",
        (("test/deep/cart.js", 5), ("test/deep/cart.js", 9), ("test/deep/cart.js", 16)),
        ("the same items", "it is empty", "is open"),
    ),
    Case(
        "node",
        "time runs out, a hook, a subtest",
        {
            "test/deep/cart.test.js": 'const { beforeEach, describe, it, test } = require("node:test");\nconst assert = require("node:assert");\n\ndescribe("till", () => {\n  beforeEach(() => {\n    throw new Error("no till");\n  });\n  it("opens", () => {});\n});\n\ntest("cart", async (t) => {\n  await t.test("throws", () => {\n    assert.throws(() => 1, TypeError);\n  });\n});\n\ntest("never ends", { timeout: 50 }, () => new Promise((r) => setTimeout(r, 3000)));\n'
        },
        "node --test test/deep/",
        "test",
        (("test/deep/cart.test.js", 6), ("test/deep/cart.test.js", 13), ("test/deep/cart.test.js", 17)),
        ("opens", "throws", "never ends"),
    ),
    Case(
        "node",
        "an export that is none",
        {
            "src/main.mjs": 'import { total, tax } from "./deep/cart.mjs";\n\nconsole.log(total, tax);\n',
            "src/deep/cart.mjs": "export const total = 1;\n",
        },
        "node src/main.mjs",
        "build",
        (("src/main.mjs", 1),),
    ),
    Case(
        "cucumber-js",
        "an outline, a hook",
        {
            "features/deep/cart.feature": "Feature: Cart\n\n  Scenario Outline: Adding some\n    When <n> are added\n    Then it holds <m>\n\n    Examples:\n      | n | m |\n      | 1 | 1 |\n      | 2 | 3 |\n\n  @broken\n  Scenario: Opening\n    Then it holds 0\n",
            "features/steps/cart.js": 'const { When, Then, Before } = require("@cucumber/cucumber");\n\nBefore({ tags: "@broken" }, function () {\n  throw new Error("no till");\n});\nWhen("{int} are added", function (n) {\n  this.items = n;\n});\nThen("it holds {int}", function (n) {\n  if (this.items !== n) {\n    throw new Error(`it holds ${this.items}`);\n  }\n});\n',
        },
        "cucumber-js",
        "test",
        (
            ("features/deep/cart.feature", 10),
            ("features/deep/cart.feature", 13),
            ("features/steps/cart.js", 4),
            ("features/steps/cart.js", 11),
        ),
        ("Adding some", "Opening"),
    ),
    Case(
        "qunit",
        "modules within modules, a rejection",
        {
            "test/deep/cart.js": 'QUnit.module("shop", () => {\n  QUnit.module("cart", (hooks) => {\n    hooks.beforeEach((assert) => {\n      assert.ok(true);\n    });\n    QUnit.test("compares", (assert) => {\n      assert.deepEqual({ a: [1] }, { a: [2] }, "the same");\n    });\n    QUnit.test("raises", () => {\n      null.price();\n    });\n  });\n});\n'
        },
        "qunit 'test/**/*.js'",
        "test",
        (("test/deep/cart.js", 7), ("test/deep/cart.js", 10)),
        ("shop > cart > compares", "shop > cart > raises"),
    ),
)
VERSIONS: dict[str, str] = {}
