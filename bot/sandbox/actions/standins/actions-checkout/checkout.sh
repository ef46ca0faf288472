#!/usr/bin/env bash
# What actions/checkout does, as far as workflows notice: a fetch with the token, the right commit on
# the right branch (detached for tags, commits and merge commits), the credentials left or taken away.
set -euo pipefail

folder="$GITHUB_WORKSPACE/$INPUT_PATH"
mkdir -p "$folder"
cd "$folder"
git init --quiet --initial-branch=main .
if ! git remote get-url origin >/dev/null 2>&1; then
  git remote add origin "$GITHUB_SERVER_URL/$INPUT_REPOSITORY"
fi

if [[ -n "$INPUT_TOKEN" ]]; then
  basic="$(printf 'x-access-token:%s' "$INPUT_TOKEN" | base64 -w0)"
  echo "::add-mask::$basic"
  git config --local "http.$GITHUB_SERVER_URL/.extraheader" "AUTHORIZATION: basic $basic"
fi
git config --local gc.auto 0

depth=()
if [[ "$INPUT_DEPTH" != 0 ]]; then
  depth=(--depth="$INPUT_DEPTH")
fi
fetch() {
  git -c protocol.version=2 fetch --quiet --no-tags --prune --no-recurse-submodules "${depth[@]}" origin "$@"
}
if [[ "$INPUT_DEPTH" == 0 ]]; then
  fetch '+refs/heads/*:refs/remotes/origin/*' '+refs/tags/*:refs/tags/*'
fi

on_branch() { # on_branch NAME COMMIT: at that commit, tracking the branch
  fetch "+$2:refs/remotes/origin/$1"
  git checkout --quiet --force -B "$1" "refs/remotes/origin/$1"
}
detached() { # detached WHAT: at a commit or ref, on no branch
  fetch "$1"
  git checkout --quiet --force --detach FETCH_HEAD
}

ref="$INPUT_REF"
if [[ -z "$ref" && "$INPUT_REPOSITORY" == "$GITHUB_REPOSITORY" ]]; then
  case "$GITHUB_REF" in
    refs/heads/*) on_branch "${GITHUB_REF#refs/heads/}" "$GITHUB_SHA" ;;
    *) detached "$GITHUB_SHA" ;;
  esac
elif [[ -z "$ref" ]]; then
  detached HEAD
elif [[ "$ref" =~ ^[0-9a-f]{40}$ || "$ref" == refs/pull/* || "$ref" == refs/tags/* ]]; then
  detached "$ref"
elif git ls-remote --exit-code origin "refs/heads/${ref#refs/heads/}" >/dev/null; then
  on_branch "${ref#refs/heads/}" "refs/heads/${ref#refs/heads/}"
else
  detached "refs/tags/$ref"
fi

if [[ "$INPUT_PERSIST" != true && -n "$INPUT_TOKEN" ]]; then
  git config --local --unset-all "http.$GITHUB_SERVER_URL/.extraheader"
fi
commit="$(git rev-parse HEAD)"
git log -1 --format='HEAD is now at %h %s'
echo "ref=${ref:-$GITHUB_REF}" >> "$GITHUB_OUTPUT"
echo "commit=$commit" >> "$GITHUB_OUTPUT"
