// Each figure has a title, a unit, a source, its numbers as a table, and downloads that answer with the same numbers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseCsv } from './csv.mjs';
import { kindsOfPages } from './pages.mjs';
import { languages, openBrowser, startSite } from './site.mjs';

let site, browser, kinds;
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  kinds = await kindsOfPages(site);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const pathOf = (name) => kinds.find((kind) => kind.name === name).path;
const types = { '.sdmx.csv': /^application\/vnd\.sdmx\.data\+csv/, '.csv': /^text\/csv/, '.json': /^application\/json/ };

/** What stands in the figures of the open page. */
function readFigures() {
  const text = (node) => node?.textContent.trim() ?? '';
  return [...document.querySelectorAll('figure')].map((figure) => {
    const table = figure.querySelector('details table');
    return {
      title: text(figure.querySelector('figcaption :is(h2,h3)')),
      unit: text(figure.querySelector('figcaption p')),
      source: text(figure.querySelector('.src')),
      drawings: [...figure.querySelectorAll('svg')].map((svg) => svg.getAttribute('aria-labelledby').split(' ').map((id) => text(document.getElementById(id)))),
      head: [...(table?.tHead.rows[0].cells ?? [])].map(text),
      rows: [...(table?.tBodies[0].rows ?? [])].map((row) => [...row.cells].map(text)),
      downloads: [...figure.querySelectorAll('.dl a')].map((node) => ({ href: node.getAttribute('href'), name: node.getAttribute('aria-label') })),
    };
  });
}

for (const language of languages) {
  test(`figures in ${language} are whole and can be taken along`, async () => {
    const page = await browser.newPage();
    for (const name of ['goal with figures', 'indicator with figures', 'comparison of two']) {
      await page.goto(`${site.url}/${language}/${pathOf(name)}`);
      const figures = await page.evaluate(readFigures);
      assert.ok(figures.length > 0, name);
      for (const figure of figures) {
        for (const part of ['title', 'unit', 'source']) assert.ok(figure[part].length > 1, `${name}: ${part}`);
        assert.equal(figure.drawings.length, 2, 'one drawing for wide places, one for narrow ones');
        for (const [title, description] of figure.drawings) {
          assert.equal(title, figure.title);
          assert.match(description, /\d/, 'the drawing tells its figures in words');
        }
        assert.ok(figure.head.length > 1 && figure.rows.length > 1, `${figure.title}: table`);
        assert.equal(figure.downloads.length, 3);
        for (const { href, name: label } of figure.downloads) {
          assert.ok(label.includes(figure.title), 'the link says of what');
          const response = await site.get(href);
          assert.equal(response.status, 200, href);
          const [, type] = Object.entries(types).find(([extension]) => href.split('?')[0].endsWith(extension));
          assert.match(response.headers['content-type'], type, href);
        }
      }
    }
    await page.close();
  });
}

test('the table of a line chart has the numbers of its download', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.url}/en/${pathOf('indicator with figures')}`);
  const [figure] = await page.evaluate(readFigures);
  const csv = parseCsv((await site.get(figure.downloads.find(({ href }) => href.includes('.csv') && !href.includes('.sdmx')).href)).text);
  const numbers = new Map(csv.map((row) => [`${row.REF_AREA_NAME} ${row.TIME_PERIOD}`, Number(row.OBS_VALUE)]));
  let compared = 0;
  for (const [year, ...cells] of figure.rows) {
    cells.forEach((cell, at) => {
      const inFile = numbers.get(`${figure.head[at + 1]} ${year}`);
      if (!/\d/.test(cell)) {
        assert.ok(inFile === undefined || Number.isNaN(inFile), `${figure.head[at + 1]} ${year}: the page has no figure, the file has ${inFile}`);
        return;
      }
      const decimals = (cell.split('.')[1] ?? '').length;
      assert.ok(Math.abs(Number(cell.replaceAll(',', '')) - inFile) <= 0.5000001 * 10 ** -decimals, `${figure.head[at + 1]} ${year}: ${cell} on the page, ${inFile} in the file`);
      ++compared;
    });
  }
  assert.ok(compared > 20, `${compared} numbers were compared`);
  assert.equal(compared, csv.filter((row) => row.OBS_VALUE !== '' && row.OBS_VALUE !== 'NaN').length, 'and the file has no other');
  await page.close();
});
