"""Blind cases of a sixth round: Ruby, PHP and Perl."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "rspec",
        "aggregated, around hooks, doubles",
        {
            ".rspec": "--require spec_helper\n--format progress\n--no-color\n--order defined\n",
            "spec/spec_helper.rb": '$LOAD_PATH.unshift File.expand_path("../lib", __dir__)\n',
            "lib/depot/order.rb": "module Depot\n  class Order\n    attr_reader :lines\n\n    def initialize(lines)\n      @lines = lines\n    end\n\n    def total\n      lines.sum { |line| line.fetch(:price) }\n    end\n  end\nend\n",
            "spec/depot/order_spec.rb": 'require "depot/order"\n\nRSpec.describe Depot::Order do\n  subject(:order) { described_class.new(lines) }\n\n  let(:lines) { [{ price: 2 }, { prize: 3 }] }\n\n  around do |example|\n    example.run\n  end\n\n  describe "#total" do\n    it "sums", :aggregate_failures do\n      expect(order.lines.size).to eq 3\n      expect(order.lines).to all(include(:price))\n    end\n\n    it "needs prices" do\n      expect(order.total).to eq(5)\n    end\n\n    it "asks its lines" do\n      line = double("line")\n      expect(line).to receive(:fetch).with(:price).twice\n      described_class.new([line]).lines\n    end\n  end\n\n  it { is_expected.to be_empty }\nend\n',
        },
        "rspec spec/depot",
        "test",
        (
            ("spec/depot/order_spec.rb", 14),
            ("spec/depot/order_spec.rb", 15),
            ("lib/depot/order.rb", 10),
            ("spec/depot/order_spec.rb", 24),
            ("spec/depot/order_spec.rb", 29),
        ),
        (
            "Depot::Order#total sums",
            "Depot::Order#total needs prices",
            "Depot::Order#total asks its lines",
            "Depot::Order is expected to be empty",
        ),
    ),
    Case(
        "rspec",
        "by Rake, with all frames, what is pending is fixed",
        {
            "Rakefile": 'task :spec do\n  sh "rspec --format documentation --no-color --backtrace"\nend\n',
            "spec/mailer_spec.rb": 'RSpec.configure do |config|\n  config.before(:each, :mail) { raise "no mail server" }\nend\n\nRSpec.describe "Mailer" do\n  it "sends", :mail do\n    expect(1).to eq(1)\n  end\n\n  it "formats" do\n    expect("Dear A,\\nbye").to eq("Dear B,\\nbye")\n  end\n\n  pending "is fixed" do\n    expect(1).to eq(1)\n  end\nend\n',
        },
        "rake spec",
        "test",
        (("spec/mailer_spec.rb", 2), ("spec/mailer_spec.rb", 11), ("spec/mailer_spec.rb", 14)),
        ("Mailer sends", "Mailer formats", "Mailer is fixed"),
    ),
    Case(
        "minitest",
        "differences, an end that raises, verbosely",
        {
            "test/test_helper.rb": 'require "minitest/autorun"\n$LOAD_PATH.unshift File.expand_path("../lib", __dir__)\n',
            "lib/depot/shelf.rb": 'module Depot\n  class Shelf\n    def put(item)\n      raise ArgumentError, "no item" if item.nil?\n    end\n  end\nend\n',
            "test/depot/shelf_test.rb": 'require_relative "../test_helper"\nrequire "depot/shelf"\n\nmodule Depot\n  class ShelfTest < Minitest::Test\n    def teardown\n      raise IOError, "not closed" if name == "test_closes"\n    end\n\n    def test_closes\n      assert true\n    end\n\n    def test_puts\n      Shelf.new.put(nil)\n    end\n\n    def test_lists\n      assert_equal "a\\nb\\nc\\n", "a\\nx\\nc\\n"\n    end\n\n    def test_includes\n      assert_includes [1, 2], 3, "no three"\n    end\n  end\nend\n',
        },
        "ruby test/depot/shelf_test.rb --verbose --seed 1",
        "test",
        (
            ("test/depot/shelf_test.rb", 7),
            ("lib/depot/shelf.rb", 4),
            ("test/depot/shelf_test.rb", 19),
            ("test/depot/shelf_test.rb", 23),
        ),
        (
            "Depot::ShelfTest#test_closes",
            "Depot::ShelfTest#test_puts",
            "Depot::ShelfTest#test_lists",
            "Depot::ShelfTest#test_includes",
        ),
    ),
    Case(
        "test-unit",
        "data, setting up and a difference",
        {
            "lib/rate.rb": 'def rate(kind)\n  { "vip" => 5 }.fetch(kind)\nend\n',
            "test/rate_test.rb": 'require "test/unit"\nrequire_relative "../lib/rate"\n\nclass RateTest < Test::Unit::TestCase\n  data("vip" => ["vip", 5], "new" => ["new", 7])\n  def test_rate(data)\n    kind, expected = data\n    assert_equal(expected, rate(kind))\n  end\n\n  def test_lists\n    assert_equal([1, 2, 3], [1, 3, 3])\n  end\nend\n',
        },
        "ruby test/rate_test.rb --no-use-color",
        "test",
        (("lib/rate.rb", 2), ("test/rate_test.rb", 12)),
        ("test_rate[new](RateTest)", "test_lists(RateTest)"),
    ),
    Case(
        "rubocop",
        "metrics, layout and security of several folders, as progress",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: enable\n  SuggestExtensions: false\nStyle/Documentation:\n  Enabled: false\nMetrics/MethodLength:\n  Max: 3\n",
            "app/models/order.rb": "# frozen_string_literal: true\n\nclass Order\n  def total(lines)\n    sum = 0\n    lines.each do |line|\n        sum += line.price\n    end\n    sum\n  end\nend\n",
            "bin/setup.rb": "# frozen_string_literal: true\n\neval(ARGV.first)\nputs [1, 2].map { |x| x.to_s }\n",
        },
        "rubocop --cache false --format progress --display-only-fail-level-offenses",
        "lint",
        (("app/models/order.rb", 4), ("app/models/order.rb", 7), ("bin/setup.rb", 3), ("bin/setup.rb", 4)),
    ),
    Case(
        "rubocop",
        "the names of files that offend",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: disable\n  SuggestExtensions: false\n  DisabledByDefault: true\nLint/UselessAssignment:\n  Enabled: true\nLayout/TrailingWhitespace:\n  Enabled: true\n",
            "lib/a.rb": "def a\n  b = 1 \nend\n",
            "lib/deep/c.rb": "def c\n  d = 2\nend\n",
        },
        "rubocop --cache false --format files lib",
        "lint",
        (("lib/a.rb", None), ("lib/deep/c.rb", None)),
    ),
    Case(
        "ruby",
        "what is raised while another is rescued",
        {
            "bin/import.rb": 'require_relative "../lib/importer"\n\nImporter.new.run\n',
            "lib/importer.rb": 'require "json"\n\nclass Importer\n  def run\n    JSON.parse("{")\n  rescue JSON::ParserError => e\n    raise KeyError, "no rows (#{e.class})"\n  end\nend\n',
        },
        "ruby -w bin/import.rb",
        "build",
        (("lib/importer.rb", 7), ("lib/importer.rb", 5)),
    ),
    Case(
        "phpunit",
        "a configuration, dependent tests, output and a type error",
        {
            "phpunit.xml": '<?xml version="1.0"?>\n<phpunit bootstrap="tests/bootstrap.php" colors="false">\n  <testsuites><testsuite name="unit"><directory>tests/unit</directory></testsuite></testsuites>\n</phpunit>\n',
            "tests/bootstrap.php": "<?php\nrequire __DIR__ . '/../src/Order.php';\n",
            "src/Order.php": "<?php\n\ndeclare(strict_types=1);\n\nnamespace Depot;\n\nfinal class Order\n{\n    public function __construct(private array $lines)\n    {\n    }\n\n    public function total(): int\n    {\n        return array_sum(array_column($this->lines, 'price')) / 2;\n    }\n}\n",
            "tests/unit/OrderTest.php": "<?php\n\nnamespace Depot\\Tests;\n\nuse Depot\\Order;\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class OrderTest extends TestCase\n{\n    public function testTotal(): void\n    {\n        $this->assertSame(2, (new Order([['price' => 3]]))->total());\n    }\n\n    public function testLines(): Order\n    {\n        $this->assertCount(2, ['a'], 'lines');\n        return new Order([]);\n    }\n\n    /** @depends testLines */\n    public function testDepends(Order $order): void\n    {\n        $this->assertNotNull($order);\n    }\n\n    public function testText(): void\n    {\n        echo \"Error: printed only\\n\";\n        $this->assertStringContainsString('b', 'a');\n    }\n}\n",
        },
        "phpunit",
        "test",
        (("src/Order.php", 15), ("tests/unit/OrderTest.php", 17), ("tests/unit/OrderTest.php", 30)),
        (
            "Depot\\Tests\\OrderTest::testTotal",
            "Depot\\Tests\\OrderTest::testLines",
            "Depot\\Tests\\OrderTest::testText",
        ),
    ),
    Case(
        "phpunit",
        "as it debugs, a provider and another exception",
        {
            "tests/PriceTest.php": "<?php\n\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class PriceTest extends TestCase\n{\n    /** @dataProvider prices */\n    public function testPrice(int $price): void\n    {\n        $this->assertGreaterThan(0, $price);\n    }\n\n    public function prices(): iterable\n    {\n        yield 'free' => [0];\n        yield 'paid' => [3];\n    }\n\n    public function testThrows(): void\n    {\n        $this->expectException(InvalidArgumentException::class);\n        throw new LogicException('no price');\n    }\n}\n",
        },
        "phpunit --debug tests",
        "test",
        (("tests/PriceTest.php", 10), ("tests/PriceTest.php", 22)),
        ('PriceTest::testPrice with data set "free"', "PriceTest::testThrows"),
    ),
    Case(
        "php",
        "a warning and a type that is wrong, in a class that is loaded",
        {
            "bin/report.php": "<?php\n\nspl_autoload_register(fn ($c) => require __DIR__ . '/../src/' . $c . '.php');\n\necho $undefined;\n(new Report())->lines(['a']);\n",
            "src/Report.php": "<?php\n\nclass Report\n{\n    public function lines(string $text): int\n    {\n        return strlen($text);\n    }\n}\n",
        },
        "php -d display_errors=stderr -d log_errors=0 bin/report.php",
        "build",
        (("src/Report.php", 5),),
    ),
    Case(
        "phpcs",
        "errors alone, wide, two folders",
        {
            "src/Order.php": "<?php\n\nnamespace Depot;\n\nclass Order {\n    function total($lines)\n    {\n        if($lines) return 1;\n        return TRUE;\n    }\n}\n",
            "src/Web/page.php": "<?php\n$a=1;\necho $a ;\n",
        },
        "phpcs --standard=PSR12 --report-width=140 -n src",
        "lint",
        (
            ("src/Order.php", 5),
            ("src/Order.php", 6),
            ("src/Order.php", 8),
            ("src/Order.php", 9),
            ("src/Web/page.php", 1),
            ("src/Web/page.php", 2),
        ),
    ),
    Case(
        "prove",
        "timed, a test within a test, one to do, one that dies",
        {
            "t/lib/Depot.pm": 'package Depot;\nuse strict;\nuse warnings;\n\nsub price {\n    my (%args) = @_;\n    die "no kind\\n" unless $args{kind};\n    return { vip => 5 }->{ $args{kind} };\n}\n\n1;\n',
            "t/10-price.t": "use strict;\nuse warnings;\nuse lib 't/lib';\nuse Test::More;\nuse Depot;\n\nis(Depot::price(kind => 'vip'), 7, 'the price of a vip');\n\nsubtest 'unknown' => sub {\n    plan tests => 2;\n    is(Depot::price(kind => 'new'), undef, 'none');\n    cmp_ok(3, '>', 5, 'is more');\n};\n\nTODO: {\n    local $TODO = 'later';\n    ok(0, 'to do');\n}\n\ndone_testing;\n",
            "t/20-dies.t": "use strict;\nuse warnings;\nuse lib 't/lib';\nuse Test::More tests => 1;\nuse Depot;\n\nDepot::price();\nok(1);\n",
        },
        "prove --timer --comments t",
        "test",
        (("t/10-price.t", 7), ("t/10-price.t", 12), ("t/10-price.t", 13)),
        ("the price of a vip", "is more", "unknown"),
    ),
    Case(
        "perl",
        "a script that is checked, several mistakes",
        {
            "bin/report.pl": "use strict;\nuse warnings;\n\nmy @rows = (1, 2;\n\nfor my $row (@rows) {\n    print $totl + $row\n}\n",
        },
        "perl -c bin/report.pl",
        "build",
        (("bin/report.pl", 4), ("bin/report.pl", 6), ("bin/report.pl", 7)),
    ),
)
VERSIONS: dict[str, str] = {}
