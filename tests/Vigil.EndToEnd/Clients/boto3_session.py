"""Drives a server with boto3 over every operation of tier 1: boto3_session.py URL. Prints one line a check; ends with 1 when one failed.

Needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of an administrator of a fresh installation with one submitted resource.
"""
import sys
import time

import boto3
from botocore.exceptions import ClientError, ParamValidationError

client = boto3.client("inspector2", endpoint_url=sys.argv[1], region_name="us-east-1")
failed = []


def check(name, holds):
    try:
        done = holds()
    except (AttributeError, ParamValidationError) as missing:
        # Debian's boto3 is older than some operations
        print(f"skip {name}: {missing}")
        return
    print(("ok   " if done else "FAIL ") + name)
    if not done:
        failed.append(name)


def refused(code, call, **arguments):
    """The answer when the call is refused with this error, else None."""
    try:
        call(**arguments)
    except ClientError as error:
        answer = error.response
        if answer["Error"]["Code"] == code and answer["ResponseMetadata"]["RequestId"]:
            return answer
        print(f"     {answer['Error']}")
    return None


def invalid(call, **arguments):
    """The answer when the input is refused."""
    return refused("ValidationException", call, **arguments)


def wait(status, **arguments):
    for _ in range(100):
        answer = status(**arguments)
        if answer["status"] != "IN_PROGRESS":
            return answer
        time.sleep(0.1)
    return answer


# what this version does not know is not asked of it
for operation in ["BatchGetFindingDetails", "CancelSbomExport", "CreateSbomExport", "GetSbomExport", "SearchVulnerabilities", "GetConfiguration", "UpdateConfiguration"]:
    if operation not in client.meta.service_model.operation_names:
        print(f"lacks {operation}")
if "inspector-scan" not in boto3.session.Session().get_available_services():
    print("lacks ScanSbom")

own = client.batch_get_account_status()["accounts"][0]["accountId"]
other = "444455556666"

# accounts
check("Enable", lambda: client.enable(resourceTypes=["EC2", "ECR", "LAMBDA"])["accounts"][0]["status"] == "ENABLED")
check("Enable of a stranger fails for that account", lambda: client.enable(accountIds=[other], resourceTypes=["EC2"])["failedAccounts"][0]["errorCode"] == "ACCESS_DENIED")
check("Enable of what nobody scans", lambda: invalid(client.enable, resourceTypes=["MAINFRAME"]))
check("BatchGetAccountStatus of no account", lambda: invalid(client.batch_get_account_status, accountIds=["twelve-words"]))
check("BatchGetAccountStatus", lambda: client.batch_get_account_status(accountIds=[own])["accounts"][0]["resourceState"]["ec2"]["status"] == "ENABLED")
check("Disable of one type", lambda: client.disable(resourceTypes=["LAMBDA"])["accounts"][0]["resourceStatus"]["lambda"] == "DISABLED")
check("Disable of what nobody scans", lambda: invalid(client.disable, resourceTypes=["MAINFRAME"]))
check("BatchGetFreeTrialInfo of no account", lambda: invalid(client.batch_get_free_trial_info, accountIds=["twelve-words"]))
check("BatchGetFreeTrialInfo", lambda: client.batch_get_free_trial_info(accountIds=[own])["accounts"][0]["freeTrialInfo"][0]["status"] == "ACTIVE")
check("ListAccountPermissions", lambda: len(client.list_account_permissions(service="ECR")["permissions"]) == 4)
first = client.list_account_permissions(maxResults=3)
check("ListAccountPermissions goes on", lambda: len(client.list_account_permissions(maxResults=100, nextToken=first["nextToken"])["permissions"]) == 5)
check("ListAccountPermissions of no service", lambda: invalid(client.list_account_permissions, service="S3"))
check("ListUsageTotals of no account", lambda: invalid(client.list_usage_totals, accountIds=["twelve-words"]))
check("ListUsageTotals", lambda: client.list_usage_totals()["totals"][0]["accountId"] == own)
check("GetConfiguration", lambda: client.get_configuration()["ecrConfiguration"]["rescanDurationState"]["status"] == "SUCCESS")
client.update_configuration(ecrConfiguration={"rescanDuration": "DAYS_30"})
check("UpdateConfiguration", lambda: client.get_configuration()["ecrConfiguration"]["rescanDurationState"]["rescanDuration"] == "DAYS_30")
stranger = boto3.client("inspector2", endpoint_url=sys.argv[1], region_name="us-east-1", aws_secret_access_key="wrong", aws_access_key_id="AKIAENDTOEND00000001")
check("GetConfiguration with a wrong secret", lambda: refused("InvalidSignatureException", stranger.get_configuration))
check("UpdateConfiguration for ever and a day", lambda: invalid(client.update_configuration, ecrConfiguration={"rescanDuration": "DAYS_36501"}))

