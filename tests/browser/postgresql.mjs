// A private PostgreSQL in a temporary folder, with one empty database, reached by a socket there.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const versions = '/usr/lib/postgresql';
const nobody = 65534;

/** The programs of the newest version that is installed (Debian has each in a folder of its own); null where there is none. */
function programs() {
  const found = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
  return found.filter((folder) => existsSync(join(folder, 'initdb'))).sort().at(-1) ?? null;
}

/** `store` as `register init --store` takes it, and `stop()`; null where PostgreSQL is not installed. */
export async function startPostgresql() {
  const bin = programs();
  if (!bin) return null;
  const folder = mkdtempSync(join(tmpdir(), 'atalaya-pg-'));
  // PostgreSQL refuses to run as root.
  const as = process.getuid() === 0 ? { uid: nobody, gid: nobody, cwd: '/' } : { cwd: '/' };
  if (as.uid) chownSync(folder, nobody, nobody);
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['--no-sync', '--auth=trust', '--encoding=UTF8', '--locale=C', '--username=atalaya', '-D', data], { ...as, stdio: 'ignore' });
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...as, stdio: 'ignore' });
  const ask = (...words) => execFileSync(join(bin, 'psql'), ['-h', folder, '-U', 'atalaya', '-d', 'postgres', ...words], { ...as, stdio: 'ignore' });
  for (let tries = 0; ; ++tries) {
    try {
      ask('-c', 'create database register');
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(50);
    }
  }
  return {
    store: `postgresql:host=${folder} user=atalaya dbname=register`,
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
