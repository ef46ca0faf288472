"""Blind cases of checkers for JavaScript and the web that no family was written after."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

JS = text("""\
    var a = 1;
    if (a == 2) {
        debugger;
    }
    """)
CHECKS = (
    Case(
        "biome",
        "three findings",
        {"src/a.js": JS},
        "biome lint src",
        "lint",
        (("src/a.js", 2), ("src/a.js", 3)),
    ),
    Case(
        "biome",
        "not formatted",
        {"src/a.js": "const  a = {b:1}\nexport default a\n"},
        "biome format src",
        "format",
        (("src/a.js", None),),
    ),
    Case(
        "biome",
        "it does not parse",
        {"a.ts": "const a = ;\n"},
        "biome check a.ts",
        "lint",
        (("a.ts", 1),),
    ),
    Case("oxlint", "a debugger", {"src/a.js": JS}, "oxlint -D correctness src", "lint", (("src/a.js", 3),)),
    Case(
        "oxlint",
        "unix",
        {"src/a.js": "const a = 1;\nif (a === a) { f(); }\n"},
        "oxlint -D all -f unix src 2>&1 | grep -v '^$'; test ${PIPESTATUS[0]} = 0",
        "lint",
        (("src/a.js", 2), ("src/a.js", 1)),
    ),
    Case(
        "deno check",
        "two errors",
        {"a.ts": 'const a: number = "x";\nconsole.log(a.length);\n'},
        "NO_COLOR=1 deno check a.ts",
        "types",
        (("a.ts", 1), ("a.ts", 2)),
    ),
    Case(
        "deno lint",
        "two findings",
        {"a.ts": "let a = 1;\nconst b: any = a;\n"},
        "NO_COLOR=1 deno lint a.ts",
        "lint",
        (("a.ts", 1), ("a.ts", 2)),
    ),
    Case(
        "deno fmt",
        "one file",
        {"a.ts": "const  a = 1\n"},
        "NO_COLOR=1 deno fmt --check a.ts",
        "format",
        (("a.ts", None),),
    ),
    Case(
        "vue-tsc",
        "a wrong type",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "module": "esnext", "moduleResolution": "bundler", "skipLibCheck": true, "types": []}, "include": ["src"]}\n',
            "src/Cart.vue": '<script setup lang="ts">\nconst n: number = "one";\n</script>\n\n<template>\n  <p>{{ nowhere }}</p>\n</template>\n',
        },
        "vue-tsc -p . --pretty false",
        "types",
        (("src/Cart.vue", 2), ("src/Cart.vue", 6)),
    ),
    Case(
        "svelte-check",
        "a wrong type",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler", "skipLibCheck": true, "types": []}, "include": ["src"]}\n',
            "src/Cart.svelte": '<script lang="ts">\n  const n: number = "one";\n</script>\n\n<p>{n}</p>\n',
        },
        "svelte-check --tsconfig ./tsconfig.json",
        "types",
        (("src/Cart.svelte", 2),),
    ),
    Case(
        "flow",
        "a wrong type",
        {".flowconfig": "", "src/a.js": '// @flow\nconst n: number = "one";\nexport default n;\n'},
        "flow check --color never 2>/dev/null",
        "types",
        (("src/a.js", 2),),
    ),
    Case(
        "standard",
        "two findings",
        {"a.js": "const a = 1;\nconsole.log( a )\n"},
        "standard a.js",
        "lint",
        (("a.js", 1), ("a.js", 2)),
    ),
    Case(
        "html-validate",
        "two findings",
        {
            "a.html": '<!DOCTYPE html>\n<html lang="en">\n<head><title>a</title></head>\n<body>\n<img src="a.png">\n<p><div></div></p>\n</body>\n</html>\n'
        },
        "html-validate a.html",
        "lint",
        (("a.html", 5), ("a.html", 6)),
    ),
    Case(
        "cspell",
        "two words",
        {"a.md": "# Shop\n\nThe totel of a custmer.\n"},
        "cspell --no-progress a.md",
        "lint",
        (("a.md", 3),),
    ),
    Case(
        "commitlint",
        "no type",
        {"commitlint.config.js": "module.exports = { extends: ['@commitlint/config-conventional'] };\n"},
        "echo 'Add things.' | commitlint",
        "lint",
    ),
    Case(
        "spectral",
        "no description",
        {
            ".spectral.yaml": "extends: spectral:oas\n",
            "api.yaml": "openapi: 3.0.0\ninfo:\n  title: Shop\n  version: '1'\nservers: [{url: 'https://shop.example'}]\npaths:\n  /cart:\n    get:\n      operationId: cart\n      tags: [a]\n",
        },
        "spectral lint --fail-severity=warn api.yaml",
        "lint",
        (("api.yaml", 2), ("api.yaml", 8), ("api.yaml", 10)),
    ),
    Case(
        "redocly",
        "no responses",
        {
            "api.yaml": "openapi: 3.0.0\ninfo:\n  title: Shop\n  version: '1'\npaths:\n  /cart:\n    get:\n      summary: A\n"
        },
        "redocly lint api.yaml",
        "lint",
        (("api.yaml", 1), ("api.yaml", 7)),
    ),
    Case(
        "ajv",
        "one key is wrong",
        {
            "s.json": '{"type": "object", "properties": {"n": {"type": "integer"}}}\n',
            "d.json": '{"n": "one"}\n',
        },
        "ajv validate -s s.json -d d.json",
        "lint",
        (("d.json", None),),
    ),
    Case(
        "solhint",
        "two findings",
        {
            ".solhint.json": '{"extends": "solhint:recommended"}\n',
            "a.sol": "// SPDX-License-Identifier: MIT\npragma solidity ^0.4.0;\ncontract cart {\n  uint public Total;\n  function f() public { selfdestruct(msg.sender); }\n}\n",
        },
        "solhint --max-warnings 0 a.sol",
        "lint",
        (("a.sol", 2), ("a.sol", 3), ("a.sol", 4), ("a.sol", 5)),
    ),
    Case(
        "dependency-cruiser",
        "a circle",
        {
            ".dependency-cruiser.js": "module.exports = {forbidden: [{name: 'no-circular', severity: 'error', from: {}, to: {circular: true}}]};\n",
            "src/a.js": "require('./b');\n",
            "src/b.js": "require('./a');\n",
        },
        "depcruise src",
        "lint",
        (("src/a.js", None), ("src/b.js", None)),
    ),
    Case(
        "knip",
        "an unused file",
        {
            "package.json": '{"name": "shop", "version": "1.0.0", "main": "index.js", "dependencies": {"left-pad": "1.0.0"}}\n',
            "index.js": "console.log(1);\n",
            "src/unused.js": "module.exports = 1;\n",
        },
        "knip --no-progress",
        "lint",
        (("src/unused.js", None), ("package.json", 1)),
    ),
)
CASES = CHECKS
VERSIONS = {
    "biome": "biome --version",
    "oxlint": "oxlint --version",
    "deno check": "deno --version",
    "deno lint": "deno --version",
    "deno fmt": "deno --version",
    "vue-tsc": "vue-tsc --version",
    "svelte-check": "npm ls --prefix . svelte-check | tail -2 || true; echo 4",
    "flow": "flow version",
    "standard": "standard --version",
    "html-validate": "html-validate --version",
    "cspell": "cspell --version",
    "commitlint": "commitlint --version",
    "spectral": "spectral --version",
    "redocly": "redocly --version",
    "ajv": "ajv help | head -1; echo 5",
    "solhint": "solhint --version",
    "dependency-cruiser": "depcruise --version",
    "knip": "knip --version",
}
