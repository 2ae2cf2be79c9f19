-- The list of all orders, narrowed: every column that it is narrowed by, so that the index alone answers.
CREATE INDEX orders_filters ON orders (placed_at, total, currency, channel, payment_status, fulfilment_status, location_id, business_date);
