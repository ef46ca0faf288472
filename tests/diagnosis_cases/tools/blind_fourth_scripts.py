"""Blind cases of a fourth round: Ruby and PHP."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "rspec",
        "several failures of one, shared contexts, as documentation",
        {
            ".rspec": "--format documentation\n--order defined\n",
            "lib/weather/mast.rb": "module Weather\n  class Mast\n    def initialize(height) = @height = Integer(height)\n    attr_reader :height\n  end\nend\n",
            "spec/support/masts.rb": 'RSpec.shared_examples "a mast" do |height|\n  it "is #{height} high" do\n    expect(subject.height).to eq(height)\n  end\nend\n',
            "spec/weather/mast_spec.rb": """\
require "weather/mast"
require_relative "../support/masts"

RSpec.describe Weather::Mast do
  subject { described_class.new("3") }

  it_behaves_like "a mast", 4

  it "is many things", :aggregate_failures do
    expect(subject.height).to be > 9
    expect(subject).to respond_to(:fall)
  end

  describe "#initialize" do
    it { expect { described_class.new("tall") }.not_to raise_error }
    it "takes nothing" do
      described_class.new(nil)
    end
  end
end
""",
        },
        "rspec -Ilib",
        "test",
        (
            ("spec/support/masts.rb", 3),
            ("spec/weather/mast_spec.rb", 10),
            ("spec/weather/mast_spec.rb", 11),
            ("spec/weather/mast_spec.rb", 15),
            ("lib/weather/mast.rb", 3),
        ),
        (
            "Weather::Mast behaves like a mast is 4 high",
            "Weather::Mast is many things",
            "Weather::Mast#initialize is expected not to raise Exception",
            "Weather::Mast#initialize takes nothing",
        ),
    ),
    Case(
        "rspec",
        "a name that is none outside of examples, one that does not parse",
        {
            "spec/models/feed_spec.rb": 'RSpec.describe Weather::Feed do\n  it "reads" do\n  end\nend\n',
            "spec/models/deep/page_spec.rb": 'RSpec.describe "page" do\n  it "opens" do\n    expect(1.to eq(1)\n  end\nend\n',
        },
        "rspec",
        "test",
        (("spec/models/feed_spec.rb", 1), ("spec/models/deep/page_spec.rb", 4)),
    ),
    Case(
        "minitest",
        "specifications, mocks, run by Rake",
        {
            "Rakefile": 'require "rake/testtask"\n\nRake::TestTask.new(:unit) do |t|\n  t.libs << "test"\n  t.pattern = "test/**/*_test.rb"\nend\n',
            "test/helper.rb": 'require "minitest/autorun"\nrequire "minitest/mock"\n',
            "test/models/feed_test.rb": """\
require "helper"

class FeedTest < Minitest::Test
  def setup
    @feed = { rain: 3 }
  end

  def test_rain
    assert_in_delta 3.5, @feed[:rain], 0.1
  end

  def test_calls
    mock = Minitest::Mock.new
    mock.expect(:read, 1, ["a"])
    mock.verify
  end

  def test_raises
    error = assert_raises(KeyError) { @feed.fetch(:rain) }
    assert_match(/wind/, error.message)
  end
end

describe "Mast" do
  describe "in wind" do
    it "bends" do
      _(3).must_be :>, 9
    end
  end