# findings
findings = client.list_findings(maxResults=5, sortCriteria={"field": "SEVERITY", "sortOrder": "DESC"})
arn = findings["findings"][0]["findingArn"]
check("ListFindings", lambda: findings["findings"][0]["resources"][0]["id"].startswith("i-"))
pages = client.get_paginator("list_findings").paginate(PaginationConfig={"PageSize": 7})
everything = [finding["findingArn"] for page in pages for finding in page["findings"]]
check("ListFindings pages do not overlap", lambda: len(everything) == len(set(everything)) > 5)
flaw = findings["findings"][0]["packageVulnerabilityDetails"]["vulnerabilityId"]
found = client.list_findings(filterCriteria={"vulnerabilityId": [{"comparison": "EQUALS", "value": flaw}]})["findings"]
check("ListFindings with a filter", lambda: [finding["packageVulnerabilityDetails"]["vulnerabilityId"] for finding in found] == [flaw])
check("ListFindings with a bad token", lambda: refused("ValidationException", client.list_findings, nextToken="AAAA"))
wrong = refused("ValidationException", client.list_findings, filterCriteria={"severity": [{"comparison": "LIKE", "value": "x"}]})
check("ListFindings names the wrong field", lambda: wrong and wrong["fields"][0]["name"] == "filterCriteria.severity[0].comparison" and wrong["reason"] == "FIELD_VALIDATION_FAILED")
check("BatchGetFindingDetails", lambda: client.batch_get_finding_details(findingArns=[arn])["findingDetails"][0]["findingArn"] == arn)
check("BatchGetFindingDetails of none", lambda: client.batch_get_finding_details(findingArns=[arn[:-32] + "0" * 32])["errors"][0]["errorCode"] == "FINDING_DETAILS_NOT_FOUND")
check("BatchGetFindingDetails of no finding", lambda: invalid(client.batch_get_finding_details, findingArns=["CVE-2014-0160"]))
check("SearchVulnerabilities", lambda: client.search_vulnerabilities(filterCriteria={"vulnerabilityIds": [flaw]})["vulnerabilities"][0]["id"] == flaw)
check("SearchVulnerabilities of none", lambda: client.search_vulnerabilities(filterCriteria={"vulnerabilityIds": ["CVE-1999-99999999"]})["vulnerabilities"] == [])
check("SearchVulnerabilities of no id", lambda: refused("ValidationException", client.search_vulnerabilities, filterCriteria={"vulnerabilityIds": ["heartbleed"]}))
for kind in ["FINDING_TYPE", "PACKAGE", "TITLE", "REPOSITORY", "AMI", "AWS_EC2_INSTANCE", "AWS_ECR_CONTAINER", "IMAGE_LAYER", "ACCOUNT", "AWS_LAMBDA_FUNCTION", "LAMBDA_LAYER", "CODE_REPOSITORY"]:
    counted = client.list_finding_aggregations(aggregationType=kind)
    check(f"ListFindingAggregations {kind}", lambda: counted["aggregationType"] == kind and (counted["responses"] or kind not in ("PACKAGE", "TITLE", "AWS_EC2_INSTANCE", "ACCOUNT")))
total = client.list_finding_aggregations(aggregationType="ACCOUNT")["responses"][0]["accountAggregation"]["severityCounts"]["all"]
check("ListFindingAggregations agrees with the list", lambda: total == len(everything))
check("ListFindingAggregations of another member", lambda: refused("ValidationException", client.list_finding_aggregations, aggregationType="AMI", aggregationRequest={"titleAggregation": {}}))

# coverage
check("ListCoverage", lambda: client.list_coverage()["coveredResources"][0]["scanStatus"] == {"statusCode": "ACTIVE", "reason": "SUCCESSFUL"})
check("ListCoverage with a filter", lambda: client.list_coverage(filterCriteria={"resourceType": [{"comparison": "NOT_EQUALS", "value": "AWS_EC2_INSTANCE"}]})["coveredResources"] == [])
check("ListCoverageStatistics", lambda: client.list_coverage_statistics(groupBy="RESOURCE_TYPE")["countsByGroup"] == [{"count": 1, "groupKey": "AWS_EC2_INSTANCE"}])
check("ListCoverage with a bad token", lambda: invalid(client.list_coverage, nextToken="AAAA"))
check("ListCoverageStatistics by nothing", lambda: invalid(client.list_coverage_statistics, groupBy="COLOUR"))

