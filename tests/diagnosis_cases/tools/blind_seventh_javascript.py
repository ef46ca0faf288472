"""Blind cases of a seventh round: JavaScript's test runners, in Node and in browsers."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "jest",
        "a module of plain functions, called by npm as it is by default",
        {
            "package.json": '{\n  "name": "ingredient-parser",\n  "version": "3.1.0",\n  "scripts": { "test": "jest" }\n}\n',
            "src/units.js": "const UNITS = { g: 1, kg: 1000, oz: 28.35, lb: 453.6 };\n\nfunction toGrams(amount, unit) {\n  if (!(unit in UNITS)) throw new RangeError(`unknown unit: ${unit}`);\n  return Math.round(amount * UNITS[unit]);\n}\n\nmodule.exports = { toGrams, UNITS };\n",
            "src/parse.js": "const { toGrams } = require('./units');\n\nconst PATTERN = /^(\\d+(?:\\.\\d+)?)\\s*([a-z]+)\\s+(.+)$/;\n\nexports.parse = function parse(line) {\n  const [, amount, unit, name] = line.trim().match(PATTERN);\n  return { name, grams: toGrams(Number(amount), unit) };\n};\n",
            "test/units.test.js": "const { toGrams } = require('../src/units');\n\ntest('kilograms', () => {\n  expect(toGrams(1.5, 'kg')).toBe(1500);\n});\n\ntest('an unknown unit is refused', () => {\n  expect(() => toGrams(1, 'cup')).toThrow(RangeError);\n});\n",
            "test/parse.test.js": "const { parse } = require('../src/parse');\n\ndescribe('parse', () => {\n  it('reads amount, unit and name', () => {\n    expect(parse('250 g flour')).toEqual({ name: 'flour', grams: 250 });\n  });\n\n  it('keeps words of the name', () => {\n    expect(parse('2 lb brown sugar')).toEqual({ name: 'Brown sugar', grams: 907 });\n  });\n\n  it('reads ingredients without a unit', () => {\n    expect(parse('3 eggs')).toEqual({ name: 'eggs', grams: 0 });\n  });\n});\n",
        },
        "npm test",
        "test",
        (
            ("test/parse.test.js", 9),
            ("src/parse.js", 6),
        ),
        (
            "parse › keeps words of the name",
            "parse › reads ingredients without a unit",
        ),
    ),
    Case(
        "jest",
        "components of React in TypeScript, in CI's way, with coverage and what the console said",
        {
            "package.json": '{\n  "name": "checkout-form",\n  "private": true,\n  "scripts": { "test:ci": "jest --ci --coverage --maxWorkers=2" }\n}\n',
            "jest.config.js": "/** @type {import('jest').Config} */\nmodule.exports = {\n  testEnvironment: 'jsdom',\n  setupFilesAfterEnv: ['<rootDir>/jest.setup.ts'],\n  transform: { '^.+\\\\.tsx?$': ['ts-jest', { diagnostics: false, tsconfig: 'tsconfig.json' }] },\n  collectCoverageFrom: ['src/**/*.{ts,tsx}'],\n};\n",
            "jest.setup.ts": "import '@testing-library/jest-dom';\n",
            "tsconfig.json": '{ "compilerOptions": { "jsx": "react-jsx", "esModuleInterop": true, "module": "commonjs", "target": "es2020", "strict": true } }\n',
            "src/components/Amount.tsx": "type Props = { cents: number; currency?: string };\n\nexport function Amount({ cents, currency = 'EUR' }: Props) {\n  const format = new Intl.NumberFormat('en', { style: 'currency', currency });\n  return <strong data-testid=\"amount\">{format.format(cents)}</strong>;\n}\n",
            "src/components/Voucher.tsx": 'import { useState } from \'react\';\n\ntype Props = { onApply: (code: string) => Promise<number> };\n\nexport function Voucher({ onApply }: Props) {\n  const [code, setCode] = useState(\'\');\n  const [percent, setPercent] = useState<number | null>(null);\n\n  async function apply() {\n    const value = await onApply(code.trim());\n    setPercent(value);\n  }\n\n  return (\n    <form>\n      <label htmlFor="code">Voucher</label>\n      <input id="code" value={code} onChange={(event) => setCode(event.target.value)} />\n      <button type="button" onClick={apply}>\n        Apply\n      </button>\n      {percent !== null && <p role="status">{percent} % off</p>}\n    </form>\n  );\n}\n',
            "src/components/__tests__/Amount.test.tsx": "import { render, screen } from '@testing-library/react';\nimport { Amount } from '../Amount';\n\ndescribe('<Amount />', () => {\n  it('shows euros', () => {\n    render(<Amount cents={1250} />);\n    expect(screen.getByTestId('amount')).toHaveTextContent('€12.50');\n  });\n});\n",
            "src/components/__tests__/Voucher.test.tsx": "import { fireEvent, render, screen } from '@testing-library/react';\nimport { Voucher } from '../Voucher';\n\ndescribe('<Voucher />', () => {\n  it('tells what is off', async () => {\n    render(<Voucher onApply={async () => 10} />);\n    fireEvent.change(screen.getByLabelText('Voucher'), { target: { value: 'SUMMER' } });\n    fireEvent.click(screen.getByRole('button', { name: 'Apply' }));\n    expect(await screen.findByRole('status')).toHaveTextContent('10 % off');\n  });\n\n  it('cannot be applied while it is empty', () => {\n    console.error('Warning: a form was rendered without an action');\n    render(<Voucher onApply={async () => 0} />);\n    expect(screen.getByRole('button', { name: 'Redeem' })).toBeDisabled();\n  });\n});\n",
        },
        "npm run test:ci --silent",
        "test",
        (
            ("src/components/__tests__/Amount.test.tsx", 7),
            ("src/components/__tests__/Voucher.test.tsx", 15),
        ),
        (
            "<Amount /> › shows euros",
            "<Voucher /> › cannot be applied while it is empty",
        ),
    ),
    Case(
        "jest",
        "modules that it cannot read: syntax, an alias of what is none",
        {
            "package.json": '{ "name": "notes", "scripts": { "test": "jest" } }\n',
            "babel.config.js": "module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] };\n",
            "jest.config.js": "module.exports = { moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1' }, transform: { '\\\\.js$': 'babel-jest' } };\n",
            "src/store.js": "export const notes = new Map();\n\nexport function add(note) {\n  notes.set(note.id, note;\n}\n",
            "src/ids.js": "export const next = (() => {\n  let id = 0;\n  return () => (id += 1);\n})();\n",
            "src/store.test.js": "import { add, notes } from './store';\n\ntest('adds', () => {\n  add({ id: 1 });\n  expect(notes.size).toBe(1);\n});\n",
            "src/ids.test.js": "import { next } from '@/ids';\n\ntest('counts', () => {\n  expect([next(), next()]).toEqual([1, 2]);\n});\n",
            "src/search.test.js": "import { search } from '@/search/engine';\n\ntest('finds', () => {\n  expect(search('a')).toEqual([]);\n});\n",
        },
        "npx jest --ci",
        "test",
        (
            ("src/store.js", 4),
            ("src/search.test.js", 1),
        ),
    ),
    Case(
        "vitest",
        "as it is called by default",
        {
            "package.json": '{ "name": "tide-table", "type": "module", "scripts": { "test": "vitest run" } }\n',
            "src/tide.ts": "export interface Tide {\n  time: string;\n  metres: number;\n}\n\nexport function nextHigh(tides: Tide[], now: string): Tide | undefined {\n  return tides.filter((tide) => tide.time > now).sort((a, b) => b.metres - a.metres)[0];\n}\n\nexport function describeTide(tide: Tide): string {\n  const [hours, minutes] = tide.time.split(':').map(Number);\n  return `${hours}:${minutes} ${tide.metres.toFixed(1)} m`;\n}\n",
            "test/tide.test.ts": "import { describe, expect, it } from 'vitest';\nimport { describeTide, nextHigh } from '../src/tide';\n\nconst TIDES = [\n  { time: '03:12', metres: 4.1 },\n  { time: '09:30', metres: 0.9 },\n  { time: '15:41', metres: 4.4 },\n  { time: '21:58', metres: 1.0 },\n];\n\ndescribe('nextHigh', () => {\n  it('is the next one of the day', () => {\n    expect(nextHigh(TIDES, '01:00')).toEqual({ time: '03:12', metres: 4.1 });\n  });\n\n  it('is none late in the evening', () => {\n    expect(nextHigh(TIDES, '22:00')).toBeUndefined();\n  });\n});\n\ndescribe('describeTide', () => {\n  it('pads minutes', () => {\n    expect(describeTide({ time: '09:05', metres: 0.9 })).toBe('9:05 0.9 m');\n  });\n\n  it('rounds', () => {\n    expect(describeTide(TIDES[0])).toMatch(/4\\.1 m$/);\n  });\n\n  it('refuses a time that is none', () => {\n    expect(describeTide({ time: undefined as unknown as string, metres: 1 })).toBe('');\n  });\n});\n",
        },
        "npm test",
        "test",
        (
            ("test/tide.test.ts", 13),
            ("test/tide.test.ts", 23),
            ("src/tide.ts", 11),
        ),
        (
            "nextHigh > is the next one of the day",
            "describeTide > pads minutes",
            "describeTide > refuses a time that is none",
        ),
    ),
    Case(
        "vitest",
        "on a runner, with coverage and its limits, jsdom and components",
        {
            "package.json": '{ "name": "lending-desk", "private": true, "type": "module", "scripts": { "test:ci": "vitest run --coverage" } }\n',
            "vite.config.ts": "import react from '@vitejs/plugin-react';\nimport { defineConfig } from 'vitest/config';\n\nexport default defineConfig({\n  plugins: [react()],\n  test: {\n    environment: 'jsdom',\n    globals: true,\n    coverage: { provider: 'v8', reporter: ['text'], include: ['src/**'], thresholds: { lines: 90 } },\n  },\n});\n",
            "src/Queue.tsx": "import { useReducer } from 'react';\n\nexport function reducer(state: string[], action: { type: string; name?: string }): string[] {\n  switch (action.type) {\n    case 'join':\n      return [...state, action.name!];\n    case 'leave':\n      return state.filter((name) => name !== action.name);\n    default:\n      throw new Error(`unknown action ${action.type}`);\n  }\n}\n\nexport function Queue({ names }: { names: string[] }) {\n  const [queue, dispatch] = useReducer(reducer, names);\n  return (\n    <ol>\n      {queue.map((name) => (\n        <li key={name} onClick={() => dispatch({ type: 'left', name })}>\n          {name}\n        </li>\n      ))}\n    </ol>\n  );\n}\n",
            "src/Queue.test.tsx": "import { cleanup, fireEvent, render, screen } from '@testing-library/react';\nimport { Queue, reducer } from './Queue';\n\nafterEach(cleanup);\n\ndescribe('reducer', () => {\n  it('joins at the end', () => {\n    expect(reducer(['Ada'], { type: 'join', name: 'Grace' })).toEqual(['Grace', 'Ada']);\n  });\n});\n\ndescribe('Queue', () => {\n  it('shows all', () => {\n    render(<Queue names={['Ada', 'Grace']} />);\n    expect(screen.getAllByRole('listitem')).toHaveLength(2);\n  });\n\n  it('is empty', () => {\n    render(<Queue names={[]} />);\n    expect(screen.queryByText('Nobody waits')).not.toBeNull();\n  });\n});\n",
        },
        "GITHUB_ACTIONS=true npm run test:ci",
        "test",
        (
            ("src/Queue.test.tsx", 8),
            ("src/Queue.test.tsx", 20),
        ),
        (
            "reducer > joins at the end",
            "Queue > is empty",
        ),
    ),
    Case(
        "vitest",
        "files that do not load: a package that is none, a syntax error",
        {
            "package.json": '{ "name": "orchestra", "type": "module" }\n',
            "vitest.config.js": "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({ test: { dir: 'tests', pool: 'threads' } });\n",
            "src/score.js": "export const bars = (score) => score.split('|').length;\n",
            "src/midi.js": "import { Synth } from '@orchestra/synth';\n\nexport const play = (notes) => notes.map((note) => new Synth(note));\n",
            "src/tempo.js": "export function tempo(name) {\n  return { largo: 50, presto: 180 }[name]];\n}\n",
            "tests/score.test.js": "import { expect, test } from 'vitest';\nimport { bars } from '../src/score.js';\n\ntest('bars', () => {\n  expect(bars('a|b')).toBe(2);\n});\n",
            "tests/midi.test.js": "import { expect, test } from 'vitest';\nimport { play } from '../src/midi.js';\n\ntest('plays', () => {\n  expect(play([])).toEqual([]);\n});\n",
            "tests/tempo.test.js": "import { expect, test } from 'vitest';\nimport { tempo } from '../src/tempo.js';\n\ntest('is slow', () => {\n  expect(tempo('largo')).toBe(50);\n});\n",
        },
        "npx vitest run",
        "test",
        (
            ("src/midi.js", 1),
            ("src/tempo.js", 2),
        ),
    ),
    Case(
        "mocha",
        "with Chai, as npm calls it",
        {
            "package.json": '{ "name": "elevation", "version": "1.0.0", "type": "module", "scripts": { "test": "mocha" } }\n',
            "lib/profile.js": "export function climb(points) {\n  let up = 0;\n  for (let i = 1; i <= points.length; i++) {\n    up += Math.max(0, points[i].height - points[i - 1].height);\n  }\n  return up;\n}\n\nexport const steepest = (points) => Math.max(...points.map((p) => p.grade ?? 0));\n",
            "test/profile.js": "import { expect } from 'chai';\nimport { climb, steepest } from '../lib/profile.js';\n\ndescribe('profile', function () {\n  const points = [{ height: 10 }, { height: 40, grade: 0.2 }, { height: 35, grade: -0.1 }];\n\n  describe('climb()', function () {\n    it('sums what goes up', function () {\n      expect(climb(points)).to.equal(30);\n    });\n\n    it('is nothing for one point', function () {\n      expect(climb([{ height: 4 }])).to.equal(0);\n    });\n  });\n\n  it('knows the steepest part', function () {\n    expect(steepest(points)).to.be.closeTo(0.25, 0.01);\n  });\n\n  it('has a shape', function () {\n    expect(points[0]).to.deep.equal({ height: 10, grade: 0 });\n  });\n});\n",
        },
        "npm test",
        "test",
        (
            ("lib/profile.js", 4),
            ("test/profile.js", 18),
            ("test/profile.js", 22),
        ),
        (
            "profile climb() sums what goes up",
            "profile climb() is nothing for one point",
            "profile knows the steepest part",
            "profile has a shape",
        ),
    ),
    Case(
        "mocha",
        "a service's tests over HTTP, under nyc, with hooks and what the service logs",
        {
            "package.json": '{\n  "name": "gift-registry",\n  "scripts": {\n    "pretest": "node -e \\"console.log(\'using sqlite in memory\')\\"",\n    "test": "nyc --reporter=text mocha --recursive --exit --timeout 4000 test/"\n  }\n}\n',
            "src/app.js": "const express = require('express');\n\nconst app = express();\napp.use(express.json());\nconst gifts = new Map([['1', { id: '1', name: 'Kettle', taken: false }]]);\n\napp.get('/gifts/:id', (req, res) => {\n  const gift = gifts.get(req.params.id);\n  if (!gift) return res.status(404).json({ error: 'not found' });\n  res.json(gift);\n});\n\napp.post('/gifts/:id/take', (req, res) => {\n  const gift = gifts.get(req.params.id);\n  gift.taken = true;\n  res.status(201).json(gift);\n});\n\napp.use((error, req, res, next) => {\n  console.error(`[error] ${req.method} ${req.path}: ${error.message}`);\n  res.status(500).json({ error: 'internal' });\n});\n\nmodule.exports = app;\n",
            "test/api/gifts.test.js": "const { expect } = require('chai');\nconst request = require('supertest');\nconst app = require('../../src/app');\n\ndescribe('GET /gifts/:id', () => {\n  it('answers with a gift', async () => {\n    const response = await request(app).get('/gifts/1').expect(200);\n    expect(response.body.name).to.equal('Kettle');\n  });\n\n  it('answers 404', () => request(app).get('/gifts/9').expect(404));\n});\n\ndescribe('POST /gifts/:id/take', () => {\n  before(async () => {\n    await request(app).get('/gifts/1');\n  });\n\n  it('takes it once', async () => {\n    const response = await request(app).post('/gifts/1/take');\n    expect(response.status, 'status').to.equal(200);\n  });\n\n  it('refuses what is none', () => request(app).post('/gifts/9/take').expect(404));\n});\n",
        },
        "npm test",
        "test",
        (
            ("test/api/gifts.test.js", 21),
            ("test/api/gifts.test.js", 24),
        ),
        (
            "POST /gifts/:id/take takes it once",
            "POST /gifts/:id/take refuses what is none",
        ),
    ),
    Case(
        "mocha",
        "time that runs out, and what nobody caught",
        {
            "package.json": '{ "name": "beacon", "scripts": { "test": "mocha \'spec/*.spec.js\'" } }\n',
            ".mocharc.json": '{ "timeout": 300, "slow": 50, "reporter": "spec" }\n',
            "lib/beacon.js": "const { EventEmitter } = require('events');\n\nclass Beacon extends EventEmitter {\n  start() {\n    setTimeout(() => this.emit('pulse', this.lamp.level), 20);\n    return this;\n  }\n}\nmodule.exports = Beacon;\n",
            "spec/beacon.spec.js": "const assert = require('assert');\nconst Beacon = require('../lib/beacon');\n\ndescribe('Beacon', () => {\n  it('pulses', (done) => {\n    new Beacon().start().once('pulse', (level) => {\n      assert.strictEqual(level, 1);\n      done();\n    });\n  });\n\n  it('stops', (done) => {\n    const beacon = new Beacon();\n    beacon.once('stopped', done);\n  });\n\n  it('is an emitter', () => {\n    assert.ok(new Beacon() instanceof require('events'));\n  });\n});\n",
        },
        "npm test",
        "test",
        (("lib/beacon.js", 5),),
        (
            "Beacon pulses",
            "Beacon stops",
        ),
    ),
    Case(
        "karma",
        "Jasmine in a real headless Chrome, once",
        {
            "package.json": '{ "name": "slideshow", "scripts": { "test": "karma start --single-run" } }\n',
            "karma.conf.js": "module.exports = (config) =>\n  config.set({\n    frameworks: ['jasmine'],\n    files: ['src/**/*.js', 'test/**/*.spec.js'],\n    reporters: ['progress'],\n    browsers: ['ChromeHeadlessCI'],\n    customLaunchers: { ChromeHeadlessCI: { base: 'ChromeHeadless', flags: ['--no-sandbox'] } },\n  });\n",
            "src/slides.js": "window.Slides = function Slides(root) {\n  this.root = root;\n  this.index = 0;\n};\n\nSlides.prototype.next = function () {\n  this.index = this.index + 1;\n  this.root.children[this.index].classList.add('shown');\n};\n",
            "test/slides.spec.js": "describe('Slides', function () {\n  var root;\n\n  beforeEach(function () {\n    root = document.createElement('div');\n    root.innerHTML = '<p>1</p><p>2</p>';\n  });\n\n  it('shows the next', function () {\n    var slides = new Slides(root);\n    slides.next();\n    expect(root.children[1].className).toBe('shown active');\n  });\n\n  it('starts again', function () {\n    var slides = new Slides(root);\n    slides.next();\n    slides.next();\n    expect(slides.index).toBe(0);\n  });\n\n  it('has two', function () {\n    expect(root.children.length).toBe(2);\n  });\n});\n",
        },
        "CHROME_BIN=$(command -v chromium) npm test",
        "test",
        (
            ("test/slides.spec.js", 12),
            ("src/slides.js", 8),
        ),
        (
            "Slides shows the next",
            "Slides starts again",
        ),
    ),
    Case(
        "karma",
        "a spec of which the script does not parse, with the reporter of a team",
        {
            "karma.conf.js": "module.exports = function (config) {\n  config.set({\n    frameworks: ['mocha'],\n    files: ['app/*.js', 'spec/*.js'],\n    reporters: ['spec'],\n    browsers: ['CI'],\n    customLaunchers: { CI: { base: 'ChromeHeadless', flags: ['--no-sandbox', '--disable-gpu'] } },\n    singleRun: true,\n    client: { mocha: { reporter: 'html' } },\n  });\n};\n",
            "app/tags.js": "function tags(text) {\n  return text.match(/#\\w+/g) || [];\n}\n",
            "app/links.js": "function links(text) {\n  return text.split(' ').filter((word) => word.startsWith('http');\n}\n",
            "spec/tags.js": "describe('tags', function () {\n  it('finds', function () {\n    if (tags('#a b').length !== 1) throw new Error('one expected');\n  });\n});\n",
            "spec/links.js": "describe('links', function () {\n  it('finds none', function () {\n    if (links('a b').length) throw new Error('none expected');\n  });\n});\n",
        },
        "CHROME_BIN=$(command -v chromium) npx karma start karma.conf.js --no-colors",
        "test",
        (("app/links.js", 2),),
    ),
    Case(
        "node",
        "its own runner, as npm calls it",
        {
            "package.json": '{ "name": "morse", "type": "module", "scripts": { "test": "node --test" } }\n',
            "morse.js": "const CODES = { a: '.-', b: '-...', e: '.', s: '...', o: '---' };\n\nexport function encode(text) {\n  return [...text].map((letter) => CODES[letter]).join(' ');\n}\n\nexport function decode(code) {\n  const letters = Object.entries(CODES);\n  return code.split(' ').map((one) => letters.find(([, c]) => c === one)[0]).join('');\n}\n",
            "test/encode.test.js": "import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { decode, encode } from '../morse.js';\n\ntest('encodes', () => {\n  assert.equal(encode('sos'), '... --- ...');\n});\n\ntest('capital letters are the same', () => {\n  assert.equal(encode('SOS'), '... --- ...');\n});\n\ntest('decodes nothing', () => {\n  assert.equal(decode('.....'), '');\n});\n",
        },
        "npm test",
        "test",
        (
            ("test/encode.test.js", 10),
            ("morse.js", 9),
        ),
        (
            "capital letters are the same",
            "decodes nothing",
        ),
    ),
    Case(
        "node",
        "a service's smoke test that dies of a rejection",
        {
            "package.json": '{ "name": "status-page", "scripts": { "smoke": "node scripts/smoke.js" } }\n',
            "lib/config.js": "const fs = require('fs');\n\nexports.load = function load(path) {\n  const config = JSON.parse(fs.readFileSync(path, 'utf8'));\n  if (!config.targets.length) throw new Error('no targets in ' + path);\n  return config;\n};\n",
            "config/default.json": '{ "title": "Status" }\n',
            "scripts/smoke.js": "const { load } = require('../lib/config');\n\nasync function main() {\n  console.log('smoke: loading');\n  const { targets } = load('config/default.json');\n  for (const target of targets) console.log(target);\n}\n\nmain();\n",
        },
        "npm run smoke",
        "build",
        (("lib/config.js", 5),),
    ),
    Case(
        "playwright",
        "a page's tests in a real browser, one fails, one runs out of time",
        {
            "package.json": '{ "name": "counter-page", "scripts": { "test:e2e": "playwright test" } }\n',
            "playwright.config.js": "module.exports = {\n  testDir: 'e2e',\n  timeout: 8000,\n  workers: 1,\n  reporter: process.env.CI ? 'line' : 'list',\n  use: { launchOptions: { executablePath: process.env.CHROME_BIN, args: ['--no-sandbox'] } },\n};\n",
            "e2e/counter.spec.js": "const { expect, test } = require('@playwright/test');\n\nconst PAGE = `<button onclick=\"n.textContent = +n.textContent + 2\">add</button><output id=\"n\">0</output>`;\n\ntest.describe('counter', () => {\n  test.beforeEach(async ({ page }) => {\n    await page.setContent(PAGE);\n  });\n\n  test('adds one', async ({ page }) => {\n    await page.getByRole('button', { name: 'add' }).click();\n    await expect(page.locator('#n')).toHaveText('1', { timeout: 500 });\n  });\n\n  test('resets', async ({ page }) => {\n    await page.getByRole('button', { name: 'reset' }).click({ timeout: 800 });\n  });\n\n  test('begins with none', async ({ page }) => {\n    await expect(page.locator('#n')).toHaveText('0');\n  });\n});\n",
        },
        "CHROME_BIN=$(command -v chromium) npm run test:e2e",
        "test",
        (
            ("e2e/counter.spec.js", 12),
            ("e2e/counter.spec.js", 16),
        ),
        (
            "counter › adds one",
            "counter › resets",
        ),
    ),
    Case(
        "playwright",
        "specs of which one does not load, on a runner",
        {
            "package.json": '{ "name": "booking-e2e", "scripts": { "test": "playwright test --reporter=list" } }\n',
            "playwright.config.js": "module.exports = { testDir: 'tests', workers: 1, use: { browserName: 'chromium' } };\n",
            "tests/pages/search.js": "const { Page } = require('./base-page');\n\nexports.SearchPage = class SearchPage extends Page {};\n",
            "tests/search.spec.js": "const { expect, test } = require('@playwright/test');\nconst { SearchPage } = require('./pages/search');\n\ntest('searches', () => {\n  expect(new SearchPage()).toBeTruthy();\n});\n",
            "tests/price.spec.js": "const { expect, test } = require('@playwright/test');\n\ntest('prices have cents', () => {\n  expect((12.5).toFixed(2)).toBe('12.50');\n});\n",
        },
        "npm test",
        "test",
        (("tests/pages/search.js", 1),),
    ),
)
VERSIONS: dict[str, str] = {}