end
""",
        },
        "rake unit TESTOPTS='--seed=5 --verbose'",
        "test",
        (
            ("test/models/feed_test.rb", 9),
            ("test/models/feed_test.rb", 15),
            ("test/models/feed_test.rb", 19),
            ("test/models/feed_test.rb", 27),
        ),
        (
            "FeedTest#test_rain",
            "FeedTest#test_calls",
            "FeedTest#test_raises",
            "Mast::in wind#test_0001_bends",
        ),
    ),
    Case(
        "rubocop",
        "several departments, in Clang's way",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: disable\n  SuggestExtensions: false\n",
            "app/models/mast.rb": "# frozen_string_literal: true\n\n# A mast.\nclass Mast\n  def Height\n    if @height == nil then return 3 end\n  end\nend\n",
            "lib/tasks/feed.rb": '# frozen_string_literal: true\n\nrows = [ 1,2 ]\nrows.map { |r| puts "row" }\n',
        },
        "rubocop --cache false --format clang",
        "lint",
        (
            ("app/models/mast.rb", 5),
            ("app/models/mast.rb", 6),
            ("lib/tasks/feed.rb", 3),
            ("lib/tasks/feed.rb", 4),
        ),
    ),
    Case(
        "rubocop",
        "a cop that is none",
        {".rubocop.yml": "Style/Nowhere:\n  Enabled: true\n", "a.rb": "# frozen_string_literal: true\n"},
        "rubocop --cache false",
        "configuration",
    ),
    Case(
        "bundler",
        "a Gemfile that does not parse",
        {"Gemfile": 'source "https://nowhere.invalid"\n\ngem "rake\'\n'},
        "bundle install",
        "configuration",
        (("Gemfile", 3),),
    ),
    Case(
        "phpunit",
        "providers, causes, another message",
        {
            "src/Mast.php": '<?php\n\nnamespace Weather;\n\nfinal class Mast\n{\n    public static function of(string $text): int\n    {\n        try {\n            return intdiv(9, (int) $text);\n        } catch (\\DivisionByZeroError $e) {\n            throw new \\RuntimeException("no mast of $text", 7, $e);\n        }\n    }\n}\n',
            "tests/Unit/MastTest.php": "<?php\n\ndeclare(strict_types=1);\n\nnamespace Weather\\Tests\\Unit;\n\nuse PHPUnit\\Framework\\TestCase;\nuse Weather\\Mast;\n\nrequire_once __DIR__ . '/../../src/Mast.php';\n\nfinal class MastTest extends TestCase\n{\n    /** @dataProvider texts */\n    public function testOf(string $text, int $n): void\n    {\n        self::assertEquals($n, Mast::of($text));\n    }\n\n    public static function texts(): iterable\n    {\n        yield 'three' => ['3', 3];\n        yield 'two, nearly' => ['2', 5];\n        yield ['0', 0];\n    }\n\n    public function testMessage(): void\n    {\n        $this->expectExceptionMessage('no mast of one');\n        Mast::of('zero');\n    }\n}\n",
        },
        "phpunit --colors=never --verbose tests/Unit",
        "test",
        (("src/Mast.php", 12), ("tests/Unit/MastTest.php", 17)),
        (
            'Weather\\Tests\\Unit\\MastTest::testOf with data set "two, nearly"',
            "Weather\\Tests\\Unit\\MastTest::testOf with data set #0",
            "Weather\\Tests\\Unit\\MastTest::testMessage",
        ),
    ),
    Case(
        "php",
        "a class that lacks a method",
        {
            "src/Source.php": "<?php\n\ninterface Source\n{\n    public function read(): string;\n}\n",
            "src/Feed.php": "<?php\n\nrequire __DIR__ . '/Source.php';\n\nfinal class Feed implements Source\n{\n    public function close(): void\n    {\n    }\n}\n",
            "bin/run.php": "<?php\n\nrequire __DIR__ . '/../src/Feed.php';\n",
        },
        "php bin/run.php",
        "build",
        (("src/Feed.php", 5),),
    ),
    Case(
        "phpcs",
        "two files, errors and warnings, wrapped",
        {
            "src/Mast.php": '<?php\n\nnamespace Weather;\n\nclass mast_of_weather\n{\n    var $height = 3;\n\n    function Height($a,$b)\n    {\n        $text = "a very long line that goes on and on and on, well over one hundred and twenty signs, so that it is told of";\n        return $text;\n    }\n}\n',
            "src/Deep/Feed.php": "<?php\n\nnamespace Weather\\Deep;\n\nclass Feed\n{\n    public function read() {\n        return TRUE;\n    }\n}\n",
        },
        "phpcs --standard=PSR12 src",
        "lint",
        (
            ("src/Mast.php", 5),
            ("src/Mast.php", 7),
            ("src/Mast.php", 9),
            ("src/Deep/Feed.php", 7),
            ("src/Deep/Feed.php", 8),
        ),
    ),
    Case(
        "composer",
        "a file that does not parse",
        {
            "composer.json": '{\n    "name": "acme/weather",\n    "require": {\n        "php": ">=8"\n    }\n    "license": "MIT"\n}\n'
        },
        "COMPOSER_ALLOW_SUPERUSER=1 composer install --no-interaction --no-ansi",
        "configuration",
    ),
)
VERSIONS: dict[str, str] = {}
