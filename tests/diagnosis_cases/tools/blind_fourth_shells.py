"""Blind cases of a fourth round: Perl, shells, Terraform, Docker."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "prove",
        "verbose, exceptions in subtests, one gives up",
        {
            "t/00-load.t": 'use strict;\nuse warnings;\nuse Test::More tests => 2;\n\nrequire_ok("Weather::Nowhere");\nok(1, "goes on");\n',
            "t/unit/mast.t": 'use strict;\nuse warnings;\nuse Test::More;\n\nsubtest "in wind" => sub {\n    is(3, 9, "is tall");\n    isa_ok([], "HASH", "the mast");\n};\n\nTODO: {\n    local $TODO = "later";\n    ok(0, "is painted");\n}\n\ncan_ok("Test::More", "nowhere");\ndone_testing;\n',
        },
        "prove -lrv t",
        "test",
        (
            ("t/00-load.t", 5),
            ("t/unit/mast.t", 6),
            ("t/unit/mast.t", 7),
            ("t/unit/mast.t", 8),
            ("t/unit/mast.t", 15),
        ),
        (
            "require Weather::Nowhere;",
            "is tall",
            "'the mast' isa 'HASH'",
            "in wind",
            "Test::More->can('nowhere')",
        ),
    ),
    Case(
        "perl",
        "a script that dies in a module below",
        {
            "bin/station.pl": '#!/usr/bin/perl\nuse strict;\nuse warnings;\nuse FindBin;\nuse lib "$FindBin::Bin/../lib";\nuse Weather::Mast;\n\nprint Weather::Mast->new(0)->height, "\\n";\n',
            "lib/Weather/Mast.pm": 'package Weather::Mast;\nuse strict;\nuse warnings;\n\nsub new {\n    my ($class, $n) = @_;\n    die "no parts" unless $n;\n    return bless { n => $n }, $class;\n}\n\nsub height { $_[0]{n} }\n\n1;\n',
        },
        "perl bin/station.pl",
        "build",
        (("lib/Weather/Mast.pm", 7),),
    ),
    Case(
        "bats",
        "what is set up once, in folders",
        {
            "test/api/feed.bats": 'setup_file() {\n  export FEED="$BATS_FILE_TMPDIR/feed"\n  cp nowhere-at-all "$FEED"\n}\n\n@test "feed: reads" {\n  cat "$FEED"\n}\n',
            "test/unit/mast.bats": 'tall() {\n  [[ "$1" -gt 9 ]]\n}\n\nsetup() {\n  height=3\n}\n\n@test "mast: is tall (very)" {\n  run echo "$height"\n  tall "$output"\n}\n\n@test "mast: stands" {\n  run false\n  [ "$status" -eq 1 ]\n}\n',
        },
        "bats --recursive --jobs 1 --formatter tap test/unit",
        "test",
        (("test/unit/mast.bats", 2),),
        ("mast: is tall (very)",),
    ),
    Case(
        "shellcheck",
        "several scripts of several shells",
        {
            "scripts/deploy.sh": '#!/usr/bin/env bash\nset -e\n\ndeploy() {\n  local host=$(hostname)\n  ssh $host "echo $1"\n  cd /srv/$1\n}\n\ndeploy "$@"\n',
            "scripts/lib/feed.sh": '#!/bin/sh\nread line\nif [ "$line" == "rain" ]; then\n  echo -e "wet\\n"\nfi\n',
            "scripts/lib/broken.sh": "#!/bin/bash\nif true; then\n  echo yes\n",
        },
        "shellcheck --color=never scripts/deploy.sh scripts/lib/*.sh",
        "lint",
        (
            ("scripts/deploy.sh", 5),
            ("scripts/deploy.sh", 6),
            ("scripts/deploy.sh", 7),
            ("scripts/lib/broken.sh", 2),
            ("scripts/lib/broken.sh", 4),
            ("scripts/lib/feed.sh", 2),
            ("scripts/lib/feed.sh", 3),
            ("scripts/lib/feed.sh", 4),
        ),
    ),
    Case(
        "bash",
        "a variable that is not set, in a function",
        {
            "ci/run.sh": '#!/usr/bin/env bash\nset -euo pipefail\nsource "$(dirname "$0")/lib/log.sh"\n\nlog "starting"\nlog\n',
            "ci/lib/log.sh": 'log() {\n  printf "%s\\n" "log: $1"\n}\n',
        },
        "bash ci/run.sh",
        "build",
        (("ci/lib/log.sh", 2),),
    ),
    Case(
        "bash",
        "a script that ends too early",
        {"ci/build.sh": '#!/bin/bash\nfor f in a b; do\n  if [ -f "$f" ]; then\n    echo "$f"\ndone\n'},
        "bash ci/build.sh",
        "build",
        (("ci/build.sh", 5),),
    ),
    Case(
        "terraform",
        "a module below, what is there twice",
        {
            "main.tf": 'module "net" {\n  source = "./modules/net"\n  size   = 3\n}\n\noutput "a" {\n  value = module.net.nowhere\n}\n',
            "modules/net/main.tf": 'variable "name" {\n  type = string\n}\n\nresource "terraform_data" "mast" {\n  input = var.nam\n}\n',
        },
        "terraform init -backend=false -no-color >/dev/null; terraform validate -no-color",
        "configuration",
        (("main.tf", 1), ("main.tf", 3)),
    ),
    Case(
        "terraform",
        "a plan without what it needs",
        {
            "variables.tf": 'variable "height" {\n  type = number\n\n  validation {\n    condition     = var.height > 9\n    error_message = "The mast is too small."\n  }\n}\n',
            "main.tf": 'resource "terraform_data" "mast" {\n  input = file("nowhere.txt")\n}\n',
        },
        "terraform init -no-color >/dev/null; terraform plan -no-color -input=false -var height=3",
        "configuration",
        (("main.tf", 2),),
    ),
    Case(
        "docker",
        "no daemon",
        {"Dockerfile": "FROM scratch\nCOPY . /\n"},
        "docker build .",
        "infrastructure",
    ),
)
VERSIONS = {"docker": "docker --version"}
