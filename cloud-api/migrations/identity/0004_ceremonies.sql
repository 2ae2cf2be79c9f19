-- A passkey is asked for by a page of this cloud, opened by a desk or till for somebody who is signed in there: by a ticket
-- that is good once. What came of it is seen by who asked.
CREATE TABLE identity.ceremonies (
  id uuid PRIMARY KEY,
  ticket_hash text NOT NULL UNIQUE,
  purpose text NOT NULL CHECK (purpose IN ('register', 'prove')),
  session_id uuid NOT NULL REFERENCES identity.sessions (id),
  -- of a passkey to be made
  name text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  done_at timestamptz(3)
);
CREATE INDEX ceremonies_by_expires_at ON identity.ceremonies (expires_at);
