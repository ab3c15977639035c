// Every page of the site answers, in every language, and none is heavy; links lead somewhere; what is no page says so in the reader's language.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { allPages } from './pages.mjs';
import { forEach, languages, startSite } from './site.mjs';

const most = 60_000;  // bytes of a page as it goes over the wire

let site, all;
before(async () => {
  site = await startSite();
  all = await allPages(site);
});
after(() => site?.stop());

test('the agenda is there in full', () => {
  assert.equal(all.goals.length, 39);
  assert.equal(all.areas.length, 9);
  assert.ok(all.countries.length >= 33 + 4, `${all.countries.length} countries and groups`);
  assert.ok(all.indicators.length >= 124, `${all.indicators.length} indicators`);
});

for (const language of languages) {
  test(`every page in ${language} answers and is light, and all that it links to is there`, async (t) => {
    const pages = Object.values(all).flat().map((path) => `/${language}/${path}`);
    const linked = new Set();
    let heaviest = ['', 0];
    await forEach(pages, async (path) => {
      const response = await site.get(path, { headers: { 'Accept-Encoding': 'gzip' } });
      assert.equal(response.status, 200, path);
      assert.equal(response.headers['content-encoding'], 'gzip', path);
      assert.equal(response.headers['content-language'], language, path);
      assert.ok(response.body.length < most, `${path} takes ${response.body.length} bytes`);
      if (response.body.length > heaviest[1]) heaviest = [path, response.body.length];
      const text = gunzipSync(response.body).toString('utf8');
      assert.match(text, new RegExp(`<html lang="${language}"`), path);
      assert.ok(!/\{\d\}/.test(text), `${path} has a place in a text that was not filled`);
      for (const [, href] of text.matchAll(/href="([^"]+)"/g)) {
        if (/^\/(data|release)\//.test(href) || href.startsWith(`/${language}/`)) linked.add(href.replaceAll('&amp;', '&').split('#')[0]);
        else assert.match(href, /^(\/|#|https:\/\/)/, `${path} links to ${href}`);
      }
    });
    const known = new Set(pages);
    await forEach([...linked].filter((path) => !known.has(path)), async (path) => assert.equal((await site.get(path)).status, 200, `${path} is linked`));
    t.diagnostic(`${pages.length} pages; the heaviest is ${heaviest[0]} with ${heaviest[1]} bytes`);
  });

  test(`an unknown page in ${language} is answered by the site's own page`, async () => {
    for (const path of ['nope', 'goals/40', 'goals/0', 'goals/1x', 'indicators/NOPE', 'countries/XXX', 'areas/10', 'a/b/c']) {
      const response = await site.get(`/${language}/${path}`, { headers: { 'Accept-Language': 'en' } });
      assert.equal(response.status, 404, path);
      assert.match(response.headers['content-type'], /^text\/html/, path);
      assert.equal(response.headers['content-language'], language, path);
      assert.match(response.text, new RegExp(`<html lang="${language}".*class="brand".*404`, 's'), path);
    }
  });
}

test('an address without a language is no page, in the language that the reader prefers', async () => {
  for (const path of ['/nope', '/fr/', '/fr', '/fr/goals', '/robots.txt']) {
    const response = await site.get(path, { headers: { 'Accept-Language': 'pt-BR, en;q=0.5' } });
    assert.equal(response.status, 404, path);
    assert.equal(response.headers['content-language'], 'pt', path);
  }
});
