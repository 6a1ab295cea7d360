// Job: {packages, chromium, pages, widthsPx, colourSchemes, tags}.
// Prints [{page, rule, message, target, html, widthPx, colourScheme}, ...], one for each place.
import { readFileSync } from 'node:fs';
import { isRemote, job, launch, npm, open } from './browser.mjs';

const axe = readFileSync(npm.resolve('axe-core/axe.min.js'), 'utf8');

// The first box that sticks out sideways and does not merely hold another that does.
function overflow() {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const sticksOut = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
  };
  const culprit = [...document.body.querySelectorAll('*')].find(
    (element) => sticksOut(element) && ![...element.children].some(sticksOut));
  return {
    message: `the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px`,
    target: culprit ? culprit.tagName.toLowerCase() + (culprit.id ? `#${culprit.id}` : '') : 'html',
    html: culprit ? culprit.outerHTML : '',
  };
}

async function violations(page) {
  const options = { runOnly: { type: 'tag', values: job.tags }, resultTypes: ['violations'] };
  const result = await page.evaluate((options) => window.axe.run(document, options), options);
  return result.violations.flatMap((violation) => violation.nodes.map((node) => ({
    rule: violation.id, message: violation.help, target: node.target.flat().join(' '), html: node.html,
  })));
}

async function judge(browser, path, widthPx) {
  const { context, page, requests, errors } =
    await open(browser, path, { widthPx, colourScheme: job.colourSchemes[0] });
  // By way of the debugger: a page whose own policy forbids scripts can be judged too.
  await page.evaluate(`${axe}; undefined`);
  const found = [];
  for (const colourScheme of job.colourSchemes) {
    await page.emulateMedia({ colorScheme: colourScheme });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const here = await violations(page);
    const wide = await page.evaluate(overflow);
    if (wide) here.push({ rule: 'horizontal-overflow', ...wide });
    found.push(...here.map((place) => ({ ...place, colourScheme })));
  }
  const remote = requests.filter(isRemote).map((url) => ({
    rule: 'network-request', message: 'the page asks the network for something', target: url }));
  const said = errors.map((error) => ({ rule: 'console-error', message: error, target: error }));
  await context.close();
  return [...found, ...remote, ...said].map((place) => ({ html: '', ...place, page: path, widthPx }));
}

const browser = await launch();
try {
  const places = [];
  for (const path of job.pages) {
    for (const widthPx of job.widthsPx) places.push(...await judge(browser, path, widthPx));
  }
  console.log(JSON.stringify(places));
} finally {
  await browser.close();
}
