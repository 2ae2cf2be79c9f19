/**
 * JSON with its keys in order (as RFC 8785 has it for the values that commands take: no floating point), so that the same
 * arguments are the same text at every device.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    const of = each as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(of)
        .sort()
        .map((name) => [name, of[name]]),
    );
  });
}
