import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const MB = 1024 * 1024;
/** With two of it, a sale makes little that is old by the time it is collected; it may grow once more before that is noticed. */
const ENOUGH = 6 * MB;

/**
 * How much of what lives may lie dead beside it before it is collected, in per cent. V8's own measure lets a small heap grow fourfold:
 * 60 MB of a host that takes in a million variants. At 50 the copy takes a fifth more of the processor, at 15 half as much again;
 * from 70 on there is nothing to see.
 */
const DEAD_BESIDE_LIVE = 70;

/**
 * Keeps what dead objects take small, and the space of V8 where new ones are made at 8 to 17 MB. While rows come in it would grow to 90 MB, which it
 * hardly ever gives back: a host that took in a large shop once would hold on to it all day. Collecting more often costs
 * nothing that can be seen beside SQLite's work. V8 reads the setting whenever it would grow, so it can be changed in a program
 * that runs; threads of this process follow it too.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${DEAD_BESIDE_LIVE}`);
  let grows = true;
  const look = (): void => {
    const size =
      getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.physical_space_size ?? 0;
    // It may have shrunk over a quiet night: then it grows back first.
    if (size < ENOUGH === grows) return;
    grows = size < ENOUGH;
    setFlagsFromString(`--semi-space-growth-factor=${grows ? 2 : 1}`);
  };
  look();
  new PerformanceObserver(look).observe({ entryTypes: ['gc'] });
}
