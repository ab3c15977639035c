// WCAG 2.2 AA as far as a program can judge it: axe finds nothing on any kind of page, in any language, in light and in dark.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { kindsOfPages } from './pages.mjs';
import { languages, openBrowser, startSite } from './site.mjs';

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const language of languages) {
  test(`axe finds nothing on the pages in ${language}`, async (t) => {
    // Colours that are still changing would be judged half way.
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    for (const kind of await kindsOfPages(site)) {
      await t.test(kind.name, async () => {
        await page.goto(`${site.url}/${language}/${kind.path}`);
        // What a reader can open is judged as well.
        await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), [], `${kind.path} in ${colorScheme}`);
        }
      });
    }
    await page.close();
  });
}
