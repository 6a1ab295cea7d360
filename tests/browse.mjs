// Job: {packages, chromium, folder, address, widthPx, heightPx, steps, origins}. Serves `folder` on this machine and walks
// through `steps`, each the body of an async function called with the page; prints what they return.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

const job = JSON.parse(readFileSync(0, 'utf8'));
const { chromium } = createRequire(`${job.packages}/`)('playwright-core');
const KINDS = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const AsyncFunction = (async () => {}).constructor;

function answer(request, response) {
  const path = decodeURIComponent(request.url.split('?')[0]);
  try {
    const file = path.startsWith('/npm/') ? join(job.packages, path.slice(5)) : join(job.folder, normalize(path));
    response.setHeader('content-type', KINDS[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

const server = createServer(answer);
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: job.chromium,
  args: ['--disable-background-networking', '--disable-component-update', '--disable-quic', '--no-first-run',
    '--disable-dev-shm-usage', '--disable-gpu'],
});
try {
  const context = await browser.newContext({ viewport: { width: job.widthPx, height: job.heightPx } });
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.location().url)) errors.push(message.text());
  });
  context.on('request', (request) => requests.push(request.url().replace(base, '/')));
  await page.goto(base + job.address, { waitUntil: 'load' });
  const said = [];
  for (const step of job.steps) {
    said.push((await new AsyncFunction('page', 'base', 'context', step)(page, base, context)) ?? null);
  }
  console.log(JSON.stringify({ said, errors, requests }));
} finally {
  await browser.close();
  server.close();
}
