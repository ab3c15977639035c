// The manners of the server: languages, caches and the headers that protect readers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startSite } from './site.mjs';

let site;
before(async () => {
  site = await startSite();
});
after(() => site?.stop());

const paths = ['/en/', '/es/goals/1', '/pt/indicators', '/style.css', '/icon.svg', '/release/manifest.json'];

test('the front door leads to the language that the reader prefers', async () => {
  for (const [asked, given] of [
    ['pt-BR,pt;q=0.9,en;q=0.4', 'pt'],
    ['en-US', 'en'],
    ['es-419', 'es'],
    ['fr, en;q=0.3, pt;q=0.2', 'en'],
    ['de', 'es'],
    ['es;q=0, en;q=0.1', 'en'],
    [undefined, 'es'],
  ]) {
    const response = await site.get('/', { headers: asked ? { 'Accept-Language': asked } : {} });
    assert.equal(response.status, 302, asked);
    assert.equal(response.headers.location, `/${given}/`, asked);
    assert.match(response.headers.vary, /Accept-Language/i);
  }
  const bare = await site.get('/en');
  assert.equal(bare.status, 308);
  assert.equal(bare.headers.location, '/en/');
});

test('what a reader has is not sent again', async () => {
  for (const path of paths) {
    const first = await site.get(path);
    assert.equal(first.status, 200, path);
    const tag = first.headers.etag;
    assert.match(tag, /^(W\/)?"[^"]+"$/, path);
    const again = await site.get(path, { headers: { 'If-None-Match': tag } });
    assert.equal(again.status, 304, path);
    assert.equal(again.body.length, 0, path);
    assert.equal(again.headers.etag, tag, path);
    assert.equal((await site.get(path, { headers: { 'If-None-Match': '"other"' } })).status, 200, path);
    const packed = await site.get(path, { headers: { 'Accept-Encoding': 'gzip' } });
    if (packed.headers['content-encoding'] === undefined) continue;
    assert.notEqual(packed.headers.etag, tag, `${path}: another form, another tag`);
    assert.match(first.headers.vary, /Accept-Encoding/i, path);
  }
});

test('data of every SDMX format is compressed on its way', async () => {
  const types = ['data+csv;version=2.0.0', 'data+csv;version=1.0.0', 'data+json;version=2.0.0', 'data+xml;version=3.0.0', 'structurespecificdata+xml;version=2.1', 'genericdata+xml;version=2.1'];
  for (const type of types) {
    const get = (coding) => site.get('/sdmx/v2/data/dataflow/ATALAYA/DF_DIGITAL/+/A.URY.*.*.*.*', { headers: { accept: `application/vnd.sdmx.${type}`, 'accept-encoding': coding } });
    const plain = await get('identity');
    assert.equal(plain.status, 200, type);
    for (const [coding, decode] of [['gzip', gunzipSync], ['br', brotliDecompressSync], ['zstd', null]]) {
      const sent = await get(coding);
      assert.equal(sent.headers['content-encoding'], coding, type);
      assert.ok(sent.body.length < plain.body.length / 2, `${type}, ${coding}: ${sent.body.length} of ${plain.body.length} bytes`);
      // A message says when it was prepared.
      const text = (body) => body.toString('utf8').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '');
      if (decode) assert.equal(text(decode(sent.body)), text(plain.body), `${type}, ${coding}`);
    }
  }
});

test('HEAD says what GET would give', async () => {
  for (const path of paths) {
    const [get, head] = await Promise.all([site.get(path), site.get(path, { method: 'HEAD' })]);
    assert.equal(head.status, 200, path);
    assert.equal(head.body.length, 0, path);
    for (const name of ['content-length', 'content-type', 'etag']) assert.equal(head.headers[name], get.headers[name], `${path}: ${name}`);
  }
});

test('writing is refused', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const response = await site.get('/en/', { method });
    assert.equal(response.status, 405, method);
    assert.match(response.headers.allow, /GET/);
  }
});

test('every answer carries the headers that protect readers', async () => {
  for (const path of [...paths, '/', '/en/nope', '/data/NOPE/x.csv', '/release/nope']) {
    const { headers } = await site.get(path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['x-frame-options'], 'DENY', path);
    const policy = headers['content-security-policy'];
    for (const rule of ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) assert.ok(policy?.includes(rule), `${path}: ${rule}`);
    assert.ok(!policy.includes('unsafe-'), path);
    for (const name of ['referrer-policy', 'permissions-policy', 'cross-origin-opener-policy']) assert.ok(headers[name], `${path}: ${name}`);
    assert.equal(headers['set-cookie'], undefined, path);
  }
});
