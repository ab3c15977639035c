// Starts the built program on a free port with a workspace, asks it for pages, and opens Chromium.
//   ATALAYA            the program; without it build/release/atalaya
//   ATALAYA_WORKSPACE  a workspace with a release; without it one is prepared from the starter figures in a temporary folder
//   CHROMIUM           the browser; without it /usr/bin/chromium
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = resolve(root, process.env.ATALAYA ?? 'build/release/atalaya');

export const languages = ['es', 'en', 'pt'];

/** A workspace with the starter figures in a temporary folder: `path` and `remove()`. */
export function prepareWorkspace() {
  const temporary = mkdtempSync(join(tmpdir(), 'atalaya-'));
  const path = join(temporary, 'space');
  execFileSync(program, ['demo', '--workspace', path, '--no-serve'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { path, remove: () => rmSync(temporary, { recursive: true, force: true }) };
}

/** A running server: `url`, `get(path, {method, headers})`, `getAnew` and `stop()`. */
export async function startSite({ workspace = process.env.ATALAYA_WORKSPACE, port = 0, options = [] } = {}) {
  let temporary = null;
  if (!workspace) {
    temporary = prepareWorkspace();
    workspace = temporary.path;
  }
  const server = spawn(program, ['serve', '--workspace', workspace, '--port', String(port), ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((done, failed) => {
    let text = '';
    server.stdout.on('data', (part) => {
      text += part;
      const found = /Serving release \S+ at (http:\/\/[^\s/]+)/.exec(text);
      if (found) done(found[1]);
    });
    server.once('error', failed);
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${text}`)));
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const get = (path, options = {}) => request(url + path, { agent, ...options });
  // The register makes a page once a second for all who have not logged in: after a change, who asked just before may get the page as it was.
  const getAnew = async (path, options) => {
    await new Promise((done) => setTimeout(done, 1100));
    return get(path, options);
  };
  const stop = async () => {
    agent.destroy();
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    temporary?.remove();
  };
  return { url, get, getAnew, stop };
}

/** One exchange as it goes over the wire: nothing is decompressed, no redirect is followed. */
function request(url, { method = 'GET', headers = {}, agent }) {
  return new Promise((done, failed) => {
    const sent = http.request(url, { method, headers, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', failed);
      response.on('end', () => {
        const body = Buffer.concat(parts);
        done({ status: response.statusCode, headers: response.headers, body, text: body.toString('utf8') });
      });
    });
    sent.on('error', failed);
    sent.end();
  });
}

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** Runs `work` for every item, a few at a time. */
export async function forEach(items, work, atOnce = 8) {
  const queue = [...items];
  const worker = async () => {
    while (queue.length > 0) await work(queue.shift());
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
