"""Blind cases of a fourth round: JavaScript's test runners with projects, workspaces, hooks and other reporters."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "jest",
        "two projects, one of which has a hook that fails",
        {
            "package.json": '{"name": "weather", "jest": {"projects": ["packages/*"]}}\n',
            "packages/api/package.json": '{"name": "api", "jest": {"displayName": "api"}}\n',
            "packages/api/test/feed.test.js": """\
const feed = () => Promise.reject(new RangeError("mast 7"));

describe("feed", () => {
  let readings;
  beforeAll(async () => {
    readings = await feed();
  });

  test("has some", () => {
    expect(readings).toHaveLength(1);
  });
});
""",
            "packages/web/package.json": '{"name": "web", "jest": {"displayName": "web"}}\n',
            "packages/web/page.test.js": """\
const wind = require("./wind");

test.each([
  [1, "calm"],
  [9, "gale"],
])("wind %i is %s", (n, name) => {
  expect(wind(n)).toBe(name);
});

test("prints", () => {
  console.error("Error: only printed\\n    at Object.<anonymous> (fake.js:1:1)");
  expect(wind(1)).toMatchInlineSnapshot(`"breeze"`);
});
""",
            "packages/web/wind.js": 'module.exports = (n) => (n > 5 ? "storm" : "calm");\n',
        },
        "jest --ci",
        "test",
        (
            ("packages/api/test/feed.test.js", 1),
            ("packages/web/page.test.js", 7),
            ("packages/web/page.test.js", 12),
        ),
        ("feed › has some", "wind 9 is gale", "prints"),
    ),
    Case(
        "jest",
        "verbose, mocks, what is never called",
        {
            "package.json": "{}\n",
            "src/__tests__/alarm.test.js": """\
const { ring } = require("../alarm");

describe("alarm", () => {
  describe("at night", () => {
    it("rings once", () => {
      const bell = jest.fn();
      ring(bell, 2);
      expect(bell).toHaveBeenCalledTimes(1);
    });
    it.failing("is known to fail", () => {
      expect(1).toBe(2);
    });
    it("rings with the hour", () => {
      const bell = jest.fn();
      ring(bell, 1);
      expect(bell).toHaveBeenCalledWith("hour");
    });
  });
  it("says why", () => {
    expect(() => ring(null, 1)).toThrow("no bell");
  });
});
""",
            "src/alarm.js": "exports.ring = (bell, n) => {\n  for (let i = 0; i < n; i++) bell(i);\n};\n",
        },
        "jest --verbose --runInBand",
        "test",
        (
            ("src/__tests__/alarm.test.js", 8),
            ("src/__tests__/alarm.test.js", 16),
            ("src/__tests__/alarm.test.js", 20),
        ),
        ("alarm › at night › rings once", "alarm › at night › rings with the hour", "alarm › says why"),
    ),
    Case(
        "vitest",
        "two projects, a snapshot, one that does not parse",
        {
            "vitest.config.mjs": """\
export default {
  test: {
    projects: [
      { test: { name: "api", include: ["api/**/*.test.js"] } },
      { test: { name: "web", include: ["web/**/*.test.js"] } },
    ],
  },
};
""",
            "api/feed.test.js": """\
import { expect, test } from "vitest";

test("shape", () => {
  expect({ mm: 3, at: "noon" }).toMatchObject({ mm: 4 });
});
""",
            "web/deep/page.test.js": 'import { test } from "vitest";\n\ntest("a", () => {\n  const = 3;\n});\n',
        },
        "vitest run",
        "test",
        (("api/feed.test.js", 4), ("web/deep/page.test.js", 4)),
        ("shape",),
    ),
    Case(
        "vitest",
        "verbose, what is awaited, hooks",
        {
            "src/store.js": """\
