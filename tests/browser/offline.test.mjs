// Copies to read without a network: downloaded from the running site, opened from a folder with the network off, and counted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { join } from './register_office.mjs';
import { forEach, languages, openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { entries, unpack } from './zip.mjs';

const live = 'https://observatory.example';
const options = ['--public-url', live, '--trusted-proxy', '127.0.0.1'];
let site, space, browser, folder, zip, opened;

const run = (...args) => execFileSync(program, [...args, '-w', space.path], { encoding: 'utf8' });
const get = (file, from, more = {}) => site.get(`/es/offline/${file}`, { headers: { 'X-Forwarded-For': from, ...more.headers }, method: more.method });

before(async () => {
  space = prepareWorkspace();
  folder = mkdtempSync(path.join(tmpdir(), 'atalaya-copy-'));
  [site, browser] = await Promise.all([startSite({ workspace: space.path, options }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('the page about copies offers one of the agenda and one of each country', async () => {
  for (const language of languages) {
    const { status, text } = await site.get(`/${language}/offline`);
    assert.equal(status, 200);
    const offered = [...text.matchAll(/href="([^"]*\.zip)"/g)].map((match) => match[1]);
    assert.equal(offered.length, 34);
    assert.ok(offered.includes(`/${language}/offline/agenda.zip`) && offered.includes(`/${language}/offline/CHL.zip`));
    for (const page of ['', 'data', 'countries/CHL']) assert.match((await site.get(`/${language}/${page}`)).text, new RegExp(`href="/${language}/offline`), page);
  }
  // Once one is made, the others say about how large they will be.
  for (let i = 0; i < 600 && !(await site.get('/en/offline')).text.includes('ZIP · about'); ++i) await new Promise((done) => setTimeout(done, 200));
  assert.match((await site.get('/en/offline')).text, /Chile<\/a><span class="soft">ZIP · about \d\.\d MB/);
  for (const wrong of ['/es/offline/XXX.zip', '/es/offline/LAC.zip', '/es/offline/CHL', '/xx/offline', '/xx/offline/CHL.zip', '/es/offline/..%2fagenda.zip']) {
    assert.ok([400, 404].includes((await site.get(wrong)).status), wrong);
  }
});

test('a copy is a file like any other: validators, parts, and the same bytes each time and from the verb', async () => {
  const [first, again] = await Promise.all([get('CHL.zip', '192.0.2.1'), get('CHL.zip', '192.0.2.1')]);
  zip = first.body;
  assert.equal(first.status, 200);
  assert.equal(first.headers['content-type'], 'application/zip');
  assert.match(first.headers['content-disposition'], /^attachment; filename="atalaya-ELAC2022-CHL-es-\d{4}-\d\d-\d\d\.\d+\.zip"$/);
  assert.equal(Number(first.headers['content-length']), zip.length);
  assert.ok(again.body.equals(zip));
  const etag = first.headers.etag;
  const head = await get('CHL.zip', '192.0.2.2', { method: 'HEAD' });
  assert.equal(Number(head.headers['content-length']), zip.length);
  assert.equal((await get('CHL.zip', '192.0.2.2', { headers: { 'If-None-Match': etag } })).status, 304);
  const rest = await get('CHL.zip', '192.0.2.2', { headers: { Range: `bytes=1000-`, 'If-Range': etag } });
  assert.equal(rest.status, 206);
  assert.ok(rest.body.equals(zip.subarray(1000)));
  assert.equal((await get('CHL.zip', '192.0.2.2', { headers: { Range: `bytes=${zip.length}-` } })).status, 416);
  const file = path.join(folder, 'chl.zip');
  run('offline', '--language', 'es', '--country', 'CHL', '--public-url', live, '-o', file);
  assert.ok(readFileSync(file).equals(zip), 'the verb writes the same bytes');
  assert.throws(() => run('offline', '--country', 'XXX', '-o', file), /there is no country/);
  assert.throws(() => run('offline', '--language', 'fr', '-o', file), /there is no language/);
});

/** Every address of a page, with the tag that it stands in. */
const links = (html) => [...html.matchAll(/<([a-z]+)([^>]*?) (?:href|src|action|data)="([^"]*)"([^>]*)>/g)].map(([, tag, before, address, behind]) => ({ tag, more: before + behind, address: address.replaceAll('&amp;', '&') }));

test('nothing in it leads out of the folder but what is marked, and nothing is dead', () => {
  opened = path.join(folder, 'chl');
  unpack(zip, opened);
  const all = entries(zip);
  assert.deepEqual([...all.keys()].slice(0, 2), ['README.txt', 'index.html']);
  assert.equal(new Set([...all.values()].map(({ date, time }) => `${date} ${time}`)).size, 1, 'one time: that of the release');
  const readme = all.get('README.txt').bytes.toString('utf8');
  assert.match(readme, /^\uFEFF[^]*Chile[^]*index\.html[^]*observatory\.example[^]*Creative Commons/);
  const manifest = JSON.parse(all.get('release/manifest.json').bytes);
  assert.ok(readme.includes(manifest.id));
  const data = all.get('data/A.CHL.sdmx.csv').bytes.toString('utf8');
  assert.match(data, /^STRUCTURE,/);
  assert.ok(all.get('data/A.CHL.csv').bytes.length > 1000);
  const ids = new Map();
  const pages = [...all.keys()].filter((name) => name.endsWith('.html'));
  assert.ok(pages.length > 39 + 39 + 9 + 124, `${pages.length} pages`);
  for (const name of pages) ids.set(name, new Set([...all.get(name).bytes.toString('utf8').matchAll(/ id="([^"]*)"/g)].map((match) => match[1])));
  let away = 0;
  for (const name of pages) {
    const html = all.get(name).bytes.toString('utf8');
    assert.match(html, /class="copy"/, name);
    for (const { tag, more, address } of links(html)) {
      if (address.startsWith('https://')) {
        if (tag === 'a') assert.match(more, /class="(?:[^"]* )?net"/, `${name}: ${address}`);
        ++away;
        continue;
      }
      assert.ok(!address.startsWith('/') && !/^[a-z]+:/.test(address), `${name}: ${address}`);
      const [file, fragment] = address.split('#');
      const target = file === '' ? name : path.posix.join(path.posix.dirname(name), decodeURIComponent(file));
      assert.ok(all.has(target), `${name}: ${address}`);
      if (fragment) assert.ok(ids.get(target)?.has(fragment), `${name}: #${fragment}`);
    }
  }
  assert.ok(away > 100);
});

test('it is read in a browser without a network, from link to link', async (t) => {
  const context = await browser.newContext({ offline: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const failed = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && failed.push(message.text()));
  const root = `${pathToFileURL(opened).href}/`;
  await page.goto(`${root}index.html`);
  assert.match(await page.title(), /Chile/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.top')).backgroundColor), 'rgba(0, 0, 0, 0)', 'the style is there');
  // As a reader goes: the country, a goal of it, the goal, an indicator, and home.
  await page.locator('.page ul.rows a').first().click();
  assert.match(page.url(), /pages\/countries\/CHL\/goals\/1\.html$/);
  await page.locator('a.btn:not(.net)').last().click();
  assert.match(page.url(), /pages\/goals\/1\.html$/);
  await page.locator('nav.nav a').first().click();
  assert.match(page.url(), /pages\/home\.html$/);
  // And then everything that a link within the copy leads to.
  const seen = new Set([`${root}index.html`]);
  const queue = [...seen];
  while (queue.length > 0) {
    await page.goto(queue.shift(), { waitUntil: 'domcontentloaded' });
    for (const href of await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => (typeof a.href === 'string' ? a.href : new URL(a.href.baseVal, document.baseURI).href)))) {
      const plain = href.split('#')[0];
      if (plain.startsWith('https:')) continue;
      assert.ok(plain.startsWith(root), `${page.url()}: ${href}`);
      if (!plain.endsWith('.html')) assert.ok(existsSync(fileURLToPath(plain)), href);
      else if (!seen.has(plain)) queue.push(plain);
      seen.add(plain);
    }
  }
  t.diagnostic(`${[...seen].filter((one) => one.endsWith('.html')).length} pages`);
  assert.ok([...seen].filter((one) => one.endsWith('.html')).length > 300);
  assert.deepEqual(asked.filter((one) => !one.startsWith(root) && !one.startsWith('data:')), [], 'no request leaves the folder');
  assert.deepEqual(failed, []);
  for (const file of ['index.html', 'pages/goals/1.html', 'pages/data.html']) {
    await page.goto(root + file);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], `${file} in ${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: 320, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'it fits a phone');
  await context.close();
});

test('without an address of the observatory, what is not in the copy is no link', () => {
  const file = path.join(folder, 'plain.zip');
  run('offline', '--language', 'pt', '--country', 'CHL', '-o', file);
  const index = entries(readFileSync(file)).get('index.html').bytes.toString('utf8');
  assert.match(index, /<html lang="pt">/);
  assert.match(index, /<a class="btn net">[^<]*<span class="vh"> \([^<)]+\)<\/span><\/a>/);
  assert.ok(!/href="\//.test(index) && !/hreflang="(es|en)"/.test(index));
});

test('the whole agenda has the pages of every country', async () => {
  const all = entries((await get('agenda.zip', '192.0.2.7')).body);
  const names = [...all.keys()];
  assert.equal(names.filter((name) => /^pages\/countries\/[A-Z]{3}\.html$/.test(name)).length, 33 + 1);
  assert.ok(names.filter((name) => /^pages\/countries\/[A-Z]{3}\/goals\/\d+\.html$/.test(name)).length >= 33 * 39);
  assert.match(all.get('data/all.sdmx.csv').bytes.toString('utf8').slice(0, 200), /^STRUCTURE,/);
  assert.match(all.get('index.html').bytes.toString('utf8'), /href="pages\/countries\/CHL\.html"/);
});

test('downloads are counted once for each visitor and hour, and become the indicator', async () => {
  // 192.0.2.1 had that of Chile, twice; these are others. The copies of Chile in two languages are two.
  await get('CHL.zip', '192.0.2.3');
  await get('CHL.zip', '192.0.2.3');
  await get('CHL.zip', '192.0.2.4', { headers: { Range: 'bytes=0-' } });
  await site.get('/pt/offline/CHL.zip', { headers: { 'X-Forwarded-For': '192.0.2.3' } });
  await get('PER.zip', '192.0.2.3');
  await get('PER.zip', '192.0.2.3', { headers: { Range: 'bytes=0-999' } });
  const secretariat = await join(space, site.url, 'secretariat');
  await secretariat.get('/en/register/cycles');
  const year = String(new Date().getUTCFullYear());
  const begun = await secretariat.post('/en/register/cycles', { questionnaire: 'ELAC2022_INSTRUMENTS', year, 'title-es': 'Ciclo', 'title-en': 'Cycle', 'title-pt': 'Ciclo' });
  assert.equal(begun.status, 303, begun.html);
  await site.stop();  // What was gathered is written.
  run('register', 'publish');
  const loaded = readdirSync(path.join(space.path, 'register', 'platform')).map((name) => readFileSync(path.join(space.path, 'register', 'platform', name), 'utf8')).join('\n');
  const figure = (country) => new RegExp(`${country},OFFLINE_PACKS,${year},(\\d+)`).exec(loaded)?.[1];
  assert.deepEqual([figure('CHL'), figure('PER'), figure('ARG')], ['4', '1', '0']);
  run('release');
  site = await startSite({ workspace: space.path, options });
  const said = await site.get(`/sdmx/v2/data/dataflow/ATALAYA/DF_DIGITAL/+/A.CHL.OFFLINE_PACKS.*.*.*`, { headers: { accept: 'application/vnd.sdmx.data+csv;version=2.0.0' } });
  assert.match(said.text, new RegExp(`CHL,OFFLINE_PACKS,.*${year},4`));
  const cycles = (await site.get('/en/register')).text;
  const follow_up = /href="(\/en\/register\/cycles\/[a-z2-7]{26}\/follow-up)"/.exec(cycles)[1];
  const data = JSON.parse((await site.get(`${follow_up}.json`)).text).offline_copies;
  assert.deepEqual([data.of_countries, data.of_the_agenda, data.by_country], [5, 1, { CHL: 4, PER: 1 }]);
  assert.match((await site.get(follow_up)).text, /5 copies of single countries.*1 copy of the whole agenda/s);
});

test('the copies of another release go, and what a crash left', async () => {
  const copies = path.join(space.path, 'offline');
  for (let i = 0; i < 100 && readdirSync(copies).length > 0; ++i) await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(readdirSync(copies), [], 'those of the release before');
  await get('CHL.zip', '192.0.2.9');
  const [own] = readdirSync(copies);
  writeFileSync(path.join(copies, own, 'CHL-pt.zip.1.part'), 'half');
  assert.equal((await site.get('/pt/offline/CHL.zip')).status, 200);
  assert.deepEqual(readdirSync(path.join(copies, own)).filter((name) => name.endsWith('.zip')).sort(), ['CHL-es.zip', 'CHL-pt.zip']);
});

test('many at once get the same copy, or are told to come again', async () => {
  const answers = [];
  const countries = ['ARG', 'BRA', 'COL', 'MEX', 'URY', 'VEN', 'ECU', 'BOL', 'PRY', 'PAN', 'CUB'];
  await forEach([...countries, ...countries], async (country) => answers.push([country, await get(`${country}.zip`, '192.0.2.9')]), 30);
  const bytes = new Map();
  for (const [country, { status, headers, body, text }] of answers) {
    if (status === 503) {
      assert.equal(headers['retry-after'], '30');
      assert.match(text, /class="brand"/);
      continue;
    }
    assert.equal(status, 200);
    if (bytes.has(country)) assert.ok(bytes.get(country).equals(body), country);
    bytes.set(country, body);
  }
  assert.ok(bytes.size > 0);
});
