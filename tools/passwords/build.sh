#!/usr/bin/env bash
# Makes the list of passwords that everybody tries first: the first 6 bytes of SHA-256 of each, in lower case, sorted.
# Source: npm @zxcvbn-ts/language-common 4.1.3, src/passwords.json (MIT), the most used of published breaches.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
(cd "$work" && npm pack --silent @zxcvbn-ts/language-common@4.1.3 >/dev/null && tar xzf ./*.tgz)
to=src/Xianjie/Platform/Access/Identity
node -e '
const { createHash } = require("crypto"), { readFileSync, writeFileSync } = require("fs");
const words = new Set(JSON.parse(readFileSync(process.argv[1])).map(word => word.toLowerCase()).filter(word => word.length >= 5));
const heads = new Set([...words].map(word => createHash("sha256").update(word).digest().subarray(0, 6).toString("hex")));
writeFileSync(process.argv[2], Buffer.from([...heads].sort().join(""), "hex"));
' "$work/package/src/passwords.json" $to/common-passwords.bin
cp "$work/package/LICENSE.txt" $to/common-passwords.LICENSE.txt
ls -l $to/common-passwords.bin
