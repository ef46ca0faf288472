"""Blind cases of an eighth round: Ruby, PHP, Perl, Lua, shells, Terraform and git."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "javadoc",
        "comments that its doclint refuses",
        {
            "src/tide/Tide.java": "package tide;\n\n/** A tide. */\npublic class Tide {\n    private Tide() {\n    }\n\n    /**\n     * Its height.\n     *\n     * @param hours since noon\n     * @param moon its phase\n     * @return metres, <b>not feet\n     */\n    public static double height(int hours) {\n        return hours / 2.0;\n    }\n\n    public static int count() {\n        return 2;\n    }\n}\n"
        },
        "javadoc -quiet -Xdoclint:all -Werror -d out $(find src -name '*.java')",
        "lint",
        (("src/tide/Tide.java", 12), ("src/tide/Tide.java", 13), ("src/tide/Tide.java", 19)),
        (),
    ),
    Case(
        "rails",
        "an application's tests: a model, a job, and what is not there",
        {
            "test/test_helper.rb": 'require "active_support"\nrequire "active_support/test_case"\nrequire "active_support/testing/autorun"\nrequire "active_support/core_ext"\nrequire "active_model"\n\nENGINE_ROOT = File.expand_path("..", __dir__)\n\nclass ActiveSupport::TestCase\n  self.test_order = :sorted\nend\n',
            "app/models/seat.rb": 'class Seat\n  include ActiveModel::Model\n  include ActiveModel::Validations\n\n  attr_accessor :row, :price\n\n  validates :row, presence: true\n  validates :price, numericality: { greater_than: 0 }\n\n  def label\n    "#{row.upcase}-#{price.to_i}"\n  end\nend\n',
            "test/models/seat_test.rb": 'require "test_helper"\nrequire_relative "../../app/models/seat"\n\nclass SeatTest < ActiveSupport::TestCase\n  setup { @seat = Seat.new(row: "a", price: 12) }\n\n  test "is valid with a row" do\n    assert @seat.valid?\n  end\n\n  test "costs something" do\n    @seat.price = 0\n    assert_predicate @seat, :valid?\n  end\n\n  test "has a label without a row" do\n    assert_equal "-12", Seat.new(price: 12).label\n  end\n\n  test "price goes up" do\n    assert_difference -> { @seat.price }, 2 do\n      @seat.price += 1\n    end\n  end\nend\n',
            "test/all.rb": "require_relative 'models/seat_test'\n",
        },
        "ruby -Itest test/all.rb",
        "test",
        (("app/models/seat.rb", 11), ("test/models/seat_test.rb", 13), ("test/models/seat_test.rb", 21)),
        (
            "SeatTest#test_costs_something",
            "SeatTest#test_has_a_label_without_a_row",
            "SeatTest#test_price_goes_up",
        ),
    ),
    Case(
        "minitest",
        "told by the reporters of a gem, specifications",
        {
            "lib/locker.rb": "class Locker\n  def initialize(code)\n    @code = Integer(code)\n  end\n\n  def open?(code)\n    @code == code\n  end\nend\n",
            "test/locker_test.rb": 'require "minitest/autorun"\nrequire "minitest/reporters"\nrequire "locker"\n\nMinitest::Reporters.use! [Minitest::Reporters::SpecReporter.new(color: false)]\n\ndescribe Locker do\n  describe "#open?" do\n    it "opens with its code" do\n      _(Locker.new("1234").open?(1234)).must_equal true\n    end\n\n    it "opens with a text" do\n      _(Locker.new("1234").open?("1234")).must_equal true\n    end\n\n    it "takes letters" do\n      Locker.new("abcd").open?("abcd")\n    end\n  end\nend\n',
        },
        "ruby -Ilib -Itest test/locker_test.rb",
        "test",
        (("lib/locker.rb", 3), ("test/locker_test.rb", 14)),
        ("Locker::#open?#test_0002_opens with a text", "Locker::#open?#test_0003_takes letters"),
    ),
    Case(
        "simplecov",
        "too little is covered, by a specification's helper",
        {
            ".rspec": "--require spec_helper\n",
            "spec/spec_helper.rb": 'require "simplecov"\n\nSimpleCov.start do\n  minimum_coverage line: 90\n  add_filter "/spec/"\nend\n',
            "lib/kettle.rb": 'class Kettle\n  def boil(degrees)\n    if degrees > 100\n      raise ArgumentError, "steam"\n    elsif degrees < 0\n      :ice\n    else\n      :water\n    end\n  end\nend\n',
            "spec/kettle_spec.rb": 'require_relative "../lib/kettle"\n\nRSpec.describe Kettle do\n  it("boils") { expect(described_class.new.boil(50)).to eq(:water) }\nend\n',
        },
        "rspec",
        "test",
        (),
        (),
    ),
    Case(
        "phpunit",
        "doubles that were not called, exceptions that are not thrown, by a configuration that stops",
        {
            "src/Mailer.php": "<?php\n\nnamespace Acme;\n\ninterface Transport\n{\n    public function send(string $to, string $text): bool;\n}\n\nclass Mailer\n{\n    public function __construct(private Transport $transport)\n    {\n    }\n\n    public function welcome(string $to): void\n    {\n        $this->transport->send(strtolower($to), 'Welcome');\n    }\n}\n",
            "tests/MailerTest.php": "<?php\n\nnamespace Acme\\Tests;\n\nuse Acme\\Mailer;\nuse Acme\\Transport;\nuse PHPUnit\\Framework\\TestCase;\n\nrequire_once __DIR__ . '/../src/Mailer.php';\n\nfinal class MailerTest extends TestCase\n{\n    public function testSendsToTheAddress(): void\n    {\n        $transport = $this->createMock(Transport::class);\n        $transport->expects($this->once())->method('send')->with('Ida@acme.test', 'Welcome');\n        (new Mailer($transport))->welcome('Ida@acme.test');\n    }\n\n    public function testSendsTwice(): void\n    {\n        $transport = $this->createMock(Transport::class);\n        $transport->expects($this->exactly(2))->method('send');\n        (new Mailer($transport))->welcome('ida@acme.test');\n    }\n\n    public function testRefusesNothing(): void\n    {\n        $this->expectException(\\InvalidArgumentException::class);\n        (new Mailer($this->createStub(Transport::class)))->welcome('');\n    }\n}\n",
        },
        "phpunit --do-not-cache-result --testdox --colors=never tests",
        "test",
        (("src/Mailer.php", 18),),
        ("Sends to the address", "Sends twice", "Refuses nothing"),
    ),
    Case(
        "prove",
        "classes of tests, one method dies, a set up is skipped",
        {
            "lib/Tank.pm": 'package Tank;\nuse strict;\nuse warnings;\n\nsub new { my ($class, %args) = @_; return bless { litres => 0, %args }, $class }\nsub fill { my ($self, $litres) = @_; die "it runs over\\n" if $litres > 50; $self->{litres} += $litres }\n\n1;\n',
            "t/lib/Test/Tank.pm": "package Test::Tank;\nuse strict;\nuse warnings;\nuse parent 'Test::Class';\nuse Test::More;\nuse Tank;\n\nsub make : Test(setup) { $_[0]{tank} = Tank->new }\n\nsub fills : Test(2) {\n    my $tank = $_[0]{tank};\n    is $tank->fill(20), 20, 'it is filled';\n    is $tank->{litres}, 25, 'it has a rest';\n}\n\nsub runs_over : Test(1) {\n    $_[0]{tank}->fill(60);\n    pass 'it ran over';\n}\n\n1;\n",
            "t/tank.t": "use strict;\nuse warnings;\nuse lib 't/lib';\nuse Test::Tank;\n\nTest::Class->runtests;\n",
        },
        "prove -l t",
        "test",
        (("t/lib/Test/Tank.pm", 13), ("t/tank.t", 6)),
        ("it has a rest", "runs_over died (it runs over)"),
    ),
    Case(
        "perlcritic",
        "modules as its book wants them",
        {
            "lib/Ledger.pm": 'package Ledger;\n\nsub book {\n    my ($self, $file) = @_;\n    open(FH, "<$file");\n    my $text = eval "1 + 1";\n    return $text;\n}\n\n1;\n'
        },
        "perlcritic --severity 4 --verbose 1 lib",
        "lint",
        (("lib/Ledger.pm", 3), ("lib/Ledger.pm", 5), ("lib/Ledger.pm", 6)),
        (),
    ),
    Case(
        "shunit2",
        "functions of a script, two tests fail",
        {
            "lib/backup.sh": 'name() { echo "backup-$1.tar"; }\nkeep() { [ "$1" -le 7 ]; }\n',
            "test/backup_test.sh": '#!/usr/bin/env bash\n. lib/backup.sh\n\ntestName() {\n  assertEquals "the name of a day" "backup-monday.tar.gz" "$(name monday)"\n}\n\ntestKeepsAWeek() {\n  assertTrue "seven days" "keep 7"\n}\n\ntestDropsOldOnes() {\n  assertFalse \'keep 3\'\n  fail \'not written yet\'\n}\n\n. shunit2\n',
        },
        "bash test/backup_test.sh",
        "test",
        (),
        ("testName", "testDropsOldOnes"),
    ),
    Case(
        "shfmt",
        "scripts that are formatted otherwise",
        {
            "scripts/deploy.sh": '#!/bin/sh\nset -eu\nif [ "$1" = prod ]; then\n    echo "deploy"\nfi\n',
            "scripts/clean.sh": '#!/bin/sh\nfor f in *.tmp\ndo\n  rm -f "$f"\ndone\n',
        },
        "shfmt -i 2 -ci -d scripts",
        "format",
        (("scripts/deploy.sh", None), ("scripts/clean.sh", None)),
        (),
    ),
    Case(
        "luacheck",
        "globals and what is not used, of a plugin",
        {
            "lua/timer.lua": "local M = {}\n\nfunction M.start(seconds, callback)\n  deadline = os.time() + seconds\n  local left = deadline - os.time()\n  return M\nend\n\nreturn M\n",
            "lua/init.lua": "local timer = require('timer')\ntimer.start(3)\nprint(vim.fn.mode())\n",
        },
        "luacheck lua",
        "lint",
        (("lua/timer.lua", 3), ("lua/timer.lua", 4), ("lua/timer.lua", 5), ("lua/init.lua", 3)),
        (),
    ),
    Case(
        "terraform",
        "its own tests: an assertion, an input that is refused",
        {
            "main.tf": 'variable "environment" {\n  type = string\n\n  validation {\n    condition     = contains(["staging", "production"], var.environment)\n    error_message = "There is no such environment."\n  }\n}\n\noutput "bucket" {\n  value = "acme-${var.environment}-logs"\n}\n',
            "tests/names.tftest.hcl": 'run "staging" {\n  command = plan\n  variables {\n    environment = "staging"\n  }\n  assert {\n    condition     = output.bucket == "acme-stage-logs"\n    error_message = "The bucket is misnamed."\n  }\n}\n\nrun "unknown" {\n  command = plan\n  variables {\n    environment = "qa"\n  }\n}\n',
        },
        "export TF_CLI_CONFIG_FILE=/dev/null; terraform init -backend=false >/dev/null; terraform test -no-color",
        "test",
        (("tests/names.tftest.hcl", 7), ("tests/names.tftest.hcl", 15)),
        ("staging", "unknown"),
    ),
    Case(
        "git",
        "the whitespace of what changed, and what was left of a merge",
        {
            "docs/setup.md": "# Setup\n\nInstall it.  \n",
            "src/config.py": "import os\n<<<<<<< HEAD\nPORT = 80\n=======\nPORT = 8080\n>>>>>>> feature\n",
        },
        "git init -q -b main . && git add -A && git diff --cached --check",
        "lint",
        (("docs/setup.md", 3), ("src/config.py", 2), ("src/config.py", 4), ("src/config.py", 6)),
        (),
    ),
    Case(
        "python",
        "a program's own smoke test in a container's way, its log as JSON",
        {
            "service/__init__.py": "",
            "service/__main__.py": 'import logging\nimport os\nimport sys\n\nlogging.basicConfig(format=\'{"level": "%(levelname)s", "logger": "%(name)s", "message": "%(message)s"}\', level="INFO")\nlog = logging.getLogger("service")\n\n\ndef main():\n    log.info("reading settings")\n    missing = [name for name in ("SERVICE_DSN", "SERVICE_KEY") if name not in os.environ]\n    if missing:\n        log.error("settings are missing: %s", ", ".join(missing))\n        return 3\n    return 0\n\n\nsys.exit(main())\n',
        },
        "python -m service --check",
        "configuration",
        (),
        (),
    ),
    Case(
        "bats",
        "what is skipped, what runs too long, and a library of assertions",
        {
            "bin/greet": '#!/bin/sh\n[ -n "$1" ] || { echo "usage: greet NAME" >&2; exit 64; }\necho "hello $1"\n',
            "test/assert.bash": 'assert_output() {\n  if [ "$output" != "$1" ]; then\n    echo "expected: $1"\n    echo "actual:   $output"\n    return 1\n  fi\n}\n',
            "test/greet.bats": 'load assert\n\nsetup() {\n  chmod +x bin/greet\n}\n\n@test "greets by name" {\n  run bin/greet Ida\n  [ "$status" -eq 0 ]\n  assert_output "Hello Ida"\n}\n\n@test "wants a name" {\n  run bin/greet\n  [ "$status" -eq 2 ]\n}\n\n@test "greets many" {\n  skip "not written yet"\n}\n',
        },
        "bats --print-output-on-failure --timing test",
        "test",
        (("test/assert.bash", 5), ("test/greet.bats", 15)),
        ("greets by name", "wants a name"),
    ),
)
VERSIONS: dict[str, str] = {
    "javadoc": "javadoc --version",
    "rails": "ruby -e 'require %q(active_support); puts ActiveSupport::VERSION::STRING'",
    "simplecov": "ruby -e 'require %q(simplecov); puts SimpleCov::VERSION'",
    "perlcritic": "perlcritic --version",
    "shunit2": "dpkg-query -W -f '${Version}' shunit2",
    "shfmt": "shfmt --version",
    "luacheck": "luacheck --version | head -1",
}
