#!/usr/bin/env bash
# Kills a writer with SIGKILL at random points, again and again, and checks each time that nothing is half done.
#
#   bench/crash.sh PLACE [TIMES]
#
# PLACE is a SQLite file or a connection string of PostgreSQL; TIMES is 1000 when not given.
set -euo pipefail
place=$1 times=${2:-1000}
program=$(dirname "$0")/Vigil.Benchmarks/bin/Release/net10.0/Vigil.Benchmarks.dll
for ((round = 1; round <= times; round++)); do
  dotnet "$program" write "$place" &
  writer=$!
  sleep "$((RANDOM % 3)).$((RANDOM % 1000))"
  kill -9 "$writer" 2>/dev/null || { echo "round $round: the writer ended by itself" >&2; exit 1; }
  wait "$writer" 2>/dev/null || true
  dotnet "$program" check "$place" || { echo "round $round: not whole" >&2; exit 1; }
done
echo "killed $times times, whole each time"
