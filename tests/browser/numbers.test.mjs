// Numbers and dates are written as the page's readers write them. The expectation comes from the language data of Node, not from ours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseCsv } from './csv.mjs';
import { kindsOfPages } from './pages.mjs';
import { openBrowser, startSite } from './site.mjs';

const locales = { es: 'es-419', en: 'en', pt: 'pt-BR' };
// English dates are those of the world, with the day first.
const dates = { ...locales, en: 'en-001' };

let site, browser, path;
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  path = (await kindsOfPages(site)).find(({ name }) => name === 'indicator with figures').path;
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const [language, locale] of Object.entries(locales)) {
  test(`the figures of a table are written as in ${locale}`, async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}/${language}/${path}`);
    const cells = await page.locator('figure details table').first().locator('tbody td.n').allTextContents();
    assert.ok(cells.length > 20);
    const href = await page.locator('figure .dl a').first().getAttribute('href');
    const values = parseCsv((await site.get(href)).text).map((row) => Number(row.OBS_VALUE));
    const decimals = Math.max(...cells.map((cell) => (/[.,](\d+)$/.exec(cell)?.[1] ?? '').length));
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, roundingMode: 'halfEven' });
    const known = new Set(values.map((value) => format.format(value)));
    for (const cell of cells) assert.ok(known.has(cell.trim()), `${cell} is none of the file's numbers as ${locale} writes them`);
    await page.close();
  });

  test(`large counts and dates are written as in ${locale}`, async () => {
    const { text } = await site.get(`/${language}/about`);
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main'));
    const manifest = JSON.parse((await site.get('/release/manifest.json')).text);
    const written = new Intl.DateTimeFormat(dates[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(manifest.created));
    assert.ok(main.includes(written), `the date of the release as ${written}`);
    const count = new Intl.NumberFormat(locale).format(12345).replace('.', '\\.').replace(/\d/g, '\\d');
    assert.match(main, new RegExp(`<dd>\\d?${count}</dd>`), 'the number of observations has its groups');
  });
}
