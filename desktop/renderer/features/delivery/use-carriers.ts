import { useQuery } from '@tanstack/react-query';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';

/** Stores at carriers, as the cloud has them; a desk keeps nothing of it. */
export function useCarriers() {
  const { person } = useSession();
  const bridge = useBridge();
  const queryKey = ['carriers', person.id];
  return { queryKey, state: useQuery({ queryKey, queryFn: () => bridge.call('carriers.state', {}), retry: false }) };
}
