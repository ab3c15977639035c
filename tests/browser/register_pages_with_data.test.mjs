// The register's pages as their users meet them, with data in them: each kind fits a phone in three languages, speaks its language, has an outline, and is light.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { fillRegister, prepareSignatures } from './register_filled.mjs';
import { forEach, languages, openBrowser, prepareWorkspace, startSite } from './site.mjs';
import { inputs } from './visitor.mjs';

let space, site, browser, people, ids;
const contexts = new Map();

before(async () => {
  space = prepareWorkspace();
  const sign = prepareSignatures(space);
  site = await startSite({ workspace: space.path });
  try {
    ({ people, ids } = await fillRegister(space, site.url, sign));
  } finally {
    // The release that was made meanwhile has what was published.
    const port = new URL(site.url).port;
    await site.stop();
    site = await startSite({ workspace: space.path, port });
  }
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
});

/** Of whoever it is, anonymous for nobody; a phone. */
async function contextOf(who) {
  if (!contexts.has(who)) {
    contexts.set(who, (async () => {
      const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce' });
      const visitor = people[who] ?? people.focals[who];
      if (visitor) await context.addCookies(visitor.cookies());
      return context;
    })());
  }
  return contexts.get(who);
}

/** Every kind of page: who reads it, and its address after the language. */
function pages() {
  const at = (who, ...paths) => paths.map((path) => ({ who, path }));
  const report = (country, rest = '') => `register/submissions/${ids.reports[country]}${rest}`;
  const consultation = `register/consultations/${ids.consultation}`, desk = `register/desk/consultations/${ids.consultation}`;
  return [
    ...at('', 'register', 'register/login', 'register/privacy', 'register/calendar', 'register/initiatives', `register/initiatives/${ids.initiative}`, 'register/instruments',
      `register/instruments/${ids.instrument}`, 'register/instruments/countries/URY', 'register/instruments/compare?country=URY&country=CHL&country=BRA', `register/cycles/${ids.cycle}/follow-up`,
      `register/reports/${ids.reports.URY}`, `register/receipts/${ids.receipt}`, 'register/consultations', consultation, `${consultation}/points/2`, `${consultation}/comments/${ids.comment}`,
      `${consultation}/comments/${ids.hidden}`, `register/consultations/${ids.closed}`, 'countries/URY', 'countries/URY/goals/1'),
    ...at('citizen', `${consultation}/points/2`, `${consultation}/comments/${ids.comment}`, 'register/desk'),
    ...at('civil', report('URY', '/civil'), 'register/initiatives/new'),
    ...at('URY', 'register/desk', report('URY'), report('URY', '/review'), report('URY', '/signatures'), 'register/account', 'register/account/data', 'register/account/roles', 'register/instruments/new',
      `register/instruments/${ids.instrument}/edit`, 'register/people'),
    ...at('CHL', 'register/desk', report('CHL'), report('CHL', '/review'), report('CHL', '/sections/AREA_1')),
    ...at('PER', report('PER'), report('PER', '/sections/AREA_1')),
    ...at('reviewer', 'register/desk', report('BRA', '/review'), 'register/groups', `register/groups/${ids.group}`, `register/meetings/${ids.meeting}`),
    ...at('secretariat', 'register/desk', 'register/cycles', 'register/people', 'register/office', `register/groups/${ids.group}`, 'register/desk/consultations', desk, `${desk}/comments/${ids.hidden}`),
  ];
}

/** Runs in the page: what a reader of it would stumble over. */
function stumbles() {
  const out = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) out.push(`it is ${document.documentElement.scrollWidth} wide`);
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((node) => Number(node.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) out.push(`${levels.filter((level) => level === 1).length} main headings`);
  const main = [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].map((node) => Number(node.tagName[1]));
  main.forEach((level, i) => {
    if (i > 0 && level > main[i - 1] + 1) out.push(`a heading of level ${level} follows one of level ${main[i - 1]}`);
  });
  const names = [...document.querySelectorAll('[id]')].map((node) => node.id);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0) out.push(`ids that stand twice: ${twice}`);
  for (const node of document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')) {
    if (!node.closest('[aria-hidden]') && node.labels.length === 0) out.push(`no label: ${node.name}`);
  }
  for (const node of document.querySelectorAll('main button')) {
    if (node.textContent.trim() === '') out.push('a button without words');
  }
  return out;
}

test('each page fits a phone in three languages, has an outline, and no fault of accessibility that a program finds', async () => {
  const found = [];
  // One after the other: pages that are open at once only slow each other.
  for (const [i, { who, path }] of pages().entries()) {
    const context = await contextOf(who);
    const page = context.pages()[0] ?? (await context.newPage());
    for (const language of languages) {
      await page.goto(`${site.url}/${language}/${path}`);
      const what = await page.evaluate(stumbles);
      // Markup and colours are the same in each language: for axe they take turns, as the schemes do.
      if (languages[i % 3] === language) {
        await page.emulateMedia({ colorScheme: ['light', 'dark'][i % 2] });
        what.push(...(await violations(page)));
      }
      found.push(...what.map((one) => `${language}/${path} (${who}): ${one}`));
    }
  }
  assert.deepEqual(found, []);
});

