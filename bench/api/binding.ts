// As much of D1 as is used here: the Workers' global types don't exist under Node.

export type Result = {
  results: Record<string, unknown>[];
  meta: { rows_read: number; rows_written: number; changes: number };
};

export type Statement = {
  bind(...params: unknown[]): Statement;
  all(): Promise<Result>;
  run(): Promise<Result>;
  raw(): Promise<unknown[][]>;
};

export type Binding = {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<Result[]>;
};
