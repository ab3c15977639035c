// A ministry signs what was sent with its own certificate: keys, certificates, lists and signatures are made, and verified again, with the `openssl` command.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { join, openOffice, sendReport } from './register_office.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { Visitor } from './visitor.mjs';

let space, site, folder, secretariat, focal, report, receipt, version, frozen;
const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
const verb = (...words) => execFileSync(program, ['register', ...words, '-w', space.path], { encoding: 'utf8', stdio: 'pipe' });

function makeCertificate(name, issuer, extensions) {
  const files = ['-keyout', `${name}.key`, '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-subj', `/C=UY/O=Ministerio/CN=${name}`];
  if (!issuer) return openssl('req', '-x509', '-days', '30', ...files, '-out', `${name}.pem`, ...extensions.flatMap((one) => ['-addext', one]));
  openssl('req', ...files, '-out', `${name}.csr`);
  writeFileSync(path(folder, `${name}.ext`), extensions.join('\n'));
  return openssl('x509', '-req', '-days', '30', '-in', `${name}.csr`, '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-extfile', `${name}.ext`, '-out', `${name}.pem`);
}

/** The list of what an authority has revoked. */
function makeList(issuer, revoked) {
  writeFileSync(path(folder, `${issuer}.cnf`), `[ca]\ndefault_ca=a\n[a]\ndatabase=${issuer}.txt\ncertificate=${issuer}.pem\nprivate_key=${issuer}.key\ndefault_md=sha256\ndefault_crl_days=7\n`);
  writeFileSync(path(folder, `${issuer}.txt`), '');
  for (const name of revoked) openssl('ca', '-config', `${issuer}.cnf`, '-revoke', `${name}.pem`);
  openssl('ca', '-config', `${issuer}.cnf`, '-gencrl', '-out', `trust/lists/${issuer}.crl`);
}

function signature(name, bytes, ...more) {
  writeFileSync(path(folder, 'sign.json'), bytes);
  openssl('cms', '-sign', '-binary', '-in', 'sign.json', '-signer', `${name}.pem`, '-inkey', `${name}.key`, '-certfile', 'authority.pem', '-outform', 'DER', '-out', 'sign.p7s', ...more);
  return readFileSync(path(folder, 'sign.p7s'));
}

before(async () => {
  space = prepareWorkspace();
  folder = space.path;
  mkdirSync(path(folder, 'trust', 'anchors'), { recursive: true });
  mkdirSync(path(folder, 'trust', 'lists'));
  const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
  makeCertificate('root', null, authority.slice(1));
  makeCertificate('authority', 'root', authority);
  const leaf = ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature,nonRepudiation'];
  for (const name of ['Ministra', 'Anterior']) makeCertificate(name, 'authority', leaf);
  makeCertificate('Nadie', null, ['keyUsage=critical,digitalSignature']);
  writeFileSync(path(folder, 'trust', 'anchors', 'root.pem'), readFileSync(path(folder, 'root.pem')));
  makeList('root', []);
  makeList('authority', ['Anterior']);
  writeFileSync(path(folder, 'signatures.yaml'), 'anchors: trust/anchors\nrevocation: trust/lists\nunknown_revocation: refuse\n');
  site = await startSite({ workspace: space.path });
  ({ secretariat, focal, report } = await openOffice(space, site.url));
});
after(async () => {
  await site?.stop();
  space?.remove();
});

const attach = async (bytes, name = 'signature.p7s') => {
  await focal.get(`${report}/signatures`);
  return focal.upload(`${report}/signatures`, { version }, 'signature', { name, bytes });
};
const links = (html, pattern) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).filter((href) => pattern.test(href));

test('before anything was sent there is nothing to sign', async () => {
  assert.equal((await focal.get(`${report}/signatures`)).status, 404);
});

test('what is downloaded to be signed is what the receipt is of', async () => {
  receipt = await sendReport(focal, report);
  version = receipt.split('/').at(-1);
  const page = await focal.get(`${report}/signatures`);
  const [file] = links(page.html, /\/versions\//);
  const answer = await focal.get(file);
  frozen = answer.bytes;
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename="URY-2026-1\.json"$/);
  assert.match(answer.headers.get('content-security-policy'), /sandbox/);
  const said = JSON.parse(Buffer.from(/>(ey[\w-]+\.[\w-]+\.[\w-]+)</.exec((await focal.get(receipt)).html)[1].split('.')[1], 'base64url'));
  assert.equal(createHash('sha256').update(frozen).digest('hex'), said.sha256);
});

let good;

test('a good signature is kept with who signed, and given back as it came', async () => {
  good = signature('Ministra', frozen);
  const answer = await attach(good);
  assert.equal(answer.status, 200);
  assert.match(answer.html, /The signature is kept\. Result: valid\./);
  assert.match(answer.html, /CN=Ministra/);
  const [file] = links(answer.html, /\/signatures\/[a-z2-7]{26}$/);
  const back = await focal.get(file);
  assert.ok(back.bytes.equals(good));
  assert.match(back.headers.get('content-disposition'), /^attachment/);
  assert.equal((await attach(good)).status, 200);
  assert.equal(JSON.parse(verb('signatures', 'list', '--json')).length, 1, 'sent twice, it is there once');
});

