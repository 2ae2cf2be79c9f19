import type { FieldPlace } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';

/** A text of the host's own tables as it is kept; readers open it by themselves. */
export function sealedText<T extends string | null>(
  { fields }: Pick<DeskConnection, 'fields'>,
  place: FieldPlace,
  text: T,
): T | string {
  return fields && text ? fields.seal(place, text) : text;
}
