#!/usr/bin/env bash
# Drives a server with Debian's aws: cli_session.sh URL. Prints one line a check; ends with 1 when one failed.
set -uo pipefail
export AWS_PAGER="" AWS_DEFAULT_REGION=us-east-1
failed=0

inspector() { aws --endpoint-url "$url" inspector2 "$@"; }
url=$1

# name, expected output (a pattern), command
check() {
  local name=$1 expected=$2 output
  shift 2
  output=$("$@" 2>&1)
  # shellcheck disable=SC2053
  if [[ $output == $expected ]]; then
    printf 'ok   %s\n' "$name"
  else
    printf 'FAIL %s: %s\n' "$name" "$output"
    failed=1
  fi
}

check 'enable' ENABLED inspector enable --resource-types EC2 ECR --query 'accounts[0].status' --output text
check 'batch-get-account-status' ENABLED inspector batch-get-account-status --query 'accounts[0].state.status' --output text
check 'list-findings' '[1-9]*' inspector list-findings --query 'length(findings)' --output text
check 'list-findings goes on by itself' '[1-9]*' inspector list-findings --page-size 3 --query 'length(findings)' --output text
check 'list-findings with a filter' 0 inspector list-findings --filter-criteria '{"severity":[{"comparison":"EQUALS","value":"NONE"}]}' --query 'length(findings)' --output text
check 'list-findings with a wrong size' '*ValidationException*' inspector list-findings --max-results 1000
check 'list-coverage' AWS_EC2_INSTANCE inspector list-coverage --query 'coveredResources[0].resourceType' --output text
check 'list-coverage-statistics' '[1-9]*' inspector list-coverage-statistics --query totalCounts --output text
check 'list-finding-aggregations' '[1-9]*' inspector list-finding-aggregations --aggregation-type TITLE --query 'length(responses)' --output text
check 'get-configuration' DAYS_14 inspector get-configuration --query 'ecrConfiguration.rescanDurationState.rescanDuration' --output text
check 'list-usage-totals' USD inspector list-usage-totals --query 'totals[0].usage[0].currency' --output text
check 'list-account-permissions' 8 inspector list-account-permissions --query 'length(permissions)' --output text
arn=$(inspector create-filter --name cli-filter --action NONE --filter-criteria '{"title":[{"comparison":"PREFIX","value":"CVE"}]}' --query arn --output text)
check 'create-filter' 'arn:aws:inspector2:*/filter/*' echo "$arn"
check 'create-filter twice' '*BadRequestException*' inspector create-filter --name cli-filter --action NONE --filter-criteria '{}'
check 'tag-resource' '' inspector tag-resource --resource-arn "$arn" --tags team=a
check 'list-tags-for-resource' a inspector list-tags-for-resource --resource-arn "$arn" --query tags.team --output text
check 'untag-resource' '' inspector untag-resource --resource-arn "$arn" --tag-keys team
check 'delete-filter' "$arn" inspector delete-filter --arn "$arn" --query arn --output text
check 'get-delegated-admin-account of none' '*ResourceNotFoundException*' inspector get-delegated-admin-account
check 'list-members' '[[]]' inspector list-members --query members --output json
check 'create-findings-report' '????????-*' inspector create-findings-report --report-format CSV --query reportId --output text \
  --s3-destination bucketName=reports,keyPrefix=cli/,kmsKeyArn=arn:aws:kms:us-east-1:000000000001:key/0
check 'get-findings-report-status' '*' inspector get-findings-report-status --query status --output text
AWS_SECRET_ACCESS_KEY=wrong check 'a wrong secret' '*InvalidSignatureException*' inspector list-findings

exit $failed
