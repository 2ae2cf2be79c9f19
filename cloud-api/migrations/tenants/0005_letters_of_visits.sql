-- Owners are told by letter that somebody of the platform asks to look in.
ALTER TABLE identity.letters DROP CONSTRAINT letters_kind_check;
ALTER TABLE identity.letters
  ADD CONSTRAINT letters_kind_check CHECK (kind IN (
    'new-place', 'password-reset', 'password-changed', 'factors-changed', 'invitation', 'organisation-ready', 'erasure', 'visit'));
