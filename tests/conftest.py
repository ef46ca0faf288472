"""What every test shares. The contract with GitHub (`tests/contract`) is loaded for all of them."""

pytest_plugins = ("tests.contract.plugin",)
