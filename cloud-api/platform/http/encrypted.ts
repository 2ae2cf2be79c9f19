export const isLoopback = (host: string): boolean =>
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

/** Settings that name an address over HTTP; `inside`: of another process of this cloud, which a mesh may encrypt. */
const addresses = [
  { name: 'ISSUER', inside: false },
  { name: 'PAY_ORIGIN', inside: false },
  { name: 'VAULT_ADDR', inside: false },
  { name: 'KMS_ENDPOINT', inside: false },
  { name: 'SHAPES_URL', inside: true },
  { name: 'PAYMENTS_URL', inside: true },
  { name: 'JWKS_URL', inside: true },
] as const;

/**
 * @param settings the environment; INSIDE_TLS=no where something else encrypts the way between processes of this cloud (a mesh)
 * @throws where an address that is elsewhere is not `https:`: keys, tokens and personal data go there
 */
export function refusePlainHttp(settings: Readonly<Record<string, string | undefined>>): void {
  for (const { name, inside } of addresses) {
    const value = settings[name];
    if (!value || (inside && settings['INSIDE_TLS'] === 'no')) continue;
    if (!URL.canParse(value)) throw new Error(`${name} is no address: ${value}. Nothing was started.`);
    const { protocol, hostname } = new URL(value);
    if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) continue;
    const or = inside ? ', or set INSIDE_TLS=no where something else encrypts it' : '';
    throw new Error(
      `The way to ${name} at ${hostname} would not be encrypted. Nothing was started. Give an address that begins with https://${or}.`,
    );
  }
}
