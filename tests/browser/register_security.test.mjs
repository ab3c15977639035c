// Files that are not what they say, and logins that try to learn who has an account.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, before, test } from 'node:test';
import { forms } from './forms.mjs';
import { join, openOffice } from './register_office.mjs';
import { prepareWorkspace, startSite } from './site.mjs';
import { inputs, Visitor } from './visitor.mjs';

let space, site, secretariat, focal, report, group, instrument;
before(async () => {
  space = prepareWorkspace();
  site = await startSite({ workspace: space.path });
  ({ secretariat, focal, report } = await openOffice(space, site.url));
  await secretariat.get('/en/register/groups');
  group = (await secretariat.post('/en/register/groups', { name: 'Data', purpose: 'Standards.' })).location;
  await secretariat.get(group);
  await secretariat.post(`${group}/members`, { person: /<option value="([a-z2-7]{26})"/.exec((await secretariat.get(group)).html)[1] });
  const [form] = forms((await focal.get('/en/register/instruments/new')).html).filter(({ action }) => action === '/en/register/instruments');
  const usual = Object.fromEntries(form.fields.filter(({ type }) => type === 'select').map(({ name, value, codes }) => [name, value || codes.find((code) => code)]));
  const dates = Object.fromEntries(form.fields.filter(({ name, type }) => type === 'date' && !name.startsWith('milestones')).map(({ name }) => [name, '2020-01-01']));
  const made = await focal.post(form.action, { ...usual, ...dates, goals: '1', title: 'Ley', body: 'Parlamento' });
  instrument = made.location;
  assert.equal(made.status, 303, [...made.html.matchAll(/class="bad"[^>]*>([^<]*)/g)].map(([, text]) => text).join('; ') + JSON.stringify(usual));
  const section = `${report}/sections/AREA_1`;
  await focal.get(section);
  await focal.post(section, { 'revision:BROADBAND_PLAN.STATE': '0', 'BROADBAND_PLAN.STATE': 'ADOPTED' });
});
after(async () => {
  await site?.stop();
  space?.remove();
});

/** All that lies in a folder, by its path in it. */
function files(folder, under = '') {
  return readdirSync(path(folder, under), { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? files(folder, path(under, one.name)) : [path(under, one.name)]));
}

/** Every form that takes a file: {page, address, field, more}. */
const places = () => [
  { who: focal, page: `${report}/sections/AREA_1`, address: `${report}/sections/AREA_1`, field: 'document:BROADBAND_PLAN.INSTRUMENT' },
  { who: focal, page: `${instrument}/edit`, address: `${instrument}/document`, field: 'file' },
  { who: secretariat, page: group, address: `${group}/papers`, field: 'document', more: { title: 'Paper', meeting: '' } },
  { who: focal, page: report, address: `${report}/workbook`, field: 'workbook' },
];
async function send({ who, page, address, field, more = {} }, file) {
  const shown = await who.get(page);
  const version = inputs(shown.html).version;
  return who.upload(address, { ...(version ? { version } : {}), ...more }, field, file);
}

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n');
const zip = (...names) => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from(names.join(' '))]);

