import type { Table } from '../postgres/catalogue.ts';
import { type BoundExpression, WhereError } from './condition.ts';
import type { Expression } from './expression.ts';
import { paramText } from './param-text.ts';

export interface Printed {
  readonly pieces: BoundExpression['pieces'];
  /** Indexes of the table's columns that the expression names, each once. */
  readonly columns: readonly number[];
  /** `type` where the way a constant is written decides it. */
  readonly values: readonly { readonly text: string; readonly type: string | null }[];
}

/** Takes an expression apart into our words, the columns and the values between them. @throws WhereError */
export function printExpression(expression: Expression, table: Table, params: ReadonlyMap<number, string>): Printed {
  const printer = new Printer(table, params);
  printer.print(expression);
  return printer;
}

class Printer implements Printed {
  readonly pieces: (string | { column: number } | { value: number })[] = [];
  readonly columns: number[] = [];
  readonly values: { text: string; type: string | null }[] = [];
  private readonly table: Table;
  private readonly params: ReadonlyMap<number, string>;

  constructor(table: Table, params: ReadonlyMap<number, string>) {
    this.table = table;
    this.params = params;
  }

  print(node: Expression): void {
    switch (node.kind) {
      case 'column':
        this.column(node.name, node.at);
        break;
      case 'text':
        this.value(node.text, null);
        break;
      case 'param':
        this.value(paramText(node.number, this.params), null);
        break;
      case 'number':
        this.value(node.text, numberType(node.text));
        break;
      case 'boolean':
        this.words(node.value ? 'TRUE' : 'FALSE');
        break;
      case 'null':
        this.words('NULL');
        break;
      case 'and':
      case 'or':
        this.listed('(', node.of, node.kind === 'and' ? ' AND ' : ' OR ', ')');
        break;
      case 'equals':
        this.listed('(', [node.left, node.right], ' = ', ')');
        break;
      case 'in':
        this.words('(');
        this.print(node.operand);
        this.listed(' IN (', node.list, ', ', '))');
        break;
      case 'sql':
        for (const part of node.parts) {
          if (typeof part === 'string') this.words(part);
          else this.print(part);
        }
        break;
    }
  }

  private listed(before: string, parts: readonly Expression[], between: string, after: string): void {
    this.words(before);
    parts.forEach((part, at) => {
      if (at > 0) this.words(between);
      this.print(part);
    });
    this.words(after);
  }

  private words(text: string): void {
    const last = this.pieces.at(-1);
    if (typeof last === 'string') this.pieces[this.pieces.length - 1] = last + text;
    else this.pieces.push(text);
  }

  /** Every value by itself, also when a parameter is named twice: it may be of another type at each place. */
  private value(text: string, type: string | null): void {
    if (text.includes('\0')) throw new WhereError('a value contains a zero byte');
    this.pieces.push({ value: this.values.push({ text, type }) - 1 });
  }

  private column(name: string, at: number): void {
    const index = this.table.columns.findIndex((candidate) => candidate.name === name);
    if (index === -1) throw new WhereError(`unknown column ${name}`, at);
    const known = this.columns.indexOf(index);
    this.pieces.push({ column: known === -1 ? this.columns.push(index) - 1 : known });
  }
}

/** The type that Postgres gives a number for how it is written. */
function numberType(text: string): string {
  if (!/^-?\d+$/.test(text)) return 'numeric';
  const number = BigInt(text);
  if (BigInt.asIntN(32, number) === number) return 'int4';
  return BigInt.asIntN(64, number) === number ? 'int8' : 'numeric';
}
