#!/usr/bin/env bash
# Writes the first migration of both databases anew from the model. Only before a release: afterwards every change of the model
# gets a new numbered script, and the test "The_scripts_lead_to_the_model" proves that it is complete.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Xianjie -v q --nologo
out=src/Xianjie/Platform/Data/Migrations
work=$(mktemp -d)
dotnet src/Xianjie/bin/Debug/net10.0/xianjie.dll migrate --print-model --data "$work" --database "$work/x.db" > $out/sqlite/0001_start.sql
dotnet src/Xianjie/bin/Debug/net10.0/xianjie.dll migrate --print-model --data "$work" --database "Host=none;Database=none" > $out/postgres/0001_start.sql
rm -r "$work"
wc -l $out/*/0001_start.sql