test('names of files lead nowhere', async () => {
  const before = files(space.path).filter((name) => !/sqlite|documents/.test(name));
  const names = ['../../../evil.pdf', '..\\..\\evil.pdf', 'C:\\windows\\evil.pdf', '/etc/evil.pdf', '.evil.pdf', '....//evil.pdf', 'evil\u0000.pdf', 'evil\r\nX-Evil: 1.pdf', '"; filename="evil.pdf', '\u202efdp.evil.pdf', `${'e'.repeat(180)}.pdf`, 'evil%2f..%2f.pdf'];
  for (const place of places().slice(0, 3)) {
    for (const [i, name] of names.entries()) {
      const answer = await send(place, { name, type: 'application/pdf', bytes: Buffer.concat([pdf, Buffer.from(`${place.field} ${i}`)]) });
      assert.ok(answer.status < 500, `${place.address} ${JSON.stringify(name)}: ${answer.status}`);
    }
  }
  assert.deepEqual(files(space.path).filter((name) => !/sqlite|documents/.test(name)), before, 'nothing lies anywhere but with the documents');
  for (const name of files(path(space.path, 'register', 'documents'))) assert.match(name, /^[0-9a-f]{2}\/[0-9a-f]{64}$/);
  assert.equal(statSync(path(space.path, 'register', 'documents')).mode & 0o077, 0);
  let given = 0;
  for (const [who, page, pattern] of [[focal, `${report}/sections/AREA_1`, /href="([^"]*\/documents\/[0-9a-f]{64})"/g], [focal, instrument, /href="([^"]*\/documents\/[0-9a-f]{64})"/g], [secretariat, group, /href="([^"]*\/papers\/[a-z2-7]{26})"/g]]) {
    for (const [, address] of (await who.get(page)).html.matchAll(pattern)) {
      const { status, headers } = await who.get(address);
      assert.equal(status, 200, address);
      assert.match(headers.get('content-disposition'), /^attachment; filename\*=UTF-8''[\w.%~!'()*-]+$/, address);
      assert.doesNotMatch(decodeURIComponent(headers.get('content-disposition')), /[/\\\r\n\0]/);
      assert.deepEqual([headers.get('content-type'), headers.get('x-content-type-options'), headers.get('x-evil')], ['application/pdf', 'nosniff', null]);
      assert.match(headers.get('content-security-policy'), /sandbox/);
      given += 1;
    }
  }
  assert.ok(given > 6, `${given} documents are given back`);
  for (const address of [`${report}/documents/..%2f..%2freceipt-keys.json`, `${report}/documents/../../receipt-keys.json`, `${report}/documents/${'0'.repeat(64)}`, '/register/receipt-keys.json', '/../register/receipt-keys.json']) {
    assert.ok([400, 403, 404].includes((await focal.get(address)).status), address);
  }
});

test('files that are not what they say, or that run something, are refused', async () => {
  const lies = [
    ['page.pdf', 'application/pdf', Buffer.from('<html><script>alert(1)</script></html>')],
    ['program.txt', 'text/plain', Buffer.from('\x7fELF\x02\x01\x01\0\0')],
    ['program.pdf', 'application/pdf', Buffer.from('MZ\x90\0\x03\0')],
    ['page.html', 'text/html', Buffer.from('<p>text</p>')],
    ['drawing.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['picture.png', 'image/png', pdf],
    ['law.pdf.exe', 'application/pdf', pdf],
    ['law.pdf', 'text/html', pdf],
    ['script.pdf', 'application/pdf', Buffer.from('%PDF-1.7 <</S/JavaScript/JS(app.alert(1))>>')],
    ['hidden.pdf', 'application/pdf', Buffer.from('%PDF-1.7 <</#4aavaScript 1>>')],
    ['macro.docx', '', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
    ['archive.zip', 'application/zip', zip('anything.exe')],
    ['empty.pdf', 'application/pdf', Buffer.alloc(0)],
  ];
  const before = files(path(space.path, 'register', 'documents')).length;
  for (const place of places()) {
    for (const [name, type, bytes] of lies) {
      const answer = await send(place, { name, type, bytes });
      // A section is saved without the file that was left empty, as browsers send where none was chosen.
      const wanted = bytes.length === 0 && place.field.startsWith('document:') ? 200 : 422;
      assert.equal(answer.status, wanted, `${place.address} ${name}: ${answer.status}`);
    }
  }
  assert.equal(files(path(space.path, 'register', 'documents')).length, before, 'nothing of them is kept');
});

test('what is too large is refused before it is read', async () => {
  const large = Buffer.concat([pdf, Buffer.alloc(24 << 20, 0x20)]);
  for (const place of places()) {
    const answer = await send(place, { name: 'large.pdf', type: 'application/pdf', bytes: large }).catch(() => ({ status: 413 }));
    assert.ok([413, 422].includes(answer.status), `${place.address}: ${answer.status}`);
  }
  await secretariat.get('/en/register/people');
  assert.equal((await secretariat.post('/en/register/organisations', { name: 'x'.repeat(2 << 20), country: '' }).catch(() => ({ status: 413 }))).status, 413);
  assert.equal((await secretariat.get('/en/register/people')).status, 200, 'and the server goes on');
  assert.equal((await fetch(`${site.url}/en/data`, { method: 'POST', body: 'a'.repeat(100) })).status >= 400, true, 'no page without forms takes a body');
  // A form of very many parts.
  const parts = new URLSearchParams(Array.from({ length: 5000 }, (_, i) => [`f${i}`, 'x']));
  assert.equal((await fetch(`${site.url}/en/register/login`, { method: 'POST', body: parts })).status, 422);
});

test('a login tells nobody who has an account: neither by its words nor by its time', async () => {
  // Twelve people and twelve addresses of nobody: each is tried once, so that no try is answered sooner because there were others.
  const known = [];
  for (let i = 0; i < 12; ++i) {
    await join(space, site.url, 'observer', 'URY', `Observer ${i}`);
    const list = (await secretariat.get('/en/register/people')).html;
    known.push([...list.matchAll(/person\d+@example\.org/g)].map(([email]) => email).find((email) => !known.includes(email)));
  }
  assert.equal(new Set(known).size, 12);
  const tell = async (email) => {
    const visitor = new Visitor(site.url);
    await visitor.get('/en/register/login');
    const start = performance.now();
    const { status, html, headers } = await visitor.post('/en/register/login', { email, password: 'not the password', code: '', back: '' });
    const took = performance.now() - start;
    return { took, said: `${status} ${headers.getSetCookie().length} ${html.replaceAll(email, 'EMAIL').replace(/name="csrf" value="[^"]*"/g, '')}` };
  };
  const times = { known: [], unknown: [] }, said = new Set();
  await tell('first@example.org');
  for (let i = 0; i < 12; ++i) {
    for (const [kind, email] of [['known', known[i]], ['unknown', `nobody${i}@example.org`]]) {
      const one = await tell(email);
      times[kind].push(one.took);
      said.add(one.said);
    }
  }
  assert.equal(said.size, 1, [...said].map((text) => text.slice(0, 60)).join('\n'));
  const middle = (list) => [...list].sort((a, b) => a - b)[list.length / 2];
  const [one, other] = [middle(times.known), middle(times.unknown)];
  assert.ok(Math.max(one, other) / Math.min(one, other) < 1.5, `${one.toFixed(1)} ms for an account, ${other.toFixed(1)} ms for nobody`);
});

test('tokens that are guessed answer like tokens that never were', async () => {
  const visitor = new Visitor(site.url);
  for (const address of [`invitations/${'a'.repeat(52)}`, 'invitations/x', `receipts/${'a'.repeat(26)}`, `reports/${'a'.repeat(26)}`, `instruments/${'a'.repeat(26)}`]) {
    assert.equal((await visitor.get(`/en/register/${address}`)).status, 404, address);
  }
  // A report that is there and one that is not are the same to who may read neither.
  const observer = await join(space, site.url, 'observer', 'BRA', 'Stranger');
  const answers = await Promise.all([report, `/en/register/submissions/${'a'.repeat(26)}`].map(async (address) => (await observer.get(address)).status));
  assert.deepEqual(answers, [403, 403]);
});
