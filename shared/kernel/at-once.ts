/**
 * Statements that do not wait for each other's answers: the cloud sends them to its database in one trip, in this order. Waits
 * for all of them, also where one fails, so that nothing of it goes on after the caller was told; then throws the first failure.
 */
export async function atOnce<const T extends readonly unknown[]>(
  asked: T,
): Promise<{ -readonly [At in keyof T]: Awaited<T[At]> }> {
  const answers = await Promise.allSettled(asked);
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed) throw failed.reason;
  return answers.map((answer) => (answer as PromiseFulfilledResult<unknown>).value) as {
    -readonly [At in keyof T]: Awaited<T[At]>;
  };
}
