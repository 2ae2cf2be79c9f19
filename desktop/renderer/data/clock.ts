import { useEffect, useState } from 'react';

/** Where the screens take the time from; the sample desk and the screenshots stand still in time. */
let source: () => number = () => Date.now();

export function setClock(next: () => number): void {
  source = next;
}

export function deskNow(): number {
  return source();
}

/** The time at the desk, renewed at the start of each minute. */
export function useNow(): number {
  const [now, setNow] = useState(deskNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          setNow(deskNow());
          wait();
        },
        60_000 - (Date.now() % 60_000),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return now;
}
