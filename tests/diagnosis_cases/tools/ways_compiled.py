"""Compilers, scripts and their tests in other ways: no traces, odd traces, other formats."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "make",
        "a makefile that is missing",
        {"Makefile": "include nope.mk\nall:\n\techo\n"},
        "make",
        "build",
        (("Makefile", 1),),
    ),
    Case(
        "cmake",
        "a parenthesis is missing",
        {"CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(x C)\nadd_executable(x a.c\n"},
        "cmake -S . -B b",
        "configuration",
        (("CMakeLists.txt", 3),),
    ),
    Case(
        "gcc",
        "two of one name, in objects",
        {"a.c": "int f(void);\nint main(void) { return f(); }\n", "b.c": "int main(void) { return 0; }\n"},
        "gcc -g a.c b.c",
        "build",
        (("b.c", 1), ("a.c", 2)),
    ),
    Case(
        "gcc",
        "a library's template, made for what cannot",
        {
            "a.cc": "#include <vector>\n#include <algorithm>\nstruct S {};\nint main() {\n  std::vector<S> v(3);\n  std::sort(v.begin(), v.end());\n}\n"
        },
        "g++ -c a.cc",
        "build",
        (("a.cc", 6),),
    ),
    Case(
        "gcc",
        "no such file",
        {"a.c": "int main(void) { return 0; }\n"},
        "gcc a.c nope.c -lnope",
        "build",
    ),
    Case(
        "sanitizer",
        "a heap that is too small",
        {
            "a.c": "#include <stdlib.h>\nint main(void) {\n  int *p = malloc(4);\n  p[3] = 1;\n  return p[3];\n}\n"
        },
        "gcc -g -fsanitize=address a.c -o a && ./a",
        "test",
        (("a.c", 4),),
    ),
    Case(
        "cppcheck",
        "as GCC prints",
        {"a.c": "void f(void) {\n  int a[2];\n  a[3] = 1;\n}\n"},
        "cppcheck --error-exitcode=1 -q --template=gcc --enable=all a.c",
        "lint",
        (("a.c", 3), ("a.c", 1)),
    ),
    Case(
        "go",
        "a module file that does not parse",
        {"go.mod": "module a.test/x\n\ngo 1.19\n\nrequire (\n\tfoo bar\n)\n", "a.go": "package a\n"},
        "go build ./...",
        "configuration",
        (("go.mod", 6),),
    ),
    Case(
        "go",
        "all are asleep",
        {
            "go.mod": "module a.test/x\n\ngo 1.19\n",
            "main.go": "package main\n\nfunc wait(c chan int) {\n\t<-c\n}\n\nfunc main() {\n\twait(make(chan int))\n}\n",
        },
        "go run .",
        "build",
        (("main.go", 4),),
    ),
    Case(
        "rspec",
        "several kinds, one that was to fail",
        {
            "spec/cart_spec.rb": "require_relative '../lib/cart'\n\nRSpec.describe Cart do\n  context 'when empty' do\n    it 'raises' do\n      expect { Cart.new(nil).total }.to raise_error(KeyError)\n    end\n    it { expect(Cart.new([])).to be_nil }\n  end\n  it 'adds' do\n    expect(Cart.new([1, 2]).total).to eq(4)\n  end\n  it 'breaks' do\n    Cart.new(nil).total\n  end\n  pending 'was to fail' do\n    expect(1).to eq(1)\n  end\nend\n",
            "lib/cart.rb": "class Cart\n  def initialize(i)\n    @i = i\n  end\n\n  def total\n    @i.sum\n  end\nend\n",
        },
        "rspec  --no-color",
        "test",
        (
            ("lib/cart.rb", 7),
            ("spec/cart_spec.rb", 11),
            ("spec/cart_spec.rb", 16),
            ("spec/cart_spec.rb", 6),
            ("spec/cart_spec.rb", 8),
        ),
        (
            "Cart when empty raises",
            "Cart adds",
            "Cart breaks",
            "Cart was to fail",
            "Cart when empty is expected to be nil",
        ),
    ),
    Case(
        "rspec",
        "an option that is none",
        {"spec/a_spec.rb": ""},
        "rspec --nope",
        "configuration",
    ),
    Case(
        "ruby",
        "a gem that is missing",
        {"a.rb": "require_relative 'lib/b'\n", "lib/b.rb": "require 'nopegem'\n"},
        "ruby a.rb",
        "dependency",
        (("lib/b.rb", 1),),
    ),
    Case(
        "rake",
        "a task raises",
        {"Rakefile": "task :a do\n  raise 'no token'\nend\n"},
        "rake a",
        "build",
        (("Rakefile", 2),),
    ),
    Case(
        "prove",
        "it does not compile, one gives up",
        {
            "t/a.t": "use Test::More;\nBAIL_OUT('no db');\n",
            "t/b.t": "use strict;\nuse Test::More;\n$x = 1;\nok 1;\ndone_testing;\n",
        },
        "prove t/b.t t/a.t",
        "test",
        (("t/b.t", 3),),
    ),
    Case(
        "phpunit",
        "no such bootstrap",
        {
            "phpunit.xml": "<phpunit bootstrap='nope.php'><testsuites><testsuite name='a'><directory>tests</directory></testsuite></testsuites></phpunit>",
            "tests/ATest.php": "<?php\n",
        },
        "phpunit",
        "configuration",
    ),
    Case(
        "phpunit",
        "as sentences, a data set",
        {
            "src/Cart.php": "<?php\n\nfinal class Cart\n{\n    public static function total(?array $p): int\n    {\n        return array_sum($p);\n    }\n}\n",
            "tests/CartTest.php": "<?php\n\nrequire_once __DIR__ . '/../src/Cart.php';\n\nfinal class CartTest extends PHPUnit\\Framework\\TestCase\n{\n    public function testAdds(): void\n    {\n        $this->assertSame(4, Cart::total([1, 2]), 'the sum');\n    }\n\n    public function testRaises(): void\n    {\n        Cart::total(null);\n    }\n\n    /** @dataProvider rows */\n    public function testRows(int $n): void\n    {\n        $this->assertSame(1, $n);\n    }\n\n    public static function rows(): array\n    {\n        return ['one' => [1], 'two' => [2]];\n    }\n}\n",
        },
        "phpunit --testdox tests",
        "test",
        (("tests/CartTest.php", 9), ("src/Cart.php", 7), ("tests/CartTest.php", 20)),
        ("Adds", "Raises", 'Rows with data set "two"'),
    ),
    Case(
        "bats",
        "for people, a helper",
        {
            "test/a.bats": 'setup() {\n  load helper\n}\n\n@test "adds" {\n  run expr 1 + 1\n  [ "$status" -eq 0 ]\n  [ "$output" = 3 ]\n}\n\n@test "helper" {\n  check 1\n}\n\n@test "fine" {\n  true\n}\n',
            "test/helper.bash": 'check() {\n  [ "$1" = 2 ]\n}\n',
        },
        "bats -F pretty test",
        "test",
        (("test/a.bats", 8), ("test/helper.bash", 2)),
        ("adds", "helper"),
    ),
    Case(
        "bats",
        "with the time each took",
        {
            "test/a.bats": 'setup() {\n  load helper\n}\n\n@test "adds" {\n  run expr 1 + 1\n  [ "$status" -eq 0 ]\n  [ "$output" = 3 ]\n}\n\n@test "helper" {\n  check 1\n}\n\n@test "fine" {\n  true\n}\n',
            "test/helper.bash": 'check() {\n  [ "$1" = 2 ]\n}\n',
        },
        "bats -T --show-output-of-passing-tests test",
        "test",
        (("test/a.bats", 8), ("test/helper.bash", 2)),
        ("adds", "helper"),
    ),
    Case(
        "bats",
        "it does not parse",
        {"a.bats": '@test "x" {\n  if true\n}\n'},
        "bats a.bats",
        "test",
        (("a.bats", 3),),
        ("setup_file failed",),
    ),
    Case(
        "shellcheck",
        "as Checkstyle",
        {"a.sh": "#!/bin/bash\nx=$1\necho $x\ncd $x\n", "lib/b.sh": "#!/bin/sh\n[[ -f a ]] && echo y\n"},
        "shellcheck -f checkstyle a.sh lib/b.sh",
        "lint",
        (("a.sh", 3), ("a.sh", 4), ("lib/b.sh", 2)),
    ),
    Case(
        "bash",
        "no such folder",
        {"run.sh": "set -e\ncd nope\n"},
        "bash run.sh",
        "configuration",
        (("run.sh", 2),),
    ),
    Case(
        "sh",
        "a quote is missing",
        {"run.sh": '#!/bin/sh\nfoo() {\n  echo "a\n}\n'},
        "sh run.sh",
        "build",
        (("run.sh", 5),),
    ),
    Case(
        "doctest.h",
        "two test cases",
        {
            "t.cpp": '#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN\n#include <doctest/doctest.h>\n\nTEST_CASE("adds") {\n  SUBCASE("two") {\n    CHECK(1 + 1 == 3);\n  }\n  REQUIRE_EQ(1, 2);\n}\nTEST_CASE("throws") {\n  throw 3;\n}\n'
        },
        "g++ -O0 t.cpp -o t && ./t",
        "test",
        (("t.cpp", 6), ("t.cpp", 8), ("t.cpp", 10)),
        ("adds", "throws"),
    ),
)

VERSIONS: dict[str, str] = {"doctest.h": "dpkg-query -W doctest-dev", "rake": "rake --version"}
"""The other tools' versions are asked for elsewhere."""
