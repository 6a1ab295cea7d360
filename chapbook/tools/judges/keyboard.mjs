// Job: {packages, chromium, page, widthPx, colourScheme}. Goes through `page` with the Tab key alone.
import { job, launch, open } from './browser.mjs';

// What has the focus now: where it stands in the document, its words, whether it can be seen.
const focused = () => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return {
    index: [...document.querySelectorAll('*')].indexOf(here),
    name: here.tagName.toLowerCase(),
    target: here.getAttribute('href') ?? '',
    words: (here.textContent || here.getAttribute('aria-label') || '').trim().slice(0, 60),
    isSeen: box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 &&
      box.top < innerHeight && box.left < innerWidth && style.visibility === 'visible',
    isMarked: marked || style.boxShadow !== 'none',
  };
};
// Everything that a keyboard should reach.
const reachable = () => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('details:not([open]) > :not(summary)'))
  .map((each) => [...document.querySelectorAll('*')].indexOf(each));

const browser = await launch();
try {
  const { page } = await open(browser, job.page, job);
  const wanted = await page.evaluate(reachable);
  const stops = [];
  for (let count = 0; count <= wanted.length + 5; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    if (!stop || stops.some((each) => each.index === stop.index)) break;
    stops.push(stop);
  }
  // The first stop leads to the text, and the next one is in it.
  let skips = await page.evaluate((index) => {
    // Nothing stands before the text: there is nothing to skip.
    const main = document.querySelector('main');
    return Boolean(main && main.contains(document.querySelectorAll('*')[index]));
  }, stops[0]?.index ?? 0);
  if (stops[0]?.target.startsWith('#')) {
    await page.goto(page.url().split('#')[0]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    skips = await page.evaluate(() => {
      const main = document.querySelector('main');
      const here = document.activeElement;
      if (!main) return false;
      // A text without a single link has no stop of its own.
      const stop = main.querySelector('a[href], button, input, summary, [tabindex="0"]');
      const isBefore = main.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING;
      return stop ? main.contains(here) : here === document.body || !isBefore;
    });
  }
  console.log(JSON.stringify({ wanted, stops, skips }));
} finally {
  await browser.close();
}
