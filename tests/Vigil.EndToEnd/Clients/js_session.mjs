// Drives a server with the JavaScript SDK: node js_session.mjs URL. Prints one line a check; ends with 1 when one failed.
import * as inspector from "@aws-sdk/client-inspector2";

const client = new inspector.Inspector2Client({ endpoint: process.argv[2], region: "us-east-1" });
let failed = 0;

function check(name, holds) {
  console.log((holds ? "ok   " : "FAIL ") + name);
  failed += holds ? 0 : 1;
}

async function call(operation, input = {}) {
  return client.send(new inspector[`${operation}Command`](input));
}

async function refused(error, operation, input = {}) {
  try {
    await call(operation, input);
    return null;
  } catch (fault) {
    if (fault.name !== error) console.log(`     ${fault.name}: ${fault.message}`);
    return fault.name === error && fault.$metadata.requestId ? fault : null;
  }
}

async function invalid(operation, input) {
  return refused("ValidationException", operation, input);
}

async function missing(operation, input) {
  return refused("ResourceNotFoundException", operation, input);
}

async function ended(operation, reportId) {
  for (let i = 0; i < 100; i++) {
    const answer = await call(operation, { reportId });
    if (answer.status !== "IN_PROGRESS") return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const equals = (value) => [{ comparison: "EQUALS", value }];

check("Enable", (await call("Enable", { resourceTypes: ["EC2", "ECR"] })).accounts[0].status === "ENABLED");
check("Enable of what nobody scans", await invalid("Enable", { resourceTypes: ["MAINFRAME"] }));
check("BatchGetAccountStatus of no account", await invalid("BatchGetAccountStatus", { accountIds: ["twelve-words"] }));
const own = (await call("BatchGetAccountStatus")).accounts[0].accountId;
const other = "444455556666";
check("Disable of one type", (await call("Disable", { resourceTypes: ["LAMBDA"] })).accounts[0].resourceStatus.lambda === "DISABLED");
check("Disable of what nobody scans", await invalid("Disable", { resourceTypes: ["MAINFRAME"] }));
check("BatchGetFreeTrialInfo", (await call("BatchGetFreeTrialInfo", { accountIds: [own] })).accounts[0].freeTrialInfo[0].start instanceof Date);
check("BatchGetFreeTrialInfo of no account", await invalid("BatchGetFreeTrialInfo", { accountIds: ["twelve-words"] }));
check("ListAccountPermissions", (await call("ListAccountPermissions", { service: "ECR" })).permissions.length === 4);
check("ListAccountPermissions of no service", await invalid("ListAccountPermissions", { service: "S3" }));
check("ListUsageTotals", (await call("ListUsageTotals", { accountIds: [own] })).totals[0].usage[0].currency === "USD");
check("ListUsageTotals of no account", await invalid("ListUsageTotals", { accountIds: ["twelve-words"] }));
const page = await call("ListFindings", { maxResults: 2, sortCriteria: { field: "FIRST_OBSERVED_AT", sortOrder: "DESC" } });
const finding = page.findings[0];
check("ListFindings with times as times", finding.firstObservedAt instanceof Date && finding.updatedAt instanceof Date);
check("ListFindings with a filter on time", (await call("ListFindings", { filterCriteria: { updatedAt: [{ startInclusive: new Date(0), endInclusive: new Date() }] } })).findings.length > 0);
let count = 0;
for await (const one of inspector.paginateListFindings({ client, pageSize: 3 }, {})) count += one.findings.length;
check("ListFindings in pages", count === (await call("ListFindings", { maxResults: 100 })).findings.length || count > 100);
const wrong = await refused("ValidationException", "ListFindings", { maxResults: 101 });
check("ListFindings names the wrong field", wrong?.reason === "FIELD_VALIDATION_FAILED" && wrong.fields[0].name === "maxResults");
check("BatchGetFindingDetails", (await call("BatchGetFindingDetails", { findingArns: [finding.findingArn] })).findingDetails.length === 1);
for (const aggregationType of ["TITLE", "PACKAGE", "ACCOUNT", "AWS_EC2_INSTANCE", "VM_INSTANCE", "CONTAINER_IMAGE", "SERVERLESS_FUNCTION"]) {
  check(`ListFindingAggregations ${aggregationType}`, (await call("ListFindingAggregations", { aggregationType })).aggregationType === aggregationType);
}
check("BatchGetFindingDetails of no finding", await invalid("BatchGetFindingDetails", { findingArns: ["CVE-2014-0160"] }));
check("ListFindingAggregations by nothing", await invalid("ListFindingAggregations", { aggregationType: "COLOUR" }));
const flaw = finding.packageVulnerabilityDetails.vulnerabilityId;
check("SearchVulnerabilities", (await call("SearchVulnerabilities", { filterCriteria: { vulnerabilityIds: [flaw] } })).vulnerabilities[0].id === flaw);
check("SearchVulnerabilities of no id", await invalid("SearchVulnerabilities", { filterCriteria: { vulnerabilityIds: ["heartbleed"] } }));
check("ListCoverage with a bad token", await invalid("ListCoverage", { nextToken: "AAAA" }));
check("ListCoverageStatistics by nothing", await invalid("ListCoverageStatistics", { groupBy: "COLOUR" }));
check("ListCoverage", (await call("ListCoverage")).coveredResources[0].lastScannedAt instanceof Date);
check("ListCoverageStatistics", (await call("ListCoverageStatistics")).totalCounts >= 1);
check("GetConfiguration", (await call("GetConfiguration")).ec2Configuration.scanModeState.scanMode === "EC2_HYBRID");
check("GetConfiguration of a stranger", await missing("GetConfiguration", { accountId: "999988887777" }));
await call("UpdateConfiguration", { ecrConfiguration: { rescanDuration: "DAYS_30", pullDateRescanDuration: "DAYS_60", pullDateRescanMode: "LAST_PULL_DATE" } });
const rescan = (await call("GetConfiguration")).ecrConfiguration.rescanDurationState;
check("UpdateConfiguration", rescan.rescanDuration === "DAYS_30" && rescan.pullDateRescanDuration === "DAYS_60" && rescan.updatedAt instanceof Date);
check("UpdateConfiguration of nothing", await invalid("UpdateConfiguration"));
const { arn } = await call("CreateFilter", { name: "js-filter", action: "NONE", filterCriteria: { severity: equals("HIGH") } });
check("CreateFilter twice", await refused("BadRequestException", "CreateFilter", { name: "js-filter", action: "NONE", filterCriteria: {} }));
check("UpdateFilter", (await call("UpdateFilter", { filterArn: arn, description: "severe ones" })).arn === arn);
const nothing = arn.slice(0, -16) + "0".repeat(16);
check("UpdateFilter of none", await missing("UpdateFilter", { filterArn: nothing, action: "NONE" }));
check("ListFilters with a bad token", await invalid("ListFilters", { nextToken: "AAAA" }));
check("TagResource of none", await missing("TagResource", { resourceArn: nothing, tags: { a: "1" } }));
check("UntagResource of none", await missing("UntagResource", { resourceArn: nothing, tagKeys: ["a"] }));
check("ListTagsForResource of none", await missing("ListTagsForResource", { resourceArn: nothing }));
await call("TagResource", { resourceArn: arn, tags: { a: "1", "b:c/d": "2" } });
await call("UntagResource", { resourceArn: arn, tagKeys: ["a"] });
check("tags by an ARN in the path", JSON.stringify((await call("ListTagsForResource", { resourceArn: arn })).tags) === '{"b:c/d":"2"}');
check("ListFilters", (await call("ListFilters", { arns: [arn] })).filters[0].createdAt instanceof Date);
check("DeleteFilter", (await call("DeleteFilter", { arn })).arn === arn);
check("DeleteFilter again", await refused("ResourceNotFoundException", "DeleteFilter", { arn }));
const s3Destination = { bucketName: "reports", keyPrefix: "js/", kmsKeyArn: `arn:aws:kms:us-east-1:${own}:key/0` };
const report = await call("CreateFindingsReport", { reportFormat: "JSON", s3Destination });
check("CreateFindingsReport", (await ended("GetFindingsReportStatus", report.reportId)).status === "SUCCEEDED");
check("CreateFindingsReport as a picture", await invalid("CreateFindingsReport", { reportFormat: "PNG", s3Destination }));
check("CancelFindingsReport", (await call("CancelFindingsReport", report)).reportId === report.reportId);
const noReport = { reportId: "00000000-0000-0000-0000-000000000000" };
for (const operation of ["GetFindingsReportStatus", "CancelFindingsReport", "GetSbomExport", "CancelSbomExport"]) check(`${operation} of none`, await missing(operation, noReport));
const sbom = await call("CreateSbomExport", { reportFormat: "CYCLONEDX_1_4", s3Destination });
check("CreateSbomExport", (await ended("GetSbomExport", sbom.reportId)).status === "SUCCEEDED");
check("CreateSbomExport as a picture", await invalid("CreateSbomExport", { reportFormat: "PNG", s3Destination }));
check("CancelSbomExport", (await call("CancelSbomExport", { reportId: sbom.reportId })).reportId === sbom.reportId);

// organisation: first another account administers it, then the own one
const delegate = { delegatedAdminAccountId: other };
check("GetDelegatedAdminAccount of none", await missing("GetDelegatedAdminAccount"));
check("EnableDelegatedAdminAccount", (await call("EnableDelegatedAdminAccount", delegate)).delegatedAdminAccountId === other);
const fault = await refused("ConflictException", "EnableDelegatedAdminAccount", { delegatedAdminAccountId: "777788889999" });
check("EnableDelegatedAdminAccount of a second", fault?.resourceId === other && fault.resourceType);
check("GetDelegatedAdminAccount", (await call("GetDelegatedAdminAccount")).delegatedAdmin.accountId === other);
check("ListDelegatedAdminAccounts", (await call("ListDelegatedAdminAccounts")).delegatedAdminAccounts[0].status === "ENABLED");
check("ListDelegatedAdminAccounts with a bad token", await invalid("ListDelegatedAdminAccounts", { nextToken: "AAAA" }));
const autoEnable = { ec2: true, ecr: true };
for (const [operation, input] of [["DescribeOrganizationConfiguration"], ["UpdateOrganizationConfiguration", { autoEnable }], ["ListMembers"], ...["AssociateMember", "DisassociateMember", "GetMember"].map((name) => [name, { accountId: other }])]) {
  check(`${operation} is the delegated administrator's`, await refused("AccessDeniedException", operation, input));
}
check("DisableDelegatedAdminAccount", (await call("DisableDelegatedAdminAccount", delegate)).delegatedAdminAccountId === other);
check("DisableDelegatedAdminAccount again", await missing("DisableDelegatedAdminAccount", delegate));
check("UpdateOrganizationConfiguration", (await call("UpdateOrganizationConfiguration", { autoEnable })).autoEnable.ecr);
check("DescribeOrganizationConfiguration", (await call("DescribeOrganizationConfiguration")).autoEnable.ecr);
check("AssociateMember", (await call("AssociateMember", { accountId: other })).accountId === other);
check("GetMember", (await call("GetMember", { accountId: other })).member.updatedAt instanceof Date);
check("ListMembers", (await call("ListMembers")).members.length === 1);
check("DisassociateMember", (await call("DisassociateMember", { accountId: other })).accountId === other);

// around it
check("GetEncryptionKey of none", await refused("ResourceNotFoundException", "GetEncryptionKey", { scanType: "CODE", resourceType: "AWS_LAMBDA_FUNCTION" }));
check("ListCodeSecurityIntegrations", (await call("ListCodeSecurityIntegrations", { maxResults: 5 })).integrations.length === 0);
check("ListConnectors", (await call("ListConnectors")).items.length === 0);
const schedule = { weekly: { startTime: { timeOfDay: "10:00", timezone: "UTC" }, days: ["MON"] } };
const targets = { accountIds: ["SELF"], targetResourceTags: { env: ["prod"] } };
const cis = await call("CreateCisScanConfiguration", { scanName: "cis", securityLevel: "LEVEL_1", schedule, targets });
check("ListCisScanConfigurations", (await call("ListCisScanConfigurations")).scanConfigurations[0].scanConfigurationArn === cis.scanConfigurationArn);
await call("DeleteCisScanConfiguration", { scanConfigurationArn: cis.scanConfigurationArn });

// a service of its own, with a client of its own
console.log("lacks ScanSbom");
process.exit(failed ? 1 : 0);