# filters
rule = client.create_filter(name="no-network", action="SUPPRESS", filterCriteria={"vulnerabilityId": [{"comparison": "EQUALS", "value": flaw}]}, tags={"team": "a"})["arn"]
check("CreateFilter twice", lambda: refused("BadRequestException", client.create_filter, name="no-network", action="NONE", filterCriteria={}))
check("CreateFilter with a bad name", lambda: refused("ValidationException", client.create_filter, name="a b", action="NONE", filterCriteria={}))
check("ListFilters with a bad token", lambda: invalid(client.list_filters, nextToken="AAAA"))
check("ListFilters", lambda: client.list_filters(arns=[rule])["filters"][0]["criteria"] == {"vulnerabilityId": [{"comparison": "EQUALS", "value": flaw}]})
for _ in range(100):
    status = client.list_findings(filterCriteria={"findingArn": [{"comparison": "EQUALS", "value": arn}]})["findings"][0]["status"]
    if status == "SUPPRESSED":
        break
    time.sleep(0.1)
check("A rule suppresses", lambda: status == "SUPPRESSED")
check("UpdateFilter", lambda: client.update_filter(filterArn=rule, action="NONE")["arn"] == rule)
check("UpdateFilter of none", lambda: refused("ResourceNotFoundException", client.update_filter, filterArn=rule[:-16] + "0" * 16, action="NONE"))
check("ListTagsForResource", lambda: client.list_tags_for_resource(resourceArn=rule)["tags"] == {"team": "a"})
client.tag_resource(resourceArn=rule, tags={"b": "2", "c": "3"})
client.untag_resource(resourceArn=rule, tagKeys=["team", "b"])
check("TagResource and UntagResource", lambda: client.list_tags_for_resource(resourceArn=rule)["tags"] == {"c": "3"})
check("Tags of none", lambda: refused("ResourceNotFoundException", client.list_tags_for_resource, resourceArn=rule[:-16] + "0" * 16))
nothing = rule[:-16] + "0" * 16
check("TagResource of none", lambda: refused("ResourceNotFoundException", client.tag_resource, resourceArn=nothing, tags={"a": "1"}))
check("UntagResource of none", lambda: refused("ResourceNotFoundException", client.untag_resource, resourceArn=nothing, tagKeys=["a"]))
check("DeleteFilter", lambda: client.delete_filter(arn=rule)["arn"] == rule)
check("DeleteFilter again", lambda: refused("ResourceNotFoundException", client.delete_filter, arn=rule))

# reports and exports
destination = {"bucketName": "reports", "keyPrefix": "x/", "kmsKeyArn": f"arn:aws:kms:us-east-1:{own}:key/0"}
for form in ("CSV", "JSON"):
    report = client.create_findings_report(reportFormat=form, s3Destination=destination)["reportId"]
    check(f"CreateFindingsReport {form}", lambda: wait(client.get_findings_report_status, reportId=report)["status"] == "SUCCEEDED")
no_report = "00000000-0000-0000-0000-000000000000"
check("CreateFindingsReport as a picture", lambda: invalid(client.create_findings_report, reportFormat="PNG", s3Destination=destination))
check("CancelFindingsReport of none", lambda: refused("ResourceNotFoundException", client.cancel_findings_report, reportId=no_report))
check("CancelFindingsReport", lambda: client.cancel_findings_report(reportId=report)["reportId"] == report)
check("GetFindingsReportStatus of none", lambda: refused("ResourceNotFoundException", client.get_findings_report_status, reportId=no_report))
if hasattr(client, "create_sbom_export"):
    for form in ("CYCLONEDX_1_4", "SPDX_2_3"):
        export = client.create_sbom_export(reportFormat=form, s3Destination=destination)["reportId"]
        check(f"CreateSbomExport {form}", lambda: wait(client.get_sbom_export, reportId=export)["status"] == "SUCCEEDED")
    check("CreateSbomExport as a picture", lambda: invalid(client.create_sbom_export, reportFormat="PNG", s3Destination=destination))
    check("GetSbomExport of none", lambda: refused("ResourceNotFoundException", client.get_sbom_export, reportId=no_report))
    check("CancelSbomExport of none", lambda: refused("ResourceNotFoundException", client.cancel_sbom_export, reportId=no_report))
    check("CancelSbomExport", lambda: client.cancel_sbom_export(reportId=export)["reportId"] == export)
    lost = client.create_sbom_export(reportFormat="SPDX_2_3", s3Destination={**destination, "bucketName": "No"})["reportId"]
    check("An export to no bucket fails", lambda: wait(client.get_sbom_export, reportId=lost)["errorCode"] == "BUCKET_NOT_FOUND")

