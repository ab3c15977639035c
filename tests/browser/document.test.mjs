// What every page is as a document: its language, one heading of the first level, links to itself in the other languages, and complete without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

for (const language of languages) {
  test(`pages in ${language} say their language, have one title and need no script`, async () => {
    const context = await browser.newContext();
    const bare = await browser.newContext({ javaScriptEnabled: false });
    const [page, still] = [await context.newPage(), await bare.newPage()];
    for (const kind of kinds) {
      const address = `${site.url}/${language}/${kind.path}`;
      await page.goto(address);
      const facts = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1').length,
        title: document.title.trim(),
        scripts: document.querySelectorAll('script, [onclick], [onload]').length,
        ids: [...document.querySelectorAll('[id]')].map((node) => node.id).filter((id, at, all) => all.indexOf(id) !== at),
        main: document.querySelector('main').innerText.trim(),
      }));
      assert.equal(facts.lang, language, kind.name);
      assert.equal(facts.headings, 1, `${kind.name}: h1`);
      assert.ok(facts.title.length > 10, `${kind.name}: title`);
      assert.equal(facts.scripts, 0, `${kind.name}: scripts`);
      assert.deepEqual(facts.ids, [], `${kind.name}: ids that are used twice`);
      await still.goto(address);
      assert.equal((await still.locator('main').innerText()).trim(), facts.main, `${kind.name}: text without scripts`);
      assert.ok(facts.main.length > 60, `${kind.name}: has text`);
    }
    await Promise.all([context.close(), bare.close()]);
  });
}

test('the language switch keeps the page, with what was chosen on it', async () => {
  const page = await browser.newPage();
  for (const kind of kinds.filter(({ status }) => status === 200)) {
    for (const [from, to] of [['es', 'pt'], ['pt', 'en'], ['en', 'es']]) {
      await page.goto(`${site.url}/${from}/${kind.path}`);
      await page.locator(`nav.lang a[lang=${to}]`).click();
      const there = new URL(page.url());
      const wanted = new URL(`${site.url}/${to}/${kind.path}`);
      assert.equal(there.pathname, wanted.pathname, kind.name);
      for (const name of ['i', 'c']) assert.deepEqual(there.searchParams.getAll(name), wanted.searchParams.getAll(name), `${kind.name}: ${name}`);
      assert.equal(await page.locator('nav.lang [aria-current=true]').getAttribute('lang'), to, kind.name);
    }
  }
  await page.close();
});

test('headings step down one level at a time', async () => {
  const page = await browser.newPage();
  for (const kind of kinds) {
    await page.goto(`${site.url}/en/${kind.path}`);
    const levels = await page.locator('main :is(h1,h2,h3,h4)').evaluateAll((nodes) => nodes.map((node) => Number(node.tagName[1])));
    levels.forEach((level, at) => assert.ok(level <= (levels[at - 1] ?? 0) + 1, `${kind.name}: heading ${at + 1} of level ${level} follows ${levels[at - 1]}`));
  }
  await page.close();
});
