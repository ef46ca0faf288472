"""JavaScript's bundlers, linters and test runners."""

from tests.orient.diagnosis.formats import Row

_EXCERPT = "> 7 | import { Till } from './till-base';\n    | ^\n  8 |\n"

LOGS: tuple[Row, ...] = (
    (
        "Next.js: a type error",
        " ⨯ Failed to compile\n\n./src/app/page.tsx:12:5\n"
        "Type error: Type 'string' is not assignable to type 'number'.\n\n> 12 |     n={'x'}\n     |     ^\n",
        "types",
        "next",
        (("src/app/page.tsx", 12),),
        (),
    ),
    (
        "Next.js: what ESLint says while it builds",
        "Failed to compile.\n\n./src/app/page.tsx\n9:3  Warning: no img.  @next/next/no-img-element\n"
        "12:7  Error: 'x' is assigned a value but never used.  @typescript-eslint/no-unused-vars\n\n"
        "./src/b.tsx\n3:1  Error: Unexpected any.  @typescript-eslint/no-explicit-any\n",
        "lint",
        "next",
        (("src/app/page.tsx", 12), ("src/b.tsx", 3)),
        (),
    ),
    (
        "Vite: Rollup finds no such export",
        "x Build failed in 120ms\nerror during build:\n"
        'src/main.ts (1:9): "foo" is not exported by "src/b.ts", imported by "src/main.ts".\n'
        "file: /home/runner/work/shop/shop/src/main.ts:1:9\n\n1: import { foo } from './b'\n            ^\n",
        "build",
        "vite",
        (("src/main.ts", 1),),
        (),
    ),
    (
        "Cypress: a place by webpack's map of sources",
        "  0 passing (5s)\n  1 failing\n\n  1) cart\n       totals:\n     AssertionError: Timed out retrying.\n"
        "      at Context.eval (webpack://shop/./cypress/e2e/cart.cy.js:5:7)\n\n",
        "test",
        "mocha",
        (("cypress/e2e/cart.cy.js", 5),),
        ("cart totals",),
    ),
    (
        "Playwright: tests in a folder that its settings name",
        "  1) [chromium] › cart.spec.ts:5:5 › cart › totals ────\n\n    Error: no\n\n"
        "        at /home/runner/work/shop/shop/e2e/cart.spec.ts:6:42\n\n  1 failed\n",
        "test",
        "playwright",
        (("e2e/cart.spec.ts", 6),),
        ("cart › totals",),
    ),
    (
        "Cargo: the compiler was killed",
        "error: could not compile `shop` (lib)\n\nCaused by:\n"
        "  process didn't exit successfully: `rustc --crate-name shop` (signal: 9, SIGKILL: kill)\n",
        "resources",
        "cargo",
        (),
        (),
    ),
    (
        "eslint: warnings beside errors, where none are allowed",
        "> lint\n> eslint --max-warnings=0 web\n\n/w/web/pay.ts\n"
        "  2:7   warning  'fee' is assigned a value but never used  no-unused-vars\n"
        "  9:11  error    'tax' is not defined                      no-undef\n\n✖ 2 problems (1 error, 1 warning)\n",
        "lint",
        "eslint",
        (("/w/web/pay.ts", 2), ("/w/web/pay.ts", 9)),
        (),
    ),
    (
        "eslint: warnings beside errors, where nothing forbids them",
        "> eslint web\n\n/w/web/pay.ts\n"
        "  2:7   warning  'fee' is assigned a value but never used  no-unused-vars\n"
        "  9:11  error    'tax' is not defined                      no-undef\n",
        "lint",
        "eslint",
        (("/w/web/pay.ts", 9),),
        (),
    ),
    (
        "vite: an import that is none",
        'error during build:\nCould not resolve "./tills/list.vue" from "web/Shop.vue"\nfile: /w/web/Shop.vue\n',
        "build",
        "vite",
        (("web/Shop.vue", None),),
        (),
    ),
    (
        "esbuild by Vite: several places",
        "error during build:\n[vite:esbuild] Transform failed with 2 errors:\n"
        '/app/web/pay.ts:4:9: ERROR: Expected ";" but found "fee"\n'
        "/app/web/pay.ts:8:0: ERROR: Unexpected end of file\nfile: /app/web/pay.ts:4:9\n",
        "build",
        "vite",
        (("web/pay.ts", 4), ("web/pay.ts", 8)),
        (),
    ),
    (
        "esbuild by its programming interface",
        'Error: Build failed with 1 error:\nweb/pay.ts:3:17: ERROR: Could not resolve "./fee"\n    at fail (/w/x.js:1:2)\n',
        "build",
        "esbuild",
        (("web/pay.ts", 3),),
        (),
    ),
    (
        "vitest: what a test takes does not parse, told from the project's root",
        " FAIL  web/pay.test.ts [ web/pay.test.ts ]\nRollupError: Parse failure: Unexpected token\n"
        "At file: /web/pay.ts:12:3\n  File: /web/pay.ts:12:3\n  11  |  let a\n",
        "test",
        "vitest",
        (("web/pay.ts", 12),),
        (),
    ),
    (
        "vitest: a test does not parse, told from the machine's root",
        " FAIL  web/pay.test.ts [ web/pay.test.ts ]\nRollupError: Parse failure: Unexpected token\n"
        "  File: /app/web/pay.test.ts:12:3\n",
        "test",
        "vitest",
        (("web/pay.test.ts", 12),),
        (),
    ),
    (
        "jest: a document of two hundred lines above the trace",
        " FAIL  web/till.test.tsx\n  ● till › opens\n\n    TestingLibraryElementError: Unable to find a label\n\n"
        + "      <li />\n" * 200
        + "\n      at Object.getElementError (node_modules/@testing-library/dom/dist/config.js:37:19)\n"
        "      at Object.<anonymous> (web/till.test.tsx:31:5)\n\nTests:       1 failed, 1 total\n",
        "test",
        "jest",
        (("web/till.test.tsx", 31),),
        ("till › opens",),
    ),
    (
        "playwright: a fixture does not load, told from the folder of the tests",
        f"Running playwright\nError: Cannot find module './till-base'\n\n   at fixtures/till.ts:7\n\n{_EXCERPT}"
        "    at Object.<anonymous> (/app/e2e/fixtures/till.ts:7:1)\n",
        "test",
        "playwright",
        (("e2e/fixtures/till.ts", 7),),
        (),
    ),
    (
        "playwright: a spec does not parse, the message says where",
        f"> playwright test\n\nSyntaxError: /app/e2e/pay.spec.ts: Unexpected (7:3)\n\n   at pay.spec.ts:7\n\n{_EXCERPT}",
        "test",
        "playwright",
        (("e2e/pay.spec.ts", 7),),
        (),
    ),
    (
        "playwright: nothing says which folder the tests are in",
        f"> playwright test\n\nError: no till\n\n   at pay.spec.ts:7\n\n{_EXCERPT}",
        "test",
        "playwright",
        (("pay.spec.ts", 7),),
        (),
    ),
    (
        "not playwright's excerpt",
        "> playwright install\nTypeError: no till\n   at pay.js:7\n",
        "build",
        None,
        (),
        (),
    ),
    (
        "yarn 1: a script of a workspace, then one of the repository",
        "yarn workspace v1.22.22\nyarn run v1.22.22\n$ tsc\nlib/fee.ts(4,2): error TS1005: ';' expected.\n"
        "error Command failed with exit code 2.\nerror Command failed.\nExit code: 2\nCommand: /usr/bin/node\n"
        "Arguments: /usr/lib/yarn.js tsc\nDirectory: /app/packages/pay\nOutput:\n\n"
        "yarn run v1.22.22\n$ tsc\nlib/tax.ts(5,2): error TS1005: ';' expected.\nDirectory: /app/nowhere\n",
        "types",
        "tsc",
        (("packages/pay/lib/fee.ts", 4), ("lib/tax.ts", 5)),
        (),
    ),
)
