/**
 * Reads newline-delimited JSON as it arrives. A line may come in many pieces, and the last may lack
 * its newline; a torn last line is dropped, since only a whole one can be trusted.
 */
export async function* ndjson(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const text of lines) {
        const parsed = parseJson(text);
        if (parsed !== undefined) yield parsed;
      }
      if (done) return;
    }
  } finally {
    // Leaving the loop early hangs up, so that the server can stop its work.
    await reader.cancel().catch(() => {});
  }
}

const parseJson = (text: string): unknown => {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
