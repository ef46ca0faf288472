"""Blind cases of a seventh round: Ruby's and Perl's tests and checks."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "rspec",
        "a gem's specs, as it is called by default",
        {
            ".rspec": "--require spec_helper\n",
            "spec/spec_helper.rb": '$LOAD_PATH.unshift File.expand_path("../lib", __dir__)\nrequire "sundial"\n\nRSpec.configure do |config|\n  config.disable_monkey_patching!\nend\n',
            "lib/sundial.rb": 'require "sundial/shadow"\n',
            "lib/sundial/shadow.rb": "module Sundial\n  class Shadow\n    attr_reader :gnomon\n\n    def initialize(gnomon:)\n      @gnomon = gnomon\n    end\n\n    def length(altitude)\n      gnomon / Math.tan(altitude * Math::PI / 180)\n    end\n\n    def hour(angle)\n      (angle / 15.0).round + 12\n    end\n  end\nend\n",
            "spec/sundial/shadow_spec.rb": 'RSpec.describe Sundial::Shadow do\n  subject(:shadow) { described_class.new(gnomon: 2) }\n\n  describe "#length" do\n    it "is as long as the gnomon at 45 degrees" do\n      expect(shadow.length(45)).to be_within(0.01).of(2)\n    end\n\n    it "is none when the sun is above" do\n      expect(shadow.length(90)).to eq(0)\n    end\n  end\n\n  describe "#hour" do\n    context "in the morning" do\n      it { expect(shadow.hour(-30)).to eq(10) }\n\n      it "counts half hours" do\n        expect(shadow.hour(-22.5)).to eq(10.5)\n      end\n    end\n\n    it "needs an angle" do\n      expect(shadow.hour(nil)).to be_nil\n    end\n  end\nend\n',
        },
        "rspec",
        "test",
        (
            ("spec/sundial/shadow_spec.rb", 10),
            ("spec/sundial/shadow_spec.rb", 19),
            ("lib/sundial/shadow.rb", 14),
        ),
        (
            "Sundial::Shadow#length is none when the sun is above",
            "Sundial::Shadow#hour needs an angle",
            "Sundial::Shadow#hour in the morning counts half hours",
        ),
    ),
    Case(
        "rspec",
        "as a workflow does, as documentation, with a seed and the slow ones",
        {
            "Gemfile": 'gem "rspec"\n',
            "spec/spec_helper.rb": "RSpec.configure do |config|\n  config.order = :random\n  config.profile_examples = 2\nend\n",
            "app/models/reservation.rb": 'class Reservation\n  class Conflict < StandardError; end\n\n  attr_reader :table, :from, :to\n\n  def initialize(table, from, to)\n    @table, @from, @to = table, from, to\n  end\n\n  def overlaps?(other)\n    table == other.table && from < other.to && other.from < to\n  end\n\n  def self.book(existing, new)\n    clash = existing.find { |one| one.overlaps?(new) }\n    raise Conflict, "table #{new.table} is taken from #{clash.from}" if clash\n    existing + [new]\n  end\nend\n',
            "spec/models/reservation_spec.rb": 'require "spec_helper"\nrequire_relative "../../app/models/reservation"\n\nRSpec.describe Reservation do\n  let(:lunch) { described_class.new(4, 12, 14) }\n\n  before { allow(lunch).to receive(:table).and_return(4) }\n\n  it "overlaps with what begins before it ends" do\n    expect(lunch).to be_overlaps(described_class.new(4, 13, 15))\n  end\n\n  it "does not overlap with what follows" do\n    expect(lunch.overlaps?(described_class.new(4, 14, 16))).to be true\n  end\n\n  describe ".book" do\n    it "refuses a clash" do\n      expect { described_class.book([lunch], described_class.new(4, 11, 13)) }\n        .to raise_error(Reservation::Conflict, /table 5/)\n    end\n\n    it "adds" do\n      expect(described_class.book([lunch], described_class.new(4, 13, 15)).size).to eq(2)\n    end\n  end\nend\n',
        },
        'echo "Run bundle exec rspec"; rspec --format documentation --no-color --seed 4711',
        "test",
        (
            ("spec/models/reservation_spec.rb", 14),
            ("spec/models/reservation_spec.rb", 19),
            ("app/models/reservation.rb", 16),
        ),
        (
            "Reservation does not overlap with what follows",
            "Reservation.book refuses a clash",
            "Reservation.book adds",
        ),
    ),
    Case(
        "rspec",
        "a helper that requires a gem that is not installed",
        {
            ".rspec": "--require spec_helper\n",
            "spec/spec_helper.rb": 'require "webmock_nowhere/rspec"\n\nRSpec.configure do |config|\n  config.expect_with(:rspec)\nend\n',
            "spec/client_spec.rb": 'RSpec.describe "client" do\n  it("pings") { expect(1).to eq(1) }\nend\n',
        },
        "rspec --no-color",
        "test",
        (("spec/spec_helper.rb", 1),),
    ),
    Case(
        "minitest",
        "a file of tests by a plain call",
        {
            "lib/scoreboard.rb": 'class Scoreboard\n  def initialize\n    @scores = Hash.new(0)\n  end\n\n  def goal(team, count = 1)\n    @scores[team] += count\n  end\n\n  def leader\n    @scores.max_by { |_, goals| goals }.first\n  end\n\n  def to_s\n    @scores.map { |team, goals| "#{team} #{goals}" }.join(" : ")\n  end\nend\n',
            "test/scoreboard_test.rb": 'require "minitest/autorun"\nrequire_relative "../lib/scoreboard"\n\nclass ScoreboardTest < Minitest::Test\n  def setup\n    @board = Scoreboard.new\n  end\n\n  def test_leader\n    @board.goal("Home")\n    @board.goal("Away", 2)\n    assert_equal "Away", @board.leader\n  end\n\n  def test_nobody_leads\n    assert_nil @board.leader\n  end\n\n  def test_text\n    @board.goal("Home")\n    @board.goal("Away", 2)\n    assert_equal "Home 1 - Away 2", @board.to_s\n  end\nend\n',
        },
        "ruby -Ilib:test test/scoreboard_test.rb --seed 31337",
        "test",
        (
            ("lib/scoreboard.rb", 11),
            ("test/scoreboard_test.rb", 22),
        ),
        (
            "ScoreboardTest#test_nobody_leads",
            "ScoreboardTest#test_text",
        ),
    ),
    Case(
        "minitest",
        "by Rake's default task, with a helper and modules",
        {
            "Rakefile": 'require "rake/testtask"\n\nRake::TestTask.new(:test) do |t|\n  t.libs << "test" << "lib"\n  t.test_files = FileList["test/**/test_*.rb"]\n  t.warning = false\nend\n\ntask default: :test\n',
            "lib/geo/distance.rb": "module Geo\n  RADIUS = 6371.0\n\n  def self.distance(a, b)\n    lat1, lon1 = a.map { |d| d * Math::PI / 180 }\n    lat2, lon2 = b.map { |d| d * Math::PI / 180 }\n    h = Math.sin((lat2 - lat1) / 2)**2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2)**2\n    2 * RADIUS * Math.asin(Math.sqrt(h))\n  end\nend\n",
            "test/helper.rb": 'require "minitest/autorun"\nrequire "geo/distance"\n\nmodule Places\n  BERN = [46.948, 7.447].freeze\n  OSLO = [59.913, 10.739].freeze\nend\n',
            "test/geo/test_distance.rb": 'require "helper"\n\nmodule Geo\n  class TestDistance < Minitest::Test\n    include Places\n\n    def test_far\n      assert_in_delta 1480, Geo.distance(BERN, OSLO), 5\n    end\n\n    def test_nothing\n      assert_equal 0, Geo.distance(BERN, BERN)\n    end\n\n    def test_refuses_text\n      assert_raises(ArgumentError) { Geo.distance("46.9", BERN) }\n    end\n  end\nend\n',
        },
        'rake TESTOPTS="--seed=7"',
        "test",
        (
            ("test/geo/test_distance.rb", 8),
            ("test/geo/test_distance.rb", 16),
        ),
        (
            "Geo::TestDistance#test_far",
            "Geo::TestDistance#test_refuses_text",
        ),
    ),
    Case(
        "minitest",
        "a suite that cannot be loaded, by Rake",
        {
            "Rakefile": 'require "rake/testtask"\n\nRake::TestTask.new do |t|\n  t.pattern = "test/*_test.rb"\nend\n',
            "test/clock_test.rb": 'require "minitest/autorun"\nrequire "clock"\n\nclass ClockTest < Minitest::Test\n  def test_ticks\n    assert Clock.new.tick\n  end\nend\n',
            "lib/clock.rb": "class Clock\n  INTERVAL = Settings.fetch(:interval)\n\n  def tick\n    true\n  end\nend\n",
        },
        "rake test",
        "test",
        (("lib/clock.rb", 2),),
    ),
    Case(
        "rubocop",
        "a gem, as it is called by default",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: enable\n  TargetRubyVersion: 3.0\n  SuggestExtensions: false\n",
            "lib/ticket_machine.rb": 'class TicketMachine\n  attr_reader :price\n\n  def initialize(price)\n    @price=price\n  end\n\n  def buy(coins)\n    total = 0\n    coins.each do |c| total += c end\n    if total >= price then\n      return total - price\n    end\n    raise "not enough"\n    unused = 1\n  end\n\n  def to_s\n    \'ticket machine, \' + "#{price}"\n  end\nend\n',
        },
        "rubocop",
        "lint",
        (
            ("lib/ticket_machine.rb", 1),
            ("lib/ticket_machine.rb", 5),
            ("lib/ticket_machine.rb", 10),
            ("lib/ticket_machine.rb", 11),
            ("lib/ticket_machine.rb", 13),
            ("lib/ticket_machine.rb", 14),
            ("lib/ticket_machine.rb", 15),
            ("lib/ticket_machine.rb", 19),
        ),
    ),
    Case(
        "rubocop",
        "a workflow's call: parallel, from a severity on, several files",
        {
            ".rubocop.yml": "AllCops:\n  DisabledByDefault: true\n  SuggestExtensions: false\nLint:\n  Enabled: true\nStyle/FrozenStringLiteralComment:\n  Enabled: true\n",
            "app/jobs/sync_job.rb": "# frozen_string_literal: true\n\nclass SyncJob\n  def perform(user, force: false)\n    begin\n      user.sync\n    rescue Exception => e\n      nil\n    end\n  end\n\n  def status(code)\n    case code\n    when 1 then :ok\n    when 1 then :late\n    end\n  end\nend\n",
            "app/models/user.rb": "class User\n  def ==(other)\n    if id = other.id\n      true\n    end\n  end\n\n  def rename(name)\n    self.name = name\n    debugger\n  end\nend\n",
            "spec/user_spec.rb": "# frozen_string_literal: true\n\nRSpec.describe 'user'\n",
        },
        "rubocop --parallel --fail-level warning --display-only-fail-level-offenses --force-exclusion app spec",
        "lint",
        (
            ("app/jobs/sync_job.rb", 4),
            ("app/jobs/sync_job.rb", 7),
            ("app/jobs/sync_job.rb", 15),
            ("app/models/user.rb", 3),
            ("app/models/user.rb", 10),
        ),
    ),
    Case(
        "rubocop",
        "an extension that its settings ask for is not installed",
        {
            ".rubocop.yml": "require:\n  - rubocop-nowhere\n\nAllCops:\n  TargetRubyVersion: 3.0\n",
            "lib/a.rb": "# frozen_string_literal: true\n\nA = 1\n",
        },
        "rubocop --format progress",
        "configuration",
    ),
    Case(
        "bundler",
        "a gem that is nowhere, in a workflow's step",
        {
            "Gemfile": 'gem "rake"\ngem "minitest", "~> 5.0"\ngem "feature-flags-nowhere", "~> 2.1"\n',
        },
        "bundle install --local --jobs 4",
        "dependency",
    ),
    Case(
        "bundler",
        "a lock file that may not be changed",
        {
            "Gemfile": 'gem "rake"\ngem "minitest", "~> 5.0"\n',
            "Gemfile.lock": "GEM\n  specs:\n    rake (13.0.6)\n\nPLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n  rake\n\nBUNDLED WITH\n   2.3.15\n",
        },
        "bundle config set --local deployment true\nbundle config set --local frozen true\nbundle install --local",
        "dependency",
    ),
    Case(
        "bundler",
        "a program that the bundle does not have",
        {
            "Gemfile": 'gem "rake"\n',
            "Gemfile.lock": "GEM\n  specs:\n    rake (13.0.6)\n\nPLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n  rake\n\nBUNDLED WITH\n   2.3.15\n",
        },
        "bundle exec brakeman-nowhere -q",
        "configuration",
    ),
    Case(
        "prove",
        "a distribution's tests, as make does",
        {
            "lib/Temperature.pm": "package Temperature;\nuse strict;\nuse warnings;\nuse Exporter 'import';\nour @EXPORT_OK = qw(to_celsius mean);\n\nsub to_celsius { my ($f) = @_; return ($f - 32) * 5 / 9 }\n\nsub mean {\n    my @values = @_;\n    my $sum = 0;\n    $sum += $_ for @values;\n    return $sum / @values;\n}\n\n1;\n",
            "t/01-convert.t": "use strict;\nuse warnings;\nuse Test::More tests => 3;\nuse Temperature qw(to_celsius);\n\nis(to_celsius(32), 0, 'freezing');\nis(to_celsius(212), 100, 'boiling');\nis(to_celsius(98.6), 37.5, 'a body');\n",
            "t/02-mean.t": "use strict;\nuse warnings;\nuse Test::More;\nuse Temperature qw(mean);\n\nis(mean(1, 3), 2, 'of two');\nis(mean(), undef, 'of none');\ndone_testing;\n",
        },
        "prove -l t",
        "test",
        (
            ("t/01-convert.t", 8),
            ("lib/Temperature.pm", 13),
        ),
        ("a body",),
    ),
    Case(
        "prove",
        "recursively and verbosely on many processors, a module that is missing",
        {
            "lib/Inbox.pm": "package Inbox;\nuse strict;\nuse warnings;\nuse Mail::Nowhere::Parser;\n\nsub new { return bless {}, shift }\n\n1;\n",
            "t/unit/inbox.t": "use strict;\nuse warnings;\nuse Test::More tests => 1;\nuse Inbox;\n\nok(Inbox->new, 'opens');\n",
            "t/unit/flags.t": "use strict;\nuse warnings;\nuse Test::More;\n\nsubtest 'flags of a mail' => sub {\n    is_deeply([sort qw(seen draft)], [qw(draft seen)], 'are sorted');\n    cmp_ok(2, '>', 3, 'are many');\n};\ndone_testing;\n",
        },
        "prove -j2 -rlv t",
        "test",
        (
            ("lib/Inbox.pm", 4),
            ("t/unit/flags.t", 7),
            ("t/unit/flags.t", 8),
        ),
        (
            "flags of a mail",
            "are many",
        ),
    ),
    Case(
        "prove",
        "a bail-out, and a test that plans more than it runs",
        {
            "t/00-compile.t": "use strict;\nuse warnings;\nuse Test::More tests => 2;\n\nok(eval { require POSIX }, 'POSIX is there');\nBAIL_OUT(\"no database to test with\") unless $ENV{TEST_DSN};\nok(1, 'connected');\n",
            "t/10-rows.t": "use Test::More tests => 1;\nok(1, 'rows');\n",
        },
        "prove t",
        "test",
    ),
)
VERSIONS: dict[str, str] = {}
