"""Blind cases of a second round, for the web: read first when all of the first round had been learnt."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pnpm",
        "no lock file",
        {"package.json": '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "1.0.0"}}\n'},
        "pnpm install --frozen-lockfile --offline",
        "dependency",
    ),
    Case(
        "pnpm",
        "a script fails",
        {
            "package.json": '{"name": "shop", "version": "1.0.0", "scripts": {"build": "node build.js"}}\n',
            "build.js": "const fs = require('fs');\n\nfs.readFileSync('nowhere.txt');\n",
        },
        "pnpm run build",
        "build",
        (("build.js", 3),),
    ),
    Case(
        "yarn",
        "a script fails",
        {
            "package.json": '{"name": "shop", "version": "1.0.0", "scripts": {"lint": "node -e \\"process.exit(3)\\""}}\n'
        },
        "yarn run lint",
        "lint",
    ),
    Case(
        "gulp",
        "a task raises",
        {"gulpfile.js": "exports.default = function (done) {\n  throw new Error('no sources');\n};\n"},
        "gulp",
        "build",
        (("gulpfile.js", 2),),
    ),
    Case(
        "grunt",
        "a task fails",
        {
            "Gruntfile.js": "module.exports = function (grunt) {\n  grunt.registerTask('default', function () {\n    grunt.fail.warn('no sources');\n  });\n};\n"
        },
        "grunt",
        "build",
    ),
    Case(
        "tslint",
        "two findings",
        {
            "tslint.json": '{"rules": {"no-var-keyword": true, "triple-equals": true}}\n',
            "src/a.ts": "var a = 1;\nif (a == 2) {}\n",
        },
        "tslint 'src/*.ts'",
        "lint",
        (("src/a.ts", 1), ("src/a.ts", 2)),
    ),
    Case(
        "jsonlint",
        "it does not parse",
        {"a.json": '{\n  "a": 1,\n}\n'},
        "jsonlint -q a.json",
        "lint",
    ),
    Case(
        "remark",
        "two findings",
        {"a.md": "# A\n\n* b\n* [c]\n\n# A\n"},
        "remark --frail --use preset-lint-recommended a.md",
        "lint",
        (("a.md", 4),),
    ),
    Case(
        "npm-package-json-lint",
        "a version",
        {
            "package.json": '{"name": "Shop", "version": "one"}\n',
            ".npmpackagejsonlintrc.json": '{"rules": {"valid-values-author": ["error", ["a"]], "require-license": "error", "version-format": "error"}}\n',
        },
        "npmPkgJsonLint .",
        "lint",
        (("package.json", None),),
    ),
    Case(
        "parcel",
        "a module is missing",
        {"package.json": '{"name": "shop"}\n', "a.js": "console.log(1);\nimport './nowhere';\n"},
        "parcel build a.js --no-cache",
        "build",
        (("a.js", 2),),
    ),
    Case(
        "tsup",
        "it does not parse",
        {"package.json": '{"name": "shop"}\n', "a.ts": "export const a = 1;\nexport const b = ;\n"},
        "tsup a.ts",
        "build",
        (("a.ts", 2),),
    ),
    Case(
        "solc",
        "an undeclared name",
        {
            "a.sol": "// SPDX-License-Identifier: MIT\npragma solidity >=0.8.0;\ncontract Cart {\n  function f() public pure returns (uint) {\n    return nowhere;\n  }\n}\n"
        },
        "solcjs --bin a.sol",
        "build",
        (("a.sol", 5),),
    ),
    Case(
        "lab",
        "one fails",
        {
            "package.json": '{"name": "shop"}\n',
            "test/cart.js": "const { expect } = require('@hapi/code');\nconst lab = exports.lab = require('@hapi/lab').script();\n\nlab.test('adds', () => {\n  expect(1 + 1).to.equal(3);\n});\n",
        },
        "lab test",
        "test",
        (("test/cart.js", 5),),
        ("adds",),
    ),
    Case(
        "pug-lint",
        "one finding",
        {".pug-lintrc": '{"disallowIdLiterals": true}\n', "a.pug": "div\n  p#b c\n"},
        "pug-lint a.pug",
        "lint",
        (("a.pug", 2),),
    ),
    Case(
        "htmlhint",
        "two findings",
        {"a.html": "<!DOCTYPE html>\n<html>\n<body>\n<IMG src='a.png'>\n</body>\n</html>\n"},
        "htmlhint a.html",
        "lint",
        (("a.html", 4),),
    ),
)
VERSIONS = {
    "pnpm": "pnpm --version",
    "yarn": "yarn --version",
    "gulp": "gulp --version",
    "grunt": "grunt --version",
    "tslint": "tslint --version",
    "jsonlint": "jsonlint --version",
    "remark": "remark --version",
    "npm-package-json-lint": "npmPkgJsonLint --version",
    "parcel": "parcel --version",
    "tsup": "tsup --version",
    "solc": "solcjs --version",
    "lab": "lab --version",
    "pug-lint": "pug-lint --version",
    "htmlhint": "htmlhint --version",
}
