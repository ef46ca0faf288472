"""Blind cases of known tools in JavaScript: mistakes and messages that no family was written after."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

JEST = text("""\
    describe("cart", () => {
      beforeAll(() => {
        throw new Error("no database");
      });

      test("opens", () => {});
    });

    test("prices", () => {
      expect({ a: 1, b: [1, 2] }).toEqual({ a: 1, b: [1, 3] });
    });

    test("rejects", async () => {
      await Promise.reject(new TypeError("boom"));
    });

    test.each([[1], [2]])("odd %i", (n) => {
      expect(n % 2).toBe(1);
    });
    """)
MOCHA = text("""\
    const assert = require("assert");

    describe("cart", function () {
      before(function () {
        throw new Error("no database");
      });
      it("opens", function () {});
    });

    describe("slow", function () {
      this.timeout(20);
      it("never ends", function (done) {});
      it("differs", function () {
        assert.deepStrictEqual({ a: 1 }, { a: 2 });
      });
    });
    """)
GENERIC = text("""\
    interface Props {
      name: string;
      size: "s" | "m";
    }
    function show(p: Props): void {}

    show({ name: "a", size: "xl" });
    show({ size: "s" });
    const f = (x) => x;
    """)
JAVASCRIPT = (
    Case(
        "jest",
        "a hook, a difference, a rejection, a table",
        {"src/cart.test.js": JEST, "package.json": "{}\n"},
        "jest",
        "test",
        (
            ("src/cart.test.js", 3),
            ("src/cart.test.js", 10),
            ("src/cart.test.js", 14),
            ("src/cart.test.js", 18),
        ),
        ("cart › opens", "prices", "rejects", "odd 2"),
    ),
    Case(
        "mocha",
        "a hook, a timeout, a difference",
        {"test/cart.test.js": MOCHA},
        "mocha",
        "test",
        (("test/cart.test.js", 5), ("test/cart.test.js", 14)),
        ('cart "before all" hook for "opens"', "slow never ends", "slow differs"),
    ),
    Case(
        "vitest",
        "a snapshot and a rejection",
        {
            "src/cart.test.js": 'import { expect, test } from "vitest";\n\ntest("inline", () => {\n  expect({ a: 1 }).toMatchInlineSnapshot(`{ "a": 2 }`);\n});\n\ntest("rejects", async () => {\n  await Promise.reject(new TypeError("boom"));\n});\n'
        },
        "vitest run",
        "test",
        (("src/cart.test.js", 4), ("src/cart.test.js", 8)),
        ("inline", "rejects"),
    ),
    Case(
        "vitest",
        "a suite that does not load",
        {
            "src/cart.test.js": 'import { f } from "./nowhere";\nimport { test } from "vitest";\n\ntest("a", () => f());\n'
        },
        "vitest run",
        "test",
        (("src/cart.test.js", None),),
    ),
    Case(
        "node",
        "two fail, one in a suite",
        {
            "test/cart.test.js": 'const { describe, it, test } = require("node:test");\nconst assert = require("node:assert");\n\ndescribe("cart", () => {\n  it("adds", () => {\n    assert.deepStrictEqual([1, 2], [1, 3]);\n  });\n});\n\ntest("raises", async () => {\n  throw new RangeError("boom");\n});\n'
        },
        "node --test",
        "test",
        (("test/cart.test.js", 6), ("test/cart.test.js", 11)),
        ("adds", "raises"),
    ),
    Case(
        "node",
        "an unhandled rejection",
        {"run.js": 'async function load() {\n  throw new TypeError("no settings");\n}\n\nload();\n'},
        "node run.js",
        "build",
        (("run.js", 2),),
    ),
    Case(
        "tsc",
        "shapes of objects",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "types": []}, "include": ["src"]}\n',
            "src/show.ts": GENERIC,
        },
        "tsc -p .",
        "types",
        (("src/show.ts", 7), ("src/show.ts", 8), ("src/show.ts", 9)),
    ),
    Case("eslint", "no configuration", {"a.js": "var a;\n"}, "eslint a.js", "configuration"),
    Case(
        "npm",
        "a script fails",
        {
            "package.json": '{"name": "shop", "version": "1.0.0", "scripts": {"test": "node check.js"}}\n',
            "check.js": "const total = null;\nconsole.log(total.price);\n",
        },
        "npm test",
        "test",
        (("check.js", 2),),
    ),
    Case(
        "webpack",
        "an export that is none",
        {
            "src/index.js": "import { total } from './cart';\nconsole.log(total);\n",
            "src/cart.js": "export const price = 1;\n",
            "webpack.config.js": "module.exports = { mode: 'production', module: { parser: { javascript: { exportsPresence: 'error' } } } };\n",
        },
        "webpack",
        "build",
        (("src/index.js", 2),),
    ),
)
CASES = JAVASCRIPT
VERSIONS: dict[str, str] = {}
