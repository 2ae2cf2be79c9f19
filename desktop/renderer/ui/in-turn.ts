import { useEffect, useState } from 'react';

let last: Promise<void> = Promise.resolve();
const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** The frame after the last one that somebody was given. */
function turn(): Promise<void> {
  last = last.then(frame);
  return last;
}

/** False until the turn of whoever asks: what is heavy to draw comes one a frame, so that no frame waits for all of it. */
export function useTurn(): boolean {
  const [come, setCome] = useState(false);
  useEffect(() => {
    let left = false;
    void turn().then(() => {
      if (!left) setCome(true);
    });
    return () => {
      left = true;
    };
  }, []);
  return come;
}
