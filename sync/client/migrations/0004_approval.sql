-- Somebody else's yes to a command: what it is replayed with here, and the evidence that travels with it.
ALTER TABLE sync_outbox ADD COLUMN approval TEXT;
