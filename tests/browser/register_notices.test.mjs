// Notices, privacy, one's own data, the office and the feed, against a running program and a server for mail that the test starts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { read, startSmtp } from './smtp_server.mjs';

let space, smtp, site, browser, page, url;
const run = (...words) => execFileSync(program, ['register', ...words], { encoding: 'utf8' });
const send = () => JSON.parse(run('notices', 'send', '-w', space.path, '--public-url', 'https://observatory.example', '--json'));
const invite = (email) => JSON.parse(run('invite', '-w', space.path, '--role', 'observer', '--country', 'URY', '--name', 'Ñandú\u00a0Pérez', '--email', email, '--language', 'es', '--json'));
const mail = (security) => writeFileSync(join(space.path, 'mail.yaml'), `server: smtp://127.0.0.1:${smtp.port}\nsecurity: ${security}\nfrom: register@example.org\n`);
const notices = () => JSON.parse(run('notices', 'list', '-w', space.path, '--json'));

before(async () => {
  space = prepareWorkspace();
  space.token = JSON.parse(run('invite', '-w', space.path, '--role', 'secretariat', '--name', 'Secretaría', '--email', 'secretariat@example.org', '--json')).token;
  smtp = await startSmtp();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await smtp?.stop();
  space?.remove();
});

test('without mail.yaml notices wait, and the verb says so', () => {
  assert.throws(() => send());
  assert.deepEqual(notices().map(({ kind, state }) => [kind, state]), [['invited', 'waiting']]);
});

test('an invitation is sent once, with a link of its own that works', async () => {
  // The verb works while this test answers it, so it runs beside.
  mail('none');
  const { sent } = await beside();
  assert.equal(sent, 1);
  const { head, text } = read(smtp.messages[0]);
  assert.deepEqual(smtp.messages[0].to, ['secretariat@example.org']);
  for (const line of [/^From: <register@example.org>$/m, /^Auto-Submitted: auto-generated$/m, /^Message-ID: <[a-z2-7]{26}@example.org>$/m, /^Content-Language: es$/m]) assert.match(head, line);
  space.mailed = /https:\/\/observatory\.example\/es\/register\/invitations\/([a-z2-7]{52})/.exec(text)[1];
  assert.notEqual(space.mailed, space.token);
  assert.equal((await beside()).sent, 0);
});

/** The verb without blocking the server of this process. */
async function beside() {
  const { execFile } = await import('node:child_process');
  const out = await new Promise((done, failed) => execFile(program, ['register', 'notices', 'send', '-w', space.path, '--public-url', 'https://observatory.example', '--json'],
    (error, stdout) => (error ? failed(error) : done(stdout))));
  return JSON.parse(out);
}

test('a server that refuses TLS gets nothing; 4xx is tried again; 5xx marks the address', async () => {
  const taken = smtp.messages.length;
  const refusing = await startSmtp({ starttls: 'refused' });
  writeFileSync(join(space.path, 'mail.yaml'), `server: smtp://127.0.0.1:${refusing.port}\nfrom: register@example.org\n`);
  invite('one@example.org');
  const refused = await beside();
  assert.deepEqual([refused.sent, refused.later], [0, 1]);
  assert.notEqual(refused.trouble, '');
  assert.equal(refusing.messages.length, 0, 'not a word without TLS');
  await refusing.stop();
  mail('none');
  invite('two@example.org');
  invite('three@example.org');
  smtp.answers.rcpt = (address) => (address.startsWith('two') ? '451 later, two@example.org' : address.startsWith('three') ? '550 no such user' : null);
  const mixed = await beside();
  assert.deepEqual([mixed.sent, mixed.later, mixed.failed], [0, 1, 1]);
  assert.equal(smtp.messages.length, taken);
  const outcomes = notices().map(({ outcome }) => outcome);
  assert.ok(outcomes.includes('451 RCPT') && outcomes.includes('550 RCPT'), outcomes.join());
  smtp.answers.rcpt = undefined;
  invite('three@example.org');
  assert.deepEqual(await beside().then(({ sent, later, failed }) => [sent, later, failed]), [0, 0, 0], 'an address that bounced is not tried again');
});

test('STARTTLS and a log-in at the server: nothing before TLS, only to a certificate that is known, only with the right password', async () => {
  const path = (name) => join(space.path, name);
  const certificate = (name, host) => execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', path(`${name}.key`),
    '-out', path(`${name}.pem`), '-days', '2', '-subj', '/CN=test', '-addext', `subjectAltName=${host}`], { stdio: 'ignore' });
  certificate('ours', 'IP:127.0.0.1');
  certificate('other', 'IP:127.0.0.1');
  certificate('elsewhere', 'DNS:mail.example.org');
  const login = { user: 'register@example.org', password: 'pass word: "ñ"' };
  const begin = (name) => startSmtp({ starttls: { key: readFileSync(path(`${name}.key`)), cert: readFileSync(path(`${name}.pem`)) }, login });
  const configure = (server, authorities, password = login.password) => {
    writeFileSync(path('mail-password'), `${password}\n`, { mode: 0o600 });
    writeFileSync(path('mail.yaml'), `server: smtp://127.0.0.1:${server.port}\nuser: ${login.user}\npassword_file: mail-password\nfrom: register@example.org\nauthorities: ${authorities}\n`);
  };
  const said = (server, verb) => server.seen.filter((one) => one.verb === verb);
  // Another authority, and a certificate of another host: not a word after STARTTLS.
  for (const [name, authorities] of [['ours', 'other.pem'], ['elsewhere', 'elsewhere.pem']]) {
    const server = await begin(name);
    configure(server, authorities);
    invite(`${name}@example.org`);
    const { sent, trouble } = await beside();
    assert.deepEqual([sent, trouble !== ''], [0, true]);
    assert.equal(said(server, 'STAR').length, 1);
    assert.equal(said(server, 'AUTH').length + said(server, 'MAIL').length, 0);
    await server.stop();
  }
  const server = await begin('ours');
  configure(server, 'ours.pem', 'wrong');
  invite('four@example.org');
  const refused = await beside();
  assert.deepEqual([refused.sent, refused.trouble], [0, '535 AUTH']);
  assert.equal(server.messages.length, 0);
  assert.ok(!JSON.stringify(notices()).includes('wrong') && !refused.trouble.includes('wrong'));
  configure(server, 'ours.pem');
  invite('five@example.org');
  assert.equal((await beside()).sent, 1);
  const [message] = server.messages;
  assert.deepEqual([message.to, message.secure, message.known], [['five@example.org'], true, true]);
  assert.match(read(message).text, /invitations\/[a-z2-7]{52}/);
  assert.ok(server.seen.every(({ verb, secure }) => secure || ['EHLO', 'STAR'].includes(verb)), 'nothing but STARTTLS goes in clear');
  await server.stop();
});