# organisation
check("GetDelegatedAdminAccount of none", lambda: refused("ResourceNotFoundException", client.get_delegated_admin_account))
client.enable_delegated_admin_account(delegatedAdminAccountId=other)
for operation, arguments in [("describe_organization_configuration", {}), ("update_organization_configuration", {"autoEnable": {"ec2": True, "ecr": True}}), ("associate_member", {"accountId": other}),
                             ("disassociate_member", {"accountId": other}), ("get_member", {"accountId": other}), ("list_members", {})]:
    check(f"{operation} is the delegated administrator's", lambda: refused("AccessDeniedException", getattr(client, operation), **arguments))
client.disable_delegated_admin_account(delegatedAdminAccountId=other)
check("EnableDelegatedAdminAccount", lambda: client.enable_delegated_admin_account(delegatedAdminAccountId=own)["delegatedAdminAccountId"] == own)
check("EnableDelegatedAdminAccount of a second", lambda: refused("ConflictException", client.enable_delegated_admin_account, delegatedAdminAccountId=other))
check("GetDelegatedAdminAccount", lambda: client.get_delegated_admin_account()["delegatedAdmin"]["accountId"] == own)
check("ListDelegatedAdminAccounts", lambda: client.list_delegated_admin_accounts()["delegatedAdminAccounts"] == [{"accountId": own, "status": "ENABLED"}])
check("ListDelegatedAdminAccounts with a bad token", lambda: invalid(client.list_delegated_admin_accounts, nextToken="AAAA"))
check("UpdateOrganizationConfiguration", lambda: client.update_organization_configuration(autoEnable={"ec2": True, "ecr": False})["autoEnable"]["ec2"])
check("DescribeOrganizationConfiguration", lambda: client.describe_organization_configuration()["autoEnable"]["ec2"])
check("AssociateMember", lambda: client.associate_member(accountId=other)["accountId"] == other)
check("GetMember", lambda: client.get_member(accountId=other)["member"]["relationshipStatus"] == "ENABLED")
check("A new member gets what is automatic", lambda: client.batch_get_account_status(accountIds=[other])["accounts"][0]["resourceState"]["ec2"]["status"] == "ENABLED")
check("ListMembers", lambda: [member["accountId"] for member in client.list_members()["members"]] == [other])
check("DisassociateMember", lambda: client.disassociate_member(accountId=other)["accountId"] == other)
check("DisassociateMember again", lambda: invalid(client.disassociate_member, accountId=other))
check("ListMembers without it", lambda: client.list_members()["members"] == [])
check("GetMember of none", lambda: refused("ResourceNotFoundException", client.get_member, accountId="999988887777"))
check("DisableDelegatedAdminAccount", lambda: client.disable_delegated_admin_account(delegatedAdminAccountId=own)["delegatedAdminAccountId"] == own)
check("DisableDelegatedAdminAccount again", lambda: refused("ResourceNotFoundException", client.disable_delegated_admin_account, delegatedAdminAccountId=own))

# the SBOM scan
if "inspector-scan" in boto3.session.Session().get_available_services():
    scan = boto3.client("inspector-scan", endpoint_url=sys.argv[1], region_name="us-east-1")
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"type": "library", "bom-ref": "c1", "name": "minimist", "version": "0.0.8", "purl": "pkg:npm/minimist@0.0.8"}]}
    check("ScanSbom", lambda: scan.scan_sbom(sbom=bom)["sbom"]["bomFormat"] == "CycloneDX")
    check("ScanSbom in the own format", lambda: "vulnerability_count" in scan.scan_sbom(sbom=bom, outputFormat="INSPECTOR")["sbom"])
    check("ScanSbom of something else", lambda: refused("ValidationException", scan.scan_sbom, sbom={"spdxVersion": "SPDX-2.3"}))

sys.exit(1 if failed else 0)
