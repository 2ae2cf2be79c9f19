import type { Lsn } from '../protocol/lsn.ts';
import type { ChangeConsumer, RowChange, Transaction } from '../replication/change-stream.ts';
import type { Relation } from '../replication/pgoutput.ts';
import type { Question } from '../where/evaluator.ts';
import type { Asked, ChangeRouter } from './change-router.ts';

interface Step {
  readonly asked: Asked | null;
  run(): void;
}

export interface ChangeQueueOptions {
  readonly router: ChangeRouter;
  readonly frontier: { advance(lsn: Lsn): void };
  /** Answers all questions, with an error where there is no answer. Never throws. */
  readonly ask: (questions: readonly Question[]) => Promise<void>;
  /** A step that threw: nothing after it may be applied. */
  readonly onFailed: (error: unknown) => void;
}

/** With this many steps waiting, the stream has to wait too. */
const longSteps = 2_000;

/**
 * Stands between the stream and the router while Postgres is asked about changes. As long as nothing has to be asked,
 * everything passes straight through. Otherwise all that comes later, the frontier too, waits in line behind it; what
 * gathers meanwhile is asked together the next time.
 */
export class ChangeQueue implements ChangeConsumer {
  private readonly options: ChangeQueueOptions;
  private steps: Step[] = [];
  private working = false;
  private stopped = false;
  private waiting: (() => void)[] = [];

  constructor(options: ChangeQueueOptions) {
    this.options = options;
  }

  get isLong(): boolean {
    return this.steps.length >= longSteps;
  }

  async drained(): Promise<void> {
    while (this.isLong && !this.stopped) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  change(transaction: Transaction, op: number, relation: Relation, change: RowChange): void {
    const { router } = this.options;
    const asked = router.questions(relation, change);
    this.pass(asked, () => router.change(transaction, op, relation, change, asked));
  }

  lost(transaction: Transaction, oid: number, why: string): void {
    this.pass(null, () => this.options.router.lost(transaction, oid, why));
  }

  commit(transaction: Transaction): void {
    this.pass(null, () => this.options.router.commit(transaction));
  }

  settled(transaction: Transaction): void {
    this.pass(null, () => this.options.router.settled(transaction));
  }

  advance(lsn: Lsn): void {
    this.pass(null, () => this.options.frontier.advance(lsn));
  }

  /** The stream is over: nothing that waits will be applied any more. */
  stop(): void {
    this.stopped = true;
    this.steps = [];
    this.wake();
  }

  private pass(asked: Asked | null, run: () => void): void {
    if (this.stopped) return;
    if (asked === null && this.steps.length === 0) {
      run();
      return;
    }
    this.steps.push({ asked, run });
    if (this.working) return;
    this.working = true;
    // In the next turn: what is read in this one goes along.
    setImmediate(() => {
      this.work().catch((error: unknown) => {
        this.stop();
        this.options.onFailed(error);
      });
    });
  }

  private async work(): Promise<void> {
    while (this.steps.length > 0) {
      const batch = this.steps;
      const questions = new Set<Question>();
      for (const { asked } of batch) {
        for (const { was, is } of asked?.values() ?? []) {
          if (was) questions.add(was);
          if (is) questions.add(is);
        }
      }
      const answered = batch.length;
      if (questions.size > 0) await this.options.ask([...questions]);
      if (this.stopped) return;
      for (let at = 0; at < answered; at++) batch[at]!.run();
      // Steps that came while these were asked are still unanswered.
      this.steps = batch.slice(answered);
      this.wake();
    }
    this.working = false;
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
