"""Blind cases of a sixth round: components, markup and words on the web's side."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "jshint",
        "as Unix does, an old style of code",
        {
            ".jshintrc": '{"esversion": 5, "undef": true, "unused": true, "eqeqeq": true, "node": true}\n',
            "lib/old.js": "var fs = require('fs');\nvar get = function (a) {\n  if (a == null) return fs\n  let b = a;\n  return c;\n};\n",
            "lib/deep/older.js": "module.exports = function () {\n  return { a: 1, a: 2 };\n}\n",
        },
        "jshint --reporter=unix lib",
        "lint",
        (
            ("lib/old.js", 2),
            ("lib/old.js", 3),
            ("lib/old.js", 4),
            ("lib/old.js", 5),
            ("lib/deep/older.js", 2),
            ("lib/deep/older.js", 3),
        ),
    ),
    Case(
        "vue-tsc",
        "two components, properties and templates",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "jsx": "preserve", "noEmit": true, "types": []}, "include": ["src"]}\n',
            "src/components/Badge.vue": '<script setup lang="ts">\ndefineProps<{ label: string; count?: number }>();\nconst size: number = "big";\n</script>\n\n<template>\n  <b>{{ label.toFixed(1) }} {{ size }}</b>\n</template>\n',
            "src/App.vue": '<script setup lang="ts">\nimport Badge from "./components/Badge.vue";\n</script>\n\n<template>\n  <Badge :label="3" />\n  <p>{{ nowhere }}</p>\n</template>\n',
        },
        "vue-tsc --noEmit",
        "types",
        (
            ("src/components/Badge.vue", 3),
            ("src/components/Badge.vue", 7),
            ("src/App.vue", 6),
            ("src/App.vue", 7),
        ),
    ),
    Case(
        "svelte-check",
        "for machines, two components and a module",
        {
            "tsconfig.json": '{"compilerOptions": {"strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "types": [], "allowJs": true, "checkJs": true}, "include": ["src"]}\n',
            "src/lib/rate.ts": "export const rate = (n: number): string => n;\n",
            "src/routes/Page.svelte": '<script lang="ts">\n  import { rate } from "../lib/rate";\n  let stars: number = rate("5");\n</script>\n\n<p>{stars.length}</p>\n',
            "src/Menu.svelte": '<script lang="ts">\n  export let items: string[];\n  items.push(1);\n</script>\n\n{#each items as item}<i>{item}</i>{/each}\n',
        },
        "svelte-check --tsconfig ./tsconfig.json --output machine",
        "types",
        (
            ("src/lib/rate.ts", 1),
            ("src/routes/Page.svelte", 3),
            ("src/routes/Page.svelte", 6),
            ("src/Menu.svelte", 3),
        ),
    ),
    Case(
        "cspell",
        "in code and commits, without a summary",
        {
            "cspell.json": '{"version": "0.2", "words": ["acme"], "ignorePaths": ["dist"], "language": "en"}\n',
            "src/payment.ts": "// Retreive the paymnt of acme\nexport const adress = 'recieved';\n",
            "docs/Über uns.md": "# About\n\nWe delivver.\n",
        },
        "cspell lint --no-progress --no-summary '**'",
        "lint",
        (("src/payment.ts", 1), ("src/payment.ts", 2), ("docs/Über uns.md", 3)),
    ),
    Case(
        "html-validate",
        "as one line each",
        {
            ".htmlvalidate.json": '{"extends": ["html-validate:recommended"]}\n',
            "public/index.html": '<!DOCTYPE html>\n<html lang="en">\n  <head><title>Shop</title></head>\n  <body>\n    <button>Buy</button>\n    <img src="a.png">\n    <p id="a"></p>\n    <p id="a"></p>\n    <center>old</center>\n  </body>\n</html>\n',
            "public/sub/form.html": '<form>\n  <input type="text">\n  <a href="#"><button type="button">x</button></a>\n</form>\n',
        },
        "html-validate --formatter text public",
        "lint",
        (
            ("public/index.html", 5),
            ("public/index.html", 6),
            ("public/index.html", 8),
            ("public/index.html", 9),
            ("public/sub/form.html", 1),
            ("public/sub/form.html", 3),
        ),
    ),
)
VERSIONS: dict[str, str] = {}
