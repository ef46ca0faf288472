"""ESLint, Stylelint, Prettier, tsc, markdownlint, JSHint; webpack, esbuild, Vite; npm."""

from tests.diagnosis_cases.case import Case, with_shifted

PACKAGE = '{"name": "shop", "version": "1.0.0"}\n'
LINT = "const a = 1\nfunction f () {\n  return b\n}\n"
RULES = (
    "module.exports = [{ files: ['**/*.js'], rules: { 'no-undef': 'error', 'no-unused-vars': 'error' } }]\n"
)
TS = "export function f(n: number): string {\n  return n\n}\n\nf('x')\n"
TSCONFIG = '{"compilerOptions": {"strict": true, "noEmit": true, "types": []}, "include": ["src"]}\n'
LINTERS = (
    *(
        Case(
            "eslint",
            f"two findings, {form}",
            {"eslint.config.js": RULES, "src/a.js": LINT},
            f"eslint {flags} src",
            "lint",
            (("src/a.js", 1), ("src/a.js", 2), ("src/a.js", 3)),
            (),
            "//",
        )
        for form, flags in (("stylish", ""), ("colours", "--color"))
    ),
    Case(
        "eslint",
        "it does not parse",
        {"eslint.config.js": RULES, "a.js": "const = 1\n"},
        "eslint a.js",
        "lint",
        (("a.js", 1),),
        (),
        "//",
    ),
    Case("eslint", "no configuration", {"a.js": "1\n"}, "eslint a.js", "configuration"),
    Case(
        "stylelint",
        "two findings",
        {
            ".stylelintrc.json": '{"rules": {"color-no-invalid-hex": true, "block-no-empty": true}}',
            "a.css": "a { color: #12; }\nb {}\n",
        },
        "stylelint a.css",
        "lint",
        (("a.css", 1), ("a.css", 2)),
    ),
    Case(
        "prettier",
        "two files",
        {"a.js": "const a = {b:1}\n", "src/b.ts": "const  x = 1\n"},
        "prettier --check .",
        "format",
        (("a.js", None), ("src/b.ts", None)),
    ),
    Case(
        "prettier",
        "it does not parse",
        {"a.js": "const = 1\n"},
        "prettier --check .",
        "format",
        (("a.js", 1),),
        (),
        "//",
    ),
    Case(
        "tsc",
        "two errors",
        {"tsconfig.json": TSCONFIG, "src/a.ts": TS},
        "tsc -p . --pretty false",
        "types",
        (("src/a.ts", 2), ("src/a.ts", 5)),
        (),
        "//",
    ),
    Case(
        "tsc",
        "pretty",
        {"tsconfig.json": TSCONFIG, "src/a.ts": TS},
        "tsc -p . --pretty",
        "types",
        (("src/a.ts", 2), ("src/a.ts", 5)),
        (),
        "//",
    ),
    Case("tsc", "no such project", {"a.ts": ""}, "tsc -p nowhere", "configuration"),
    Case(
        "markdownlint",
        "one finding",
        {"a.md": "# A\n\n### C\n"},
        "markdownlint-cli2 a.md",
        "lint",
        (("a.md", 3),),
    ),
    Case("jshint", "one finding", {"a.js": "var a = 1\n"}, "jshint a.js", "lint", (("a.js", 1),), (), "//"),
)
BUILDS = (
    Case(
        "webpack",
        "a module is missing",
        {"src/index.js": "import x from './nowhere'\n\nx()\n"},
        "webpack --mode production",
        "build",
        (("src/index.js", 1),),
        (),
        "//",
    ),
    Case(
        "webpack",
        "it does not parse",
        {"src/index.js": "const = 1\n"},
        "webpack --mode production",
        "build",
        (("src/index.js", 1),),
        (),
        "//",
    ),
    Case(
        "esbuild",
        "a module is missing",
        {"a.js": "import x from './nowhere'\n\nx()\n"},
        "esbuild a.js --bundle --outfile=o.js",
        "build",
        (("a.js", 1),),
        (),
        "//",
    ),
    Case(
        "esbuild",
        "it does not parse",
        {"a.js": "const = 1\n"},
        "esbuild a.js --bundle --outfile=o.js",
        "build",
        (("a.js", 1),),
        (),
        "//",
    ),
    Case(
        "vite",
        "a module is missing",
        {
            "index.html": "<script type='module' src='/a.js'></script>\n",
            "a.js": "import x from './nowhere'\n\nx()\n",
        },
        "vite build",
        "build",
    ),
    Case("npm", "no such script", {"package.json": PACKAGE}, "npm run nowhere", "configuration"),
    Case("npm", "no lock file", {"package.json": PACKAGE}, "npm ci", "dependency"),
    Case("npm", "a broken package file", {"package.json": "{"}, "npm install", "configuration"),
    Case(
        "npm",
        "no such version",
        {"package.json": '{"name": "shop", "dependencies": {"left-pad": "99.0.0"}}'},
        "npm install",
        "dependency",
    ),
    Case(
        "npm",
        "a script fails",
        {
            "package.json": '{"name": "shop", "scripts": {"test": "node a.js"}}',
            "a.js": "throw new Error('boom')\n",
        },
        "npm test",
        "build",
        (("a.js", 1),),
        (),
        "//",
    ),
)
CASES = with_shifted(
    (
        *LINTERS,
        *BUILDS,
    )
)
VERSIONS = {
    "eslint": "eslint --version",
    "stylelint": "stylelint --version",
    "prettier": "prettier --version",
    "tsc": "tsc --version",
    "jshint": "jshint --version",
    "webpack": "webpack-cli --version",
    "esbuild": "esbuild --version",
    "vite": "vite --version",
    "npm": "npm --version",
    "markdownlint": "markdownlint-cli2 --version",
}
