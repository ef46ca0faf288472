"""Blind cases of known tools of Ruby, PHP and Elixir of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "rspec",
        "before, a helper, texts",
        {
            "lib/till.rb": 'class Till\n  def open(name)\n    raise ArgumentError, "no till #{name}" if name.nil?\n  end\nend\n',
            "spec/deep/größe_spec.rb": "require_relative '../../lib/till'\n\nRSpec.describe Till do\n  context 'when closed' do\n    before { subject.open(nil) }\n\n    it { is_expected.to be_a(String) }\n\n    it 'opens' do\n      expect(1).to eq(1)\n    end\n  end\n\n  it 'zählt' do\n    expect(\"one\\ntwo\\n\").to eq(\"one\\n2\\n\")\n  end\n\n  it 'fails twice', :aggregate_failures do\n    expect(1).to eq(2)\n    expect([1, 2]).to match_array([2, 3])\n  end\nend\n",
        },
        "rspec",
        "test",
        (
            ("lib/till.rb", 3),
            ("spec/deep/größe_spec.rb", 15),
            ("spec/deep/größe_spec.rb", 19),
            ("spec/deep/größe_spec.rb", 20),
        ),
        ("Till when closed", "Till when closed opens", "Till zählt", "Till fails twice"),
    ),
    Case(
        "rspec",
        "two that do not load",
        {
            "spec/a_spec.rb": "RSpec.describe Nowhere do\n  it { }\nend\n",
            "spec/deep/b_spec.rb": "require 'nowhere/at/all'\n",
        },
        "rspec",
        "test",
        (("spec/a_spec.rb", 1), ("spec/deep/b_spec.rb", 1)),
    ),
    Case(
        "minitest",
        "setting up, specifications, a helper",
        {
            "lib/till.rb": "def open_till(name)\n  name.fetch(:drawer)\nend\n",
            "test/cart_test.rb": "require 'minitest/autorun'\nrequire 'till'\n\nclass CartTest < Minitest::Test\n  def setup\n    open_till({})\n  end\n\n  def test_opens\n    assert true\n  end\nend\n",
            "test/deep/size_spec.rb": "require 'minitest/autorun'\n\ndescribe 'Size' do\n  it 'is short' do\n    _([1, 2]).must_include 3\n  end\nend\n",
        },
        "ruby -Ilib -e 'ARGV.each { |f| require File.expand_path(f) }' test/cart_test.rb test/deep/size_spec.rb",
        "test",
        (("lib/till.rb", 2), ("test/deep/size_spec.rb", 5)),
        ("CartTest#test_opens", "Size#test_0001_is short"),
    ),
    Case(
        "rubocop",
        "several cops, folders",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: disable\n  SuggestExtensions: false\n",
            "lib/größe.rb": "# frozen_string_literal: true\n\ndef size(of)\n  unused = 1\n  if of == nil\n    0\n  else\n    of.length\n  end\nend\n",
            "lib/deep/b.rb": '# frozen_string_literal: true\n\ndef b()\n  puts "b"\nend\n',
        },
        "rubocop --cache false lib",
        "lint",
        (("lib/größe.rb", 4), ("lib/größe.rb", 5), ("lib/deep/b.rb", 3), ("lib/deep/b.rb", 4)),
    ),
    Case(
        "ruby",
        "a cause, a file that is required",
        {
            "bin/run.rb": "require 'shop/till'\n\nbegin\n  Shop.open\nrescue KeyError\n  raise 'cannot start'\nend\n",
            "lib/shop/till.rb": "module Shop\n  def self.open\n    { a: 1 }.fetch(:b)\n  end\nend\n",
        },
        "ruby -Ilib bin/run.rb",
        "build",
        (("bin/run.rb", 6), ("lib/shop/till.rb", 3)),
    ),
    Case(
        "phpunit",
        "setting up, nothing thrown, arrays",
        {
            "src/Till.php": '<?php\nclass Till\n{\n    public function open(?string $name): int\n    {\n        if ($name === null) {\n            throw new DomainException("no till");\n        }\n        return 1;\n    }\n}\n',
            "tests/deep/TillTest.php": "<?php\nuse PHPUnit\\Framework\\TestCase;\nrequire_once __DIR__ . '/../../src/Till.php';\n\nfinal class TillTest extends TestCase\n{\n    protected function setUp(): void\n    {\n        (new Till())->open(null);\n    }\n\n    public function testOpens(): void\n    {\n        $this->assertTrue(true);\n    }\n}\n",
            "tests/SizeTest.php": "<?php\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class SizeTest extends TestCase\n{\n    public function testThrows(): void\n    {\n        $this->expectException(DomainException::class);\n    }\n\n    public function testSame(): void\n    {\n        $this->assertEquals(['a' => 1, 'b' => [1, 2]], ['a' => 1, 'b' => [1, 3]], 'the same');\n    }\n\n    public function testWarns(): void\n    {\n        echo [][0];\n    }\n}\n",
        },
        "phpunit tests",
        "test",
        (("src/Till.php", 7), ("tests/SizeTest.php", 13), ("tests/SizeTest.php", 18)),
        ("TillTest::testOpens", "SizeTest::testThrows", "SizeTest::testSame", "SizeTest::testWarns"),
    ),
    Case(
        "php",
        "a cause in a file that is required",
        {
            "bin/run.php": "<?php\nrequire __DIR__ . '/../src/deep/till.php';\n\ntry {\n    open_till(null);\n} catch (TypeError $e) {\n    throw new RuntimeException(\"cannot start\", 0, $e);\n}\n",
            "src/deep/till.php": "<?php\nfunction open_till($name)\n{\n    return strlen([]);\n}\n",
        },
        "php bin/run.php",
        "build",
        (("bin/run.php", 7), ("src/deep/till.php", 4)),
    ),
    Case(
        "exunit",
        "setting up, a doc's example, time",
        {
            "mix.exs": 'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "0.1.0"]\nend\n',
            "lib/shop/cart.ex": 'defmodule Shop.Cart do\n  @doc """\n  The total.\n\n      iex> Shop.Cart.total([1, 2])\n      4\n  """\n  def total(of), do: Enum.sum(of)\nend\n',
            "test/test_helper.exs": "ExUnit.start()\n",
            "test/shop/cart_test.exs": 'defmodule Shop.CartTest do\n  use ExUnit.Case\n  doctest Shop.Cart\n\n  describe "till" do\n    setup do\n      raise ArgumentError, "no till"\n    end\n\n    test "opens" do\n      assert true\n    end\n  end\n\n  test "compares" do\n    assert %{a: [1, 2]} == %{a: [1, 3]}\n  end\n\n  test "receives" do\n    assert_receive :tea, 10\n  end\nend\n',
        },
        "mix test --seed 0",
        "test",
        (
            ("test/shop/cart_test.exs", 7),
            ("test/shop/cart_test.exs", 16),
            ("test/shop/cart_test.exs", 20),
            ("lib/shop/cart.ex", 5),
        ),
        (
            "test till opens (Shop.CartTest)",
            "test compares (Shop.CartTest)",
            "test receives (Shop.CartTest)",
            "doctest Shop.Cart.total/1 (1) (Shop.CartTest)",
        ),
    ),
    Case(
        "mix",
        "warnings are errors",
        {
            "mix.exs": 'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "0.1.0"]\nend\n',
            "lib/shop/deep/a.ex": "defmodule Shop.Deep.A do\n  def f(x) do\n    unused = 1\n    Shop.Nowhere.g(x)\n  end\nend\n",
        },
        "mix compile --warnings-as-errors",
        "build",
        (("lib/shop/deep/a.ex", 3), ("lib/shop/deep/a.ex", 4)),
    ),
)
VERSIONS: dict[str, str] = {}
