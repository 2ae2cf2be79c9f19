import {
  type AskedShape,
  type FirstAnswer,
  firstAnswers,
  type FirstAnswersRequest,
} from '../protocol/first-answers.ts';
import { limited, newAborter } from './aborter.ts';
import { shapeName } from '../protocol/shape-name.ts';
import type { NewsTransport } from './news-request.ts';
import type { Platform } from './platform.ts';

export interface BeginOptions extends NewsTransport {
  readonly platform: Pick<Platform, 'sleep'>;
}

interface Asking {
  readonly shape: AskedShape;
  readonly resolve: (answer: FirstAnswer | null) => void;
}

/** Shapes that begin together are asked for together. */
const GATHER_MS = 10;
/** Fewer are as quickly asked for by themselves. */
const FEWEST = 3;
/** Snapshots of small tables take milliseconds each; a cloud that lets it take longer is asked shape by shape. */
const LIMIT_MS = 30_000;
/** A cloud that has not this is an older one. */
const WITHOUT_MS = 600_000;

/** Asks for the first answers of shapes together where a desk begins many at once. */
export class BeginShapes {
  readonly #options: BeginOptions;
  #asking: Asking[] = [];
  #without = false;

  constructor(options: BeginOptions) {
    this.#options = options;
  }

  /** @returns null where the shape has to be asked by itself */
  begin(shape: AskedShape): Promise<FirstAnswer | null> {
    if (this.#without) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#asking.push({ shape, resolve });
      if (this.#asking.length === 1) void this.#gather();
    });
  }

  async #gather(): Promise<void> {
    await this.#options.platform.sleep(GATHER_MS);
    const asking = this.#asking;
    this.#asking = [];
    const told = asking.length < FEWEST ? {} : await this.#ask(asking.map(({ shape }) => shape));
    for (const { shape, resolve } of asking) resolve(told[shapeName(shape.table, shape.month)] ?? null);
  }

  /** Never throws: whatever is wrong, each shape is told when it asks by itself. */
  async #ask(shapes: readonly AskedShape[]): Promise<Record<string, FirstAnswer>> {
    const { cloudUrl, headers, fetch } = this.#options;
    try {
      const body: FirstAnswersRequest = { shapes };
      const init = {
        method: 'POST',
        headers: { ...(await headers()), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: limited(newAborter().signal, LIMIT_MS),
      };
      const answer = (await fetch(...([`${cloudUrl}/sync/v1/shapes`, init] as never[]))) as {
        readonly status: number;
        json(): Promise<unknown>;
      };
      // Read to its end, so that the connection serves the next request.
      const said = await answer.json();
      if (answer.status === 404 || answer.status === 405) this.#doWithout();
      const read = answer.status === 200 ? firstAnswers.safeParse(said) : undefined;
      return read?.success ? read.data.told : {};
    } catch {
      return {};
    }
  }

  #doWithout(): void {
    this.#without = true;
    void this.#options.platform.sleep(WITHOUT_MS).then(() => {
      this.#without = false;
    });
  }
}
