// Job: {packages, pages, presets, rules}.
// Prints [{page, rule, message, line, column}, ...], one for each place; warnings are left out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const job = JSON.parse(readFileSync(0, 'utf8'));
const { HtmlValidate, StaticConfigLoader } = createRequire(`${job.packages}/`)('html-validate');

const loader = new StaticConfigLoader({ root: true, extends: job.presets, rules: job.rules });
const validator = new HtmlValidate(loader);
const places = [];
for (const page of job.pages) {
  const report = await validator.validateString(readFileSync(page, 'utf8'), page);
  for (const { messages } of report.results) {
    for (const { ruleId, severity, message, line, column } of messages) {
      if (severity === 2) places.push({ page, rule: ruleId, message, line, column });
    }
  }
}
console.log(JSON.stringify(places));
