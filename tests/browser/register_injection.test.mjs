// What people type comes back as what they typed, and as nothing else. Every form of every page that the people of a register reach is filled with markup, quotes,
// SQL, line breaks for headers and formulas for spreadsheets; then every page, table and feed is looked at.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { forms, leads } from './forms.mjs';
import { join, openOffice, sendReport } from './register_office.mjs';
import { prepareWorkspace, program, startSite } from './site.mjs';
import { Visitor } from './visitor.mjs';

const markup = `zqzq"'><script>alert(1)</script><img src=x onerror=alert(1)>{{TEXT}}%0d%0aSet-Cookie: zqzq=1'); drop table person;-- \${7*7}`;
const formula = `=cmd|' /C calc'!A0;zqzq","=1+1`;
let space, site, people, seen, sent, accepted;
const verb = (...words) => execFileSync(program, ['register', ...words, '-w', space.path], { encoding: 'utf8', stdio: 'pipe' });
const publicId = /[a-z2-7]{26}/g;

/** What a field takes that is not any text; null: any text will do. */
function usual({ name, type, codes, value }, payload) {
  if (type === 'hidden' || type === 'file') return type === 'file' ? null : value;
  if (type === 'select') return codes.includes('URY') ? 'URY' : value || codes.find((code) => code !== '') || '';
  if (type === 'radio' || type === 'checkbox') return codes[0];
  if (name === 'website') return '';
  if (name === 'zone' || name.endsWith('-zone')) return 'America/Santiago';
  if (type === 'email') return `zqzq${Math.random().toString(36).slice(2)}@example.org`;
  if (type === 'password') return 'another long sentence';
  if (type === 'url') return `https://example.org/?q=${encodeURIComponent(payload)}'"`.replace(/["']+$/, '');
  if (type === 'date') return /end|until|expire|due$/.test(name) ? '2036-12-01' : '2025-12-01';
  if (/^(starts|opens)$/.test(name)) return '2026-01-01T09:00';
  if (/^(ends|closes|to)$/.test(name)) return '2036-12-01T10:00';
  if (/year$/.test(name)) return '2025';
  if (/score|amount|number/.test(name)) return '1';
  if (/^targets.*value$/.test(name)) return '1';
  if (/^links/.test(name)) return '';
  if (/currency/.test(name)) return 'UYU';
  if (/code/.test(name)) return '000000';
  return null;
}

function filled(form, payload, all) {
  const out = {};
  for (const field of form.fields) {
    if (field.type === 'file' || field.name === 'csrf') continue;
    const value = usual(field, payload);
    const typed = ['text', 'textarea', 'email', 'url', 'date'].includes(field.type) && field.name !== 'website';
    out[field.name] = all && typed ? payload : value ?? payload.slice(0, field.most);
  }
  return out;
}

/** A page must not have what was typed as anything but text. */
function judge(address, { status, headers, html }) {
  assert.ok(status < 500, `${address}: ${status}`);
  const type = headers.get('content-type') ?? '';
  for (const [name, value] of headers) assert.ok(name !== 'set-cookie' || !value.includes('zqzq'), `${address}: a header was put in`);
  assert.equal(headers.get('x-content-type-options'), 'nosniff', address);
  if (!html.includes('zqzq')) return;
  seen.add(address.replace(publicId, '*'));
  if (type.startsWith('text/html')) {
    assert.doesNotMatch(html, /<script>alert|<img src=x|zqzq"|zqzq'/, `${address}: markup that was typed is markup`);
    assert.doesNotMatch(html, /href="(?!https?:|\/|#|mailto:)[^"]*zqzq/i, address);
    assert.match(headers.get('content-security-policy') ?? '', /script-src '(self|none)'|default-src '(self|none)'/, address);
  } else if (type.startsWith('text/csv')) {
    for (const [, cell] of html.matchAll(/(?:^|,)"?([=+@-][^,\n]*)/gm)) assert.ok(/^-?\d/.test(cell), `${address}: a formula: ${cell}`);
  } else if (type.includes('xml')) {
    assert.doesNotMatch(html, /<script|<img/, address);
  } else if (type.includes('json')) {
    JSON.parse(html);
  } else if (type.startsWith('text/calendar')) {
    assert.doesNotMatch(html, /^Set-Cookie/m, address);
  }
}

const harmless = /\/(logout|erase|sessions\/end|close|reopen|withdraw|cancel|end-role|members\/end|password|code|code\/confirm|login|login\/begin|submit|review\/step|retry|notices)$/;

/** Everything that somebody reaches by links from their desk; `each` is called with every page. */
async function walk(visitor, each) {
  const report = people.report, queue = ['/en/register', '/en/register/desk', '/en/register/feed.atom', report, `${report}/review`, `${report}/civil`, report.replace('submissions', 'reports'), '/en/register/instruments/new'], known = new Set(queue);
  while (queue.length > 0) {
    const address = queue.shift();
    const page = await visitor.get(address);
    judge(address, page);
    await each(address, page);
    for (const next of leads(page.html)) {
      const wanted = /^\/en\/(register|countries\/URY)/.test(next) && !/[?&]|\/workbook$|\/instruments\/countries\/(?!URY)/.test(next);
      if (wanted && !known.has(next) && known.size < 400) queue.push(known.add(next) && next);
    }
  }
  return known;
}

async function attack(visitor, payload) {
  const tried = new Set();
  await walk(visitor, async (address, page) => {
    for (const form of forms(page.html)) {
      // Each kind of form once; all sections have the same.
      const kind = form.action.replace(publicId, '*').replace(/sections\/(?!AREA_1).*/, 'sections/others').replace(/points\/\d+/, 'points/*');
      const unique = `${kind} ${form.fields.map(({ name }) => name).join()} ${form.buttons[0]?.value}`;
      if (harmless.test(form.action) || tried.has(unique) || form.action.includes('sections/') && !form.action.includes('AREA_1')) continue;
      tried.add(unique);
      for (const all of [true, false]) {
        const fresh = forms((await visitor.get(address)).html).find(({ action, fields }) => action === form.action && fields.length === form.fields.length) ?? form;
        if (/\/comment$/.test(form.action)) await pause(3200);
        const button = fresh.buttons[0];
        const answer = await visitor.post(form.action, { ...filled(fresh, payload, all), ...(button?.name ? { [button.name]: button.value } : {}) });
        sent.add(kind);
        judge(`${form.action} (sent)`, answer);
        if (answer.status < 400) accepted.add(kind);
        else if (process.env.TELL && !all) console.log(kind, answer.status, /role="alert">[^]*?<\/div>/.exec(answer.html)?.[0], [...answer.html.matchAll(/class="bad"[^>]*>([^<]*)/g)].map(([, text]) => text).join('|'));
      }
    }
  });
}

before(async () => {
  space = prepareWorkspace();
  [seen, sent, accepted] = [new Set(), new Set(), new Set()];
  const json = (text) => JSON.stringify({ es: text, en: text, pt: text });
  for (const [i, payload] of [markup, formula].entries()) {
    const file = path(space.path, `text${i}.yaml`);
    writeFileSync(file, `title: ${json(payload)}\nintroduction: ${json(payload)}\nvoice: anonymous\nopens: "2026-01-01T00:00"\ncloses: "2099-12-31T23:59"\nzone: UTC\nparagraphs:\n  - {label: ${JSON.stringify(payload.slice(0, 15))}, content: ${json(payload)}}\n`);
    verb('consultation', 'publish', file);
  }
  site = await startSite({ workspace: space.path });
  const { secretariat, focal, report } = await openOffice(space, site.url);
  people = { secretariat, focal, member: await join(space, site.url, 'working_group', 'URY', 'Member'), civil: await join(space, site.url, 'civil_society', 'URY', 'Civil'), anybody: new Visitor(site.url) };
  // A report in review has the most forms.
  await sendReport(focal, report);
  people.report = report;
  await secretariat.get(`${report}/review`);
  await secretariat.post(`${report}/review/step`, { step: 'take_up', note: markup });
});
after(async () => {
  await site?.stop();
  space?.remove();
});

for (const [name, payload] of [['markup', markup], ['formulas', formula]]) {
  test(`${name} in every field of every form`, async () => {
    for (const role of ['civil', 'secretariat', 'member', 'focal', 'anybody']) await attack(people[role], payload);
    // Back to the country, whose answers can be changed then.
    await people.secretariat.get(`${people.report}/review`);
    await people.secretariat.post(`${people.report}/review/step`, { step: 'return', note: payload });
    await attack(people.focal, payload);
    await people.focal.get(people.report);
    await people.focal.post(`${people.report}/submit`, { 'leave-out': 'yes' });
    await people.secretariat.get(`${people.report}/review`);
    await people.secretariat.post(`${people.report}/review/step`, { step: 'take_up', note: payload });
  });
}

test('the forms were reached, and most of what was typed was taken', () => {
  if (process.env.TELL) console.log([...sent].map((kind) => `${accepted.has(kind) ? 'taken ' : '      '}${kind}`).sort().join('\n'));
  const taken = [...accepted].map((kind) => kind.replace('/en/register', ''));
  for (const wanted of ['/organisations', '/people/invite', '/submissions/*/review/remark', '/submissions/*/review/reply', '/submissions/*/review/score', '/submissions/*/civil', '/submissions/*/review/civil-reply',
    '/submissions/*/sections/AREA_1', '/instruments', '/instruments/*/edit', '/groups', '/groups/*/meetings', '/groups/*/decisions', '/groups/*/actions', '/initiatives', '/consultations/*/points/*/comment']) {
    assert.ok(taken.includes(wanted), `${wanted} of ${taken}`);
  }
});

test('whoever looks at it afterwards, on every page, table and feed, sees text', async () => {
  seen.clear();
  for (const role of ['secretariat', 'member', 'civil', 'focal', 'anybody']) await walk(people[role], () => {});
  const data = ['/en/register/initiatives.csv', '/en/register/initiatives.json', '/en/register/calendar.ics', '/en/register/feed.atom', '/api/register/instruments.csv', '/api/register/instruments.json'];
  for (const address of data) judge(address, await people.anybody.get(address));
  for (const { consultation } of JSON.parse(verb('consultation', 'list', '--json'))) {
    for (const rest of ['feed', 'data/paragraphs.csv', 'data/comments.csv', 'data/answers.csv', 'data/consultation.json']) {
      const address = `/en/register/consultations/${consultation}/${rest}`;
      const answer = await people.anybody.get(address);
      assert.equal(answer.status, 200, address);
      judge(address, answer);
    }
  }
  if (process.env.TELL) console.log([...seen].sort().join('\n'));
  assert.ok(seen.size > 15, `${[...seen]}`);
});

test('parameters of addresses are text, too', async () => {
  for (const address of ['/en/register/login?back=', '/en/register/initiatives?q=', '/en/register/initiatives?goal=', '/en/register/instruments?q=', '/en/register/instruments?country=', '/en/register/instruments?after=', '/en/register/instruments/compare?goal=', '/en/register/consultations?after=', '/en/register/people?after=']) {
    for (const payload of [markup, formula, "1' or '1'='1", '\0', '\r\nzq: 1', '../'.repeat(9) + 'etc/passwd', '\u202e', '%ff', 'x'.repeat(3000)]) {
      judge(address + payload.slice(0, 20), await people.secretariat.get(address + encodeURIComponent(payload)));
    }
  }
});

test('the store is what it was', () => {
  assert.match(verb('verify'), /every entry of the log is what it was/);
  assert.ok(JSON.parse(verb('people', '--json')).length >= 4);
});
