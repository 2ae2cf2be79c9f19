import { type QueryKey, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Bridge } from '../../bridge/contract.ts';
import { useBridge } from './bridge.ts';

/** Rows asked of the host at a time; a screenful needs one window, a fast scroll two. */
export const WINDOW = 100;

interface WindowAnswer<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface Windowed<Row, Answer extends WindowAnswer<Row>> {
  readonly total: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly first: Answer | undefined;
  readonly error: Error | null;
  readonly loading: boolean;
}

/** A list of any length read in windows of 100 rows: only those in view are fetched and kept fresh. */
export function useWindows<Row, Answer extends WindowAnswer<Row>>(
  name: string,
  params: object,
  read: (bridge: Bridge, offset: number, limit: number) => Promise<Answer>,
): Windowed<Row, Answer> {
  const bridge = useBridge();
  const client = useQueryClient();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const keyOf = (page: number): QueryKey => [name, params, page];
  const pages = new Set([0]);
  for (let page = Math.floor(range.first / WINDOW); page <= Math.floor(range.last / WINDOW); page += 1) pages.add(page);
  const order = [...pages];
  const results = useQueries({
    queries: order.map((page) => ({
      queryKey: keyOf(page),
      queryFn: () => read(bridge, page * WINDOW, WINDOW),
    })),
  });
  // Reading `data` here is what makes a new answer draw again.
  const answers = new Map(order.map((page, index) => [page, results[index]?.data]));
  const head = answers.get(0);
  const lastTotal = useRef(0);
  if (head) lastTotal.current = head.total;
  const onRange = useCallback((first: number, last: number) => {
    setRange((old) => {
      const same =
        Math.floor(old.first / WINDOW) === Math.floor(first / WINDOW) &&
        Math.floor(old.last / WINDOW) === Math.floor(last / WINDOW);
      return same ? old : { first, last };
    });
  }, []);
  const rowAt = (index: number) => {
    const page = Math.floor(index / WINDOW);
    const answer = answers.get(page) ?? client.getQueryData<Answer>(keyOf(page));
    return answer?.rows[index % WINDOW];
  };
  const failed = results.find((result) => result.error);
  return { total: lastTotal.current, rowAt, onRange, first: head, error: failed?.error ?? null, loading: !head };
}
