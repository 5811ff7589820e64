// Reads reports with npm's tap-parser in strict mode. A report may well tell of failures: what must not be there are lines that are no TAP, test
// points that are missing or not planned, and points that differ from what their subtests came to.
import { readFileSync } from 'node:fs';
import { Parser } from 'tap-parser';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: tap FILE...');
  process.exit(2);
}

/** What is wrong with a report, a line each; and the counts of its test points, those of subtests alone. */
function read(text) {
  const wrong = [];
  const counts = { ok: 0, 'not ok': 0, skipped: 0 };
  const watch = (parser, name) => {
    const children = [];
    parser.on('child', child => {
      children.push(child);
      watch(child, `${name}${child.name}: `);
    });
    parser.on('extra', line => wrong.push(`${name}no TAP: ${line.trim()}`));
    parser.on('bailout', reason => wrong.push(`${name}bails out: ${reason}`));
    parser.on('assert', point => {
      if (parser.level > 0) {
        counts[point.skip ? 'skipped' : point.ok ? 'ok' : 'not ok']++;
        if (!point.ok && point.diag?.message === undefined) {
          wrong.push(`${name}not ok ${point.id} has no diagnostic`);
        }
      } else if (children.at(-1)?.name !== point.name) {
        wrong.push(`${name}point ${point.id} is called ${point.name}, and its subtest ${children.at(-1)?.name}`);
      } else if (children.at(-1).results?.ok !== point.ok) {
        wrong.push(`${name}point ${point.id} is ${point.ok ? 'ok' : 'not ok'}, and its subtest is not`);
      }
    });
    parser.on('complete', results => wrong.push(...results.failures.filter(failure => failure.tapError).map(failure => `${name}${failure.tapError}`)));
  };

  const parser = new Parser({ strict: true });
  watch(parser, '');
  parser.end(text);
  if (!text.startsWith('TAP version 14\n')) {
    wrong.push('the first line is not the version');
  }

  return { wrong, counts, plan: parser.planEnd };
}

let wrong = 0;
for (const file of files) {
  try {
    const report = read(readFileSync(file, 'utf8'));
    wrong += report.wrong.length > 0 ? 1 : 0;
    report.wrong.slice(0, 10).forEach(line => console.error(`${file}: ${line}`));
    console.log(`${file}: ${report.plan} subtests, ${Object.entries(report.counts).map(([name, count]) => `${count} ${name}`).join(', ')}`);
  } catch (error) {
    wrong++;
    console.error(`${file}: ${error.message}`);
  }
}

console.log(`tap: ${files.length - wrong} of ${files.length} reports are TAP version 14`);
process.exit(wrong === 0 ? 0 : 1);
