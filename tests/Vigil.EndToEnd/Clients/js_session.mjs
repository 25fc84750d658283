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

async function ended(operation, reportId) {
  for (let i = 0; i < 100; i++) {
    const answer = await call(operation, { reportId });
    if (answer.status !== "IN_PROGRESS") return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const equals = (value) => [{ comparison: "EQUALS", value }];

check("Enable", (await call("Enable", { resourceTypes: ["EC2", "ECR"] })).accounts[0].status === "ENABLED");
const own = (await call("BatchGetAccountStatus")).accounts[0].accountId;
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
check("ListCoverage", (await call("ListCoverage")).coveredResources[0].lastScannedAt instanceof Date);
check("ListCoverageStatistics", (await call("ListCoverageStatistics")).totalCounts >= 1);
check("GetConfiguration", (await call("GetConfiguration")).ec2Configuration.scanModeState.scanMode === "EC2_HYBRID");
const { arn } = await call("CreateFilter", { name: "js-filter", action: "NONE", filterCriteria: { severity: equals("HIGH") } });
await call("TagResource", { resourceArn: arn, tags: { a: "1", "b:c/d": "2" } });
await call("UntagResource", { resourceArn: arn, tagKeys: ["a"] });
check("tags by an ARN in the path", JSON.stringify((await call("ListTagsForResource", { resourceArn: arn })).tags) === '{"b:c/d":"2"}');
check("ListFilters", (await call("ListFilters", { arns: [arn] })).filters[0].createdAt instanceof Date);
check("DeleteFilter", (await call("DeleteFilter", { arn })).arn === arn);
check("DeleteFilter again", await refused("ResourceNotFoundException", "DeleteFilter", { arn }));
const s3Destination = { bucketName: "reports", keyPrefix: "js/", kmsKeyArn: `arn:aws:kms:us-east-1:${own}:key/0` };
const report = await call("CreateFindingsReport", { reportFormat: "JSON", s3Destination });
check("CreateFindingsReport", (await ended("GetFindingsReportStatus", report.reportId)).status === "SUCCEEDED");
const sbom = await call("CreateSbomExport", { reportFormat: "CYCLONEDX_1_4", s3Destination });
check("CreateSbomExport", (await ended("GetSbomExport", sbom.reportId)).status === "SUCCEEDED");
const conflict = { delegatedAdminAccountId: "444455556666" };
await call("EnableDelegatedAdminAccount", conflict);
const fault = await refused("ConflictException", "EnableDelegatedAdminAccount", { delegatedAdminAccountId: "777788889999" });
check("EnableDelegatedAdminAccount of a second", fault?.resourceId === "444455556666" && fault.resourceType);
await call("DisableDelegatedAdminAccount", conflict);
check("GetEncryptionKey of none", await refused("ResourceNotFoundException", "GetEncryptionKey", { scanType: "CODE", resourceType: "AWS_LAMBDA_FUNCTION" }));
check("ListCodeSecurityIntegrations", (await call("ListCodeSecurityIntegrations", { maxResults: 5 })).integrations.length === 0);
check("ListConnectors", (await call("ListConnectors")).items.length === 0);
const schedule = { weekly: { startTime: { timeOfDay: "10:00", timezone: "UTC" }, days: ["MON"] } };
const targets = { accountIds: ["SELF"], targetResourceTags: { env: ["prod"] } };
const cis = await call("CreateCisScanConfiguration", { scanName: "cis", securityLevel: "LEVEL_1", schedule, targets });
check("ListCisScanConfigurations", (await call("ListCisScanConfigurations")).scanConfigurations[0].scanConfigurationArn === cis.scanConfigurationArn);
await call("DeleteCisScanConfiguration", { scanConfigurationArn: cis.scanConfigurationArn });

process.exit(failed ? 1 : 0);
