-- Money that is taken when goods are sent: how long it is held, whether in parts, and how much of it is wanted by now.
ALTER TABLE payments.attempts
  ADD COLUMN takes text NOT NULL DEFAULT 'placed' CHECK (takes IN ('placed', 'sent')),
  ADD COLUMN takes_in_time boolean NOT NULL DEFAULT false,
  ADD COLUMN held_until timestamptz(3),
  ADD COLUMN in_parts boolean NOT NULL DEFAULT false,
  -- minor units, in all
  ADD COLUMN to_take bigint NOT NULL DEFAULT 0 CHECK (to_take BETWEEN 0 AND amount),
  -- nothing more will be taken: what is left is let go
  ADD COLUMN is_last boolean NOT NULL DEFAULT true,
  DROP CONSTRAINT attempts_wanted_check,
  ADD CONSTRAINT attempts_wanted_check CHECK (wanted IN ('authorise', 'keep', 'capture', 'release'));
UPDATE payments.attempts SET to_take = amount WHERE wanted = 'capture';
