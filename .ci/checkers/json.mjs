// Holds run records against docs/report.schema.json, with a validator of JSON Schema that is not ours.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: json FILE...');
  process.exit(2);
}

// Strict: a keyword of the schema that is misspelt or has no effect is an error too.
const ajv = new Ajv({ strict: true, allErrors: true, verbose: true });
addFormats(ajv);
const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
const isRecord = ajv.compile(schema);

/** The errors that tell most: of evidence, which may be of one of six kinds, those of the kind that it says it is. */
function telling(errors, record) {
  const at = pointer => pointer.split('/').slice(1).reduce((value, name) => value?.[name], record);
  const kind = error => /^(.*\/evidence)(\/|$)/.exec(error.instancePath);
  const told = errors.filter(error => {
    const [, evidence] = kind(error) ?? [];
    return evidence === undefined || error.schemaPath.includes(`/${at(evidence)?.type}Miscompare/`);
  });
  return told.length > 0 ? told : errors;
}

let wrong = 0;
for (const file of files) {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(record)) {
      wrong++;
      for (const error of telling(isRecord.errors, record).slice(0, 10)) {
        console.error(`${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
      }
    }
  } catch (error) {
    wrong++;
    console.error(`${file}: ${error.message}`);
  }
}

console.log(`json: ${files.length - wrong} of ${files.length} records are what the schema says`);
process.exit(wrong === 0 ? 0 : 1);
