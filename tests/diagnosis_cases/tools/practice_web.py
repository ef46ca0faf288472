"""Linters, compilers and bundlers for JavaScript: settings that are wrong, what cannot be had; npm."""

from bot.orient.diagnosis import Kind
from tests.diagnosis_cases.case import Case, Place

Row = tuple[str, dict[str, str], str, Kind, tuple[Place, ...]]

_LINTED = {
    "eslint.config.js": "module.exports = [{ rules: { 'no-undef': 'error', 'no-unused-vars': 'warn', eqeqeq: 'error' } }];\n",
    "src/a.js": "const a = 1;\nif (b == 2) {\n  c();\n}\n",
    "src/deep/b.js": "function f() {\n  return g;\n}\n",
}
_LINTED_AT = (("src/a.js", 2), ("src/a.js", 3), ("src/deep/b.js", 2))
_TS = {
    "tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "types": []}, "include": ["src"]}\n',
    "src/cart.ts": "export function total(prices: number[]): string {\n  return prices.length;\n}\n",
    "src/deep/use.ts": "import { total } from '../cart';\n\nconst n: number = total(['1']);\n",
}

_ESLINT: tuple[Row, ...] = (
    *(
        (f"by the format {name}", _LINTED, f"eslint -f {name} src", "lint", _LINTED_AT)
        for name in ("json", "stylish")
    ),
    (
        "a file that does not parse",
        {**_LINTED, "src/c.js": "const = 1;\n"},
        "eslint src/c.js",
        "lint",
        (("src/c.js", 1),),
    ),
    ("nothing to lint", _LINTED, "eslint nowhere", "configuration", ()),
    (
        "a plugin that is none",
        {**_LINTED, "eslint.config.js": "module.exports = [{ rules: { 'react/jsx-key': 'error' } }];\n"},
        "eslint src",
        "configuration",
        (),
    ),
    ("an option that is none", _LINTED, "eslint --nowhere src", "configuration", ()),
)
_TSC: tuple[Row, ...] = (
    ("not pretty", _TS, "tsc -p . --pretty false", "types", (("src/cart.ts", 2), ("src/deep/use.ts", 3))),
    ("two files, pretty", _TS, "tsc -p . --pretty", "types", (("src/cart.ts", 2), ("src/deep/use.ts", 3))),
    ("an option that is none", _TS, "tsc --nowhere", "configuration", ()),
    ("no settings", {"a.ts": ""}, "tsc -p nowhere", "configuration", ()),
    (
        "types of a library that is none",
        {
            **_TS,
            "tsconfig.json": '{"compilerOptions": {"types": ["nowhere"], "noEmit": true}, "include": ["src"]}\n',
            "src/cart.ts": "",
            "src/deep/use.ts": "",
        },
        "tsc",
        "configuration",
        (),
    ),
)
_PRETTIER: tuple[Row, ...] = (
    (
        "an option that is wrong",
        {".prettierrc": '{"tabWidth": "two"}\n', "a.js": "x = 1\n"},
        "prettier --check .",
        "configuration",
        (),
    ),
    ("no such file", {"a.js": "x = 1;\n"}, "prettier --check nowhere.js", "configuration", ()),
    ("a parser that is none", {"a.xyz": "x\n"}, "prettier --check a.xyz", "format", (("a.xyz", None),)),
    (
        "by a script, and one that does not parse",
        {
            "package.json": '{\n  "name": "shop",\n  "scripts": { "format:check": "prettier --check src" }\n}\n',
            "src/a.js": "x = {a:1}\n",
            "src/b.ts": "let x: = 1\n",
        },
        "npm run format:check",
        "format",
        (("src/a.js", None), ("src/b.ts", 1)),
    ),
)
_WEBPACK: tuple[Row, ...] = (
    (
        "an entry that is none",
        {"webpack.config.js": "module.exports = { mode: 'production', entry: './src/nowhere.js' };\n"},
        "webpack",
        "build",
        (),
    ),
    (
        "an option that is none",
        {"webpack.config.js": "module.exports = { mode: 'production', entries: './a.js' };\n", "a.js": ""},
        "webpack",
        "configuration",
        (),
    ),
    (
        "settings that ask for a package that is none",
        {"webpack.config.js": "const x = require('nowhere-plugin');\nmodule.exports = {};\n"},
        "webpack",
        "configuration",
        (("webpack.config.js", 1),),
    ),
    (
        "too large, warnings are errors",
        {
            "webpack.config.js": "module.exports = { mode: 'production', entry: './a.js', performance: { hints: 'error', maxAssetSize: 10, maxEntrypointSize: 10 } };\n",
            "a.js": "console.log('more than ten bytes');\n",
        },
        "webpack",
        "build",
        (),
    ),
)
_VITE: tuple[Row, ...] = (
    (
        "does not parse",
        {
            "index.html": '<script type="module" src="/src/main.js"></script>\n',
            "src/main.js": "import './a.js';\n",
            "src/a.js": "const x = ;\n",
        },
        "vite build",
        "build",
        (("src/a.js", 1),),
    ),
    (
        "an import that is none",
        {
            "index.html": '<script type="module" src="/src/main.js"></script>\n',
            "src/main.js": "import './gone.js';\n",
        },
        "vite build",
        "build",
        (("src/main.js", None),),
    ),
    (
        "a package that is none",
        {
            "index.html": '<script type="module" src="/src/main.js"></script>\n',
            "src/main.js": "import x from 'nowhere-pkg';\nx();\n",
        },
        "vite build",
        "build",
        (("src/main.js", None),),
    ),
    ("no page", {"a.js": ""}, "vite build", "build", ()),
)
_NPM: tuple[Row, ...] = (
    ("a script that is none", {"package.json": '{"name": "shop"}\n'}, "npm run nowhere", "configuration", ()),
    ("no package.json", {"a.js": ""}, "npm ci", "dependency", ()),
    (
        "package.json does not parse",
        {"package.json": '{"name": "shop",}\n'},
        "npm install",
        "configuration",
        (),
    ),
    (
        "a package that is none",
        {"package.json": '{"name": "shop", "dependencies": {"nowhere-at-all-xyz": "1"}}\n'},
        "npm install --no-audit --no-fund",
        "dependency",
        (),
    ),
    (
        "a version that is none",
        {"package.json": '{"name": "shop", "dependencies": {"lodash": "99.0.0"}}\n'},
        "npm install --no-audit --no-fund",
        "dependency",
        (),
    ),
    (
        "an engine that is too old",
        {
            ".npmrc": "engine-strict=true\n",
            "package.json": '{"name": "shop", "version": "1.0.0", "engines": {"node": ">=99"}}\n',
        },
        "npm install --no-audit --no-fund",
        "dependency",
        (),
    ),
    (
        "peers that do not agree",
        {"package.json": '{"name": "shop", "dependencies": {"react": "17.0.2", "react-dom": "18.2.0"}}\n'},
        "npm install --no-audit --no-fund",
        "dependency",
        (),
    ),
    (
        "a workspace that is none",
        {"package.json": '{"name": "shop", "workspaces": ["packages/*"]}\n'},
        "npm test -w packages/api",
        "configuration",
        (),
    ),
    (
        "a command that is none",
        {"package.json": '{"name": "shop", "scripts": {"build": "nowhere-cli build"}}\n'},
        "npm run build",
        "configuration",
        (),
    ),
)

CASES = (
    *(Case("eslint", *row) for row in _ESLINT),
    *(Case("tsc", *row) for row in _TSC),
    *(Case("prettier", *row) for row in _PRETTIER),
    *(Case("webpack", *row) for row in _WEBPACK),
    *(Case("vite", *row) for row in _VITE),
    Case(
        "npm",
        "workspaces: one fails",
        {
            "package.json": '{"name": "shop", "workspaces": ["packages/*"]}\n',
            "packages/a/package.json": '{"name": "@shop/a", "version": "1.0.0", "scripts": {"test": "node --test"}}\n',
            "packages/a/a.test.js": "require('node:test')('adds', () => {\n  require('node:assert').strictEqual(1, 2);\n});\n",
            "packages/b/package.json": '{"name": "@shop/b", "version": "1.0.0", "scripts": {"test": "node -e 0"}}\n',
        },
        "npm test --workspaces",
        "test",
        (("packages/a/a.test.js", 2),),
        ("adds",),
    ),
    *(Case("npm", *row) for row in _NPM),
)

VERSIONS: dict[str, str] = {}
