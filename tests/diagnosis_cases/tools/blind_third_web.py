"""Blind cases of known checkers and bundlers of JavaScript of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "eslint",
        "other rules, warnings, a path beyond ASCII",
        {
            "eslint.config.js": "module.exports = [{ files: ['**/*.js'], rules: { eqeqeq: 'error', 'no-shadow': 'warn', complexity: ['error', 2], 'no-fallthrough': 'error' } }];\n",
            "src/größe.js": "function size (of) {\n  if (of == null) return 0\n  switch (of) {\n    case 1:\n      of = 2\n    case 2:\n      return of\n  }\n}\nsize(1)\n",
            "src/deep/kinds.js": "const kind = 1\nfunction f (kind) {\n  return kind\n}\nf(kind)\n",
        },
        "eslint --max-warnings 0 src",
        "lint",
        (("src/größe.js", 1), ("src/größe.js", 2), ("src/größe.js", 6), ("src/deep/kinds.js", 2)),
    ),
    Case(
        "eslint",
        "a broken configuration",
        {"eslint.config.js": "module.exports = [{ rules: { 'no-undef': 'loud' } }];\n", "src/a.js": "a();\n"},
        "eslint src",
        "configuration",
    ),
    Case(
        "tsc",
        "several files, several codes",
        {
            "app/tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "types": [], "module": "nodenext", "noImplicitReturns": true}, "include": ["src"]}\n',
            "app/src/größe.ts": 'import { total } from "./nowhere.js";\n\nexport function size(of?: string): number {\n  return of.length + total;\n}\n',
            "app/src/deep/use.ts": 'import { size } from "../größe.js";\n\nclass Base {\n  show(n: number): string {\n    return `${n}`;\n  }\n}\n\nclass Derived extends Base {\n  show(n: string): string {\n    return n;\n  }\n}\n\nfunction pick(n: number) {\n  if (n > 1) {\n    return size("a", "b");\n  }\n}\npick(new Derived());\n',
        },
        "tsc -p app",
        "types",
        (
            ("app/src/größe.ts", 1),
            ("app/src/größe.ts", 4),
            ("app/src/deep/use.ts", 10),
            ("app/src/deep/use.ts", 15),
            ("app/src/deep/use.ts", 17),
            ("app/src/deep/use.ts", 20),
        ),
    ),
    Case(
        "prettier",
        "stylesheets, data, a folder",
        {
            "web/größe.css": "a{color:red}\n",
            "web/deep/data.json": '{"a":1,\n"b":[1,2]}\n',
            "web/README.md": "# A\n",
        },
        "prettier --check 'web/**/*.{css,json,md}'",
        "format",
        (("web/größe.css", None), ("web/deep/data.json", None)),
    ),
    Case(
        "stylelint",
        "unknown names, in folders",
        {
            ".stylelintrc.json": '{"rules": {"property-no-unknown": true, "unit-no-unknown": true, "no-duplicate-selectors": true}}',
            "css/größe.css": "a {\n  colr: red;\n  width: 3pixels;\n}\n",
            "css/deep/b.css": "b { color: red; }\n\nb { top: 0; }\n",
        },
        "stylelint 'css/**/*.css'",
        "lint",
        (("css/größe.css", 2), ("css/größe.css", 3), ("css/deep/b.css", 3)),
    ),
    Case(
        "webpack",
        "data that does not parse",
        {
            "src/index.js": "import data from './deep/data.json';\nconsole.log(data);\n",
            "src/deep/data.json": '{"a": 1,\n "b": }\n',
        },
        "webpack --mode production",
        "build",
        (("src/deep/data.json", None),),
    ),
    Case(
        "esbuild",
        "several files",
        {
            "src/index.js": 'import { total } from "./deep/cart.js";\nconst total2 = total;\nconst total2 = 1;\n',
            "src/deep/cart.js": "export const price = 1;\nlet x = await price;\nfunction f() {\n  await price;\n}\n",
        },
        "esbuild src/index.js --bundle --outfile=o.js",
        "build",
        (("src/index.js", 3), ("src/deep/cart.js", 4)),
    ),
    Case(
        "vite",
        "an export that is none",
        {
            "index.html": '<script type="module" src="/src/index.js"></script>\n',
            "src/index.js": 'import { nowhere } from "./deep/cart.js";\nconsole.log(nowhere());\n',
            "src/deep/cart.js": "export const price = 1;\n",
        },
        "vite build",
        "build",
        (("src/index.js", 1),),
    ),
    Case(
        "rollup",
        "an export that is none",
        {
            "src/index.js": "import { nowhere } from './deep/cart.js';\n\nconsole.log(nowhere());\n",
            "src/deep/cart.js": "export const price = 1;\n",
        },
        "rollup src/index.js -o out.js",
        "build",
        (("src/index.js", 1),),
    ),
    Case(
        "biome",
        "other rules, in folders",
        {
            "web/größe.ts": "export function size(of: string): number {\n  debugger;\n  return of.length;\n}\n",
            "web/deep/b.js": "export const parse = (x) => {\n  switch (x) {\n    case 1:\n      return NaN === x;\n    case 1:\n      return 2;\n  }\n};\n",
        },
        "biome lint --max-diagnostics=20 web",
        "lint",
        (("web/größe.ts", 2), ("web/deep/b.js", 4), ("web/deep/b.js", 5)),
    ),
    Case(
        "oxlint",
        "its own format, in folders",
        {
            "web/größe.js": "export function size(of) {\n  if (of === NaN) {\n    return 0;\n  }\n  return of.length;\n}\n",
            "web/deep/b.js": "export const b = { a: 1, c: 2, a: 3 };\n",
        },
        "oxlint -D correctness web",
        "lint",
        (("web/größe.js", 2), ("web/deep/b.js", 1)),
    ),
    Case(
        "standard",
        "several files",
        {
            "src/größe.js": "const of = 1;;\nif (of == 2) console.log(of)\n",
            "src/deep/b.js": "module.exports = function (cb) {\n  load('a', function (err) {\n    cb()\n  })\n}\n",
        },
        "standard 'src/**/*.js'",
        "lint",
        (("src/größe.js", 2), ("src/deep/b.js", 2), ("src/größe.js", 1)),
    ),
    Case(
        "markdownlint",
        "several files",
        {
            "docs/größe.md": "# Sizes\n\nSee <http://shop.example> and http://shop.example.\n\n### Small\n",
            "docs/deep/b.md": "# B\n\n```\ncode\n```\n",
        },
        "markdownlint-cli2 'docs/**/*.md'",
        "lint",
        (("docs/größe.md", 3), ("docs/größe.md", 5), ("docs/deep/b.md", 3)),
    ),
    Case(
        "jshint",
        "several files",
        {
            "src/größe.js": "function size(of) {\n  if (of = 1) {\n    return of\n  }\n}\n",
            "src/deep/b.js": "var b = { a: 1, a: 2 };\nb.c == null;\n",
        },
        "jshint src",
        "lint",
        (("src/größe.js", 2), ("src/größe.js", 3), ("src/deep/b.js", 1), ("src/deep/b.js", 2)),
    ),
    Case(
        "cspell",
        "several files",
        {"docs/größe.md": "# Sizes\n\nThe tottal is wrnog.\n", "docs/deep/b.md": "# Bee\n\nA recipt.\n"},
        "cspell --no-progress 'docs/**'",
        "lint",
        (("docs/größe.md", 3), ("docs/deep/b.md", 3)),
    ),
    Case(
        "html-validate",
        "several files",
        {
            ".htmlvalidate.json": '{"extends": ["html-validate:recommended"]}\n',
            "web/a.html": '<!DOCTYPE html>\n<html lang="en">\n  <head><title>Shop</title></head>\n  <body>\n    <img src="a.png">\n    <p id="a">one</p>\n    <p id="a">two</p>\n  </body>\n</html>\n',
            "web/deep/b.html": '<!DOCTYPE html>\n<html lang="en">\n  <head><title>B</title></head>\n  <body>\n    <p><div>in it</div></p>\n  </body>\n</html>\n',
        },
        "html-validate 'web/**/*.html'",
        "lint",
        (("web/a.html", 5), ("web/a.html", 7), ("web/deep/b.html", 5)),
    ),
    Case(
        "svelte-check",
        "two components",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "types": [], "skipLibCheck": true}, "include": ["src"]}\n',
            "src/deep/Cart.svelte": '<script lang="ts">\n  export let items: string[] = [];\n  const first: string = items.find((item) => item === "a");\n</script>\n\n<p>{first} {nowhere}</p>\n',
            "src/Shop.svelte": '<script lang="ts">\n  import Cart from "./deep/Cart.svelte";\n</script>\n\n<Cart items={3} />\n',
        },
        "svelte-check --tsconfig ./tsconfig.json --output human",
        "types",
        (("src/deep/Cart.svelte", 3), ("src/deep/Cart.svelte", 6), ("src/Shop.svelte", 5)),
    ),
)
VERSIONS: dict[str, str] = {}
