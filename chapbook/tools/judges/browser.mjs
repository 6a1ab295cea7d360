// A browser that cannot reach the network and remembers what a page tried to fetch.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export const job = JSON.parse(readFileSync(0, 'utf8'));
export const npm = createRequire(`${job.packages}/`);

const LOCAL = /^(file|data|blob|about|chrome-error):/;

export async function launch() {
  return npm('playwright-core').chromium.launch({
    executablePath: job.chromium,
    args: [
      // Nothing leaves the machine even by ways that playwright does not route (prefetch, WebRTC).
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      // Small shared memory in containers, and no graphics card.
      '--disable-dev-shm-usage',
      '--disable-gpu',
      // Text looks the same on every screen.
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
    ],
  });
}

// Returns the loaded page and what it did: `requests` (addresses it asked for besides itself; data:
// and blob: left out) and `errors` (console errors and uncaught exceptions).
export async function open(browser, path, { widthPx, colourScheme }) {
  const address = pathToFileURL(path).href;
  const context = await browser.newContext({
    viewport: { width: widthPx, height: 900 },
    colorScheme: colourScheme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  const requests = [];
  const errors = [];
  await context.route(/.*/, (route) =>
    LOCAL.test(route.request().url()) ? route.continue() : route.abort());
  await context.routeWebSocket(/.*/, (socket) => {
    requests.push(socket.url());
    socket.close();
  });
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== address && !/^(data|blob|about):/.test(url)) requests.push(url);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // The browser also logs each request that was refused here; those are in `requests` already.
    const refused = /^(https?|wss?|ftp):/.test(message.location().url ?? '');
    if (message.type() === 'error' && !(refused && /net::ERR_/.test(message.text()))) {
      errors.push(message.text());
    }
  });
  await page.goto(address, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  return { context, page, requests, errors };
}

export function isRemote(url) {
  return !LOCAL.test(url);
}
