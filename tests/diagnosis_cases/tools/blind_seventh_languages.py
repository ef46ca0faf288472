"""Blind cases of a seventh round: Haskell, Elixir and Erlang."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "ghc",
        "a small program by a plain call",
        {
            "Main.hs": 'module Main where\n\nimport qualified Data.Map as Map\nimport Text.Read (readMaybe)\n\ntype Stock = Map.Map String Int\n\nsell :: String -> Int -> Stock -> Either String Stock\nsell name n stock = case Map.lookup name stock of\n  Nothing -> Left ("no " ++ name)\n  Just have\n    | have < n -> Left ("only " ++ have ++ " left")\n    | otherwise -> Map.insert name (have - n) stock\n\nparse :: String -> Maybe Int\nparse = readMaybe . unwords . words\n\nmain :: IO ()\nmain = do\n  let stock = Map.fromList [("tea", 3)]\n  putStrLn (sell "tea" 1 stock)\n',
        },
        "ghc -Wall Main.hs",
        "build",
        (
            ("Main.hs", 12),
            ("Main.hs", 13),
            ("Main.hs", 21),
        ),
    ),
    Case(
        "ghc",
        "modules by a makefile, what a module does not export",
        {
            "Makefile": "GHC = ghc -isrc -outputdir build -Wall\n\nall: bin/sundial\n\nbin/sundial: $(wildcard src/*.hs src/*/*.hs)\n\t@mkdir -p bin\n\t$(GHC) src/Main.hs -o $@\n",
            "src/Main.hs": "module Main (main) where\n\nimport Sky.Sun (altitude, azimuth)\nimport Sky.Moon\n\nmain :: IO ()\nmain = print (altitude 47 + azimuth 12)\n",
            "src/Sky/Sun.hs": "module Sky.Sun (altitude) where\n\naltitude :: Double -> Double\naltitude latitude = 90 - latitude\n\nazimuth :: Double -> Double\nazimuth hour = 15 * hour\n",
        },
        "make",
        "build",
        (
            ("src/Main.hs", 3),
            ("src/Main.hs", 4),
        ),
    ),
    Case(
        "cabal",
        "a library that does not build, as a workflow calls it",
        {
            "quilt.cabal": "cabal-version: 2.4\nname:          quilt\nversion:       0.1.0.0\nbuild-type:    Simple\n\nlibrary\n  hs-source-dirs:   src\n  exposed-modules:  Quilt, Quilt.Patch\n  build-depends:    base\n  default-language: Haskell2010\n  ghc-options:      -Wall -Werror=incomplete-patterns\n",
            "ci/cabal.config": "jobs: 1\n",
            "src/Quilt.hs": "module Quilt (area) where\n\nimport Quilt.Patch (Patch (..), side)\n\narea :: [Patch] -> Double\narea = sum . map (\\p -> side p * side p)\n",
            "src/Quilt/Patch.hs": 'module Quilt.Patch (Patch (..), side, colour) where\n\ndata Patch = Square Int | Strip { long :: Int, wide :: Int }\n\nside :: Patch -> Int\nside (Square n) = n\n\ncolour :: Patch -> String\ncolour Square = "red"\ncolour _ = "blue"\n',
        },
        "cabal --config-file=ci/cabal.config v2-build all",
        "build",
        (("src/Quilt/Patch.hs", 9),),
    ),
    Case(
        "cabal",
        "a package that it cannot plan",
        {
            "harbour.cabal": "cabal-version: 2.4\nname:          harbour\nversion:       0.2.0.0\nbuild-type:    Simple\n\nexecutable harbour\n  main-is:          Main.hs\n  build-depends:    base >=4.7 && <5, nowhere-tides >=1.2\n  default-language: Haskell2010\n",
            "ci/cabal.config": "jobs: 1\n",
            "Main.hs": 'main :: IO ()\nmain = putStrLn "harbour"\n',
        },
        "cabal --config-file=ci/cabal.config build",
        "dependency",
    ),
    Case(
        "cabal",
        "a test suite that fails, as a workflow calls it",
        {
            "gauge.cabal": "cabal-version: 2.4\nname:          gauge-kit\nversion:       0.1.0.0\nbuild-type:    Simple\n\nlibrary\n  hs-source-dirs:   src\n  exposed-modules:  Gauge\n  build-depends:    base\n  default-language: Haskell2010\n\ntest-suite spec\n  type:             exitcode-stdio-1.0\n  hs-source-dirs:   test\n  main-is:          Spec.hs\n  build-depends:    base, gauge-kit, hspec\n  default-language: Haskell2010\n",
            "ci/cabal.config": "jobs: 1\n",
            "src/Gauge.hs": "module Gauge (bars) where\n\nbars :: Int -> Int\nbars pascal = pascal `div` 10000\n",
            "test/Spec.hs": 'import Gauge (bars)\nimport Test.Hspec\n\nmain :: IO ()\nmain = hspec $ do\n  describe "bars" $ do\n    it "converts" $ do\n      bars 200000 `shouldBe` 2\n\n    it "rounds down" $\n      bars 99999 `shouldBe` 9\n',
        },
        "cabal --config-file=ci/cabal.config v2-test all --test-show-details=direct",
        "test",
        (("test/Spec.hs", 8),),
        ("bars converts",),
    ),
    Case(
        "mix",
        "an application that does not compile",
        {
            "mix.exs": 'defmodule Tram.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :tram, version: "0.1.0", elixir: "~> 1.12"]\n  end\nend\n',
            "lib/tram/stop.ex": "defmodule Tram.Stop do\n  defstruct [:name, :zone]\n\n  def new(name, zone), do: %__MODULE__{name: name, zone: zone}\n\n  def same_zone?(%__MODULE__{zone: zone}, %__MODULE__{zone: zone}), do: true\n  def same_zone?(a, b), do: a.zone == zone\nend\n",
            "lib/tram.ex": 'defmodule Tram do\n  def stops, do: [Tram.Stop.new("Harbour", 1)]\nend\n',
        },
        "mix compile",
        "build",
        (("lib/tram/stop.ex", 7),),
    ),
    Case(
        "mix",
        "a dependency that was not fetched, as the tests are called",
        {
            "mix.exs": 'defmodule Radar.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :radar, version: "0.1.0", elixir: "~> 1.12", deps: deps()]\n  end\n\n  defp deps do\n    [{:geo_nowhere, path: "../geo_nowhere"}, {:signal_nowhere, path: "vendor/signal"}]\n  end\nend\n',
            "lib/radar.ex": "defmodule Radar do\n  def on?, do: true\nend\n",
        },
        "MIX_ENV=test mix test",
        "dependency",
    ),
    Case(
        "mix",
        "what is formatted otherwise, after it compiled",
        {
            "mix.exs": 'defmodule Kite.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :kite, version: "0.1.0"]\n  end\nend\n',
            ".formatter.exs": '[inputs: ["mix.exs", "{lib,test}/**/*.{ex,exs}"]]\n',
            "lib/kite.ex": "defmodule Kite do\n  def wind( knots ) when knots>12, do: :strong\n  def wind(_), do: :weak\nend\n",
            "lib/kite/line.ex": "defmodule Kite.Line do\n  def length(metres), do: metres\nend\n",
            "test/kite_test.exs": 'defmodule KiteTest do\n  use ExUnit.Case\n  test "wind", do: assert(Kite.wind(3)==:weak)\nend\n',
        },
        "mix compile --warnings-as-errors && mix format --check-formatted",
        "format",
        (
            ("lib/kite.ex", None),
            ("test/kite_test.exs", None),
        ),
    ),
    Case(
        "exunit",
        "a module's tests, as it is called by default",
        {
            "mix.exs": 'defmodule Barista.MixProject do\n  use Mix.Project\n  def project, do: [app: :barista, version: "0.1.0"]\nend\n',
            "lib/barista/order.ex": 'defmodule Barista.Order do\n  defstruct drink: nil, shots: 1\n\n  @prices %{espresso: 250, latte: 380}\n\n  def price(%__MODULE__{drink: drink, shots: shots}) do\n    Map.fetch!(@prices, drink) + shots * 50\n  end\n\n  def label(order), do: "#{order.shots}x #{order.drink}"\nend\n',
            "test/test_helper.exs": "ExUnit.start(seed: 0, colors: [enabled: false])\n",
            "test/barista/order_test.exs": 'defmodule Barista.OrderTest do\n  use ExUnit.Case, async: true\n\n  alias Barista.Order\n\n  describe "price/1" do\n    test "of one shot" do\n      assert Order.price(%Order{drink: :espresso}) == 250\n    end\n\n    test "of two shots" do\n      assert Order.price(%Order{drink: :latte, shots: 2}) == 480\n    end\n\n    test "of what is not sold" do\n      assert Order.price(%Order{drink: :cocoa}) == 0\n    end\n  end\n\n  test "label/1" do\n    assert Order.label(%Order{drink: :latte}) =~ "latte"\n  end\nend\n',
        },
        "mix test",
        "test",
        (
            ("test/barista/order_test.exs", 8),
            ("test/barista/order_test.exs", 16),
        ),
        (
            "test price/1 of one shot (Barista.OrderTest)",
            "test price/1 of what is not sold (Barista.OrderTest)",
        ),
    ),
    Case(
        "exunit",
        "in a workflow: traced, warnings are errors, processes and messages",
        {
            "mix.exs": 'defmodule Lobby.MixProject do\n  use Mix.Project\n  def project, do: [app: :lobby, version: "0.1.0"]\nend\n',
            "lib/lobby/room.ex": "defmodule Lobby.Room do\n  use GenServer\n\n  def start_link(opts), do: GenServer.start_link(__MODULE__, opts)\n  def join(room, name), do: GenServer.call(room, {:join, name})\n  def members(room), do: GenServer.call(room, :members)\n\n  @impl true\n  def init(opts), do: {:ok, %{limit: Keyword.fetch!(opts, :limit), members: []}}\n\n  @impl true\n  def handle_call({:join, name}, _from, state) do\n    if length(state.members) > state.limit do\n      {:reply, {:error, :full}, state}\n    else\n      {:reply, :ok, %{state | members: [name | state.members]}}\n    end\n  end\n\n  def handle_call(:members, _from, state), do: {:reply, state.members, state}\nend\n",
            "test/test_helper.exs": "ExUnit.start()\n",
            "test/lobby/room_test.exs": 'defmodule Lobby.RoomTest do\n  use ExUnit.Case\n\n  alias Lobby.Room\n\n  setup do\n    room = start_supervised!({Room, limit: 1})\n    %{room: room}\n  end\n\n  test "is full after one", %{room: room} do\n    assert :ok = Room.join(room, "Ada")\n    assert {:error, :full} = Room.join(room, "Grace")\n  end\n\n  test "keeps the order", %{room: room} do\n    Room.join(room, "Ada")\n    assert Room.members(room) == ["Ada"]\n  end\n\n  test "tells who joined", %{room: room} do\n    Room.join(room, "Ada")\n    assert_received {:joined, "Ada"}\n  end\nend\n',
        },
        "mix test --trace --seed 0 --warnings-as-errors",
        "test",
        (
            ("test/lobby/room_test.exs", 13),
            ("test/lobby/room_test.exs", 23),
        ),
        (
            "test is full after one (Lobby.RoomTest)",
            "test tells who joined (Lobby.RoomTest)",
        ),
    ),
    Case(
        "eunit",
        "modules' tests by rebar3, as it is called by default",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n{deps, []}.\n",
            "src/dice.app.src": '{application, dice, [{description, "Dice"}, {vsn, "0.1.0"}, {applications, [kernel, stdlib]}]}.\n',
            "src/dice.erl": '-module(dice).\n-export([parse/1, sum/1]).\n\nparse(Text) ->\n    [Count, Sides] = string:split(Text, "d"),\n    {list_to_integer(Count), list_to_integer(Sides)}.\n\nsum(Rolls) -> lists:sum(Rolls).\n',
            "test/dice_tests.erl": '-module(dice_tests).\n-include_lib("eunit/include/eunit.hrl").\n\nparse_test() ->\n    ?assertEqual({2, 6}, dice:parse("2d6")).\n\nsum_test() ->\n    ?assertEqual(7, dice:sum([1, 2, 3])).\n\nmany_test() ->\n    ?assertMatch({N, _} when N > 3, dice:parse("3d8")).\n',
        },
        "rebar3 eunit",
        "test",
        (),
        (
            "dice_tests:sum_test",
            "dice_tests:many_test",
        ),
    ),
    Case(
        "eunit",
        "a module that does not compile, before its tests",
        {
            "rebar.config": "{erl_opts, [debug_info, warnings_as_errors]}.\n",
            "src/queue2.app.src": '{application, queue2, [{description, "Queue"}, {vsn, "0.1.0"}, {applications, [kernel, stdlib]}]}.\n',
            "src/queue2.erl": "-module(queue2).\n-export([new/0, push/2, size/1]).\n\nnew() -> [].\n\npush(Item, Queue) ->\n    [Item | Queue ++ Que].\n",
            "test/queue2_tests.erl": '-module(queue2_tests).\n-include_lib("eunit/include/eunit.hrl").\n\nnew_test() ->\n    ?assertEqual([], queue2:new()).\n',
        },
        "rebar3 as test do compile, eunit",
        "build",
        (
            ("src/queue2.erl", 2),
            ("src/queue2.erl", 7),
        ),
    ),
    Case(
        "common test",
        "a suite by rebar3, as it is called by default",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n",
            "src/meter.app.src": '{application, meter, [{description, "Meter"}, {vsn, "0.1.0"}, {applications, [kernel, stdlib]}]}.\n',
            "src/meter.erl": "-module(meter).\n-export([usage/2]).\n\nusage(Before, After) when After >= Before -> After - Before.\n",
            "test/meter_SUITE.erl": '-module(meter_SUITE).\n-include_lib("common_test/include/ct.hrl").\n-compile([export_all, nowarn_export_all]).\n\nall() -> [counts, rolls_over, reads].\n\ncounts(_Config) ->\n    5 = meter:usage(10, 15).\n\nrolls_over(_Config) ->\n    20 = meter:usage(99990, 10).\n\nreads(_Config) ->\n    {ok, _} = file:read_file("meter.dat").\n',
        },
        "rebar3 ct",
        "test",
        (
            ("src/meter.erl", 4),
            ("test/meter_SUITE.erl", 14),
        ),
        (
            "rolls_over",
            "reads",
        ),
    ),
    Case(
        "common test",
        "a case that fails, one that runs out of time",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n",
            "src/pump.app.src": '{application, pump, [{description, "Pump"}, {vsn, "0.1.0"}, {applications, [kernel, stdlib]}]}.\n',
            "test/pump_SUITE.erl": '-module(pump_SUITE).\n-include_lib("common_test/include/ct.hrl").\n-compile([export_all, nowarn_export_all]).\n\nall() -> [primes, stops].\n\ninit_per_testcase(stops, _Config) ->\n    ct:timetrap(300),\n    [];\ninit_per_testcase(_, Config) ->\n    Config.\n\nprimes(Config) ->\n    on = proplists:get_value(state, Config, off).\n\nstops(_Config) ->\n    receive stopped -> ok end.\n',
        },
        "rebar3 ct --readable=true",
        "test",
        (("test/pump_SUITE.erl", 14),),
        (
            "primes",
            "stops",
        ),
    ),
)
VERSIONS = {"cabal": "cabal --version"}