export class Store {
  #rows = [];
  async add(row) {
    if (this.#rows.length) throw new Error("full");
    this.#rows.push(row);
  }
}
""",
            "src/store.test.js": """\
import { afterEach, describe, expect, it, vi } from "vitest";
import { Store } from "./store";

describe("store", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("takes two", async () => {
    const store = new Store();
    await store.add(1);
    await store.add(2);
  });

  it("resolves", async () => {
    await expect(new Store().add(1)).rejects.toThrow("full");
  });

  it.concurrent("calls", async () => {
    const seen = vi.fn();
    seen("a");
    expect(seen).toHaveBeenCalledWith("b");
  });
});
""",
        },
        "vitest run --reporter=verbose --no-file-parallelism",
        "test",
        (("src/store.js", 4), ("src/store.test.js", 16), ("src/store.test.js", 22)),
        ("store > takes two", "store > resolves", "store > calls"),
    ),
    Case(
        "mocha",
        "a hook for all, side by side, retries",
        {
            ".mocharc.json": '{"parallel": true, "jobs": 2, "retries": 1, "spec": ["test/**/*.spec.js"]}\n',
            "test/unit/mast.spec.js": """\
const assert = require("node:assert");

describe("mast", function () {
  context("in wind", () => {
    it("bends", () => {
      assert.deepStrictEqual({ deg: 1, parts: ["a"] }, { deg: 2, parts: ["a"] });
    });
  });
});
""",
            "test/unit/feed.spec.js": """\
describe("feed", () => {
  afterEach(() => {
    throw new Error("left open");
  });

  it("closes", () => {});
});
""",
        },
        "mocha",
        "test",
        (("test/unit/mast.spec.js", 6), ("test/unit/feed.spec.js", 3)),
        ("mast in wind bends", 'feed "after each" hook for "closes"'),
    ),
    Case(
        "mocha",
        "a promise that is refused, a list",
        {
            "lib/units.js": 'exports.mm = (inches) => {\n  if (typeof inches !== "number") throw new TypeError(`${inches} is no number`);\n  return inches * 25;\n};\n',
            "test/units.js": """\
const { strictEqual } = require("node:assert");
const { mm } = require("../lib/units");

describe("units", () => {
  it("converts", async () => {
    await Promise.resolve();
    strictEqual(mm(1), 25.4, "one inch");
  });
  for (const odd of ["1", null]) {
    it(`takes ${odd}`, () => strictEqual(mm(odd), 25.4));
  }
});
""",
        },
        "mocha --reporter list --no-color",
        "test",
        (("test/units.js", 7), ("lib/units.js", 2)),
        ("units converts", "units takes 1", "units takes null"),
    ),
    Case(
        "karma",
        "Mocha in it, as dots",
        {
            "karma.conf.js": 'module.exports = (c) =>\n  c.set({ frameworks: ["mocha"], files: ["src/*.js", "spec/**/*.js"], browsers: ["jsdom"], reporters: ["dots"], singleRun: true });\n',
            "src/wind.js": 'window.wind = (n) => {\n  if (n < 0) throw new Error("negative wind");\n  return n;\n};\n',
            "spec/deep/wind.spec.js": """\
describe("wind", () => {
  it("is refused", () => {
    wind(-1);
  });

  describe("of gales", () => {
    it("is strong", () => {
      if (wind(3) < 9) throw new Error("3 is less than 9");
    });
  });
});
""",
        },
        "karma start",
        "test",
        (("src/wind.js", 2), ("spec/deep/wind.spec.js", 8)),
        ("wind is refused", "wind of gales is strong"),
    ),
    Case(
        "node",
        "modules in folders, hooks, a plan",
        {
            "test/api/feed.test.mjs": """\
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { parse } from "../../src/parse.mjs";

describe("feed", () => {
  before(() => {});

  it("parses", () => {
    assert.deepEqual(parse("a=1"), { a: 1 });
  });
  it("refuses", () => {
    parse("");
  });
  it("matches", { skip: false }, () => {
    assert.match("rain", /^snow/, "it is no snow");
  });
});
""",
            "src/parse.mjs": 'export const parse = (text) => {\n  if (!text) throw new SyntaxError("nothing to parse");\n  return Object.fromEntries([text.split("=")]);\n};\n',
        },
        "node --test test/api/",
        "test",
        (("test/api/feed.test.mjs", 9), ("src/parse.mjs", 2), ("test/api/feed.test.mjs", 15)),
        ("parses", "refuses", "matches"),
    ),
)
VERSIONS: dict[str, str] = {}
