"""Blind cases of a ninth round: Ruby, PHP and Perl.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "rspec",
        "a loan's fee, a before hook that fails",
        {
            "lib/loan.rb": "class Loan\n  def initialize(days)\n    @days = days\n  end\n\n  def fee\n    return 0 if @days < 14\n    (@days - 14) * 20\n  end\n\n  def renew!\n    raise ArgumentError, 'too late' if @days > 30\n    @days = 0\n  end\nend\n",
            "spec/loan_spec.rb": "require_relative '../lib/loan'\n\nRSpec.describe Loan do\n  it 'costs nothing for two weeks' do\n    expect(Loan.new(14).fee).to eq(0)\n  end\n\n  it 'costs from the fifteenth day on' do\n    expect(Loan.new(16).fee).to eq(50)\n  end\n\n  context 'when it is renewed' do\n    subject(:loan) { Loan.new(45) }\n\n    before { loan.renew! }\n\n    it 'costs nothing' do\n      expect(loan.fee).to be_zero\n    end\n  end\nend\n",
        },
        "rspec",
        "test",
        (("lib/loan.rb", 12), ("spec/loan_spec.rb", 9)),
        ("Loan costs from the fifteenth day on", "Loan when it is renewed costs nothing"),
    ),
    Case(
        "minitest",
        "a scale's tests",
        {
            "test/test_scale.rb": 'require "minitest/autorun"\n\nclass Scale\n  def initialize(notes) = @notes = notes\n\n  def third = @notes.fetch(3)\n\n  def size = @notes.size\nend\n\nclass TestScale < Minitest::Test\n  def setup\n    @scale = Scale.new(%w[c d e])\n  end\n\n  def test_third\n    assert_equal "e", @scale.third\n  end\n\n  def test_size\n    assert_equal 8, @scale.size\n  end\n\n  def test_is_a_scale\n    assert_instance_of Scale, @scale\n  end\nend\n'
        },
        "ruby test/test_scale.rb",
        "test",
        (("test/test_scale.rb", 6), ("test/test_scale.rb", 21)),
        ("TestScale#test_third", "TestScale#test_size"),
    ),
    Case(
        "rubocop",
        "two files",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: enable\n  SuggestExtensions: false\nStyle/FrozenStringLiteralComment:\n  Enabled: false\nStyle/Documentation:\n  Enabled: false\n",
            "lib/pigeon.rb": 'class Pigeon\n  def fly(to)\n    route = "north"\n    if to == nil\n      return false\n    end\n    true\n  end\nend\n',
            "lib/loft.rb": "class Loft\n  def Open\n    puts('open' )\n  end\nend\n",
        },
        "rubocop",
        "lint",
        (
            ("lib/pigeon.rb", 3),
            ("lib/pigeon.rb", 4),
            ("lib/pigeon.rb", 6),
            ("lib/loft.rb", 2),
            ("lib/loft.rb", 3),
        ),
        (),
    ),
    Case(
        "bundler",
        "a gem that is not in any of the sources",
        {
            "Gemfile": "source 'https://rubygems.org'\n\ngem 'rspec', '~> 3.12'\ngem 'tidewater-nowhere', '~> 2.1'\n"
        },
        "bundle install --local",
        "dependency",
        (),
        (),
    ),
    Case(
        "phpunit",
        "a queue of tickets, with a provider",
        {
            "src/Ticket.php": "<?php\n\nclass Ticket\n{\n    public function __construct(private int $number)\n    {\n        if ($number < 1) {\n            throw new InvalidArgumentException(\"No ticket {$number}\");\n        }\n    }\n\n    public function label(): string\n    {\n        return sprintf('T%02d', $this->number);\n    }\n}\n",
            "tests/TicketTest.php": "<?php\n\nuse PHPUnit\\Framework\\TestCase;\n\nrequire_once __DIR__ . '/../src/Ticket.php';\n\nfinal class TicketTest extends TestCase\n{\n    /** @dataProvider labels */\n    public function testLabel(int $number, string $label): void\n    {\n        $this->assertSame($label, (new Ticket($number))->label());\n    }\n\n    public function labels(): array\n    {\n        return ['small' => [7, 'T07'], 'large' => [130, 'T-130']];\n    }\n\n    public function testFirst(): void\n    {\n        $this->assertInstanceOf(Ticket::class, new Ticket(0));\n    }\n}\n",
        },
        "phpunit --do-not-cache-result tests",
        "test",
        (("src/Ticket.php", 8), ("tests/TicketTest.php", 12)),
        ('TicketTest::testLabel with data set "large"', "TicketTest::testFirst"),
    ),
    Case(
        "composer",
        "an extension that is missing",
        {
            "composer.json": '{\n    "name": "example/mill",\n    "repositories": [{"packagist.org": false}],\n    "require": {\n        "php": ">=8.1",\n        "ext-watermill": "*"\n    }\n}\n'
        },
        "COMPOSER_ALLOW_SUPERUSER=1 composer install --no-interaction",
        "dependency",
        (),
        (),
    ),
    Case(
        "prove",
        "a test of numbers and one of words",
        {
            "lib/Roman.pm": "package Roman;\nuse strict;\nuse warnings;\n\nmy @parts = ([10, 'X'], [9, 'IX'], [5, 'V'], [1, 'I']);\n\nsub of {\n    my ($number) = @_;\n    my $text = '';\n    for my $part (@parts) {\n        while ($number >= $part->[0]) { $text .= $part->[1]; $number -= $part->[0]; }\n    }\n    return $text;\n}\n\n1;\n",
            "t/roman.t": "use strict;\nuse warnings;\nuse Test::More tests => 3;\nuse Roman;\n\nis(Roman::of(7), 'VII', 'seven');\nis(Roman::of(4), 'IV', 'four');\nlike(Roman::of(0), qr/^[A-Z]+$/, 'nothing has a sign');\n",
            "t/words.t": "use strict;\nuse warnings;\nuse Test::More;\n\nok(1, 'words');\nis_deeply([sort qw(b a)], ['a', 'b'], 'sorted');\ndone_testing;\n",
        },
        "prove -l",
        "test",
        (("t/roman.t", 7), ("t/roman.t", 8)),
        ("four", "nothing has a sign"),
    ),
    Case(
        "perl",
        "a script that does not compile",
        {
            "bin/report.pl": 'use strict;\nuse warnings;\n\nmy %sales = (tea => 12, coffee => 30);\nforeach my $kind (sort keys %sales) {\n    $total += $sales{$kind};\n    print "$kind: $sales{$kind}\\n";\n}\nprint "total: $totl\\n";\n'
        },
        "perl bin/report.pl",
        "build",
        (("bin/report.pl", 6), ("bin/report.pl", 9)),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
