-- Every letter goes by the queue, also those that are written when somebody is invited, an organisation is made or erased.
ALTER TABLE identity.letters DROP CONSTRAINT letters_kind_check;
ALTER TABLE identity.letters
  ADD CONSTRAINT letters_kind_check CHECK (kind IN (
    'new-place', 'password-reset', 'password-changed', 'factors-changed', 'invitation', 'organisation-ready', 'erasure')),
  -- how often the mailer turned it away: the more often, the further behind the others it stands, and the longer it waits
  ADD COLUMN failures integer NOT NULL DEFAULT 0,
  ADD COLUMN not_before timestamptz(3);
DROP INDEX identity.letters_waiting;
CREATE INDEX letters_waiting ON identity.letters (failures, written_at) WHERE sent_at IS NULL;

-- What is swept goes by these.
CREATE INDEX letters_by_written_at ON identity.letters (written_at);
CREATE INDEX password_resets_by_expires_at ON identity.password_resets (expires_at);
CREATE INDEX sign_in_attempts_by_last_at ON identity.sign_in_attempts (last_at);
CREATE INDEX sessions_open ON identity.sessions (last_seen_at) WHERE ended_at IS NULL;

-- What hangs on a sign-in ends with it: a page that was left open does not keep an organisation from being erased.
ALTER TABLE identity.ceremonies DROP CONSTRAINT ceremonies_session_id_fkey;
ALTER TABLE identity.ceremonies ADD CONSTRAINT ceremonies_session_id_fkey
  FOREIGN KEY (session_id) REFERENCES identity.sessions (id) ON DELETE CASCADE;
ALTER TABLE identity.challenges DROP CONSTRAINT challenges_session_id_fkey;
ALTER TABLE identity.challenges ADD CONSTRAINT challenges_session_id_fkey
  FOREIGN KEY (session_id) REFERENCES identity.sessions (id) ON DELETE CASCADE;
CREATE INDEX ceremonies_by_session_id ON identity.ceremonies (session_id);
CREATE INDEX challenges_by_session_id ON identity.challenges (session_id) WHERE session_id IS NOT NULL;