test('Spanish and Portuguese pages have no English, and no page is heavy', async () => {
  const lines = (html) => html.replace(/<head>[^]*?<\/head>|<script[^]*?<\/script>|<svg[^]*?<\/svg>|<footer[^]*?<\/footer>/g, '').split(/<[^>]*>/).map((text) => text.trim()).filter((text) => text !== '');
  const english = (line) => line.split(/[^\p{L}]+/u).filter((word) => ['the', 'of', 'and', 'is', 'are', 'this', 'that', 'with', 'not', 'which', 'was', 'has', 'be'].includes(word.toLowerCase())).length;
  const found = [];
  await forEach(pages(), async ({ who, path }) => {
    const visitor = people[who] ?? people.focals[who];
    for (const language of ['es', 'pt']) {
      const { text } = visitor ? { text: (await visitor.again().get(`/${language}/${path}`)).html } : await site.get(`/${language}/${path}`);
      for (const line of lines(text)) if (english(line) > 1) found.push(`${language}/${path}: ${line}`);
      if (Buffer.byteLength(text) > 150_000) found.push(`${language}/${path} has ${Buffer.byteLength(text)} bytes`);
    }
  }, 4);
  assert.deepEqual(found, []);
});

test('a table of words is a list of its rows on a phone, and a table still for who hears it', async () => {
  const page = await (await contextOf('reviewer')).newPage();
  await page.goto(`${site.url}/es/register/groups/${ids.group}`);
  const row = page.getByRole('table', { name: 'Acciones' }).getByRole('row', { name: /manual de medición/ });
  assert.equal(await row.getByRole('cell').count(), 4);
  const cell = row.getByRole('cell').first();
  const { x, width } = await cell.boundingBox();
  assert.ok(x >= 0 && x + width <= 360, 'it is seen without scrolling sideways');
  assert.match(await cell.evaluate((node) => getComputedStyle(node, '::before').content), /Responsable/);
  await page.setViewportSize({ width: 1024, height: 800 });
  assert.equal(await cell.evaluate((node) => getComputedStyle(node, '::before').content), 'none');
});

test('numbers and times are in the language of the reader', async () => {
  const text = async (path, visitor) => (visitor ? (await visitor.again().get(path)).html : (await site.get(path)).text);
  assert.match(await text(`/pt/register/instruments/${ids.instrument}`), /1\.250\.000,50 UYU/);
  assert.match(await text(`/en/register/instruments/${ids.instrument}`), /1,250,000\.50 UYU/);
  assert.match(await text(`/es/register/groups/${ids.group}`, people.reviewer), /1 de diciembre de 2036, 10:00–12:30 \(America\/Santiago\)/);
  assert.doesNotMatch(await text(`/es/register/submissions/${ids.reports.URY}/review`, people.focals.URY), /<li>[^]{0,200}[0-9a-f]{64}/, 'no hash among what happened');
});

test('the desk says what comes next, and a report what nobody reported', async () => {
  const said = async (who, path) => {
    const page = await (await contextOf(who)).newPage();
    await page.goto(`${site.url}/en/${path}`);
    return page.locator('main').innerText();
  };
  assert.match(await said('CHL', 'register/desk'), /Next: read the remarks/);
  assert.match(await said('URY', 'register/desk'), /It is published/);
  assert.match(await said('secretariat', 'register/desk'), /remark, return or accept it/);
  const report = await said('', `register/reports/${ids.reports.URY}`);
  assert.match(report, /Level 3 of 4\./);
  assert.match(report, /Level 0, on which two reviewers agreed\. By the answers alone: level 1 of 4\./);
  assert.match(report, /Civil society, which sees level 1\s+El plan no se ejecuta/);
  assert.match(report, /Not reported\s+To 37 indicators the country gave no answer/);
});

test('answers that contradict each other are all shown, so that either can be mended', async () => {
  const section = `/en/register/submissions/${ids.reports.PER}/sections/AREA_1`;
  const peru = people.focals.PER.again();
  const { html } = await peru.get(section);
  const there = inputs(html);
  assert.match(html, /class="call bad"/);
  assert.match(there['BROADBAND_PLAN.INSTRUMENT'], /Decreto 123/, 'the document of a state that is not asked for any more');
  const sent = await peru.post(section, { 'revision:BROADBAND_PLAN.INSTRUMENT': there['revision:BROADBAND_PLAN.INSTRUMENT'], 'BROADBAND_PLAN.INSTRUMENT': '' });
  assert.equal(sent.status, 200, sent.html);
  assert.doesNotMatch(sent.html, /class="call bad"/);
  assert.equal(inputs(sent.html)['BROADBAND_PLAN.INSTRUMENT'], undefined);
});

test('what is refused is said in the language of the page, and what was typed stays', async () => {
  const office = people.secretariat.again();
  await office.get('/es/register/cycles');
  const cycle = await office.post('/es/register/cycles', { questionnaire: 'ELAC2022_INSTRUMENTS', year: '2030', 'title-es': 'Ciclo nuevo', 'title-en': 'New', 'title-pt': 'Novo', due: '2020-01-01', 'review-due': '' });
  assert.equal(cycle.status, 422);
  assert.match(cycle.html, /El plazo no es posterior a la apertura\./);
  const typed = inputs(cycle.html);
  assert.deepEqual([typed.year, typed['title-es']], ['2030', 'Ciclo nuevo']);
  const invited = await office.post('/es/register/people/invite', { name: 'Oficina de Costa Rica', email: 'oficina@example.org', role: 'focal_point', country: '', language: 'pt', organisation: '' });
  assert.equal(invited.status, 422);
  assert.match(invited.html, /Este rol se ejerce para un país/);
  assert.match(invited.html, /name="name" type="text" value="Oficina de Costa Rica"/);
  assert.match(invited.html, /<option value="pt" selected>/);
  assert.match((await site.get(`/es/register/consultations/${ids.consultation}/points/2`)).text, /Para esto hay que ingresar\./);
});
