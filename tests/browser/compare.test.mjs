// The form of the comparison, as a reader without scripts uses it.
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

async function openForm(language) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}/${language}/compare`);
  return { page, context };
}

const countries = ['CHL', 'PER', 'URY'];

for (const language of languages) {
  test(`two to six countries are compared by hand (${language})`, async () => {
    const { page, context } = await openForm(language);
    const options = page.locator('#i option');
    assert.ok((await options.count()) > 10, 'indicators can be chosen');
    const id = await options.nth(5).getAttribute('value');
    await page.locator('#i').selectOption(id);
    for (const code of countries) await page.locator(`input[name=c][value=${code}]`).check();
    await page.locator('form.sel button').click();
    const address = new URL(page.url());
    assert.equal(address.pathname, `/${language}/compare`);
    assert.equal(address.searchParams.get('i'), id);
    assert.deepEqual(address.searchParams.getAll('c'), countries);
    assert.equal(await page.locator('#i').inputValue(), id, 'the choice is kept');
    for (const code of countries) assert.ok(await page.locator(`input[value=${code}]`).isChecked(), code);
    assert.equal(await page.locator('figure').count(), 1);
    const rows = page.locator('table:has(#latest) tbody tr');
    assert.equal(await rows.count(), countries.length + 1, 'the countries and the region');
    for (const code of countries) assert.equal(await rows.locator(`a[href="/${language}/countries/${code}"]`).count(), 1);
    await context.close();
  });
}

test('too few and too many are answered with advice, not with a drawing', async () => {
  const { page, context } = await openForm('en');
  const boxes = page.locator('input[name=c]');
  await boxes.nth(0).check();
  await page.locator('form.sel button').click();
  assert.match(await page.locator('[role=status]').innerText(), /two and six.*1/s);
  for (let i = 1; i < 7; ++i) await boxes.nth(i).check();
  await page.locator('form.sel button').click();
  assert.match(await page.locator('[role=status]').innerText(), /two and six.*7/s);
  assert.equal(await page.locator('figure').count(), 0);
  assert.equal(await page.locator('input[name=c]:checked').count(), 7, 'nothing must be ticked again');
  await context.close();
});

test('what is not in the agenda is no page', async () => {
  for (const query of ['i=NOPE&c=BRA&c=ARG', 'c=BRA&c=XXX', `i=${'A'.repeat(500)}`]) assert.equal((await site.get(`/pt/compare?${query}`)).status, 404, query);
});
