// Checks outputs of OCP Test & Validation 2.0: each line against the schema, and all lines against what the specification says of them together.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const schemas = join(import.meta.dirname, 'ocp-diag');

// What a run can end with: any other pair is invalid.
const endings = ['COMPLETE PASS', 'COMPLETE FAIL', 'ERROR NOT_APPLICABLE', 'SKIP NOT_APPLICABLE'];

function compile() {
  // 'unevaluatedProperties' stands beside 'oneOf' without a type of its own, and some keywords are descriptions: not what strict mode likes.
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const all = readdirSync(schemas).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(schemas, name), 'utf8')));
  ajv.addSchema(all);
  return ajv.getSchema('https://github.com/opencomputeproject/ocp-diag-core/output');
}

// Of the alternatives that don't apply each has its errors too: those of the one that was meant are the deepest.
function explain(errors) {
  const depth = (error) => error.instancePath.split('/').length;
  const deepest = Math.max(...errors.map(depth));
  return errors.filter((error) => depth(error) === deepest).map((error) => `${error.instancePath || '/'} ${error.message}`).join('; ');
}

function check(file, validate) {
  const faults = [];
  const text = readFileSync(file, 'utf8');
  if (!text.endsWith('\n')) {
    faults.push('the last line has no end');
  }

  const steps = new Map();
  const series = new Map();
  const hardware = new Set();
  const diagnoses = { PASS: 0, FAIL: 0, UNKNOWN: 0 };
  let starts = 0;
  let errors = 0;
  let end = null;

  const lines = text.split('\n').slice(0, -1);
  lines.forEach((line, index) => {
    const wrong = (words) => faults.push(`line ${index + 1}: ${words}`);
    let artifact;
    try {
      artifact = JSON.parse(line);
    } catch (error) {
      wrong(error.message);
      return;
    }

    if (!validate(artifact)) {
      wrong(explain(validate.errors));
    }

    if (artifact.sequenceNumber !== index) {
      wrong(`the sequence number is ${artifact.sequenceNumber}, not ${index}`);
    }

    if ((index === 0) !== (artifact.schemaVersion !== undefined)) {
      wrong('the first line, and no other, has the version of the schema');
    }

    if (end) {
      wrong('the run has ended before');
    }

    const { testRunStart, testRunEnd, error: runError } = artifact.testRunArtifact ?? {};
    if (testRunStart) {
      starts += 1;
      if (index !== 1) {
        wrong('the run does not begin behind the version');
      }

      testRunStart.dutInfo.hardwareInfos.forEach((info) => hardware.add(info.hardwareInfoId));
    }

    errors += runError ? 1 : 0;
    end = testRunEnd ?? end;
    if (artifact.testStepArtifact) {
      checkStep(artifact.testStepArtifact, wrong);
    }
  });

  function checkStep(artifact, wrong) {
    const id = artifact.testStepId;
    const state = steps.get(id);
    if (artifact.testStepStart) {
      if (state) {
        wrong(`step ${id} has begun before`);
      }

      steps.set(id, 'open');
    } else if (state !== 'open') {
      wrong(`step ${id} ${state ? 'has ended' : 'has not begun'}`);
    }

    if (artifact.testStepEnd) {
      steps.set(id, 'ended');
      for (const [name, open] of series) {
        if (open.step === id && !open.ended) {
          wrong(`series ${name} is open at the end of its step`);
        }
      }
    }

    for (const part of [artifact.diagnosis, artifact.measurement, artifact.measurementSeriesStart]) {
      if (part?.hardwareInfoId !== undefined && !hardware.has(part.hardwareInfoId)) {
        wrong(`there is no hardware ${part.hardwareInfoId}`);
      }

      if (part?.subcomponent && part.hardwareInfoId === undefined) {
        wrong('a subcomponent of no hardware');
      }
    }

    if (artifact.diagnosis) {
      diagnoses[artifact.diagnosis.type] += 1;
    }

    errors += artifact.error ? 1 : 0;
    checkSeries(artifact, id, wrong);
  }

  function checkSeries(artifact, step, wrong) {
    const { measurementSeriesStart: start, measurementSeriesElement: element, measurementSeriesEnd: last } = artifact;
    if (start) {
      if (series.has(start.measurementSeriesId)) {
        wrong(`series ${start.measurementSeriesId} has begun before`);
      }

      series.set(start.measurementSeriesId, { step, count: 0, ended: false });
      return;
    }

    const id = (element ?? last)?.measurementSeriesId;
    const open = series.get(id);
    if (id !== undefined && (!open || open.step !== step || open.ended)) {
      wrong(`series ${id} is not open in step ${step}`);
    } else if (element) {
      if (element.index !== open.count) {
        wrong(`the index is ${element.index}, not ${open.count}`);
      }

      open.count += 1;
    } else if (last) {
      if (last.totalCount !== open.count) {
        wrong(`series ${id} has ${open.count} elements, not ${last.totalCount}`);
      }

      open.ended = true;
    }
  }

  if (starts !== 1) {
    faults.push(`${starts} starts of the run`);
  }

  for (const [id, state] of steps) {
    if (state !== 'ended') {
      faults.push(`step ${id} has no end`);
    }
  }

  if (!end) {
    faults.push('the last line is not the end of the run');
  } else {
    const ending = `${end.status} ${end.result}`;
    if (!endings.includes(ending)) {
      faults.push(`the specification knows no ending ${ending}`);
    }

    if ((end.result === 'FAIL') !== diagnoses.FAIL > 0) {
      faults.push(`${ending} with ${diagnoses.FAIL} failing diagnoses`);
    }

    if ((end.status === 'ERROR') !== errors > 0) {
      faults.push(`${ending} with ${errors} errors`);
    }
  }

  return faults;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: ocptv FILE...');
  process.exit(2);
}

const validate = compile();
for (const file of files) {
  const faults = check(file, validate);
  faults.slice(0, 20).forEach((fault) => console.error(`${file}: ${fault}`));
  if (faults.length > 0) {
    process.exitCode = 1;
  }
}
