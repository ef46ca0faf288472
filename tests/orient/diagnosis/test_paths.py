"""Paths as tools print them, and the repository's own."""

import pytest

from bot.orient.diagnosis.paths import in_repository, is_foreign


@pytest.mark.parametrize(
    ("printed", "root", "path"),
    [
        ("src/a.py", None, "src/a.py"),
        ("./src/a.py", None, "src/a.py"),
        ("/home/runner/work/shop/shop/src/a.py", None, "src/a.py"),
        ("/home/travis/build/acme/shop/a.rb", None, "a.rb"),
        ("D:\\a\\shop\\shop\\src\\a.cs", None, "src/a.cs"),
        ("file:///builds/acme/shop/a.kt", None, "a.kt"),
        ("/srv/checkout/src/a.py", "/srv/checkout/", "src/a.py"),
        ("/srv/checkout/src/a.py", None, "/srv/checkout/src/a.py"),
        ("/private/var/folders/x/y/T/shop/src/a.py", None, "src/a.py"),
        ("/home/ubuntu/actions-runner/_work/shop/shop/src/a.py", None, "src/a.py"),
        ("/runner/_work/shop/shop/src/a.py", None, "src/a.py"),
        ("C:\\actions-runner\\_work\\shop\\shop\\src\\a.cs", None, "src/a.cs"),
        ("D:\\a\\_work\\1\\s\\src\\a.cs", None, "src/a.cs"),
        ("/azp/_work/12/s/src/a.py", None, "src/a.py"),
        ("/var/lib/buildkite-agent/builds/one-1/acme/shop/src/a.py", None, "src/a.py"),
        ("/opt/atlassian/pipelines/agent/build/src/a.py", None, "src/a.py"),
        ("/drone/src/src/a.py", None, "src/a.py"),
        ("/home/jenkins/agent/workspace/shop_main/src/a.py", None, "src/a.py"),
        ("C:\\projects\\shop\\src\\a.cs", None, "src/a.cs"),
        ("/home/semaphore/shop/src/a.py", None, "src/a.py"),
        ("/home/gitlab-runner/builds/a1B2c3/0/acme/shop/src/a.py", None, "src/a.py"),
        ("/go/src/github.com/acme/shop/cart/a.go", None, "cart/a.go"),
        ("/home/travis/gopath/src/github.com/acme/shop/a.go", None, "a.go"),
        ("/srv/_work.py", None, "/srv/_work.py"),
    ],
)
def test_a_path_is_the_repositorys_own(printed: str, root: str | None, path: str) -> None:
    assert path == in_repository(printed, root)


@pytest.mark.parametrize(
    "path",
    [
        *("node_modules/a.js", "/x/site-packages/a.py", "<frozen a>", "node:fs", "/usr/lib/a"),
        *("internal/modules/cjs/loader.js", "internal/timers.js", "node:internal/assert/utils"),
        "/opt/hostedtoolcache/go/1.22.1/x64/src/testing/testing.go",
        "C:\\hostedtoolcache\\windows\\Python\\3.9\\x64\\Lib\\unittest\\case.py",
        "/home/runner/go/pkg/mod/github.com/acme/gift@v1.2.0/gift.go",
        "/home/runner/.nuget/packages/xunit.core/2.4.2/build/xunit.core.targets",
        "/home/runner/.m2/repository/org/acme/gift/Gift.java",
        "/usr/local/lib/ruby/3.2.0/net/http.rb",
        "/usr/local/bundle/gems/rspec-core-3.12.0/lib/rspec/core.rb",
        "/Applications/Xcode_15.app/Contents/Developer/Toolchains/a.swiftinterface",
        "/opt/homebrew/Cellar/python@3.12/3.12.1/a.py",
        "/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/panicking.rs",
        "deps/plug/lib/plug/router.ex",
        "/home/runner/work/_actions/acme/gift/v2/dist/index.js",
        "D:\\a\\_actions\\acme\\gift\\v2\\dist\\index.js",
        "/actions-runner/_work/_tool/go/1.22.1/x64/src/testing/testing.go",
        "/__w/_temp/gift/a.js",
        "/home/runner/work/_temp/f3f6c1de-2c1e-4a2b-9d1b-1f1f1f1f1f1f.sh",
        "D:\\a\\_temp\\f3f6c1de.ps1",
        "/home/a/.cache/act/2b9c/act/workflow/1.sh",
    ],
)
def test_a_librarys_or_runners_file_is_foreign(path: str) -> None:
    assert (True, False) == (is_foreign(path), is_foreign("src/a.py"))


@pytest.mark.parametrize(
    "path",
    [
        *(
            "internal/hub/hub.go",
            "/home/runner/work/shop/shop/internal/hub/hub_test.go",
            "src/internal/pipe.ts",
        ),
        *("com/acme/internal/Cart.java", "internal/cart.js", "deps/lua/src/lapi.c", "gems/core/lib/core.rb"),
        *("compiler/rustc/src/main.rs", "packages/gems/src/a.ts", "docs/deps/index.md"),
    ],
)
def test_a_folder_of_the_repository_may_be_named_as_libraries_are(path: str) -> None:
    assert not is_foreign(path)
