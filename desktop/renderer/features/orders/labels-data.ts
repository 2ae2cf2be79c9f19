import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ShownLabel } from '../../../bridge/label-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';

interface Connected {
  readonly there: boolean;
  /** Some were, so that there may be labels */
  readonly ever: boolean;
  /** It is known that none is */
  readonly none: boolean;
}

/** Whether labels can be bought for an order (without one: for any), and whether some may have been: then they are asked for. */
export function useCarriers(orderId?: string): Connected {
  const carriers = useRead('orders.carriers', orderId === undefined ? {} : { id: orderId }).data;
  return {
    there: Boolean(carriers && carriers.length > 0),
    ever: Boolean(carriers),
    none: carriers?.length === 0 || carriers === null,
  };
}

const keyOf = (orderId: string) => ['labels.of', orderId];

/** Labels of an order, from the cloud; undefined while nobody knows, as without a line. */
export function useLabels(orderId: string, enabled: boolean): readonly ShownLabel[] | undefined {
  const bridge = useBridge();
  return useQuery({
    queryKey: keyOf(orderId),
    queryFn: () => bridge.call('labels.of', { orderId }),
    ...{ enabled, retry: false },
  }).data;
}

/** To be called where one was bought, given back or found. */
export function useLabelsChanged(): (orderId: string) => void {
  const client = useQueryClient();
  return (orderId) => void client.invalidateQueries({ queryKey: keyOf(orderId) });
}

/** Of a parcel (null: of goods that come back) the one that counts: the newest that was neither refused nor given back. */
export const openLabel = (
  labels: readonly ShownLabel[] | undefined,
  fulfilmentId: string | null,
): ShownLabel | undefined =>
  labels?.find((each) => each.fulfilmentId === fulfilmentId && each.state !== 'refused' && each.state !== 'voided');
