-- What an entry was about and what stood there before and after. Apart from the entry, since it may hold personal data
-- that must be erasable: the chain keeps the hash of the body, so an erased body is seen as erased, never as changed.
CREATE TABLE audit.details (
  tenant_id uuid NOT NULL,
  mutation_id uuid NOT NULL,
  -- JSON as it was hashed; jsonb would write it another way
  body text NOT NULL,
  PRIMARY KEY (tenant_id, mutation_id)
);

ALTER TABLE audit.entries ADD COLUMN details_hash text;

-- The log by time, by person and by device.
CREATE INDEX entries_by_recorded_at ON audit.entries (tenant_id, recorded_at DESC, id DESC);
