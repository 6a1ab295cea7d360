// Job: {packages, chromium, page, png, widthPx, colourScheme}. Writes the whole page to `png`.
import { job, launch, open } from './browser.mjs';

const browser = await launch();
try {
  const { page, requests, errors } = await open(browser, job.page, job);
  await page.screenshot({ path: job.png, fullPage: true, animations: 'disabled' });
  const heightPx = await page.evaluate(() => document.scrollingElement.scrollHeight);
  console.log(JSON.stringify({ heightPx, requests, errors }));
} finally {
  await browser.close();
}
