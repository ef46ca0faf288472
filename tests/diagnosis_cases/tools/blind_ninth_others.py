"""Blind cases of a ninth round: Elixir, Erlang, shells, Terraform and Cabal.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "exunit",
        "a parser's tests",
        {
            "mix.exs": 'defmodule Postman.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :postman, version: "0.1.0"]\nend\n',
            "lib/postman.ex": 'defmodule Postman do\n  def parse(line) do\n    [name, street] = String.split(line, ";")\n    %{name: name, street: street}\n  end\n\n  def zone(code), do: div(code, 1000)\nend\n',
            "test/test_helper.exs": "ExUnit.start(seed: 0)\n",
            "test/postman_test.exs": 'defmodule PostmanTest do\n  use ExUnit.Case\n\n  test "knows the zone" do\n    assert Postman.zone(80_331) == 8\n  end\n\n  test "parses a line with a town" do\n    assert %{name: "Ida"} = Postman.parse("Ida;Mill Lane;York")\n  end\n\n  test "parses a line" do\n    assert Postman.parse("Ida;Mill Lane").street == "Mill Lane"\n  end\nend\n',
        },
        "mix test",
        "test",
        (("lib/postman.ex", 3), ("test/postman_test.exs", 5)),
        ("test knows the zone (PostmanTest)", "test parses a line with a town (PostmanTest)"),
    ),
    Case(
        "mix",
        "a module that does not compile",
        {
            "mix.exs": 'defmodule Cooper.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :cooper, version: "0.1.0"]\nend\n',
            "lib/barrel.ex": "defmodule Barrel do\n  defstruct [:litres, :wood]\n\n  def fill(%Barrel{} = barrel, litres) do\n    %{barrel | litres: barrel.litres + amount}\n  end\nend\n",
        },
        "mix compile",
        "build",
        (("lib/barrel.ex", 5),),
        (),
    ),
    Case(
        "common test",
        "a suite with a case that fails and one that crashes",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n",
            "src/scale.app.src": '{application, scale, [{description, "Scales"}, {vsn, "1.0"}, {modules, []}, {registered, []}, {applications, [kernel, stdlib]}]}.\n',
            "src/scale.erl": '-module(scale).\n-export([grams/1, unit/1]).\n\ngrams(Kilos) -> Kilos * 100.\n\nunit(kilo) -> "kg";\nunit(gram) -> "g".\n',
            "test/scale_SUITE.erl": '-module(scale_SUITE).\n-export([all/0, weighs/1, names/1, zero/1]).\n\nall() -> [weighs, names, zero].\n\nweighs(_Config) ->\n    2000 = scale:grams(2).\n\nnames(_Config) ->\n    "t" = scale:unit(ton).\n\nzero(_Config) ->\n    0 = scale:grams(0).\n',
        },
        "rebar3 ct",
        "test",
        (("src/scale.erl", 6), ("test/scale_SUITE.erl", 7)),
        ("weighs", "names"),
    ),
    Case(
        "eunit",
        "a module's tests",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n",
            "src/ferris.app.src": '{application, ferris, [{description, "Wheels"}, {vsn, "1.0"}, {modules, []}, {registered, []}, {applications, [kernel, stdlib]}]}.\n',
            "src/ferris.erl": "-module(ferris).\n-export([seats/1, next/1]).\n\nseats(Cabins) -> Cabins * 4.\n\nnext([Cabin | _]) -> Cabin.\n",
            "test/ferris_tests.erl": '-module(ferris_tests).\n-include_lib("eunit/include/eunit.hrl").\n\nseats_test() ->\n    ?assertEqual(48, ferris:seats(8)).\n\nnext_test() ->\n    ?assertEqual(none, ferris:next([])).\n\nsome_test() ->\n    ?assertEqual(a, ferris:next([a, b])).\n',
        },
        "rebar3 eunit",
        "test",
        (("src/ferris.erl", 6),),
        ("ferris_tests:seats_test", "ferris_tests:next_test"),
    ),
    Case(
        "shellcheck",
        "a script of a backup",
        {
            "backup.sh": '#!/bin/sh\ntarget=$1\ncd $target\nfor file in $(ls *.db); do\n  cp $file /var/backups/\ndone\nif [[ -z $KEEP ]]; then\n  rm -rf "$target/"*\nfi\n'
        },
        "shellcheck backup.sh",
        "lint",
        (("backup.sh", 3), ("backup.sh", 4), ("backup.sh", 5), ("backup.sh", 7), ("backup.sh", 8)),
        (),
    ),
    Case(
        "bash",
        "a script that stops at a program that is not there",
        {
            "release.sh": '#!/usr/bin/env bash\nset -euo pipefail\n\nversion=$(cat VERSION)\necho "releasing $version"\ntag-nowhere "v$version"\necho done\n',
            "VERSION": "1.8.2\n",
        },
        "bash release.sh",
        "configuration",
        (("release.sh", 6),),
        (),
    ),
    Case(
        "bash",
        "a deployment's script that does not parse",
        {
            "deploy.sh": '#!/bin/bash\nfor host in web1 web2; do\n  if ssh "$host" uptime; then\n    echo "$host is up"\ndone\n'
        },
        "bash deploy.sh",
        "build",
        (("deploy.sh", 5),),
        (),
    ),
    Case(
        "terraform",
        "a variable that is not declared, for a module",
        {
            "main.tf": 'variable "region" {\n  type = string\n}\n\nmodule "store" {\n  source = "./store"\n  name   = var.nmae\n}\n\noutput "path" {\n  value = module.store.bucket\n}\n',
            "store/main.tf": 'variable "name" {\n  type = string\n}\n\noutput "path" {\n  value = "stores/${var.name}/${local.zone}"\n}\n',
        },
        "export TF_CLI_CONFIG_FILE=/dev/null; terraform init > /dev/null; terraform validate",
        "configuration",
        (("main.tf", 7),),
        (),
    ),
    Case(
        "terraform",
        "files that are not formatted",
        {
            "main.tf": 'locals {\n  name="quay"\n  zones = ["a","b"]\n}\n',
            "outputs.tf": 'output "name" {\n  value = local.name\n}\n',
        },
        "terraform fmt -check",
        "format",
        (("main.tf", None),),
        (),
    ),
    Case(
        "cabal",
        "a module that does not compile",
        {
            "quarry.cabal": "cabal-version: 2.4\nname: quarry\nversion: 0.1\n\nlibrary\n  hs-source-dirs: src\n  exposed-modules: Quarry\n  build-depends: base\n  default-language: Haskell2010\n",
            "ci/cabal.config": "",
            "src/Quarry.hs": "module Quarry (tons) where\n\ntons :: Int -> Double\ntons loads = loads * 2.5\n",
        },
        "cabal --config-file=ci/cabal.config build",
        "build",
        (("src/Quarry.hs", 4),),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
