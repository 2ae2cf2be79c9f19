/**
 * The marks that rows of an answer carry now, in the order of its messages. An update also says what it replaced: the mark
 * there arrived before, and told as news it would seem to be as late as the commit that replaced it.
 */
export function marksOf(messages: readonly unknown[]): string[] {
  return messages.flatMap((message) => {
    const mark = (message as { value?: Record<string, unknown> }).value?.['description'];
    return typeof mark === 'string' && mark.startsWith('mark-') ? [mark] : [];
  });
}

interface Awaited {
  /** Milliseconds of the wall clock, before the commit */
  readonly since: number;
  readonly desks: ReadonlySet<number>;
  readonly arrived: Set<number>;
}

const placed = (mark: string, desk: number) => `${mark} at desk ${desk}`;

/** Which desk has heard of which commit: each once, so that what arrives twice never stands for what did not arrive. */
export class Arrivals {
  /** Milliseconds from before a commit to each desk that had to hear of it */
  readonly samples: number[] = [];
  /** `mark-3-7 at desk 12`, which is a desk of another shop */
  readonly strayed: string[] = [];
  readonly #awaited = new Map<string, Awaited>();

  expect(mark: string, desks: readonly number[], since: number): void {
    this.#awaited.set(mark, { since, desks: new Set(desks), arrived: new Set() });
  }

  seen(mark: string, desk: number, at: number): void {
    const awaited = this.#awaited.get(mark);
    if (!awaited) return;
    if (!awaited.desks.has(desk)) this.strayed.push(placed(mark, desk));
    else if (!awaited.arrived.has(desk)) {
      awaited.arrived.add(desk);
      this.samples.push(at - awaited.since);
    }
  }

  /** Of all that have not arrived */
  missing(): string[] {
    return [...this.#awaited].flatMap(([mark, { desks, arrived }]) =>
      [...desks].filter((desk) => !arrived.has(desk)).map((desk) => placed(mark, desk)),
    );
  }
}
