import { expect, test } from 'vitest';
import { ndjson } from './ndjson.ts';

const bytes = (...pieces: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
      }
      controller.close();
    },
  });

const read = async (stream: ReadableStream<Uint8Array>) => {
  const values: unknown[] = [];
  for await (const value of ndjson(stream)) values.push(value);
  return values;
};

test('a line that arrives in pieces is one value', async () => {
  expect(await read(bytes('{"a"', ':1}\n{"b":', '2}\n'))).toEqual([{ a: 1 }, { b: 2 }]);
});

test('several lines in one piece are several values', async () => {
  expect(await read(bytes('{"a":1}\n{"a":2}\n\n{"a":3}\n'))).toEqual([
    { a: 1 },
    { a: 2 },
    { a: 3 },
  ]);
});

test('the last line may lack its newline', async () => {
  expect(await read(bytes('{"a":1}'))).toEqual([{ a: 1 }]);
});

test('a torn last line is dropped', async () => {
  expect(await read(bytes('{"a":1}\n{"b":'))).toEqual([{ a: 1 }]);
});

test('a character that is split between two pieces stays whole', async () => {
  const line = new TextEncoder().encode('"é"\n');
  expect(await read(bytes(line.slice(0, 2), line.slice(2)))).toEqual(['é']);
});

test('a reader that leaves early hangs up', async () => {
  let hungUp = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('{"a":1}\n')),
    cancel: () => {
      hungUp = true;
    },
  });
  for await (const _ of ndjson(endless)) break;
  expect(hungUp).toBe(true);
});
