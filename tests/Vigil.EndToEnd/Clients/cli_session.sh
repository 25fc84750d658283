#!/usr/bin/env bash
# Drives a server with Debian's aws: cli_session.sh URL. Prints one line a check; ends with 1 when one failed.
set -uo pipefail
export AWS_PAGER="" AWS_DEFAULT_REGION=us-east-1
failed=0

inspector() { aws --endpoint-url "$url" inspector2 "$@"; }
url=$1

# name, expected output (a pattern), command
check() {
  local name=$1 expected=$2 output tries=0
  shift 2
  # this client does not number its calls: one that equals another of the same second is taken for a replay, and signed anew in the next
  until output=$("$@" 2>&1); [[ $output != *"signature was used before"* ]] || ((++tries == 10)); do :; done
  # shellcheck disable=SC2053
  if [[ $output == $expected ]]; then
    printf 'ok   %s\n' "$name"
  elif [[ $output == *[Ii]"nvalid choice"* ]]; then
    # Debian's aws is older than some operations
    printf 'lacks %s\n' "$2"
  else
    printf 'FAIL %s: %s\n' "$name" "$output"
    failed=1
  fi
}

# command that is refused for its input
invalid() { check "$1 with wrong input" '*ValidationException*' inspector "$@"; }

# command that names what is not there
missing() { check "$1 of none" '*ResourceNotFoundException*' inspector "$@"; }

# what to show of the answer, expected output, command
shows() {
  local query=$1 expected=$2
  shift 2
  check "$1" "$expected" inspector "$@" --query "$query" --output text
}

own=$(inspector batch-get-account-status --query 'accounts[0].accountId' --output text)
other=444455556666
finding=$(inspector list-findings --max-items 1 --query 'findings[0].findingArn' --output text | head -1)
flaw=$(inspector list-findings --max-items 1 --query 'findings[0].packageVulnerabilityDetails.vulnerabilityId' --output text | head -1)

# accounts
shows 'accounts[0].status' ENABLED enable --resource-types EC2 ECR
invalid enable --resource-types MAINFRAME
shows 'accounts[0].resourceStatus.ecr' DISABLED disable --resource-types ECR
invalid disable --resource-types MAINFRAME
shows 'accounts[0].state.status' ENABLED batch-get-account-status
invalid batch-get-account-status --account-ids twelve-words
shows 'accounts[0].freeTrialInfo[0].status' ACTIVE batch-get-free-trial-info --account-ids "$own"
invalid batch-get-free-trial-info --account-ids twelve-words
shows 'totals[0].usage[0].currency' USD list-usage-totals
invalid list-usage-totals --account-ids twelve-words
shows 'length(permissions)' 8 list-account-permissions
invalid list-account-permissions --service S3
shows 'ecrConfiguration.rescanDurationState.rescanDuration' DAYS_14 get-configuration
check 'update-configuration' '' inspector update-configuration --ecr-configuration rescanDuration=DAYS_30
invalid update-configuration --ecr-configuration rescanDuration=FOR_EVER
AWS_SECRET_ACCESS_KEY=wrong check 'get-configuration with a wrong secret' '*InvalidSignatureException*' inspector get-configuration

# findings and coverage
shows 'length(findings)' '[1-9]*' list-findings
check 'list-findings goes on by itself' '[1-9]*' inspector list-findings --page-size 3 --query 'length(findings)' --output text
shows 'length(findings)' 0 list-findings --filter-criteria '{"severity":[{"comparison":"EQUALS","value":"NONE"}]}'
invalid list-findings --max-results 1000
shows 'findingDetails[0].findingArn' "$finding" batch-get-finding-details --finding-arns "$finding"
invalid batch-get-finding-details --finding-arns CVE-2014-0160
shows 'vulnerabilities[0].id' "$flaw" search-vulnerabilities --filter-criteria "vulnerabilityIds=$flaw"
invalid search-vulnerabilities --filter-criteria vulnerabilityIds=heartbleed
shows 'length(responses)' '[1-9]*' list-finding-aggregations --aggregation-type TITLE
invalid list-finding-aggregations --aggregation-type COLOUR
shows 'coveredResources[0].resourceType' AWS_EC2_INSTANCE list-coverage
invalid list-coverage --filter-criteria '{"scanType":[{"comparison":"LIKE","value":"x"}]}'
shows totalCounts '[1-9]*' list-coverage-statistics
invalid list-coverage-statistics --group-by COLOUR

