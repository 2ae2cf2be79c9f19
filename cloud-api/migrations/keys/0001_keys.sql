CREATE SCHEMA keys;

-- Data keys of each tenant, wrapped by the key service, which this database does not hold. The nil tenant is the platform.
CREATE TABLE keys.tenant_keys (
  tenant_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  -- the key-encryption key that wrapped it
  kek text NOT NULL,
  wrapped text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  -- the newest that has none seals; the others only open
  retired_at timestamptz(3),
  PRIMARY KEY (tenant_id, version)
);
CREATE INDEX tenant_keys_by_kek ON keys.tenant_keys (kek);

-- One data key a person, wrapped by the tenant's. Without it nothing about her opens any more, wherever it was copied to.
CREATE TABLE keys.person_keys (
  tenant_id uuid NOT NULL,
  person_id uuid NOT NULL,
  -- of the tenant's key that wrapped it
  version integer NOT NULL,
  -- null: destroyed, and never made again
  wrapped text,
  made_at timestamptz(3) NOT NULL,
  destroyed_at timestamptz(3),
  PRIMARY KEY (tenant_id, person_id),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX person_keys_by_version ON keys.person_keys (tenant_id, version) WHERE wrapped IS NOT NULL;
