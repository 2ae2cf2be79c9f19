-- The sweepers ask every tenant's at once for letters that are due and for special orders that wait, which are few of them.
CREATE INDEX layaways_letter_due ON layaways (tell_at) WHERE tell_at IS NOT NULL;
CREATE INDEX layaways_waiting ON layaways (created_at, id) WHERE status = 'open' AND ready_at IS NULL;
