import type { PaymentProblem } from '../../../platform/payments/payments.ts';
import type { Book } from './book.ts';

export type OperationKind = 'authorise' | 'hold' | 'capture' | 'release' | 'refund';

/** Something that is asked of the provider once. */
export interface Operation {
  /** `authorise`, `hold`, `part`, `capture`, `release`, `refund:<id>`: within its attempt; the idempotency key derives from it */
  readonly key: string;
  readonly kind: OperationKind;
  /** Minor units */
  readonly amount: number;
  /** `sent` without an answer is unknown. */
  readonly state: 'due' | 'sent' | 'done' | 'failed';
  readonly reference: string | null;
  readonly problem: PaymentProblem | null;
  /** Epoch milliseconds */
  readonly madeAt: number;
  readonly sentAt: number | null;
}

export const operationOf = (book: Book, key: string): Operation | undefined =>
  book.operations.find((each) => each.key === key);

export const isOpen = ({ state }: Operation): boolean => state === 'due' || state === 'sent';

export function withOperation(book: Book, operation: Operation): Book {
  const others = book.operations.filter((each) => each.key !== operation.key);
  return { ...book, operations: [...others, operation] };
}

export const newOperation = (kind: OperationKind, key: string, amount: number, now: number): Operation => ({
  ...{ key, kind, amount, state: 'due', reference: null, problem: null, madeAt: now, sentAt: null },
});

/** What the provider refused once is another thing when it is asked again, so it has another key. */
export function numbered(book: Pick<Book, 'operations'>, key: string): string {
  const before = book.operations.filter((each) => each.key === key || each.key.startsWith(`${key}#`)).length;
  return before === 0 ? key : `${key}#${before + 1}`;
}
