-- After each new generation of a table it is asked which intents wait, among the sales of a month without a line.
CREATE INDEX sync_outbox_intents ON sync_outbox (order_no) WHERE state = 'queued' AND kind = 'intent';
