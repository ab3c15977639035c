// Facts that the documents repeat, checked against where they come from.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (path) => readFileSync(join(root, path), 'utf8');
const program = resolve(root, process.env.ATALAYA ?? 'build/release/atalaya');
const run = (...args) => execFileSync(program, args, { encoding: 'utf8' });
const rows = (text, heading) => {
  const at = text.indexOf(heading);
  assert.notEqual(at, -1, `no heading '${heading}'`);
  const lines = text.slice(at).split('\n');
  const first = lines.findIndex((line) => line.startsWith('| ---'));
  const cells = [];
  for (const line of lines.slice(first + 1)) {
    if (!line.startsWith('|')) break;
    cells.push(line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
  }
  return cells;
};

test('the manual lists the verbs that the program has', () => {
  const verbs = (args) => run(...args, '--help').split('Subcommands:')[1].split('\n\n')[0].split('\n')
    .map((line) => line.match(/^ {2}([\w-]+) /)?.[1]).filter(Boolean);
  const all = verbs([]).flatMap((verb) => (verb === 'agenda' || verb === 'register' ? verbs([verb]).map((sub) => `${verb} ${sub}`) : [verb]));
  assert.deepEqual(rows(read('docs/manual.md'), '## Verbs').map((row) => row[0]).sort(), all.sort());
});

test('the manual lists the exit codes of base/error.h', () => {
  const codes = [...read('src/base/error.h').matchAll(/^ {2}(\w+) = (\d),/gm)].map((match) => match[2]);
  assert.deepEqual(rows(read('docs/manual.md'), '## Exit codes').map((row) => row[0]), ['0', ...codes]);
});

test('the methods document lists the classes and reasons of the code', () => {
  const source = read('src/methods/progress.cpp');
  const names = (variable) => [...source.match(new RegExp(`${variable} = \\{([^}]*)\\}`))[1].matchAll(/"(\w+)"/g)].map((match) => match[1]);
  const methods = read('docs/methods.md');
  assert.deepEqual(rows(methods, '| class |').map((row) => row[0]), names('class_names'));
  assert.deepEqual(rows(methods, '| reason |').map((row) => row[0]), names('reason_names').filter((name) => name !== 'none'));
});

test('the settings that the methods document names are those of the pack', () => {
  const methods = read('docs/methods.md');
  const pack = read('agendas/elac2022/methods.yaml');
  const setting = (name) => Number(pack.match(new RegExp(`\\b${name}: ([0-9.]+)[,}\\s]`, 'g')).at(-1).match(/[0-9.]+/)[0]);
  for (const [name, text] of [['shortest', '`shortest` (3)'], ['window', '`window` (5)'], ['oldest', '`oldest` (2015)'], ['near_bound', '`near_bound` (5)'], ['carry', '`carry` (4)'],
    ['country_share', '`country_share` (50 %)'], ['weight_share', '`weight_share` (66 %)'], ['fresh_share', '`fresh_share` (25 %)']]) {
    assert.ok(methods.includes(text), text);
    const said = Number(text.match(/\(([0-9.]+)/)[1]);
    assert.equal(text.includes('%') ? said / 100 : said, setting(name), name);
  }
});

test('the README counts what the pack has', () => {
  const said = read('README.md').match(/(\d+) areas, (\d+) goals, (\d+) countries, (\d+) indicators/).slice(1, 5);
  const found = run('agenda', 'check', join(root, 'agendas/elac2022')).match(/(\d+) areas, (\d+) goals, (\d+) countries, \d+ groups, (\d+) indicators/).slice(1, 5);
  assert.deepEqual(said, found);
});

test('the dependencies document names the pinned versions', () => {
  const text = read('docs/dependencies.md');
  const pinned = JSON.parse(read('package.json'));
  for (const [name, version] of Object.entries({ ...pinned.dependencies, ...pinned.optionalDependencies, ...pinned.devDependencies })) {
    assert.ok(text.includes(version), `${name} ${version}`);
  }
  assert.ok(!/"resolved"/.test(read('package-lock.json')), 'the lock file records no download addresses');
});

test('the API document names the limit and the files of a release', () => {
  const text = read('docs/api.md');
  const limit = Number(read('src/api/data_routes.h').match(/most_observations = ([\d']+)/)[1].replaceAll("'", ''));
  assert.ok(text.includes(limit.toLocaleString('en')));
  for (const [, file] of read('src/release/release_tables.h').matchAll(/"(\w+\.parquet)"/g)) assert.ok(text.includes(`/release/${file}`), file);
});

test('every folder of src is on the map and has its paragraph, and links of documents lead somewhere', () => {
  const map = read('src/README.md');
  for (const entry of readdirSync(join(root, 'src'), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    assert.ok(map.includes(`| \`${entry.name}\` |`), entry.name);
    assert.ok(existsSync(join(root, 'src', entry.name, 'README.md')), entry.name);
  }
  for (const path of ['README.md', 'docs/manual.md', 'docs/methods.md', 'docs/api.md']) {
    for (const [, link] of read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) assert.ok(existsSync(join(root, dirname(path), link)), `${path}: ${link}`);
  }
});
