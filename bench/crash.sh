#!/usr/bin/env bash
# Kills a writer with SIGKILL at random points, again and again, and checks each time that nothing is half done.
#
#   bench/crash.sh PLACE [TIMES]
#
# PLACE is a SQLite file or a connection string of PostgreSQL with a search path; both are emptied. TIMES is 1000 when not given.
set -euo pipefail
place=$1 times=${2:-1000}
exec dotnet "$(dirname "$0")/Vigil.Benchmarks/bin/Release/net10.0/Vigil.Benchmarks.dll" crash "$place" "$times"
