#!/usr/bin/env bash
# Makes the pinyin tables anew from the npm package pinyin-pro of exactly this version.
set -euo pipefail
version=3.29.4
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../src/Xianjie/Registry/Pinyin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "pinyin-pro@$version" >/dev/null
tar xzf pinyin-pro-*.tgz
node "$here/build.mjs" "$work/package" "$out"
cp package/LICENSE "$out/LICENSE.txt"
wc -c "$out"/*.txt
