import type { z } from 'zod';

const MAX_LINE = 64 * 1024;

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) return;
    yield* lines.filter((row) => row !== '');
  }
}

const parsed = (row: string): unknown => {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
};

/**
 * Reads a stream of events to its `result`; `null` when it was interrupted or answered in no known
 * form. `heard` is told of each event on the way. Never rejects.
 */
export const readNdjson = async <Event extends { type: string }>(
  stream: ReadableStream<Uint8Array>,
  event: z.ZodType<Event>,
  heard: (event: Event) => void = () => {},
): Promise<Extract<Event, { type: 'result' }> | null> => {
  const isResult = (each: Event): each is Extract<Event, { type: 'result' }> =>
    each.type === 'result';
  try {
    for await (const row of linesOf(stream)) {
      const { data } = event.safeParse(parsed(row));
      if (data === undefined) return null;
      heard(data);
      if (isResult(data)) return data;
    }
  } catch {
    // A stream that breaks off was interrupted, which `null` says.
  }
  return null;
};
