-- What is left to seal of what was put aside; rows that are written from now on never come into it.
CREATE INDEX sync_quarantine_to_seal ON sync_quarantine (tenant_id, mutation_id) WHERE left(payload #>> '{}', 4) <> E'\x01s1.';
