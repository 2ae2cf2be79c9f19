/** What a figure is read against: the same machine, the same run, just before and just after. */
export interface Calibration {
  readonly name: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
}

export interface Figure {
  /** `till.sale_commit` */
  readonly name: string;
  readonly unit: string;
  /** The headline: p95 of latencies, the figure itself otherwise */
  readonly value: number;
  readonly n: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly min: number;
  readonly max: number;
  /** What it must reach, with its sense: `<= 50` */
  readonly goal: string;
  /** What was measured, where that is not said by the name: which file, how many rows */
  readonly note?: string;
}

export interface BenchContext {
  /** Fewer rounds and less data: to see that a bench works, not to judge by. */
  readonly quick: boolean;
  /** Progress for people, on stderr */
  readonly say: (text: string) => void;
  /** An empty folder on a real disk, taken away afterwards */
  readonly folder: string;
  /** Runs after the bench, last added first, also when it failed */
  readonly onEnd: (work: () => Promise<unknown> | unknown) => void;
}

export interface Bench {
  readonly name: string;
  readonly doc: string;
  readonly figures: readonly string[];
  /** Measured in the bench's process right before and right after it */
  readonly calibrate: (
    context: BenchContext,
  ) => Promise<{ readonly name: string; readonly unit: string; readonly value: number }>;
  readonly run: (context: BenchContext) => Promise<readonly Figure[]>;
}
