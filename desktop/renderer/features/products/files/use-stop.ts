import { useEffect, useMemo, useRef } from 'react';

export interface Stop {
  readonly begin: () => void;
  readonly stop: () => void;
  readonly stopped: () => boolean;
}

/** A work that a person may stop; it stops as well where its dialog goes. */
export function useStop(): Stop {
  const flag = useRef(false);
  const stop = useMemo(
    () => ({
      begin: () => {
        flag.current = false;
      },
      stop: () => {
        flag.current = true;
      },
      stopped: () => flag.current,
    }),
    [],
  );
  useEffect(() => stop.stop, [stop]);
  return stop;
}
