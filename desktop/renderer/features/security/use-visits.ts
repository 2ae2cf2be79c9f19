import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';

/** Who of Tillhouse asks to look in here; looked up again while the page is open, since they may ask at any moment. */
export function useVisits(enabled: boolean) {
  const bridge = useBridge();
  const { person } = useSession();
  const client = useQueryClient();
  const key = ['visits', person.id];
  const state = useQuery({
    queryKey: key,
    queryFn: () => bridge.call('visits.list', {}),
    retry: false,
    enabled,
    refetchInterval: 30_000,
  });
  return {
    visits: state.data?.owner ? state.data.visits : null,
    again: () => client.invalidateQueries({ queryKey: key }),
  };
}
