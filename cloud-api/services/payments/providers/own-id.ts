/** An id of ours in what somebody may have written at a provider: null where it is none. */
export const ownId = (text: string | null | undefined): string | null =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '') ? (text as string) : null;

/** Of a refund by the key that it was asked with. */
export const refundIdIn = (key: string | null | undefined): string | null => ownId(key?.replace(/^refund:/, ''));
