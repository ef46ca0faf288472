"""Blind cases of known tools of shells, Lua, Perl, R and others of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "composer",
        "a package that is not there",
        {
            "composer.json": '{"name": "acme/shop", "description": "a", "license": "MIT", "repositories": [{"packagist.org": false}], "require": {"nowhere/at-all": "^2.0"}}\n'
        },
        "COMPOSER_ALLOW_SUPERUSER=1 composer update --no-interaction --no-ansi",
        "dependency",
    ),
    Case(
        "prove",
        "tests within tests, structures, folders",
        {
            "t/cart.t": "use strict;\nuse warnings;\nuse Test::More;\n\nsubtest 'cart' => sub {\n    plan tests => 2;\n    is_deeply({ a => [1, 2] }, { a => [1, 3] }, 'the same items');\n    ok(1, 'fine');\n};\ndone_testing;\n",
            "t/deep/b.t": "use Test::More tests => 3;\n\nok(1, 'fine');\nlike(\"tea\", qr/bread/, 'is bread');\ncmp_ok(1, '>', 2, 'is more');\n",
        },
        "prove -r t",
        "test",
        (("t/cart.t", 7), ("t/cart.t", 9), ("t/deep/b.t", 4), ("t/deep/b.t", 5)),
        ("cart", "the same items", "is bread", "is more"),
    ),
    Case(
        "perl",
        "strictness, in a module",
        {
            "bin/run.pl": "use strict;\nuse warnings;\nuse Shop::Cart;\nShop::Cart::total(1);\n",
            "lib/Shop/Cart.pm": "package Shop::Cart;\nuse strict;\nuse warnings;\n\nsub total {\n    my ($n) = @_;\n    return $n + $nowhere + @others;\n}\n\n1;\n",
        },
        "perl -Ilib bin/run.pl",
        "build",
        (("lib/Shop/Cart.pm", 7),),
    ),
    Case(
        "bats",
        "a helper, the end, folders",
        {
            "test/helper.bash": 'check() {\n  echo "checking $1"\n  [ "$1" = 3 ]\n}\n',
            "test/deep/größe.bats": 'load ../helper\n\nteardown() {\n  [ "$BATS_TEST_DESCRIPTION" != "räumt auf" ]\n}\n\n@test "zählt" {\n  check 2\n}\n\n@test "räumt auf" {\n  true\n}\n\n@test "lists" {\n  run ls nowhere\n  [ "$status" -eq 0 ]\n}\n',
        },
        "bats -r test",
        "test",
        (("test/helper.bash", 3), ("test/deep/größe.bats", 4), ("test/deep/größe.bats", 17)),
        ("zählt", "räumt auf", "lists"),
    ),
    Case(
        "busted",
        "before, deeper, tables",
        {
            "spec/deep/cart_spec.lua": 'describe("cart", function()\n  describe("till", function()\n    before_each(function()\n      error("no till")\n    end)\n    it("opens", function() end)\n  end)\n\n  it("compares", function()\n    assert.are.same({ a = { 1, 2 } }, { a = { 1, 3 } })\n  end)\n\n  it("indexes", function()\n    local n = nil\n    return n.price\n  end)\nend)\n'
        },
        "busted spec",
        "test",
        (("spec/deep/cart_spec.lua", 4), ("spec/deep/cart_spec.lua", 10), ("spec/deep/cart_spec.lua", 15)),
        ("cart till before_each", "cart compares", "cart indexes"),
    ),
    Case(
        "testthat",
        "an error, several expectations, a file more",
        {
            "tests/test-cart.R": 'library(testthat)\n\ntest_that("it compares", {\n  expect_equal(c(1, 2), c(1, 3))\n  expect_true(1 > 2, info = "more")\n})\n',
            "tests/test-till.R": 'library(testthat)\n\ntest_that("it opens", {\n  stop("no till")\n})\n',
        },
        'Rscript -e \'testthat::test_dir("tests", reporter = "check")\'',
        "test",
        (("test-cart.R", 4), ("test-cart.R", 5), ("test-till.R", 4)),
        ("it compares", "it opens"),
    ),
    Case(
        "R",
        "a file that is sourced",
        {
            "bin/run.R": 'source("R/till.R")\nopen_till(NULL)\n',
            "R/till.R": 'open_till <- function(name) {\n  stopifnot("no till" = !is.null(name))\n  name\n}\n',
        },
        "Rscript bin/run.R",
        "build",
    ),
    Case(
        "shellcheck",
        "two files, other codes",
        {
            "bin/run.sh": '#!/bin/bash\nfor f in $(ls *.txt); do\n  rm -rf "$DIR/"*\ndone\ncd nowhere\n',
            "lib/deep/b.sh": '#!/bin/sh\nif [[ "$1" == "a" ]]; then\n  local n=1\nfi\n',
        },
        "shellcheck bin/*.sh lib/deep/*.sh",
        "lint",
        (("bin/run.sh", 2), ("bin/run.sh", 3), ("bin/run.sh", 5), ("lib/deep/b.sh", 2), ("lib/deep/b.sh", 3)),
    ),
    Case(
        "bash",
        "a file that is sourced",
        {
            "bin/run.sh": "set -eu\n. lib/deep/till.sh\nopen_till\n",
            "lib/deep/till.sh": "open_till() {\n  echo opening\n  nowhere-at-all --open\n}\n",
        },
        "bash bin/run.sh",
        "configuration",
        (("lib/deep/till.sh", 3),),
    ),
    Case(
        "terraform",
        "two files, several kinds",
        {
            "main.tf": 'resource "terraform_data" "a" {\n  inputt = local.nowhere\n}\n',
            "outputs.tf": 'output "n" {\n  value = length()\n}\n',
        },
        "terraform init -backend=false >/dev/null; terraform validate -no-color",
        "configuration",
        (("main.tf", 2), ("outputs.tf", 2)),
    ),
    Case(
        "xmllint",
        "two files",
        {"a.xml": "<a>\n  <b x=1/>\n</a>\n", "deep/b.xml": "<a>\n  &nowhere;\n</a>\n"},
        "xmllint --noout a.xml deep/b.xml",
        "lint",
        (("a.xml", 2), ("deep/b.xml", 2)),
    ),
    Case(
        "tcl",
        "an error in a procedure that is sourced",
        {
            "bin/run.tcl": "source lib/till.tcl\nopen_till tea\n",
            "lib/till.tcl": "proc open_till {name} {\n    set prices [dict create bread 2]\n    return [dict get $prices $name]\n}\n",
        },
        "tclsh bin/run.tcl",
        "build",
        (("bin/run.tcl", 2),),
    ),
    Case(
        "groovy",
        "an assertion that shows its parts",
        {"check.groovy": "def total(prices) {\n    prices.sum()\n}\n\nassert total([1, 2]) == 4\n"},
        "groovy check.groovy",
        "build",
        (("check.groovy", 5),),
    ),
    Case(
        "npm",
        "a script of two tools",
        {
            "package.json": '{"name": "shop", "version": "1.0.0", "scripts": {"check": "tsc -p . && eslint src"}}\n',
            "tsconfig.json": '{"compilerOptions": {"strict": true, "noEmit": true, "types": [], "allowJs": true}, "include": ["src"]}\n',
            "eslint.config.js": "module.exports = [{ files: ['**/*.js'], rules: { 'no-empty': 'error', 'no-debugger': 'error' } }];\n",
            "src/deep/a.js": "export function f(x) {\n  debugger;\n  try {\n    return x;\n  } catch {\n  }\n}\n",
        },
        "npm run check",
        "lint",
        (("src/deep/a.js", 2), ("src/deep/a.js", 5)),
    ),
    Case(
        "git",
        "a patch that does not apply",
        {
            "src/a.txt": "one\ntwo\nthree\n",
            "fixes/a.patch": "--- a/src/a.txt\n+++ b/src/a.txt\n@@ -1,3 +1,3 @@\n one\n-2\n+zwei\n three\n",
        },
        "git init -q . && git apply fixes/a.patch",
        "configuration",
        (("src/a.txt", 1),),
    ),
)
VERSIONS: dict[str, str] = {}
