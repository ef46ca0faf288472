"""Blind cases of a sixth round: tools that are used much, a second time, in other shapes of projects."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "vite",
        "a module that does not parse, with its source",
        {
            "package.json": '{"name": "kiosk", "private": true, "type": "module", "scripts": {"build": "vite build --mode production"}}\n',
            "index.html": '<!doctype html>\n<div id="app"></div>\n<script type="module" src="/src/main.ts"></script>\n',
            "src/main.ts": 'import { mount } from "./ui/mount";\n\nmount(document.body);\n',
            "src/ui/mount.ts": "export function mount(at: HTMLElement): void {\n  at.append(document.createElement('p');\n}\n",
        },
        "npm run build",
        "build",
        (("src/ui/mount.ts", 2),),
    ),
    Case(
        "esbuild",
        "JSX that is not closed, a package that is none",
        {
            "src/app.jsx": 'import { List } from "./list.jsx";\nimport React from "react-nowhere";\n\nexport const App = () => (\n  <main>\n    <List />\n  </div>\n);\n',
            "src/list.jsx": "export const List = () => <ul>{[1, 2].map((n) => <li>{n}</li>}</ul>;\n",
        },
        "esbuild src/app.jsx --bundle --outfile=out.js --color=false --loader:.js=jsx",
        "build",
        (("src/app.jsx", 7), ("src/app.jsx", 2), ("src/list.jsx", 1)),
    ),
    Case(
        "clippy",
        "correctness, in a workspace",
        {
            "Cargo.toml": '[workspace]\nmembers = ["kiosk"]\nresolver = "2"\n',
            "kiosk/Cargo.toml": '[package]\nname = "kiosk"\nversion = "0.1.0"\nedition = "2021"\n',
            "kiosk/src/main.rs": 'mod menu;\n\nfn main() {\n    let x = 3;\n    if x == x {\n        println!("{}", menu::price(x));\n    }\n}\n',
            "kiosk/src/menu.rs": "pub fn price(n: i32) -> i32 {\n    let mut total = 0;\n    for i in 0..10 {\n        total += i;\n        break;\n    }\n    if n < 0 && n > 5 {\n        return total;\n    }\n    total\n}\n",
        },
        "cargo clippy --offline --workspace",
        "lint",
        (("kiosk/src/main.rs", 5), ("kiosk/src/menu.rs", 3), ("kiosk/src/menu.rs", 7)),
    ),
    Case(
        "clang",
        "a template of a header",
        {
            "include/kiosk/stack.hpp": "#pragma once\n#include <vector>\n\ntemplate <typename T>\nclass Stack {\n public:\n  void push(T value) { rows.push_bak(value); }\n  T top() const { return rows.back(); }\n\n private:\n  std::vector<T> rows_;\n};\n",
            "src/kiosk.cpp": '#include "kiosk/stack.hpp"\n\nint main() {\n  Stack<int> stack;\n  stack.push(1);\n  return stack.top() + stack.size();\n}\n',
        },
        "clang++ -std=c++17 -Iinclude -fno-color-diagnostics -c src/kiosk.cpp -o /dev/null",
        "build",
        (("include/kiosk/stack.hpp", 7), ("include/kiosk/stack.hpp", 8), ("src/kiosk.cpp", 6)),
    ),
    Case(
        "ctest",
        "GoogleTest's tests, found one by one",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(kiosk CXX)\nset(CMAKE_CXX_STANDARD 17)\nenable_testing()\nfind_package(GTest REQUIRED)\ninclude(GoogleTest)\nadd_executable(menu_test tests/menu_test.cpp)\ntarget_link_libraries(menu_test GTest::gtest_main)\ngtest_discover_tests(menu_test)\n",
            "tests/menu_test.cpp": '#include <gtest/gtest.h>\n\nTEST(Menu, HasPrices) {\n  EXPECT_EQ(3, 4) << "the price of tea";\n}\n\nTEST(Menu, IsOpen) { EXPECT_TRUE(true); }\n',
        },
        "cmake -B build > /dev/null && cmake --build build > /dev/null && ctest --test-dir build --output-on-failure -j2",
        "test",
        (("tests/menu_test.cpp", 4),),
        ("Menu.HasPrices",),
    ),
    Case(
        "minitest",
        "specifications, by Rake's own task",
        {
            "Rakefile": 'require "rake/testtask"\n\nRake::TestTask.new(:test) do |t|\n  t.libs << "lib" << "spec"\n  t.pattern = "spec/**/*_spec.rb"\n  t.options = "--seed=3"\n  t.warning = false\nend\n',
            "lib/menu.rb": 'class Menu\n  def price(name)\n    { "tea" => 3 }.fetch(name) { raise KeyError, "no #{name}" }\n  end\nend\n',
            "spec/menu_spec.rb": 'require "minitest/autorun"\nrequire "menu"\n\ndescribe Menu do\n  let(:menu) { Menu.new }\n\n  describe "#price" do\n    it "knows tea" do\n      _(menu.price("tea")).must_equal 4\n    end\n\n    it "knows no coffee" do\n      _ { menu.price("tea") }.must_raise KeyError\n    end\n\n    it "asks" do\n      menu.price("water")\n    end\n  end\nend\n',
        },
        "rake test",
        "test",
        (("spec/menu_spec.rb", 9), ("spec/menu_spec.rb", 13), ("lib/menu.rb", 3)),
        (
            "Menu::#price#test_0001_knows tea",
            "Menu::#price#test_0002_knows no coffee",
            "Menu::#price#test_0003_asks",
        ),
    ),
    Case(
        "ruby",
        "a constant that is none, in a module",
        {
            "bin/kiosk": '#!/usr/bin/env ruby\nrequire_relative "../lib/kiosk"\n\nKiosk.open\n',
            "lib/kiosk.rb": 'require_relative "kiosk/menu"\n\nmodule Kiosk\n  def self.open = Menu.new(Prices)\nend\n',
            "lib/kiosk/menu.rb": "module Kiosk\n  class Menu\n    def initialize(prices) = @prices = prices\n  end\nend\n",
        },
        "ruby bin/kiosk",
        "build",
        (("lib/kiosk.rb", 4),),
    ),
    Case(
        "php",
        "files that do not parse, checked one by one",
        {
            "src/Menu.php": "<?php\n\nnamespace Kiosk;\n\nclass Menu\n{\n    public function price(string $name): int\n    {\n        return match ($name) {\n            'tea' => 3\n            default => 4,\n        };\n    }\n}\n",
            "src/Web/Page.php": "<?php\n\necho 'hello;\n",
            "src/ok.php": "<?php\n\necho 1;\n",
        },
        "status=0; for f in $(find src -name '*.php' | sort); do php -l -d display_errors=1 -d log_errors=0 $f || status=1; done; exit $status",
        "build",
        (("src/Menu.php", 11), ("src/Web/Page.php", 3)),
    ),
    Case(
        "phpcs",
        "a standard of its own, on a line each",
        {
            "phpcs.xml": '<?xml version="1.0"?>\n<ruleset name="kiosk">\n  <file>app</file>\n  <arg name="report" value="emacs"/>\n  <arg value="q"/>\n  <rule ref="Generic.Arrays.DisallowLongArraySyntax"/>\n  <rule ref="Generic.Files.LineLength"><properties><property name="lineLimit" value="60"/><property name="absoluteLineLimit" value="70"/></properties></rule>\n</ruleset>\n',
            "app/Menu.php": "<?php\n$menu = array('tea' => 3);\n",
            "app/Http/Page.php": "<?php\n\n$text = 'this is a text that goes on for longer than seventy characters do';\n",
        },
        "phpcs",
        "lint",
        (("app/Menu.php", 2), ("app/Http/Page.php", 3)),
    ),
    Case(
        "prove",
        "quiet, a name that is none, a file that does not compile",
        {
            "t/menu.t": "use strict;\nuse warnings;\nuse Test::More tests => 3;\n\nis_deeply({ tea => 3, cake => [1] }, { tea => 3, cake => [2] }, 'the menu');\nunlike('tea', qr/t/, 'has no t');\nisnt(3, 3);\n",
            "t/web/page.t": "use strict;\nuse warnings;\nuse Test::More tests => 1;\n\nok($page, 'a page');\n",
        },
        "prove -Q -r t",
        "test",
        (("t/menu.t", 5), ("t/menu.t", 6), ("t/menu.t", 7), ("t/web/page.t", 5)),
        ("the menu", "has no t"),
    ),
    Case(
        "shellcheck",
        "two scripts, as GCC prints, by xargs",
        {
            "docker/entrypoint.sh": '#!/bin/sh\n[[ -n $1 ]] && echo "$1"\nexport NAME=$(hostname)\ncat $FILE | grep x\n',
            "lib/kiosk.sh": '#!/usr/bin/env bash\nfor f in *.txt\n  echo "$f"\ndone\n',
        },
        "find . -name '*.sh' | sort | xargs shellcheck -f gcc",
        "lint",
        (
            ("docker/entrypoint.sh", 2),
            ("docker/entrypoint.sh", 3),
            ("docker/entrypoint.sh", 4),
            ("lib/kiosk.sh", 2),
            ("lib/kiosk.sh", 3),
        ),
    ),
    Case(
        "exunit",
        "generated tests, a setup that needs a tag",
        {
            "mix.exs": 'defmodule Kiosk.MixProject do\n  use Mix.Project\n  def project, do: [app: :kiosk, version: "0.1.0"]\nend\n',
            "lib/kiosk/menu.ex": "defmodule Kiosk.Menu do\n  def price(:tea), do: {:ok, 3}\n  def price(_), do: :error\nend\n",
            "test/test_helper.exs": "ExUnit.start()\n",
            "test/kiosk/menu_test.exs": 'defmodule Kiosk.MenuTest do\n  use ExUnit.Case\n\n  setup context do\n    if context[:broken], do: raise("no kettle")\n    :ok\n  end\n\n  for {name, price} <- [tea: 3, cake: 5] do\n    test "price of #{name}" do\n      assert {:ok, unquote(price)} == Kiosk.Menu.price(unquote(name))\n    end\n  end\n\n  @tag :broken\n  test "boils" do\n    assert true\n  end\n\n  test "lists" do\n    assert [1, 2] -- [2] === [2], "the rest"\n  end\nend\n',
        },
        "mix test --seed 0 --no-color",
        "test",
        (("test/kiosk/menu_test.exs", 11), ("test/kiosk/menu_test.exs", 5), ("test/kiosk/menu_test.exs", 21)),
        (
            "test price of cake (Kiosk.MenuTest)",
            "test boils (Kiosk.MenuTest)",
            "test lists (Kiosk.MenuTest)",
        ),
    ),
    Case(
        "busted",
        "plainly: teardown, pending and tables, in describe blocks",
        {
            ".busted": 'return { default = { ROOT = { "tests" }, pattern = "_test" } }\n',
            "tests/menu_test.lua": 'describe("menu", function()\n  teardown(function() error("kettle is hot") end)\n\n  it("has tea", function()\n    assert.same({ tea = 3 }, { tea = 4 })\n  end)\n\n  pending("has cake")\n\n  it("is open", function()\n    assert.is_true(nil)\n  end)\nend)\n',
        },
        "busted --output=plainTerminal",
        "test",
        (("tests/menu_test.lua", 2), ("tests/menu_test.lua", 5), ("tests/menu_test.lua", 11)),
        ("menu teardown", "menu has tea", "menu is open"),
    ),
    Case(
        "tape",
        "asynchronous tests, a rejection",
        {
            "package.json": '{"name": "kiosk", "scripts": {"test": "tape \'tests/**/*.test.js\'"}}\n',
            "lib/menu.js": 'exports.price = async (name) => {\n  if (name !== "tea") throw new Error(`no ${name}`);\n  return 3;\n};\n',
            "tests/menu.test.js": 'const test = require("tape");\nconst { price } = require("../lib/menu");\n\ntest("prices", async (t) => {\n  t.equal(await price("tea"), 4, "tea costs four");\n  t.match("tea", /^c/, "begins with c");\n});\n\ntest("cakes", async (t) => {\n  await price("cake");\n});\n',
        },
        "npm test",
        "test",
        (("tests/menu.test.js", 5), ("tests/menu.test.js", 6), ("lib/menu.js", 2)),
        ("tea costs four", "begins with c", "Error: no cake"),
    ),
    Case(
        "pydocstyle",
        "some codes alone, counted",
        {
            "kiosk/__init__.py": '"""Kiosk."""\n',
            "kiosk/menu.py": '"""Menu."""\n\n\ndef price(name):\n    "Gives the price"\n    return name\n\n\nclass Menu:\n    """A menu."""\n\n    def __init__(self):\n        pass\n',
        },
        "pydocstyle --select=D300,D400,D401,D107 --count kiosk",
        "lint",
        (("kiosk/menu.py", 5), ("kiosk/menu.py", 12)),
    ),
    Case(
        "ty",
        "as GitHub's lines",
        {
            "kiosk/menu.py": "from typing import Literal\n\n\ndef price(name: Literal['tea', 'cake'], *, cents: int = 0) -> int:\n    return name\n",
            "kiosk/shop.py": "from kiosk.menu import price\n\nprice('coffee')\nprice('tea', euros=3)\nfor n in 3:\n    print(n)\n",
        },
        "ty check --color never --output-format github kiosk",
        "types",
        (("kiosk/menu.py", 5), ("kiosk/shop.py", 3), ("kiosk/shop.py", 4), ("kiosk/shop.py", 5)),
    ),
    Case(
        "sphinx",
        "an extension that is none",
        {
            "docs/conf.py": 'project = "kiosk"\nextensions = ["sphinx.ext.autodoc", "nowhere_theme"]\n',
            "docs/index.rst": "Kiosk\n=====\n",
        },
        "sphinx-build -W -b html docs docs/_build",
        "configuration",
    ),
    Case(
        "uv",
        "a requirement that cannot be read, compiled",
        {
            "requirements.in": "requests>=2\nflask==3.*.1\nattrs @ nowhere\n",
        },
        "uv pip compile --offline --no-cache requirements.in",
        "dependency",
        (("requirements.in", None),),
    ),
)
VERSIONS: dict[str, str] = {}
