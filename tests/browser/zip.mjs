// Unpacks a zip (APPNOTE 6.3), as far as ours need it.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

/** The files of an archive by name, in its order. */
export function entries(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, 'the archive has a directory');
  const out = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; --count) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    const [method, time, date, crc, packed, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt16LE(at + 12), bytes.readUInt16LE(at + 14), bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const [name, extra, comment, local] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const own = bytes.toString('utf8', at + 46, at + 46 + name);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(from, from + packed);
    const file = method === 8 ? inflateRawSync(body) : body;
    assert.equal(file.length, size, own);
    if (crc32) assert.equal(crc32(file), crc, own);
    assert.ok(!out.has(own), `${own} is there once`);
    out.set(own, { bytes: file, time, date });
    at += 46 + name + extra + comment;
  }
  return out;
}

export function unpack(bytes, folder) {
  for (const [name, { bytes: file }] of entries(bytes)) {
    assert.match(name, /^[\w.+@$-]+(\/[\w.+@$-]+)*$/, name);
    assert.ok(!name.split('/').includes('..'), name);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), file);
  }
}
