import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditAsk } from '../../../bridge/audit-views.ts';
import { useBridge } from '../../data/bridge.ts';

export const auditViews = [
  { view: 'all', name: 'Everything', ask: {} },
  { view: 'access', name: 'Access', ask: { action: 'access' } },
  { view: 'keys', name: 'Keys and accounts', ask: { action: 'identity' } },
  { view: 'prices', name: 'Prices', ask: { action: 'pricing' } },
  { view: 'drawer', name: 'Till and drawer', ask: { action: 'register' } },
  { view: 'offline', name: 'Offline work', ask: { offline: true } },
  { view: 'refused', name: 'Refused', ask: { outcome: 'refused' } },
] as const satisfies readonly { view: string; name: string; ask: AuditAsk }[];

const DAY_MS = 86_400_000;
export const spans = [
  { when: 'day', name: 'Last 24 hours', ms: DAY_MS },
  { when: 'week', name: 'Last 7 days', ms: 7 * DAY_MS },
  { when: 'month', name: 'Last 30 days', ms: 30 * DAY_MS },
  { when: 'ever', name: 'Ever', ms: null },
] as const;

const PAGE = 200;

/** The log as far as it was scrolled; the next page comes when its end is near. */
export function useAudit(ask: AuditAsk) {
  const bridge = useBridge();
  const read = useInfiniteQuery({
    queryKey: ['audit.list', ask],
    queryFn: ({ pageParam }) =>
      bridge.call('audit.list', { ...ask, limit: PAGE, ...(pageParam !== '' && { before: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    retry: false,
  });
  const rows = useMemo(() => read.data?.pages.flatMap((page) => page.rows) ?? [], [read.data]);
  return { ...read, rows };
}

export function useAuditEntry(id: string | undefined) {
  const bridge = useBridge();
  return useQuery({
    queryKey: ['audit.one', id],
    queryFn: () => bridge.call('audit.one', { id: id ?? '' }),
    enabled: id !== undefined,
    retry: false,
  });
}

/** From the last signed head on; all of it only when somebody asks, since a shop of years has a million entries. */
export function useChain(whole: boolean) {
  const bridge = useBridge();
  return useQuery({
    queryKey: ['audit.chain', whole],
    queryFn: () => bridge.call('audit.chain', whole ? { whole } : {}),
    retry: false,
  });
}
