// A reader without a mouse: the skip link, the scoreboard, and a focus that is seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
  test(`the first key leads past the navigation (${language})`, async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}/${language}/`);
    await page.keyboard.press('Tab');
    const skip = page.locator('a.skip');
    assert.ok(await skip.evaluate((node) => node === document.activeElement), 'it has the focus');
    const box = await skip.boundingBox();
    assert.ok(box.width > 40 && box.height > 20 && box.x >= 0 && box.y >= 0, 'it is in view');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/#main');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the next key stays in the content');
    await page.close();
  });
}

test('the scoreboard takes the focus and scrolls by keys, its row headings stay', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.goto(`${site.url}/en/`);
  const board = page.locator('#scores');
  await board.focus();
  assert.ok(await board.evaluate((node) => node === document.activeElement));
  assert.ok(await board.evaluate((node) => parseFloat(getComputedStyle(node).outlineWidth) >= 2), 'its focus is seen');
  for (let i = 0; i < 6; ++i) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('#scores').scrollLeft > 60);
  const heading = board.locator('tbody th[scope=row]').first();
  const [inner, outer] = [await heading.boundingBox(), await board.boundingBox()];
  assert.ok(Math.abs(inner.x - outer.x) < 4, 'the row says which goal it is');
  await page.close();
});

test('every table that is wider than its place can be scrolled by keys', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  for (const path of ['indicators', 'countries/BRA', 'data']) {
    await page.goto(`${site.url}/es/${path}`);
    const regions = await page.locator('main .tw').evaluateAll((nodes) =>
      nodes.filter((node) => node.scrollWidth > node.clientWidth).map((node) => [node.tabIndex, node.getAttribute('role'), document.getElementById(node.getAttribute('aria-labelledby'))?.textContent]),
    );
    assert.ok(regions.length > 0, path);
    for (const [tabIndex, role, name] of regions) assert.ok(tabIndex === 0 && role === 'region' && name, `${path}: ${name}`);
  }
  await page.close();
});
