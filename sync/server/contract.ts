import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import type { EventDefinition } from '@tillhouse/shared/kernel/define-event.ts';
import type { Actor, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { CloudIdentity, OutcomeStatus, PushedMutation } from '../protocol/push.ts';

/** What the cloud's end of push needs of the host that owns Postgres. `cloud-api` fills it in. */
export interface ServerPorts {
  /**
   * One transaction within the tenant (row-level security set). `fn` may run again after a deadlock or serialisation
   * failure, so it has no effect outside `connection`.
   */
  transaction<T>(tenantId: string, fn: (connection: SqlConnection) => Promise<T>): Promise<T>;
  /** A member of staff with what their role allows now; undefined when there is none, or they have left. */
  actor(connection: SqlConnection, tenantId: string, staffId: string): Promise<Actor | undefined>;
  store(connection: SqlConnection, tenantId: string): Promise<StoreContext>;
  /** Rows of the event outbox, in this transaction. `ordinal` counts from 0 within the mutation. */
  recordEvents(connection: SqlConnection, tenantId: string, events: readonly RecordedEvent[]): Promise<void>;
  /** One audit entry for each mutation that has an outcome, refused ones too, in this transaction. */
  recordAudit(connection: SqlConnection, tenantId: string, entries: readonly AuditRecord[]): Promise<void>;
  /** The database behind the cloud and its WAL position now (decimal), read after the commit. */
  position(): Promise<{ cloud: CloudIdentity; lsn: string }>;
  /** Epoch milliseconds */
  now(): number;
  /** A bug in a mutator: logged whole by the host. */
  onBug(error: unknown, mutation: Pick<PushedMutation, 'id' | 'name' | 'version'>): void;
}

/** Who pushes: decided by the host from the device's token, never by the request. */
export interface PushingDevice {
  readonly tenantId: string;
  readonly deviceId: string;
}

export interface RecordedEvent {
  readonly event: EventDefinition;
  readonly payload: unknown;
  readonly mutationId: string;
  readonly ordinal: number;
  /** Epoch milliseconds */
  readonly occurredAt: number;
}

export interface AuditRecord {
  readonly mutationId: string;
  /** `catalog.editProduct@1` */
  readonly action: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly deviceId: string;
  readonly outcome: OutcomeStatus;
  readonly args: unknown;
  readonly occurredAt: number;
}
