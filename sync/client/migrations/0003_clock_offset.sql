-- How far the desk's clock was from the cloud's when a command was done, as last measured: the time itself stays the desk's own.
ALTER TABLE sync_outbox ADD COLUMN clock_offset INTEGER;
