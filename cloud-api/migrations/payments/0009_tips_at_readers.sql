-- At a reader a customer may add a tip to what was asked for.
ALTER TABLE payments.attempts
  DROP CONSTRAINT attempts_check,
  ADD CONSTRAINT attempts_check CHECK (captured >= 0 AND (captured <= amount OR method = 'card-present'));
