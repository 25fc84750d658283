// Checks files against the official schemas: node eng/schemas/check.mjs FORMAT FILE [FORMAT FILE …]
//
// FORMAT is cyclonedx-1.6, cyclonedx-1.6-xml (needs xmllint), sarif, gitlab (gitlab.json beside this file), or spdx (needs the schema of the specification in
// $SPDX_SCHEMA).
// The validators come from the package registry: npm install --prefix eng/schemas. Prints one line a file; exits with 1 when a file is not valid.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const { Spec, Validation } = require('@cyclonedx/cyclonedx-library');
const schemas = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res', 'schema');
const multitool = join(dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json')), 'Sarif.Multitool');

async function faultOf(format, file) {
  const [family, version, form] = format.split('-');
  if (family === 'cyclonedx' && form === 'xml') {
    return run('xmllint', ['--nonet', '--noout', '--schema', join(schemas, `bom-${version}.SNAPSHOT.xsd`), file]);
  }
  if (family === 'cyclonedx') {
    return await new Validation.JsonStrictValidator(Spec.Version[`v${version.replace('.', 'dot')}`]).validate(readFileSync(file, 'utf8'));
  }
  if (family === 'sarif') {
    return run(multitool, ['validate', file, '--level', 'Error;Warning', '--rule-kind', 'Sarif;Ghas']);
  }
  const Ajv = require('ajv');
  const ajv = new Ajv({ allErrors: true, strict: false });
  const formats = require('ajv-formats');
  formats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(family === 'gitlab' ? new URL('gitlab.json', import.meta.url) : process.env.SPDX_SCHEMA, 'utf8')));
  return validate(JSON.parse(readFileSync(file, 'utf8'))) ? null : validate.errors;
}

function run(program, args) {
  try {
    const output = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return /: error \w+\d+:|: warning GH\d+:/.test(output) ? output : null;
  } catch (fault) {
    return `${fault.stdout}${fault.stderr}`;
  }
}

let invalid = 0;
for (let i = 2; i + 1 < process.argv.length; i += 2) {
  const fault = await faultOf(process.argv[i], process.argv[i + 1]);
  console.log(`${fault ? 'not valid' : 'valid'}: ${process.argv[i]} ${process.argv[i + 1]}`);
  if (fault) {
    console.log(typeof fault === 'string' ? fault : JSON.stringify(fault, null, 1).slice(0, 4000));
    invalid++;
  }
}
process.exit(invalid ? 1 : 0);
