"""Blind cases of known tools of scripts: mistakes and messages that no family was written after."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

RSPEC = text("""\
    RSpec.describe 'Cart' do
      before(:context) { @n = 1 }

      shared_examples 'full' do
        it('is full') { expect(@n).to be > 2 }
      end

      include_examples 'full'

      it 'has the keys' do
        expect({ a: 1 }).to include(:b)
      end
    end
    """)
SCRIPTS = (
    Case(
        "rspec",
        "shared examples",
        {"spec/cart_spec.rb": RSPEC},
        "rspec",
        "test",
        (("spec/cart_spec.rb", 5), ("spec/cart_spec.rb", 11)),
        ("Cart is full", "Cart has the keys"),
    ),
    Case(
        "rubocop",
        "it does not parse",
        {"a.rb": "# frozen_string_literal: true\n\ndef f(\nend\n"},
        "rubocop --cache false",
        "lint",
        (("a.rb", 4),),
    ),
    Case(
        "minitest",
        "verbose, no exception",
        {
            "test/cart_test.rb": "require 'minitest/autorun'\n\nclass CartTest < Minitest::Test\n  def test_raises\n    assert_raises(KeyError) { 1 }\n  end\n\n  def test_nil\n    nil.price\n  end\nend\n"
        },
        "ruby test/cart_test.rb -v --seed 1",
        "test",
        (("test/cart_test.rb", 5), ("test/cart_test.rb", 9)),
        ("CartTest#test_raises", "CartTest#test_nil"),
    ),
    Case(
        "phpunit",
        "a provider and a type error",
        {
            "tests/CartTest.php": '<?php\nuse PHPUnit\\Framework\\TestCase;\n\nclass CartTest extends TestCase\n{\n    public static function sizes(): array\n    {\n        return ["odd" => [1], "even" => [2]];\n    }\n\n    /** @dataProvider sizes */\n    public function testSize(int $n): void\n    {\n        $this->assertSame(1, $n % 2);\n    }\n\n    public function testType(): void\n    {\n        strlen([]);\n    }\n}\n'
        },
        "phpunit tests",
        "test",
        (("tests/CartTest.php", 14), ("tests/CartTest.php", 19)),
        ('CartTest::testSize with data set "even"', "CartTest::testType"),
    ),
    Case(
        "prove",
        "one dies, one plans wrongly",
        {
            "t/a.t": "use Test::More tests => 2;\n\nok(1, 'fine');\ndie 'no database';\n",
            "t/b.t": "use Test::More tests => 3;\n\nok(1, 'fine');\n",
        },
        "prove t",
        "test",
        (("t/a.t", 4),),
    ),
    Case(
        "exunit",
        "a match and an exit",
        {
            "mix.exs": 'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "0.1.0"]\nend\n',
            "test/test_helper.exs": "ExUnit.start()\n",
            "test/cart_test.exs": 'defmodule CartTest do\n  use ExUnit.Case\n\n  describe "total" do\n    test "matches" do\n      assert {:ok, 1} = {:error, :none}\n    end\n  end\n\n  test "raises nothing" do\n    assert_raise KeyError, fn -> 1 end\n  end\nend\n',
        },
        "mix test --seed 0 --color",
        "test",
        (("test/cart_test.exs", 6), ("test/cart_test.exs", 11)),
        ("test total matches (CartTest)", "test raises nothing (CartTest)"),
    ),
    Case(
        "mix",
        "it does not parse",
        {
            "mix.exs": 'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "0.1.0"]\nend\n',
            "lib/a.ex": "defmodule A do\n  def f(x) do\n    [x, 1\n  end\nend\n",
        },
        "mix compile",
        "build",
        (("lib/a.ex", 4),),
    ),
    Case(
        "bats",
        "setup fails",
        {
            "test/a.bats": 'setup() {\n  cd nowhere\n}\n\n@test "opens" {\n  true\n}\n\n@test "closes" {\n  [ 1 = 2 ]\n}\n'
        },
        "bats test",
        "test",
        (("test/a.bats", 2),),
        ("opens", "closes"),
    ),
    Case(
        "terraform",
        "a type",
        {
            "main.tf": 'variable "n" {\n  type = number\n  default = "one"\n}\n\noutput "m" {\n  value = var.n + "a"\n}\n'
        },
        "terraform validate -no-color",
        "configuration",
        (("main.tf", 3),),
    ),
    Case(
        "shellcheck",
        "it does not parse",
        {"bin/a.sh": "#!/bin/sh\nif true; then\n  echo a\n"},
        "shellcheck bin/a.sh",
        "lint",
        (("bin/a.sh", 2), ("bin/a.sh", 4)),
    ),
    Case(
        "php",
        "a call of nothing",
        {"src/a.php": "<?php\nfunction f($x)\n{\n    return $x->price();\n}\n\nf(null);\n"},
        "php src/a.php",
        "build",
        (("src/a.php", 4),),
    ),
    Case(
        "perl",
        "it dies in a module",
        {
            "lib/Cart.pm": 'package Cart;\nuse strict;\n\nsub total {\n    die "no prices\\n" unless @_;\n    return undef->price;\n}\n1;\n',
            "run.pl": "use lib 'lib';\nuse Cart;\nCart::total(1);\n",
        },
        "perl run.pl",
        "build",
        (("lib/Cart.pm", 6),),
    ),
    Case(
        "git",
        "a conflict",
        {"a.txt": "one\n"},
        "exec 2>&1; export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.c GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.c; git init -q -b main . && git add -A && git commit -qm 1 && git checkout -q -b x && echo two > a.txt && git commit -qam 2 && git checkout -q main && echo three > a.txt && git commit -qam 3 && git merge x",
        "configuration",
        (("a.txt", None),),
    ),
    Case(
        "git",
        "no such remote",
        {"a.txt": ""},
        "git init -q . && git fetch https://nowhere.invalid/shop.git main",
        "network",
    ),
    Case(
        "curl",
        "refused",
        {"a.txt": ""},
        "curl -fsS --retry 1 --retry-delay 0 http://127.0.0.1:9/shop",
        "network",
    ),
    Case(
        "bash",
        "a pipe under set -e",
        {"ci.sh": "set -euo pipefail\ncat nowhere.txt | sort\necho done\n"},
        "bash ci.sh",
        "configuration",
    ),
    Case("bash", "no rights", {"deploy.sh": "#!/bin/sh\n"}, "./deploy.sh", "permission"),
    Case(
        "R",
        "a warning and an error",
        {"a.R": 'f <- function(x) {\n  log(x)\n  stop("no prices")\n}\nf(-1)\n'},
        "Rscript a.R",
        "build",
    ),
    Case(
        "ocaml",
        "an unbound value",
        {"a.ml": "type t = A | B\n\nlet f = function A -> 1 | B -> nowhere\n"},
        "ocamlfind ocamlopt -package unix a.ml || ocamlopt a.ml",
        "build",
        (("a.ml", 3),),
    ),
)
CASES = SCRIPTS
VERSIONS: dict[str, str] = {}
