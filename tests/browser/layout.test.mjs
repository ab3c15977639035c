// Every kind of page fits screens of three widths, asks no other host for anything, and gives the browser nothing to complain about.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kindsOfPages } from './pages.mjs';
import { languages, openBrowser, startSite } from './site.mjs';

const widths = [360, 768, 1440];

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** The elements that stick out of the screen although nothing around them scrolls; they tell where a page that is too wide must be mended. */
function sticksOut() {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = (node) => node !== document.body && node !== null && (getComputedStyle(node).overflowX !== 'visible' || scrolls(node.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter((node) => node.getBoundingClientRect().right > wide + 1 && !scrolls(node.parentElement))
    .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class')} ends at ${Math.round(node.getBoundingClientRect().right)}`)
    .concat(`the page is ${document.documentElement.scrollWidth} wide`);
}

for (const language of languages) {
  test(`pages in ${language} fit, stay at home and are quiet`, async (t) => {
    const page = await browser.newPage();
    let seen = [];
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== site.url) seen.push(`asks ${request.url()}`);
    });
    page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
    page.on('console', (message) => {
      // Chromium reports the status 404 of a page that is meant to have it.
      if (['error', 'warning'].includes(message.type()) && !message.text().includes('404')) seen.push(`${message.type()}: ${message.text()}`);
    });
    for (const kind of await kindsOfPages(site)) {
      await t.test(kind.name, async () => {
        seen = [];
        const response = await page.goto(`${site.url}/${language}/${kind.path}`);
        assert.equal(response.status(), kind.status);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          assert.deepEqual(await page.evaluate(sticksOut), [], `${kind.path} at ${width}`);
        }
        assert.deepEqual(seen, []);
      });
    }
    await page.close();
  });
}
