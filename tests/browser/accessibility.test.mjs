// WCAG 2.2 AA as far as a program can judge it: axe finds nothing on any kind of page, in any language, in light and in dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { kindsOfPages } from './pages.mjs';
import { languages, openBrowser, startSite } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** What axe finds, one line each: rule, element, reason. */
async function violations(page) {
  const found = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`));
}

for (const language of languages) {
  test(`axe finds nothing on the pages in ${language}`, async (t) => {
    // Colours that are still changing would be judged half way.
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    for (const kind of await kindsOfPages(site)) {
      await t.test(kind.name, async () => {
        await page.goto(`${site.url}/${language}/${kind.path}`);
        // What a reader can open is judged as well.
        await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
        await page.evaluate(axe);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), [], `${kind.path} in ${colorScheme}`);
        }
      });
    }
    await page.close();
  });
}
