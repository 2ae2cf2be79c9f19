const isLoopback = (host: string): boolean =>
  host === '' || host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

const encrypting = new Set(['require', 'verify-ca', 'verify-full']);

/**
 * What leaves this machine is encrypted, or it does not start.
 * @throws where the database is elsewhere and its address asks for no TLS (`sslmode=require` or more, which the driver takes as
 *   “with a certificate it can check”)
 */
export function refusePlainDatabase(databaseUrl: string): void {
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? hostname;
  if (host.startsWith('/') || isLoopback(host) || encrypting.has(searchParams.get('sslmode') ?? '')) return;
  throw new Error(
    `The connection to the database at ${host} would not be encrypted. Nothing was started. Add ?sslmode=verify-full to DATABASE_URL.`,
  );
}

/**
 * @param brokers `ssl://host:port` are reached over TLS
 * @param ssl KAFKA_SSL: `no` where something else encrypts the way (a mesh)
 * @throws where one is elsewhere and neither is so
 */
export function refusePlainKafka(brokers: readonly string[], ssl: string | undefined): void {
  const plain = brokers.filter((broker) => !broker.startsWith('ssl://') && !isLoopback(broker.replace(/:\d+$/, '')));
  if (plain.length === 0 || ssl === 'no') return;
  throw new Error(
    `The way to Kafka at ${plain.join(', ')} would not be encrypted. Nothing was started. Write ssl:// before each broker, or set KAFKA_SSL=no where something else encrypts it.`,
  );
}
