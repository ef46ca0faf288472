"""Blind cases of a sixth round: shells, and files of settings and of hardware."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "bats",
        "a helper, a status, as a pretty list with output",
        {
            "test/helpers/common.bash": 'assert_output_is() {\n  if [ "$output" != "$1" ]; then\n    echo "expected: $1"\n    echo "got: $output"\n    return 1\n  fi\n}\n',
            "test/cli.bats": '#!/usr/bin/env bats\n\nload helpers/common\n\nsetup() {\n  PATH="$BATS_TEST_DIRNAME/../bin:$PATH"\n}\n\n@test "prints its version" {\n  run depot --version\n  [ "$status" -eq 0 ]\n  assert_output_is "depot 2.0"\n}\n\n@test "refuses an unknown flag" {\n  run depot --nowhere\n  [ "$status" -eq 2 ]\n}\n\n@test "skips" {\n  skip "later"\n}\n',
            "bin/depot": '#!/bin/sh\ncase "$1" in\n  --version) echo "depot 1.0" ;;\n  *) echo "Error: unknown flag $1" >&2; exit 1 ;;\nesac\n',
        },
        "chmod +x bin/depot; bats --pretty --print-output-on-failure test",
        "test",
        (("test/helpers/common.bash", 5), ("test/cli.bats", 17)),
        ("prints its version", "refuses an unknown flag"),
    ),
    Case(
        "shellcheck",
        "errors and warnings alone",
        {
            "scripts/release.sh": '#!/usr/bin/env bash\nset -e\nsource ./lib.sh\nversion=$1\nif [ $version == "" ]; then\n  echo usage; exit 1\nfi\ncd dist\nfor f in $(ls *.tar); do\n  rm -rf "$DIR/"*\n  echo "done: " $f\ndone\n',
            "scripts/lib.sh": "function log {\n  local now=`date`\n  echo $now $*\n}\n",
        },
        "shellcheck --severity=warning --format=tty --color=never scripts/*.sh",
        "lint",
        (
            ("scripts/lib.sh", 1),
            ("scripts/lib.sh", 2),
            ("scripts/lib.sh", 3),
            ("scripts/release.sh", 9),
            ("scripts/release.sh", 10),
        ),
    ),
    Case(
        "bash",
        "a variable that has to be set, in a library",
        {
            "ci/deploy.sh": '#!/usr/bin/env bash\nset -Eeuo pipefail\ncd "$(dirname "$0")"\nsource lib/retry.sh\n\necho "deploying"\nretry 2 false\n',
            "ci/lib/retry.sh": 'retry() {\n  local times=$1\n  shift\n  for _ in $(seq "$times"); do\n    "$@" && return 0\n    echo "failed, again" >&2\n  done\n  : "${RETRY_MESSAGE:?is not set}"\n}\n',
        },
        "bash ci/deploy.sh",
        "build",
        (("lib/retry.sh", 8),),
    ),
    Case(
        "bash",
        "a quote that is not closed, in a script that another runs",
        {
            "scripts/build.sh": '#!/bin/bash\nset -e\nfor step in prepare pack; do\n  echo "== $step"\n  bash scripts/steps/$step.sh\ndone\n',
            "scripts/steps/prepare.sh": "mkdir -p out\n",
            "scripts/steps/pack.sh": 'if [ -d out ]; then\n  cat > out/info <<EOF\nversion\nEOF\n  echo "packed\nfi\n',
        },
        "bash scripts/build.sh",
        "build",
        (("scripts/steps/pack.sh", 5),),
    ),
    Case(
        "terraform",
        "a module's arguments, with colours",
        {
            "main.tf": 'terraform {\n  required_version = ">= 1.0"\n}\n\nvariable "zones" {\n  type = list(string)\n}\n\nlocals {\n  first = var.zone[0]\n  port  = local.nowhere\n}\n\nmodule "net" {\n  source = "./modules/net"\n  sizes  = 3\n}\n\noutput "name" {\n  value = module.net.id\n}\n',
            "modules/net/main.tf": 'variable "size" {\n  type = number\n}\n\noutput "name" {\n  value = var.size\n}\n',
        },
        "terraform init -backend=false > /dev/null; terraform validate",
        "configuration",
        (("main.tf", 14), ("main.tf", 16)),
    ),
    Case(
        "terraform",
        "what fmt would change, recursively",
        {
            "main.tf": "locals {\n  a = 1\n  bcd = 2\n}\n",
            "modules/dns/main.tf": 'variable "zone" {\n    type = string\n}\n',
            "modules/ok/main.tf": "locals {\n  a = 1\n}\n",
        },
        "terraform fmt -check -recursive -diff -no-color",
        "format",
        (("main.tf", None), ("modules/dns/main.tf", None)),
    ),
    Case(
        "xmllint",
        "a schema that is not kept, two files",
        {
            "schema/order.xsd": '<?xml version="1.0"?>\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n  <xs:element name="order"><xs:complexType><xs:sequence>\n    <xs:element name="id" type="xs:int"/>\n    <xs:element name="line" type="xs:string" maxOccurs="2"/>\n  </xs:sequence></xs:complexType></xs:element>\n</xs:schema>\n',
            "data/a.xml": "<order>\n  <id>x</id>\n  <line>a</line>\n</order>\n",
            "data/deep/b.xml": "<order>\n  <id>1</id>\n  <row>a</row>\n</order>\n",
        },
        "xmllint --noout --schema schema/order.xsd data/a.xml data/deep/b.xml",
        "lint",
        (("data/a.xml", 2), ("data/deep/b.xml", 3)),
    ),
    Case(
        "git",
        "changes that do not merge, in two files",
        {"app/a.txt": "one\n", "app/deep/b.txt": "one\n"},
        "exec 2>&1; export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.c GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.c; git init -q -b main . && git add -A && git commit -qm 1 && git checkout -qb topic && echo two | tee app/a.txt > app/deep/b.txt && git commit -qam 2 && git checkout -q main && echo three > app/a.txt && git rm -q app/deep/b.txt && git add -A && git commit -qm 3 && git checkout -q topic && git rebase main",
        "configuration",
        (("app/a.txt", None), ("app/deep/b.txt", None)),
    ),
    Case(
        "verilator",
        "a port and a variable that are none",
        {
            "rtl/top.v": "module top(input clk, output [3:0] q);\n  wire [7:0] w;\n  counter c(.clk(clk), .value(w), .rst(clk));\n  assign q = w;\nendmodule\n",
            "rtl/counter.v": "module counter(input clk, output reg [7:0] value);\n  always @(posedge clk) value <= value + step;\nendmodule\n",
        },
        "verilator --lint-only -Wall -y rtl rtl/top.v",
        "lint",
        (("rtl/top.v", 3), ("rtl/counter.v", 2)),
    ),
    Case(
        "protoc",
        "numbers twice, imports that are none, in a folder",
        {
            "proto/acme/order.proto": 'syntax = "proto3";\n\npackage acme;\n\nimport "acme/missing.proto";\n\nmessage Order {\n  int32 id = 1;\n  string name = 1;\n  Money price = 3;\n}\n',
        },
        "protoc -I proto --cpp_out=. proto/acme/order.proto",
        "build",
        (("acme/order.proto", 5), ("acme/order.proto", 9), ("acme/order.proto", 10)),
    ),
)
VERSIONS: dict[str, str] = {}
