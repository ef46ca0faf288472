"""Blind cases of a ninth round: JavaScript's linters, bundlers and packages.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "eslint",
        "what the recommended rules find in a file",
        {
            "package.json": '{ "name": "clock", "private": true, "type": "module" }\n',
            "eslint.config.js": "import js from '@eslint/js';\n\nexport default [js.configs.recommended];\n",
            "clock.js": "export function tick(hands) {\n  const previous = hands.second;\n  hands.second = (hands.second + 1) % 60;\n  if (hands.second = 0) {\n    hands.minute++;\n  }\n  consle.log(hands);\n  return hands;\n}\n\nexport const chime = (hour) => { switch (hour) { case 12: return 'dong'; case 12: return 'ding'; } };\n",
        },
        "npx eslint clock.js",
        "lint",
        (("clock.js", 2), ("clock.js", 4), ("clock.js", 7), ("clock.js", 11)),
        (),
    ),
    Case(
        "prettier",
        "a project with two files in another style",
        {
            "package.json": '{ "name": "atlas", "private": true }\n',
            "maps/world.js": "export const world = {'zoom':2, layers:[ 'sea' , 'land']}\n",
            "maps/legend.css": ".legend{color:red}\n",
            "readme.md": "# Atlas\n",
        },
        "npx prettier . --check",
        "format",
        (("maps/world.js", None), ("maps/legend.css", None), ("package.json", None)),
        (),
    ),
    Case(
        "tsc",
        "a property that is not there, a wrong argument, a function that does not return",
        {
            "tsconfig.json": '{ "compilerOptions": { "strict": true, "noEmit": true, "target": "es2022", "types": [] }, "include": ["src"] }\n',
            "src/ticket.ts": "export interface Ticket { id: number; zone: 'A' | 'B'; price: number }\n\nexport function fare(ticket: Ticket): number {\n  if (ticket.zone === 'A') {\n    return ticket.prize;\n  }\n}\n",
            "src/index.ts": "import { fare, Ticket } from './ticket';\nimport { print } from './printer';\n\nconst ticket: Ticket = { id: '7', zone: 'C', price: 2.4 };\nprint(fare(ticket));\n",
        },
        "npx tsc",
        "types",
        (("src/ticket.ts", 3), ("src/ticket.ts", 5), ("src/index.ts", 2), ("src/index.ts", 4)),
        (),
    ),
    Case(
        "webpack",
        "an entry with a module that is not there, and a loader that is missing",
        {
            "package.json": '{ "name": "radio", "private": true }\n',
            "src/index.js": "import { tune } from './tuner';\nimport './radio.scss';\n\ntune(98.2);\n",
            "src/radio.scss": "$dial: red;\n.radio { color: $dial; }\n",
        },
        "npx webpack --mode development",
        "build",
        (("src/index.js", 1), ("src/radio.scss", 2)),
        (),
    ),
    Case(
        "vite",
        "a page whose script imports what a module does not export",
        {
            "package.json": '{ "name": "lamp", "private": true, "type": "module" }\n',
            "index.html": '<!doctype html>\n<script type="module" src="/src/main.js"></script>\n',
            "src/main.js": "import { on } from './lamp.js';\nimport { dim } from './lamp.js';\n\non();\ndim();\n",
            "src/lamp.js": "export function on() {\n  document.body.className = 'on';\n}\n",
        },
        "npx vite build",
        "build",
        (("src/main.js", 2),),
        (),
    ),
    Case(
        "npm",
        "a package's tests by Node's runner",
        {
            "package.json": '{ "name": "abacus", "version": "1.0.0", "type": "module", "scripts": { "test": "node --test" } }\n',
            "lib/abacus.js": "export const add = (...beads) => beads.reduce((a, b) => a + b);\n\nexport function carry(column) {\n  return { carried: Math.round(column / 10), left: column % 10 };\n}\n",
            "test/abacus.test.js": "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { add, carry } from '../lib/abacus.js';\n\ntest('adds nothing', () => {\n  assert.equal(add(), 0);\n});\n\ntest('carries', () => {\n  assert.deepEqual(carry(17), { carried: 1, left: 7 });\n});\n",
        },
        "npm test",
        "test",
        (("test/abacus.test.js", 10), ("lib/abacus.js", 1)),
        ("adds nothing", "carries"),
    ),
    Case(
        "npm",
        "a dependency's version that does not exist",
        {
            "package.json": '{ "name": "loom", "version": "1.0.0", "dependencies": { "left-pad": "^7.3.0" } }\n'
        },
        "rm -rf node_modules; npm install",
        "dependency",
        (),
        (),
    ),
    Case(
        "pnpm",
        "a dependency's version that was never released",
        {
            "package.json": '{ "name": "kiln", "version": "1.0.0", "dependencies": { "is-number": "^70.1.0" } }\n'
        },
        "P=$(command -v pnpm); rm -rf node_modules; $P install",
        "dependency",
        (),
        (),
    ),
    Case(
        "yarn",
        "a build script that fails",
        {
            "package.json": '{ "name": "press", "version": "1.0.0", "scripts": { "build": "node build.js" } }\n',
            "build.js": "const { readFileSync } = require('node:fs');\n\nconst plates = readFileSync('plates.json', 'utf8');\nconsole.log(plates.length);\n",
        },
        "yarn build",
        "build",
        (("build.js", 3),),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