test('the link that was mailed makes the account; the office shows notices, log and backup', async () => {
  run('backup', '-w', space.path, join(space.path, 'copy.sqlite'));
  run('retention', '-w', space.path);
  [site, browser] = await Promise.all([startSite({ workspace: space.path }), openBrowser()]);
  url = site.url;
  page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.goto(`${url}/en/register/invitations/${space.mailed}`);
  await page.locator('[type=password]').first().fill('a long enough sentence');
  await page.locator('main form button').first().click();
  assert.match(page.url(), /\/en\/register\/desk$/);
  await page.goto(`${url}/en/register/office`);
  const text = await page.locator('main').innerText();
  for (const part of ['three@example.org', '550 RCPT', 'invitation.make']) assert.ok(text.includes(part), part);
  assert.ok(!/none that the register knows of|not yet/.test(text), text);
  assert.deepEqual(await violations(page), []);
});

test('the declaration is public in three languages', async () => {
  for (const [language, word] of [['es', 'Sesiones'], ['en', 'Sessions'], ['pt', 'Sessões']]) {
    const answer = await site.get(`/${language}/register/privacy`);
    assert.equal(answer.status, 200);
    assert.ok(answer.text.includes(word));
  }
  assert.equal((await site.get('/en/register/office')).status, 303);
});

test('the feed is what RFC 4287 asks', async () => {
  for (const language of ['es', 'en', 'pt']) {
    const answer = await site.get(`/${language}/register/feed.atom`);
    assert.match(answer.headers['content-type'], /^application\/atom\+xml/);
    await page.goto('about:blank');
    const faults = await page.evaluate((xml) => {
      const doc = new DOMParser().parseFromString(xml, 'application/xml'), out = [];
      const atom = 'http://www.w3.org/2005/Atom', date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
      if (doc.querySelector('parsererror')) return ['not well-formed'];
      const feed = doc.documentElement;
      if (feed.localName !== 'feed' || feed.namespaceURI !== atom) out.push('root');
      const all = [...doc.querySelectorAll('*')];
      if (all.some((one) => one.namespaceURI !== atom)) out.push('namespace');
      const of = (node, name) => [...node.children].filter((one) => one.localName === name);
      const entries = of(feed, 'entry');
      for (const node of [feed, ...entries]) {
        for (const name of ['id', 'title', 'updated']) if (of(node, name).length !== 1) out.push(`${node.localName} has not one ${name}`);
        if (!date.test(of(node, 'updated')[0].textContent)) out.push('updated');
        try { new URL(of(node, 'id')[0].textContent); } catch { out.push('id is no IRI'); }
        for (const link of of(node, 'link')) if (!/^https?:/.test(link.getAttribute('href'))) out.push('link');
      }
      if (of(feed, 'author').length !== 1 || of(of(feed, 'author')[0], 'name').length !== 1) out.push('author');
      if (!of(feed, 'link').some((one) => one.getAttribute('rel') === 'self')) out.push('self');
      if (entries.length < 1) out.push('no entry');
      const ids = entries.map((one) => of(one, 'id')[0].textContent);
      if (new Set(ids).size !== ids.length) out.push('an id twice');
      return out;
    }, answer.text);
    assert.deepEqual(faults, []);
  }
});

test('somebody sees, takes along and erases what is theirs, by the password', async () => {
  await page.goto(`${url}/en/register/account/data`);
  assert.deepEqual(await violations(page), []);
  const file = await page.request.get(`${url}/en/register/account/data.json`);
  assert.match(file.headers()['content-disposition'], /^attachment/);
  const mine = await file.json();
  assert.equal(mine.person[0].email, 'secretariat@example.org');
  assert.ok(!JSON.stringify(mine).includes('argon2'));
  await page.locator('[name=delivery][value=daily]').check();
  await page.locator('form[action$="account/notices"] button').click();
  assert.ok(await page.locator('[name=delivery][value=daily]').isChecked());
  const erase = async (password) => {
    await page.locator('[name=sure]').check();
    await page.locator('[name=password]').fill(password);
    await page.locator('form[action$="account/erase"] button').click();
  };
  await erase('another long sentence');
  assert.equal(await page.getByRole('alert').count(), 1);
  await erase('a long enough sentence');
  assert.match(page.url(), /register\/privacy$/);
  await page.goto(`${url}/en/register/account`);
  assert.match(page.url(), /login/);
  assert.deepEqual(JSON.parse(run('people', '-w', space.path, '--json')), []);
  run('verify', '-w', space.path);
});
