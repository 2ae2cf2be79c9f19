-- For whom and for how much a way to pay is offered, and in which order; and what a shopper who pays later was told to do.
ALTER TABLE payments.accounts ADD COLUMN rules jsonb NOT NULL DEFAULT '{}';
ALTER TABLE payments.attempts ADD COLUMN instructions text;
