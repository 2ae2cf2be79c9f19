import { v5 as uuidv5 } from 'uuid';

/**
 * uuidv5(mutation id, label): the same row gets the same id at the desk and in the cloud, however often the
 * mutation runs. `label` names the row within its mutation, such as `line:2`; never a counter.
 */
export function idFor(mutationId: string, label: string): string {
  return uuidv5(label, mutationId);
}
