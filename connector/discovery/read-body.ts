import type { IncomingMessage } from 'node:http';
import { StageFailure } from '../stage-failure.ts';

/**
 * The whole body as UTF-8. Throws `response-too-large` beyond `limit` bytes, announced or come;
 * `protocol-error` for a compressed one, which nobody asked for; the signal's reason when it aborts.
 */
export const readBody = async (
  response: IncomingMessage,
  limit: number,
  signal: AbortSignal,
): Promise<string> => {
  const { 'content-length': announced, 'content-encoding': encoding = 'identity' } =
    response.headers;
  if (encoding !== 'identity') throw new StageFailure('protocol-error');
  if (Number(announced ?? 0) > limit) throw new StageFailure('response-too-large');
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of response) {
      received += chunk.length;
      if (received > limit) throw new StageFailure('response-too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
};
