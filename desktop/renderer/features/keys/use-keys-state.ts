import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';

/** Keys and apps of the organisation, asked of the cloud; asked anew when one changed here. */
export function useKeysState(enabled: boolean) {
  const bridge = useBridge();
  const { person } = useSession();
  const client = useQueryClient();
  const key = ['keys', person.id];
  const state = useQuery({ queryKey: key, queryFn: () => bridge.call('keys.state', {}), retry: false, enabled });
  return { state, again: () => client.invalidateQueries({ queryKey: key }) };
}
