"""Blind cases of a ninth round: runners of JavaScript's tests.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "jest",
        "a discount, a table of tests and a set-up that fails",
        {
            "package.json": '{ "name": "vouchers", "private": true }\n',
            "src/discount.js": "function discount(cents, percent) {\n  if (percent > 100) {\n    throw new RangeError('more than everything');\n  }\n  return cents - cents * percent;\n}\n\nmodule.exports = { discount };\n",
            "src/discount.test.js": "const { discount } = require('./discount');\n\ndescribe('discount', () => {\n  it.each([\n    [1000, 0, 1000],\n    [1000, 25, 750],\n  ])('of %i by %i percent', (cents, percent, expected) => {\n    expect(discount(cents, percent)).toBe(expected);\n  });\n\n  it('refuses more than everything', () => {\n    expect(() => discount(10, 100)).toThrow(RangeError);\n  });\n});\n",
            "src/codes.test.js": "let codes;\n\ndescribe('codes', () => {\n  beforeEach(() => {\n    codes = JSON.parse('{\"SUMMER\": 10');\n  });\n\n  test('are known', () => {\n    expect(codes.SUMMER).toBe(10);\n  });\n});\n",
        },
        "npx jest",
        "test",
        (("src/discount.test.js", 8), ("src/discount.test.js", 12), ("src/codes.test.js", 5)),
        ("discount › of 1000 by 25 percent", "discount › refuses more than everything", "codes › are known"),
    ),
    Case(
        "vitest",
        "two files: an object that differs, and an import that is not there",
        {
            "package.json": '{ "name": "recipes", "private": true, "type": "module" }\n',
            "src/scale.ts": "export interface Recipe { title: string; grams: Record<string, number> }\n\nexport function scale(recipe: Recipe, by: number): Recipe {\n  const grams = Object.fromEntries(Object.entries(recipe.grams).map(([k, v]) => [k, v + by]));\n  return { ...recipe, grams };\n}\n",
            "src/scale.test.ts": "import { describe, expect, it } from 'vitest';\nimport { scale } from './scale';\n\nconst bread = { title: 'Bread', grams: { flour: 500, water: 330 } };\n\ndescribe('scale', () => {\n  it('doubles', () => {\n    expect(scale(bread, 2)).toEqual({ title: 'Bread', grams: { flour: 1000, water: 660 } });\n  });\n  it('keeps the title', () => {\n    expect(scale(bread, 3).title).toBe('Bread');\n  });\n});\n",
            "src/print.test.ts": "import { expect, test } from 'vitest';\nimport { print } from './printer';\n\ntest('prints', () => {\n  expect(print('Bread')).toBe('# Bread');\n});\n",
        },
        "npx vitest run",
        "test",
        (("src/scale.test.ts", 8), ("src/print.test.ts", 2)),
        ("scale > doubles",),
    ),
    Case(
        "mocha",
        "an assertion, a promise and a hook",
        {
            "package.json": '{ "name": "parrot", "private": true, "type": "commonjs" }\n',
            "test/parrot.js": "const assert = require('node:assert');\n\nclass Parrot {\n  constructor(words) { this.words = words; }\n  say(n) { return this.words.slice(n).join(' '); }\n  async learn(word) { throw new Error(`cannot learn ${word}`); }\n}\n\ndescribe('Parrot', () => {\n  const parrot = new Parrot(['pretty', 'polly', 'here']);\n\n  it('says the first words', () => {\n    assert.strictEqual(parrot.say(2), 'pretty polly');\n  });\n\n  it('learns', async () => {\n    await parrot.learn('cracker');\n  });\n\n  describe('in its cage', () => {\n    beforeEach(() => { parrot.cage.close(); });\n    it('sleeps', () => {});\n  });\n});\n",
        },
        "npx mocha",
        "test",
        (("test/parrot.js", 6), ("test/parrot.js", 13), ("test/parrot.js", 21)),
        (
            "Parrot says the first words",
            "Parrot learns",
            'Parrot in its cage "before each" hook for "sleeps"',
        ),
    ),
    Case(
        "karma",
        "two specs of a page's counter",
        {
            "package.json": '{ "name": "counter", "private": true }\n',
            "karma.conf.js": "module.exports = (config) => config.set({\n  frameworks: ['jasmine'],\n  files: ['src/*.js', 'spec/*.js'],\n  browsers: ['jsdom'],\n  reporters: ['progress'],\n});\n",
            "src/counter.js": "function Counter(start) { this.value = start; }\nCounter.prototype.up = function () { this.value += '1'; };\nCounter.prototype.show = function (element) { element.innerText = this.value; };\n",
            "spec/counter.spec.js": "describe('Counter', function () {\n  it('goes up', function () {\n    var counter = new Counter(4);\n    counter.up();\n    expect(counter.value).toBe(5);\n  });\n\n  it('is shown', function () {\n    new Counter(1).show(document.getElementById('count'));\n  });\n});\n",
        },
        "npx karma start --single-run",
        "test",
        (("src/counter.js", 3), ("spec/counter.spec.js", 5)),
        ("Counter goes up", "Counter is shown"),
    ),
)
VERSIONS: dict[str, str] = {}