# filters and tags
arn=$(inspector create-filter --name cli-filter --action NONE --filter-criteria '{"title":[{"comparison":"PREFIX","value":"CVE"}]}' --query arn --output text)
nothing=${arn%????????????????}0000000000000000
check 'create-filter' 'arn:aws:inspector2:*/filter/*' echo "$arn"
check 'create-filter twice' '*BadRequestException*' inspector create-filter --name cli-filter --action NONE --filter-criteria '{}'
shows 'filters[0].name' cli-filter list-filters --arns "$arn"
invalid list-filters --max-results 1000
shows arn "$arn" update-filter --filter-arn "$arn" --description severe
missing update-filter --filter-arn "$nothing" --action NONE
check 'tag-resource' '' inspector tag-resource --resource-arn "$arn" --tags team=a
missing tag-resource --resource-arn "$nothing" --tags team=a
shows tags.team a list-tags-for-resource --resource-arn "$arn"
missing list-tags-for-resource --resource-arn "$nothing"
check 'untag-resource' '' inspector untag-resource --resource-arn "$arn" --tag-keys team
missing untag-resource --resource-arn "$nothing" --tag-keys team
shows arn "$arn" delete-filter --arn "$arn"
missing delete-filter --arn "$nothing"

# reports
place=bucketName=reports,keyPrefix=cli/,kmsKeyArn=arn:aws:kms:us-east-1:$own:key/0
none=00000000-0000-0000-0000-000000000000
report=$(inspector create-findings-report --report-format CSV --query reportId --output text --s3-destination "$place")
check 'create-findings-report' '????????-*' echo "$report"
invalid create-findings-report --report-format PNG --s3-destination "$place"
shows status '*[A-Z]' get-findings-report-status --report-id "$report"
missing get-findings-report-status --report-id "$none"
shows reportId "$report" cancel-findings-report --report-id "$report"
missing cancel-findings-report --report-id "$none"
sbom=$(inspector create-sbom-export --report-format SPDX_2_3 --query reportId --output text --s3-destination "$place" 2>/dev/null)
shows reportId '????????-*' create-sbom-export --report-format SPDX_2_3 --s3-destination "$place"
invalid create-sbom-export --report-format PNG --s3-destination "$place"
shows status '*[A-Z]' get-sbom-export --report-id "$sbom"
missing get-sbom-export --report-id "$none"
shows reportId "$sbom" cancel-sbom-export --report-id "$sbom"
missing cancel-sbom-export --report-id "$none"

# organisation: first another account administers it, then the own one
missing get-delegated-admin-account
shows delegatedAdminAccountId "$other" enable-delegated-admin-account --delegated-admin-account-id "$other"
check 'enable-delegated-admin-account of a second' '*ConflictException*' inspector enable-delegated-admin-account --delegated-admin-account-id 777788889999
shows delegatedAdmin.accountId "$other" get-delegated-admin-account
shows 'delegatedAdminAccounts[0].status' ENABLED list-delegated-admin-accounts
invalid list-delegated-admin-accounts --max-results 1000
for command in describe-organization-configuration "update-organization-configuration --auto-enable ec2=true,ecr=true" list-members "associate-member --account-id $other" "disassociate-member --account-id $other" "get-member --account-id $other"; do
  # shellcheck disable=SC2086
  check "$command is the delegated administrator's" '*AccessDeniedException*' inspector $command
done
shows delegatedAdminAccountId "$other" disable-delegated-admin-account --delegated-admin-account-id "$other"
missing disable-delegated-admin-account --delegated-admin-account-id "$other"
shows autoEnable.ecr True update-organization-configuration --auto-enable ec2=true,ecr=true
shows autoEnable.ecr True describe-organization-configuration
shows accountId "$other" associate-member --account-id "$other"
shows member.relationshipStatus ENABLED get-member --account-id "$other"
shows 'members[0].accountId' "$other" list-members
shows accountId "$other" disassociate-member --account-id "$other"

aws --endpoint-url "$url" inspector-scan scan-sbom --sbom '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[]}' >/dev/null 2>&1 || echo 'lacks scan-sbom'

exit $failed
