-- The steps of an intent as they were when it was last shown: a person who is told of its refusal sees what was written.
ALTER TABLE sync_outbox ADD COLUMN last_shown TEXT;
