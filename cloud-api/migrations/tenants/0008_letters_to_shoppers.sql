-- Shoppers sign in by a code in a letter.
ALTER TABLE identity.letters DROP CONSTRAINT letters_kind_check;
ALTER TABLE identity.letters
  ADD CONSTRAINT letters_kind_check CHECK (kind IN (
    'new-place', 'password-reset', 'password-changed', 'factors-changed', 'invitation', 'organisation-ready', 'erasure', 'visit',
    'shopper-code'));
