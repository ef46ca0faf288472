"""Blind cases of a sixth round: JavaScript's and TypeScript's test runners, with other reporters, in workspaces and scripts."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "jest",
        "TypeScript by ts-jest: types in one file, an assertion in another",
        {
            "package.json": '{"name": "billing", "private": true, "scripts": {"test": "jest --ci --silent"}, "jest": {"preset": "ts-jest", "testEnvironment": "node"}}\n',
            "tsconfig.json": '{"compilerOptions": {"strict": true, "module": "commonjs", "target": "es2020", "types": ["jest"]}}\n',
            "src/invoice.ts": "export interface Invoice {\n  id: string;\n  lines: number[];\n}\n\nexport function total(invoice: Invoice): number {\n  return invoice.lines.reduce((a, b) => a + b, 0);\n}\n",
            "src/__tests__/invoice.spec.ts": "import { total } from '../invoice';\n\ndescribe('total', () => {\n  it('sums the lines', () => {\n    expect(total({ id: 'a', lines: [1, 2] })).toBe(4);\n  });\n});\n",
            "src/__tests__/types.spec.ts": "import { total } from '../invoice';\n\nit('needs lines', () => {\n  expect(total({ id: 1, lines: [1] })).toBe(1);\n});\n",
        },
        "npm test",
        "test",
        (("src/__tests__/invoice.spec.ts", 5), ("src/__tests__/types.spec.ts", 4)),
        ("total › sums the lines",),
    ),
    Case(
        "jest",
        "setting up for all fails, a mock that is not a function, an open test",
        {
            "package.json": '{"name": "gateway", "jest": {"setupFilesAfterEnv": ["<rootDir>/test/setup.js"], "testTimeout": 300}}\n',
            "test/setup.js": 'afterEach(() => {\n  if (global.leak) throw new Error("a socket is left open");\n});\n',
            "src/retry.js": "module.exports = async function retry(run, times) {\n  for (let i = 1; ; i++) {\n    try {\n      return await run(i);\n    } catch (error) {\n      if (i >= times) throw error;\n    }\n  }\n};\n",
            "test/retry.test.js": """\
const retry = require("../src/retry");

