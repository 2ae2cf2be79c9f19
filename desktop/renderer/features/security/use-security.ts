import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';

/** How the person of this window signs in; asked anew when it changed here. */
export function useSecurity() {
  const bridge = useBridge();
  const { person } = useSession();
  const client = useQueryClient();
  const key = ['security', person.id];
  const state = useQuery({ queryKey: key, queryFn: () => bridge.call('security.state', {}), retry: false });
  return { state, again: () => client.invalidateQueries({ queryKey: key }) };
}
