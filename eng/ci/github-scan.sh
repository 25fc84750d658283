#!/usr/bin/env bash
# What the GitHub Action runs: updates the advisories, scans, writes reports and the summary of the job. Inputs come in the environment (action.yml).
#
#   eng/ci/github-scan.sh VIGIL
set -uo pipefail
vigil=${1:?usage: eng/ci/github-scan.sh VIGIL}

"$vigil" db update || echo "::warning::the advisories could not be updated; the scan uses what is there"

options=(--report "sarif=$SARIF" --report "markdown=${GITHUB_STEP_SUMMARY:-/dev/null}.vigil")
[ -z "${FAIL_ON:-}" ] || options+=(--fail-on "$FAIL_ON")
[ -z "${SEVERITY:-}" ] || options+=(--severity "$SEVERITY")
[ -z "${POLICY:-}" ] || options+=(--policy "$POLICY")
[ -z "${VEX:-}" ] || options+=(--vex "$VEX")
[ -z "${HTML:-}" ] || options+=(--report "html=$HTML")

"$vigil" scan "$KIND" "$TARGET" "${options[@]}"
code=$?

if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$GITHUB_STEP_SUMMARY.vigil" ]; then
  cat "$GITHUB_STEP_SUMMARY.vigil" >>"$GITHUB_STEP_SUMMARY"
  rm -f "$GITHUB_STEP_SUMMARY.vigil"
fi

if [ -n "${SBOM:-}" ]; then
  verb=$KIND
  [ "$KIND" != sbom ] || verb=convert
  "$vigil" sbom "$verb" "$TARGET" --output "$SBOM" --partial-ok || code=$?
fi

[ -z "${GITHUB_OUTPUT:-}" ] || echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
