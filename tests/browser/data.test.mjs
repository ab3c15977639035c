// The data addresses: what they give, and how they say no (RFC 9457).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseCsv } from './csv.mjs';
import { kindsOfPages } from './pages.mjs';
import { startSite } from './site.mjs';

let site, flow, id;
before(async () => {
  site = await startSite();
  flow = /href="\/data\/([^/"]+)\//.exec((await site.get('/en/data')).text)[1];
  id = (await kindsOfPages(site)).find(({ name }) => name === 'indicator with figures').path.split('/')[1];
});
after(() => site?.stop());

const ask = (rest, options) => site.get(`/data/${flow}/${rest}`, options);

async function refused(rest, status, detail) {
  const response = await site.get(rest);
  assert.equal(response.status, status, rest);
  assert.equal(response.headers['content-type'], 'application/problem+json', rest);
  const problem = JSON.parse(response.text);
  assert.equal(problem.status, status, rest);
  assert.ok(problem.type && problem.title, rest);
  assert.match(problem.detail, detail, rest);
}

test('what cannot be had is told as problem+json, with the reason', async () => {
  await refused('/data/NOPE/A.BRA.csv', 404, /no dataflow 'NOPE'/);
  await refused(`/data/${flow}/A.BRA.NOPE.csv`, 404, /part 3.*NOPE/);
  await refused(`/data/${flow}/A.BRA.${id}.xls`, 404, /extension/);
  await refused(`/data/${flow}/A.BRA.${id}.csv?start=2900`, 404, /no observation/);
  await refused(`/data/${flow}/A.BRA.${id}.csv?start=soon`, 400, /start.*soon/);
  await refused(`/data/${flow}/A.BRA.${id}.json?end=2020-13`, 400, /end/);
  await refused(`/data/${flow}/A.BRA.${id}.csv?lang=fr`, 400, /language 'fr'/);
  await refused(`/data/${flow}/A.BRA.${id}._T._T._T._T.csv`, 400, /7 parts/);
  await refused('/release/nope.parquet', 404, /no file/);
  for (const path of ['/release/..%2f..%2fetc%2fpasswd', '/release/%2e%2e/%2e%2e/etc/passwd', '/release/agenda']) assert.ok([400, 404].includes((await site.get(path)).status), path);
});

test('too much at once is 413, and the reason names another way', async (t) => {
  const response = await ask('all.sdmx.csv');
  // A release of few figures has no key that is too large.
  if (response.status === 200) return t.skip('this release is small enough to be given at one address');
  return refused(`/data/${flow}/all.csv`, 413, /observations.*parquet/);
});

test('start and end limit the time, both included', async () => {
  const whole = parseCsv((await ask(`A.BRA.${id}.csv`)).text).map((row) => row.TIME_PERIOD);
  assert.ok(whole.length > 3);
  const [start, end] = [whole[1], whole.at(-2)];
  const part = parseCsv((await ask(`A.BRA.${id}.csv?start=${start}&end=${end}`)).text).map((row) => row.TIME_PERIOD);
  assert.deepEqual(part, whole.slice(1, -1));
  const fromYear = parseCsv((await ask(`A.BRA.${id}.csv?start=${end}`)).text).map((row) => row.TIME_PERIOD);
  assert.deepEqual(fromYear, whole.slice(-2));
});

test('the three formats say the same', async () => {
  const key = `A.BRA+ARG.${id}`;
  const [csv, sdmx, json] = await Promise.all(['csv', 'sdmx.csv', 'json'].map(async (extension) => (await ask(`${key}.${extension}`)).text));
  const line = (area, period, value) => `${area} ${period} ${Number(value)}`;
  const plain = parseCsv(csv).map((row) => line(row.REF_AREA, row.TIME_PERIOD, row.OBS_VALUE));
  assert.ok(plain.length > 5);
  assert.deepEqual(parseCsv(sdmx).map((row) => line(row.REF_AREA, row.TIME_PERIOD, row.OBS_VALUE)), plain);
  const series = JSON.parse(json).series;
  assert.deepEqual(series.flatMap((one) => one.observations.map((o) => line(one.key.REF_AREA, o.TIME_PERIOD, o.OBS_VALUE))), plain);
});

test('names are in the language that was asked for', async () => {
  for (const [language, name] of [['es', 'Brasil'], ['en', 'Brazil'], ['pt', 'Brasil']]) {
    assert.equal(parseCsv((await ask(`A.BRA.${id}.csv?lang=${language}`)).text)[0].REF_AREA_NAME, name);
  }
});

test('the files of the release are those of the manifest', async () => {
  const response = await site.get('/release/manifest.json');
  assert.equal(response.status, 200);
  const listed = JSON.parse(response.text);
  const files = listed.files.map((file) => file.path);
  assert.ok(files.includes('observations.parquet'));
  for (const file of listed.files) {
    const head = await site.get(`/release/${file.path}`, { method: 'HEAD' });
    assert.equal(head.status, 200, file.path);
    assert.equal(Number(head.headers['content-length']), file.bytes, file.path);
    assert.equal(head.body.length, 0, file.path);
  }
});
