import { type Message, ShapeStream } from '@electric-sql/client';
import { Random } from './random.ts';
import { type ShapeFixture, shapeFixture } from './shape-fixture.ts';
import { until } from './until.ts';

export interface CrowdOptions {
  readonly clients: number;
  readonly tenants: number;
  readonly rowsPerTenant: number;
  readonly outages: readonly ('restart' | 'lost-slot')[];
  /** How long all may take to have everything after the last outage. */
  readonly withinMs: number;
}

type Row = { id: string; n: string };

/**
 * What a person sees of one shape: the rows of before stay until a new copy is whole, as at a desk. Remembers whatever
 * it should never have shown: rows that were gone though nothing is ever deleted, numbers that went back.
 */
class Screen {
  readonly faults: string[] = [];
  refetches = 0;
  copies = 0;
  /** Batches that came */
  came = 0;
  shown = new Map<string, number>();
  private staged: Map<string, number> | null = new Map();

  receive(messages: readonly Message<Row>[]): void {
    this.came += 1;
    for (const message of messages) {
      if ('key' in message) this.put(message.value);
      else if (message.headers.control === 'must-refetch') {
        this.staged = new Map();
        this.refetches += 1;
      } else if (message.headers.control === 'up-to-date') this.swap();
    }
  }

  private put({ id, n }: Row): void {
    const rows = this.staged ?? this.shown;
    if (Number(n) < (rows.get(id) ?? 0)) this.faults.push(`row ${id} went back to ${n}`);
    rows.set(id, Number(n));
  }

  private swap(): void {
    const { staged } = this;
    if (!staged) return;
    for (const [id, n] of this.shown) {
      if (!staged.has(id)) this.faults.push(`row ${id} is gone`);
      else if (staged.get(id)! < n) this.faults.push(`row ${id} went back to ${staged.get(id)}`);
    }
    this.shown = staged;
    this.copies += 1;
    this.staged = null;
  }
}

export interface CrowdReport {
  readonly faults: readonly string[];
  /** How many clients had to begin again, and how many have everything at the end. */
  readonly refetched: number;
  readonly complete: number;
}

/** Connects many clients of the real Electric library, lets outages happen while rows are written, and waits for the end. */
export async function runCrowd(options: CrowdOptions): Promise<CrowdReport> {
  const fixture = await shapeFixture({ longPollMs: 5_000, releaseTogether: true });
  const stop = new AbortController();
  try {
    return await run(fixture, options, stop.signal);
  } finally {
    stop.abort();
    await fixture.close();
  }
}

async function run(fixture: ShapeFixture, options: CrowdOptions, signal: AbortSignal): Promise<CrowdReport> {
  const { db } = fixture;
  await db.query('create table goods (tenant text, id int, n int not null default 0, primary key (tenant, id))');
  await db.query(
    `insert into goods select 't' || t, i from generate_series(1, $1::int) t, generate_series(1, $2::int) i`,
    [options.tenants, options.rowsPerTenant],
  );
  const url = await fixture.server.listen(0, '127.0.0.1');
  const screens = Array.from({ length: options.clients }, (_, at) => {
    const screen = new Screen();
    const tenant = `t${1 + (at % options.tenants)}`;
    const stream = new ShapeStream<Row>({
      url: `${url}/v1/shape`,
      params: { table: 'goods', where: 'tenant = $1', params: [tenant], columns: ['tenant', 'id', 'n'] },
      parser: { int4: (value: string) => value } as never,
      signal,
      // Some listen to events: they, too, have to find their way back.
      liveSse: at % 5 === 0,
      backoffOptions: { initialDelay: 50, maxDelay: 2_000, multiplier: 1.5 },
      warnOnHttp: false,
    });
    stream.subscribe((messages) => screen.receive(messages));
    return { screen, tenant };
  });
  const complete = async () => {
    const { rows } = await db.query<{ tenant: string; rows: number; sum: number }>(
      'select tenant, count(*)::int as rows, sum(n)::int as sum from goods group by tenant',
    );
    const truth = new Map(rows.map((row) => [row.tenant, `${row.rows} ${row.sum}`]));
    return screens.filter(({ screen, tenant }) => {
      const sum = [...screen.shown.values()].reduce((total, n) => total + n, 0);
      return truth.get(tenant) === `${screen.shown.size} ${sum}`;
    }).length;
  };
  const all = async () => (await complete()) === options.clients;
  const came = () => screens.reduce((sum, { screen }) => sum + screen.came, 0);
  await until('all have the first copy', all, options.withinMs, came);

  let writing = true;
  const written = write(fixture, options, () => writing && !signal.aborted);
  written.catch(() => {});
  for (const outage of options.outages) {
    const before = screens.map(({ screen }) => screen.copies);
    if (outage === 'lost-slot') await fixture.breakStream();
    else {
      await fixture.restart();
      await fixture.server.listen(Number(new URL(url).port), '127.0.0.1');
    }
    // Until most have a whole copy again, or two outages would be one.
    const again = () => screens.filter(({ screen }, at) => screen.copies > before[at]!).length;
    await until('most have found back', () => again() > options.clients / 2, options.withinMs, again);
  }
  writing = false;
  await written;
  await until('all have everything', all, options.withinMs, came).catch(() => {});
  return {
    faults: screens.flatMap(({ screen }, at) => screen.faults.map((fault) => `client ${at}: ${fault}`)),
    refetched: screens.filter(({ screen }) => screen.refetches > 0).length,
    complete: await complete(),
  };
}

/** Inserts and raises numbers, and deletes nothing. */
async function write(fixture: ShapeFixture, options: CrowdOptions, goesOn: () => boolean): Promise<void> {
  const client = await fixture.connect();
  const random = new Random(1);
  for (let id = options.rowsPerTenant + 1; goesOn(); id++) {
    const tenant = `t${1 + random.below(options.tenants)}`;
    await client.query('insert into goods values ($1, $2)', [tenant, id]);
    await client.query('update goods set n = n + 1 where tenant = $1 and id % 10 = $2', [tenant, random.below(10)]);
  }
}