describe("retry()", () => {
  test("gives up", async () => {
    const run = jest.fn().mockRejectedValue(new TypeError("down"));
    await retry(run, 2);
  });

  test("never ends", () => new Promise(() => {}), 200);

  test.each`
    times | calls
    ${1}  | ${1}
    ${3}  | ${2}
  `("$times times: $calls calls", async ({ times, calls }) => {
    const run = jest.fn(() => Promise.reject(0));
    await retry(run, times).catch(() => {});
    expect(run).toHaveBeenCalledTimes(calls);
  });

  test("leaks", () => {
    global.leak = true;
  });
});
""",
        },
        "jest --ci --colors=false --verbose=false --maxWorkers=1",
        "test",
        (
            ("test/retry.test.js", 5),
            ("test/retry.test.js", 9),
            ("test/retry.test.js", 18),
            ("test/setup.js", 2),
        ),
        (
            "retry() › gives up",
            "retry() › never ends",
            "retry() › 3 times: 2 calls",
            "retry() › leaks",
        ),
    ),
    Case(
        "jest",
        "as GitHub wants it, a snapshot that is not written, one that is obsolete",
        {
            "package.json": "{}\n",
            "ui/__snapshots__/badge.test.js.snap": '// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing\n\nexports[`badge is red 1`] = `\n{\n  "color": "red",\n  "label": "3",\n}\n`;\n\nexports[`badge was blue 1`] = `1`;\n',
            "ui/badge.js": 'exports.badge = (n) => ({ color: n > 5 ? "red" : "gray", label: String(n) });\n',
            "ui/badge.test.js": 'const { badge } = require("./badge");\n\ndescribe("badge", () => {\n  it("is red", () => {\n    expect(badge(3)).toMatchSnapshot();\n  });\n\n  it("is new", () => {\n    const { label } = badge(9);\n    expect(label).toMatchSnapshot();\n  });\n});\n',
        },
        "GITHUB_ACTIONS=true jest --ci --reporters=default --reporters=github-actions",
        "test",
        (("ui/badge.test.js", 5), ("ui/badge.test.js", 10)),
        ("badge › is red", "badge › is new"),
    ),
    Case(
        "vitest",
        "in a workspace of npm, an error that nobody handles, types are not looked at",
        {
            "package.json": '{"name": "root", "private": true, "workspaces": ["packages/*"]}\n',
            "packages/queue/package.json": '{"name": "@acme/queue", "version": "1.0.0", "type": "module", "scripts": {"test": "vitest run"}}\n',
            "packages/queue/src/queue.ts": "export class Queue<T> {\n  private rows: T[] = [];\n\n  push(row: T): void {\n    setTimeout(() => {\n      if (this.rows.length > 0) throw new RangeError('queue is full');\n    }, 0);\n    this.rows.push(row);\n  }\n\n  pop(): T | undefined {\n    return this.rows.pop();\n  }\n}\n",
            "packages/queue/test/queue.spec.ts": "import { describe, expect, it } from 'vitest';\nimport { Queue } from '../src/queue';\n\ndescribe('Queue', () => {\n  it('is first in, first out', () => {\n    const queue = new Queue<number>();\n    queue.push(1);\n    queue.push(2);\n    expect(queue.pop()).toBe(1);\n  });\n\n  it('waits', async () => {\n    await new Promise((done) => setTimeout(done, 20));\n  });\n});\n",
            "packages/ui/package.json": '{"name": "@acme/ui", "version": "1.0.0"}\n',
        },
        "npm test --workspace=@acme/queue",
        "test",
        (("packages/queue/src/queue.ts", 6), ("packages/queue/test/queue.spec.ts", 9)),
        ("Queue > is first in, first out",),
    ),
    Case(
        "vitest",
        "a hook of all, what cannot be imported, no tests in a file, as a tree",
        {
            "vitest.config.mjs": "export default { test: { globals: true, include: ['spec/**/*.mjs'], testTimeout: 200 } };\n",
            "spec/api/client.mjs": "import { connect } from '../../src/client.mjs';\n\ndescribe('client', () => {\n  let client;\n\n  beforeAll(async () => {\n    client = await connect('nowhere');\n  });\n\n  it('is open', () => {\n    expect(client.open).toBe(true);\n  });\n});\n\nit('hangs', async () => {\n  await new Promise(() => {});\n});\n",
            "spec/api/empty.mjs": "// later\n",
            "spec/ui/menu.mjs": "import { Menu } from '../../src/menu.mjs';\n\nit('opens', () => new Menu());\n",
            "src/client.mjs": "export async function connect(host) {\n  if (host === 'nowhere') {\n    throw new Error(`cannot connect to ${host}`);\n  }\n  return { open: true };\n}\n",
        },
        "vitest run --reporter=tree",
        "test",
        (
            ("src/client.mjs", 3),
            ("spec/api/client.mjs", 15),
            ("spec/api/empty.mjs", None),
            ("spec/ui/menu.mjs", 1),
        ),
        ("client", "hangs"),
    ),
    Case(
        "mocha",
        "a cause, a diff of objects and a timeout, in modules",
        {
            "package.json": '{"name": "cache", "type": "module", "scripts": {"unit": "mocha --exit --timeout 150 \'test/**/*.test.mjs\'"}}\n',
            "lib/cache.mjs": "export class Cache {\n  #rows = new Map();\n\n  get(key) {\n    if (!this.#rows.has(key)) {\n      throw new Error(`no ${key}`, { cause: new Error('evicted') });\n    }\n    return this.#rows.get(key);\n  }\n}\n",
            "test/unit/cache.test.mjs": "import assert from 'node:assert/strict';\nimport { Cache } from '../../lib/cache.mjs';\n\ndescribe('Cache', () => {\n  describe('#get()', () => {\n    it('finds', () => {\n      assert.equal(new Cache().get('a'), 1);\n    });\n\n    it('compares', () => {\n      assert.deepEqual(\n        { a: [1, 2, { b: null }], c: 'x\\ny' },\n        { a: [1, 3, { b: null }], c: 'x\\nz' },\n      );\n    });\n\n    it('is in time', (done) => {\n      setTimeout(done, 5000);\n    });\n  });\n});\n",
        },
        "npm run unit",
        "test",
        (("lib/cache.mjs", 6), ("test/unit/cache.test.mjs", 11)),
        ("Cache #get() finds", "Cache #get() compares", "Cache #get() is in time"),
    ),
    Case(
        "mocha",
        "before all fails, in full",
        {
            "test/db.js": 'describe("database", function () {\n  before("connects", async () => {\n    const error = new Error("connect ECONNREFUSED 127.0.0.1:5432");\n    error.code = "ECONNREFUSED";\n    throw error;\n  });\n\n  it("selects", () => {});\n});\n\ndescribe("rows", () => {\n  it("are counted", () => {\n    [].length.should.equal(0);\n  });\n});\n',
        },
        "mocha --reporter dot --no-color --full-trace test",
        "test",
        (("test/db.js", 3), ("test/db.js", 13)),
        ('database "before all" hook: connects for "selects"', "rows are counted"),
    ),
    Case(
        "mocha",
        "a file that does not load",
        {
            "spec/load.spec.js": 'const settings = require("../config/settings");\n\ndescribe("settings", () => {\n  it("are read", () => settings.port);\n});\n',
            "config/settings.js": 'if (!process.env.SHOP_PORT) {\n  throw new Error("SHOP_PORT is not set");\n}\nmodule.exports = { port: 1 };\n',
        },
        "mocha --spec 'spec/**/*.spec.js'",
        "test",
        (("config/settings.js", 2),),
    ),
    Case(
        "ava",
        "macros, hooks, two files of which one has no tests",
        {
            "package.json": '{"name": "dates", "type": "module", "ava": {"files": ["test/**/*.js"], "workerThreads": false}}\n',
            "test/dates.js": "import test from 'ava';\n\nconst adds = test.macro({\n  exec(t, days, expected) {\n    t.is(new Date(Date.UTC(2026, 0, 1 + days)).getUTCDate(), expected);\n  },\n  title: (provided, days) => `adds ${days} days`,\n});\n\ntest.beforeEach((t) => {\n  t.context.zone = 'UTC';\n});\n\ntest(adds, 1, 2);\ntest(adds, 31, 2);\n\ntest('zones', (t) => {\n  t.like(t.context, { zone: 'CET' });\n});\n\ntest('never asserts', () => {});\n",
            "test/empty.js": "export default 1;\n",
        },
        "ava",
        "test",
        (("test/dates.js", 5), ("test/dates.js", 18), ("test/empty.js", None)),
        ("dates › adds 31 days", "dates › zones", "dates › never asserts"),
    ),
    Case(
        "ava",
        "as TAP, a rejection, a message of its own",
        {
            "package.json": '{"name": "feeds", "type": "module", "ava": {"files": ["test/*.mjs"]}}\n',
            "lib/parse.mjs": "export const parse = async (text) => {\n  if (text === '') throw new SyntaxError('empty feed');\n  return { title: text };\n};\n",
            "test/parse.mjs": "import test from 'ava';\nimport { parse } from '../lib/parse.mjs';\n\ntest('refuses nothing', async (t) => {\n  t.is((await parse('')).title, '');\n});\n\ntest('has a title', async (t) => {\n  const feed = await parse('a');\n  t.deepEqual(feed, { title: 'b' }, 'the title is the text');\n});\n",
        },
        "ava --tap",
        "test",
        (("lib/parse.mjs", 2),),
        ("refuses nothing", "has a title"),
    ),
    Case(
        "tape",
        "a plan, a promise, a comparison, in three files",
        {
            "test/index.js": "require('./path.js');\nrequire('./url.js');\n",
            "test/path.js": "const test = require('tape');\n\ntest('join', (t) => {\n  t.plan(2);\n  t.equal(['a', 'b'].join('/'), 'a/b', 'joins');\n  t.notOk(0, 'starts');\n});\n\ntest('deep', (t) => {\n  t.deepEqual({ a: { b: [1] } }, { a: { b: ['1'] } }, 'is the same tree');\n  t.end();\n});\n",
            "test/url.js": "const test = require('tape');\n\ntest('throws', (t) => {\n  t.doesNotThrow(() => new URL('nowhere'), 'parses a name');\n  t.ok(true, 'goes on');\n  t.end();\n});\n\ntest('never ends', (t) => {\n  t.pass('begins');\n});\n",
        },
        "node test/index.js",
        "test",
        (("test/path.js", 10), ("test/url.js", 4)),
        ("is the same tree", "parses a name", "test exited without ending: never ends"),
    ),
    Case(
        "jasmine",
        "spies, asynchronous matchers, focused by a helper",
        {
            "package.json": '{"name": "player", "scripts": {"spec": "jasmine --random=false --no-color"}}\n',
            "spec/support/jasmine.json": '{"spec_dir": "spec", "spec_files": ["**/*[sS]pec.js"], "helpers": ["helpers/*.js"]}\n',
            "spec/helpers/playing.js": "beforeEach(function () {\n  jasmine.addMatchers({\n    toBePlaying: () => ({\n      compare: (player, song) => ({ pass: player.song === song, message: `it plays ${player.song}` }),\n    }),\n  });\n});\n",
            "lib/player.js": "class Player {\n  play(song) {\n    this.song = song.title.trim();\n  }\n}\nmodule.exports = Player;\n",
            "spec/player/PlayerSpec.js": 'const Player = require("../../lib/player");\n\ndescribe("Player", () => {\n  let player;\n\n  beforeEach(() => {\n    player = new Player();\n  });\n\n  it("plays", () => {\n    player.play({ title: "A " });\n    expect(player).toBePlaying("B");\n  });\n\n  it("needs a title", () => {\n    player.play({});\n  });\n\n  it("calls", async () => {\n    const seen = jasmine.createSpy("seen");\n    await expectAsync(Promise.reject(new Error("no"))).toBeResolved();\n    expect(seen).toHaveBeenCalledOnceWith(1);\n  });\n});\n',
        },
        "npm run spec",
        "test",
        (
            ("spec/player/PlayerSpec.js", 12),
            ("lib/player.js", 3),
            ("spec/player/PlayerSpec.js", 21),
            ("spec/player/PlayerSpec.js", 22),
        ),
        ("Player plays", "Player needs a title", "Player calls"),
    ),
    Case(
        "node",
        "a suite whose end fails, a test within a test, one that is too slow",
        {
            "package.json": '{"name": "mail", "type": "module", "scripts": {"test": "node --test --test-concurrency=1 tests/"}}\n',
            "lib/address.js": "export function domain(address) {\n  const [, host] = address.split('@');\n  return host.toLowerCase();\n}\n",
            "tests/address.test.js": "import assert from 'node:assert';\nimport { after, describe, it, test } from 'node:test';\nimport { domain } from '../lib/address.js';\n\ndescribe('domain', { concurrency: true }, () => {\n  after(() => {\n    throw new Error('cannot clean up');\n  });\n\n  it('is lower case', () => {\n    assert.strictEqual(domain('A@B.org'), 'B.org');\n  });\n});\n\ntest('parents', async (t) => {\n  await t.test('without an at', () => {\n    domain('nobody');\n  });\n  await t.test('fine', () => {});\n});\n",
            "tests/slow.test.js": "import { test } from 'node:test';\n\ntest('is slow', { timeout: 50 }, async () => {\n  await new Promise((done) => setTimeout(done, 2000));\n});\n",
        },
        "npm test",
        "test",
        (
            ("tests/address.test.js", 7),
            ("tests/address.test.js", 11),
            ("lib/address.js", 3),
            ("tests/slow.test.js", 3),
        ),
        ("is lower case", "domain", "without an at", "is slow"),
    ),
    Case(
        "node",
        "a script of the build that throws in a module",
        {
            "package.json": '{"name": "site", "scripts": {"prebuild": "node scripts/clean.cjs", "build": "node scripts/build.mjs"}}\n',
            "scripts/clean.cjs": 'console.warn("warning: nothing to clean");\n',
            "scripts/build.mjs": "import { pages } from './pages/read.mjs';\n\nfor (const page of await pages('content')) {\n  console.log(page);\n}\n",
            "scripts/pages/read.mjs": "import { readdir } from 'node:fs/promises';\n\nexport async function pages(folder) {\n  const found = await readdir(new URL('.', import.meta.url));\n  if (!found.includes(folder)) {\n    throw new Error(`no folder ${folder}`, { cause: found });\n  }\n  return found;\n}\n",
        },
        "npm run build",
        "build",
        (("scripts/pages/read.mjs", 6),),
    ),
    Case(
        "karma",
        "Jasmine in it, as progress",
        {
            "karma.conf.js": 'module.exports = (c) =>\n  c.set({ frameworks: ["jasmine"], files: ["app/**/*.js", "test/**/*.js"], browsers: ["jsdom"], reporters: ["progress"], singleRun: true, colors: false });\n',
            "app/format.js": "window.format = (n) => {\n  return n.toFixed(2) + unit;\n};\n",
            "test/format.spec.js": 'describe("format", function () {\n  it("has a unit", function () {\n    expect(format(3)).toBe("3.00 m");\n  });\n\n  describe("of nothing", function () {\n    it("is empty", function () {\n      expect([null, undefined].length).toEqual(0);\n    });\n  });\n});\n',
        },
        "karma start karma.conf.js --single-run --no-auto-watch",
        "test",
        (("app/format.js", 2), ("test/format.spec.js", 8)),
        ("format has a unit", "format of nothing is empty"),
    ),
    Case(
        "qunit",
        "what is set up before each",
        {
            "test/units/tree.js": 'const grow = require("../../lib/grow");\n\nQUnit.config.testTimeout = 100;\n\nQUnit.module("tree", (hooks) => {\n  hooks.beforeEach(function () {\n    this.tree = { leaves: 2 };\n  });\n\n  QUnit.test("grows", function (assert) {\n    grow(this.tree);\n    assert.deepEqual(this.tree, { leaves: 4 }, "two more");\n  });\n\n  QUnit.test("never grows", function (assert) {\n    grow(null);\n    assert.true(true);\n  });\n});\n',
            "lib/grow.js": "module.exports = (tree) => {\n  tree.leaves += 1;\n};\n",
        },
        "qunit 'test/**/*.js'",
        "test",
        (("test/units/tree.js", 12), ("lib/grow.js", 2)),
        ("tree > grows", "tree > never grows"),
    ),
    Case(
        "cucumber-js",
        "progress, an assertion in a step, an ambiguous step",
        {
            "package.json": '{"name": "ride"}\n',
            "features/ride.feature": "Feature: Rides\n\n  Rule: Nobody rides alone\n\n    Scenario: Two ride\n      Given 2 riders\n      Then the price is 8\n\n    Scenario: One rides\n      Given 1 riders\n",
            "features/step_definitions/ride.js": 'const assert = require("node:assert");\nconst { Given, Then } = require("@cucumber/cucumber");\n\nGiven("{int} riders", function (n) {\n  this.riders = n;\n});\n\nGiven("1 riders", function () {});\n\nThen("the price is {int}", function (price) {\n  assert.equal(this.riders * 3, price);\n});\n',
        },
        "cucumber-js --format progress",
        "test",
        (
            ("features/ride.feature", 5),
            ("features/ride.feature", 9),
            ("features/step_definitions/ride.js", 11),
        ),
        ("Two ride", "One rides"),
    ),
)
VERSIONS: dict[str, str] = {}
