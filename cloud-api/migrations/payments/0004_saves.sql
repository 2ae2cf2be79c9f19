-- How often an attempt was written since it was made: whoever changes it in one statement says what they saw.
ALTER TABLE payments.attempts ADD COLUMN saves integer NOT NULL DEFAULT 0;
