import { useCallback, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Every row of the view, also those never seen. */
  readonly all: boolean;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly add: (ids: readonly string[]) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Which rows of an index are ticked. */
export function useSelection(): Selection {
  const [state, setState] = useState<{ ids: ReadonlySet<string>; all: boolean }>({ ids: none, all: false });
  const toggle = useCallback((id: string) => {
    setState(({ ids }) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return { ids: next, all: false };
    });
  }, []);
  const add = useCallback(
    (more: readonly string[]) => setState(({ ids }) => ({ ids: new Set([...ids, ...more]), all: false })),
    [],
  );
  const selectAll = useCallback(() => setState({ ids: none, all: true }), []);
  const clear = useCallback(() => setState({ ids: none, all: false }), []);
  return { ...state, has: (id) => state.all || state.ids.has(id), toggle, add, selectAll, clear };
}
