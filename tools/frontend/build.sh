#!/usr/bin/env bash
# Rebuilds src/Xianjie/wwwroot/lib from npm. For maintainers; needs Node 20 or newer. The result is committed,
# so that neither building nor running the product needs npm. The same versions give the same bytes.
set -euo pipefail
cd "$(dirname "$0")"
lib=../../src/Xianjie/wwwroot/lib
npm ci --silent

rm -rf "$lib"
mkdir -p "$lib"/{bootstrap,htmx,echarts,icons}

sed '/^\/\*# sourceMappingURL/d' node_modules/bootstrap/dist/css/bootstrap.min.css > "$lib/bootstrap/bootstrap.min.css"
cp node_modules/bootstrap/LICENSE "$lib/bootstrap/LICENSE.txt"

cp node_modules/htmx.org/dist/htmx.min.js "$lib/htmx/"
cp node_modules/htmx.org/LICENSE "$lib/htmx/LICENSE.txt"

npx esbuild echarts-entry.js --bundle --minify --format=esm --target=chrome90 --charset=utf8 \
  --define:process.env.NODE_ENV='"production"' --legal-comments=none --log-level=warning --outfile="$lib/echarts/echarts.js"
for part in echarts zrender tslib; do
  printf '==== %s ====\n\n' "$part"
  cat node_modules/$part/LICENSE*
  [ -f node_modules/$part/NOTICE ] && cat node_modules/$part/NOTICE
  printf '\n'
done > "$lib/echarts/LICENSE.txt"

node sprite.mjs node_modules/@tabler/icons/icons/outline icons.txt "$lib/icons/icons.svg"
cp node_modules/@tabler/icons/LICENSE "$lib/icons/LICENSE.txt"

node versions.mjs "$lib" node_modules
