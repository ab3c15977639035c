// The whole journey of register.test.mjs once more, with the register in PostgreSQL.
import { after, test } from 'node:test';
import { startPostgresql } from './postgresql.mjs';

const postgresql = await startPostgresql();
if (postgresql) {
  process.env.REGISTER_STORE = postgresql.store;
  await import('./register.test.mjs');
  after(() => postgresql.stop());
} else {
  test('the journey on PostgreSQL', { skip: 'PostgreSQL is not installed' }, () => {});
}
