-- Rows of the outbox are some kilobytes each. What is asked of all of them, again and again, is answered from an index.
CREATE INDEX sync_outbox_waiting ON sync_outbox (name, occurred_at) WHERE state = 'queued';
CREATE INDEX sync_outbox_reached ON sync_outbox (lsn, kind, order_no) WHERE state = 'acknowledged';
CREATE INDEX sync_outbox_answered ON sync_outbox (seq) WHERE state <> 'queued';
