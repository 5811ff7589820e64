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
const ajv = new Ajv({ strict: true, allErrors: true });
addFormats(ajv);
const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
const isRecord = ajv.compile(schema);

/** The errors that tell most: of evidence, which may be of one of six kinds, those of the kind that it says it is. */
function telling(errors, record) {
  const evidence = new Map();
  const others = [];
  for (const error of errors) {
    const [, index] = /^\/findings\/(\d+)\/evidence(?:\/|$)/.exec(error.instancePath) ?? [];
    const kind = index && ajv.getSchema(`${schema.$id}#/$defs/${record.findings[index].evidence.type}Miscompare`);
    if (!kind) {
      others.push(error);
    } else if (!evidence.has(index)) {
      kind(record.findings[index].evidence);
      evidence.set(index, (kind.errors ?? []).map(found => ({ ...found, instancePath: `/findings/${index}/evidence${found.instancePath}` })));
    }
  }
  return [...others, ...[...evidence.values()].flat()];
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
