import { z } from 'zod';
import { type ProblemCode, problem, problems } from '../contract/problem.ts';
import type { Operation } from './operations/operation.ts';
import { operations } from './operations.ts';

const json = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { content: { 'application/json': { schema: described } } };
};

const ONCE = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
};

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag that the inbox came with',
  schema: { type: 'string' },
};

const headersOf = ({ once, fails }: Operation) => [
  ...(once ? [ONCE] : []),
  ...(fails?.includes('changed-meanwhile') ? [IF_MATCH] : []),
];

const parametersOf = (operation: Operation) => {
  const { path, query } = operation;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = query ? z.toJSONSchema(query, { io: 'input' }) : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery, ...headersOf(operation)];
};

const problemAnswers = (codes: readonly ProblemCode[]) => {
  const statuses = [...new Set(codes.map((code) => problems[code].status))].sort();
  return statuses.map((status) => [
    status,
    {
      description: codes.filter((code) => problems[code].status === status).join(', '),
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  ]);
};

const describe = (operation: Operation) => {
  const { summary, body, answer, fails = [], org } = operation;
  const everywhere: ProblemCode[] = org ? ['signed-out', 'role-forbids', 'not-found'] : [];
  const changing: ProblemCode[] = org && operation.method !== 'get' ? ['too-many-changes'] : [];
  const input: ProblemCode[] = body || operation.query ? ['invalid-input'] : [];
  const [status, schema, description = summary] = answer;
  return {
    summary,
    parameters: parametersOf(operation),
    ...(body ? { requestBody: { required: true, ...json(body, 'input') } } : {}),
    responses: {
      [status]: { description, ...(schema ? json(schema, 'output') : {}) },
      ...Object.fromEntries(
        problemAnswers([...everywhere, ...changing, ...input, ...fails, 'internal']),
      ),
    },
  };
};

const paths = () => {
  const described: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    described[path] = { ...described[path], [operation.method]: describe(operation) };
  }
  return described;
};

/** The API as OpenAPI 3.1, made from the schemas that the routes parse with. */
export const describeApi = (version: string): Record<string, unknown> => ({
  openapi: '3.1.0',
  info: {
    title: 'Letterbox',
    version,
    description:
      'Inboxes of a multi-tenant helpdesk. Errors are application/problem+json (RFC 9457); changes of an inbox take If-Match with its ETag.',
  },
  paths: paths(),
  components: {
    schemas: { Problem: z.toJSONSchema(problem) },
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: '__Secure-letterbox.session_token' },
    },
  },
  security: [{ session: [] }],
});
