import type { Pool } from 'pg';
import type { TextRow } from '../postgres/read-rows.ts';
import { type BoundExpression, WhereError } from './condition.ts';
import { expressionSql } from './expression-sql.ts';
import { postgresRefusal } from './refusal.ts';

/** Whether a row passes an expression. `answer` is there once the evaluator has been asked. */
export interface Question {
  readonly expression: BoundExpression;
  readonly row: TextRow;
  answer: boolean | Error | null;
}

/** One statement: enough to make its cost nothing per row, few enough to be far from the time limit. */
const mostPerStatement = 5_000;

/** Asks Postgres, over rows from the log, what an expression says of them. */
export class Evaluator {
  private readonly open: () => Promise<Pool>;
  private readonly onError: (error: Error) => void;
  private pool: Promise<Pool> | null = null;

  /** @param open connects as a role that may only read, with a statement timeout: see `createEvaluationPool` */
  constructor(open: () => Promise<Pool>, onError: (error: Error) => void) {
    this.open = open;
    this.onError = onError;
  }

  async close(): Promise<void> {
    const pool = await this.pool?.catch(() => null);
    await pool?.end();
  }

  /** Answers all. Never throws: what has no answer has the error for one. */
  async ask(questions: readonly Question[]): Promise<void> {
    const groups = Map.groupBy(questions, (question) => statementText(question.expression));
    for (const [text, group] of groups) {
      for (let from = 0; from < group.length; from += mostPerStatement) {
        await this.askTogether(text, group.slice(from, from + mostPerStatement));
      }
    }
  }

  /** One row on which an expression fails must not be the end of other shapes: each is asked by itself then. */
  private async askTogether(text: string, questions: readonly Question[]): Promise<void> {
    const error = await this.tryAsk(text, questions);
    if (!error) return;
    const apart = [...Map.groupBy(questions, (question) => question.expression).values()];
    for (const group of apart) {
      const failure = apart.length === 1 ? error : await this.tryAsk(text, group);
      if (!failure) continue;
      this.onError(failure);
      for (const question of group) question.answer = failure;
    }
  }

  private async tryAsk(text: string, questions: readonly Question[]): Promise<Error | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        this.pool ??= this.open();
        const pool = await this.pool;
        const { rows } = await pool.query<[boolean]>({ text, values: columnsOf(questions), rowMode: 'array' });
        rows.forEach(([yes], at) => {
          questions[at]!.answer = yes;
        });
        return null;
      } catch (cause) {
        const refused = postgresRefusal(cause);
        if (refused) return refused;
        const error = cause instanceof Error ? cause : new Error(String(cause));
        // 57014: it took longer than the limit, and would again. Anything else may be the connection: once more.
        if ('code' in error && error.code === '57014') return new WhereError('the condition takes too long');
        if (attempt === 2) return error;
        // Where not even connecting worked, connect again.
        await this.pool?.catch(() => {
          this.pool = null;
        });
      }
    }
  }
}

const texts = new WeakMap<BoundExpression, string>();

/** Rows and constants arrive as arrays of text, so that shapes with the same expression are asked in one statement. */
function statementText(expression: BoundExpression): string {
  const known = texts.get(expression);
  if (known !== undefined) return known;
  const { pieces, columns, values } = expression;
  const fields = [
    ...columns.map(({ type, collation }, at) => ({ name: `c${at}`, sql: `raw.c${at}::${type}${collation}` })),
    ...values.map(({ type }, at) => ({ name: `v${at}`, sql: `raw.v${at}::${type}` })),
  ];
  const text = expressionSql(
    pieces,
    (at) => `r.c${at}`,
    (at) => `r.v${at}`,
  );
  const names = fields.map(({ name }) => name).join(', ');
  const arrays = fields.map((_, at) => `$${at + 1}::text[]`).join(', ');
  const casts = fields.map(({ name, sql }) => `${sql} AS ${name}`).join(', ');
  const statement =
    `SELECT (${text}) IS TRUE FROM (SELECT ${casts}, raw.at FROM unnest(${arrays}) ` +
    `WITH ORDINALITY AS raw(${names}, at)) AS r ORDER BY r.at`;
  texts.set(expression, statement);
  return statement;
}

function columnsOf(questions: readonly Question[]): (string | null)[][] {
  const { columns, values } = questions[0]!.expression;
  return [
    ...columns.map((column) => questions.map((question) => question.row[column.index] ?? null)),
    ...values.map((_, at) => questions.map((question) => question.expression.values[at]!.text)),
  ];
}