test('each fault of a signature is told, and what it is is kept', async () => {
  const faults = [
    [signature('Anterior', frozen), /the certificate was revoked/],
    [signature('Nadie', frozen), /no authority that this register trusts/],
    [signature('Ministra', Buffer.concat([frozen, Buffer.from(' ')])), /it is not a signature of this file/],
    [signature('Ministra', frozen, '-md', 'sha1'), /the algorithm or the key is weak/],
  ];
  for (const [bytes, words] of faults) {
    const answer = await attach(bytes);
    assert.equal(answer.status, 200);
    assert.match(/class="call warn"[^]*?<\/div>/.exec(answer.html)[0], words);
  }
  const kept = JSON.parse(verb('signatures', 'list', '--json'));
  assert.deepEqual(kept.map((one) => [one.outcome, one.holds]), [['valid', true], ['revoked', false], ['untrusted', false], ['not_these_bytes', false], ['weak', false]]);
});

test('what is no signature is refused at its field', async () => {
  const inside = signature('Ministra', frozen, '-nodetach');
  for (const bytes of [Buffer.from('%PDF-1.7\n'), Buffer.alloc(0), inside, good.subarray(0, 200), Buffer.alloc(600_000, 0x30), Buffer.from('<script>alert(1)</script>')]) {
    const answer = await attach(bytes, '../../etc/passwd.p7s');
    assert.equal(answer.status, 422);
    assert.match(answer.html, /aria-invalid="true"/);
  }
  assert.equal((await attach(Buffer.alloc(3_000_000, 0x30)).catch(() => ({ status: 413 }))).status, 413);
  assert.equal(JSON.parse(verb('signatures', 'list', '--json')).length, 5);
  await focal.get(`${report}/signatures`);
  const other = await focal.upload(`${report}/signatures`, { version: 'a'.repeat(26) }, 'signature', { name: 'a.p7s', bytes: good });
  assert.equal(other.status, 404, 'a version of nobody');
});

test('nobody else attaches one or sees them before the report is published', async () => {
  const observer = await join(space, site.url, 'observer', 'BRA');
  const public_page = report.replace('submissions', 'reports');
  for (const where of ['signatures', `versions/${version}`, `signatures/${JSON.parse(verb('signatures', 'list', '--json'))[0].signature}`]) {
    assert.equal((await observer.get(`${report}/${where}`)).status, 403, where);
    assert.equal((await new Visitor(site.url).get(`${report}/${where}`)).status, 303, where);
  }
  await secretariat.get(`${report}/signatures`);
  assert.equal((await secretariat.upload(`${report}/signatures`, { version }, 'signature', { name: 'a.p7s', bytes: good })).status, 403, 'the secretariat signs for no country');
  for (const where of ['signed', `signatures/${version}`]) assert.equal((await new Visitor(site.url).get(`${public_page}/${where}`)).status, 404);
});

test('reviewers see it; with the published report everybody does, and checks it without us', async () => {
  assert.match((await secretariat.get(`${report}/review`)).html, /Version 1, signed by Ministra, Ministerio[^]*?valid/);
  for (const step of ['take_up', 'accept']) {
    await secretariat.get(`${report}/review`);
    assert.equal((await secretariat.post(`${report}/review/step`, { step, note: '' })).status, 303);
  }
  verb('publish');
  const visitor = new Visitor(site.url);
  const page = (await visitor.get(report.replace('submissions', 'reports'))).html;
  assert.match(page, /Signature of Ministra, Ministerio/);
  for (const other of ['Anterior', 'Nadie']) assert.ok(!page.includes(other), 'what does not hold is no part of the publication');
  const [signed] = links(page, /\/signed$/), [file] = links(page, /\/signatures\/[a-z2-7]{26}$/);
  writeFileSync(path(folder, 'published.json'), (await visitor.get(signed)).bytes);
  writeFileSync(path(folder, 'published.p7s'), (await visitor.get(file)).bytes);
  openssl('cms', '-verify', '-binary', '-inform', 'DER', '-in', 'published.p7s', '-content', 'published.json', '-CAfile', 'root.pem', '-purpose', 'any', '-out', 'verified.json');
  assert.ok(readFileSync(path(folder, 'verified.json')).equals(frozen));
  const bad = JSON.parse(verb('signatures', 'list', '--json')).find((one) => one.outcome === 'revoked').signature;
  assert.equal((await visitor.get(`${report.replace('submissions', 'reports')}/signatures/${bad}`)).status, 404);
});

test('who attached them finds them among what is theirs', async () => {
  const { signatures } = JSON.parse((await focal.get('/en/register/account/data.json')).html);
  assert.equal(signatures.length, 5);
  assert.match(signatures[0].certificate, /CN=Ministra/);
});

test('the page has no fault of accessibility that a program finds', async () => {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext();
    await context.addCookies(focal.cookies());
    const page = await context.newPage();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${site.url}${report}/signatures`);
        assert.deepEqual(await violations(page), []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `nothing beyond ${width} px`);
        if (process.env.SCREENSHOTS) await page.screenshot({ path: path(process.env.SCREENSHOTS, `signatures-${width}-${colorScheme}.png`), fullPage: true });
      }
    }
  } finally {
    await browser.close();
  }
});

test('what was kept is examined again, and a changed byte is found', () => {
  assert.match(verb('signatures', 'verify'), /valid +valid/);
  const { sha256 } = JSON.parse(verb('signatures', 'list', '--json'))[0];
  const kept = path(space.path, 'register', 'documents', sha256.slice(0, 2), sha256);
  const bytes = Buffer.from(good);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(kept, bytes);
  assert.throws(() => verb('signatures', 'verify'), /1 of 5 signatures do not hold any more/);
  writeFileSync(kept, good);
  makeList('authority', ['Anterior', 'Ministra']);
  assert.match(verb('signatures', 'verify'), /valid +valid/, 'what is revoked after the receipt was good then');
  assert.match(verb('verify'), /every entry of the log is what it was/);
});
