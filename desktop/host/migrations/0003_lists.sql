-- What lists sort by and search finds, derived from the shop's tables. Triggers only note what is stale: rows arrive from
-- sync in any order and by the hundred thousand, so the host derives them anew a slice at a time.

CREATE TABLE product_stale_facts (product_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE product_stale_words (product_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE product_facts (
  product_id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  category TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  variant_count INTEGER NOT NULL,
  first_sku TEXT NOT NULL,
  scale INTEGER NOT NULL,
  unit TEXT NOT NULL,
  on_hand INTEGER NOT NULL,
  price_from INTEGER NOT NULL,
  price_to INTEGER NOT NULL,
  -- on sale, and a variant of it has no cost
  uncosted INTEGER NOT NULL,
  -- on sale, and a tracked variant is empty, or will be within 14 days at the pace of the last 28
  low INTEGER NOT NULL,
  sold_28 INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX product_facts_by_updated ON product_facts (updated_at, product_id);
CREATE INDEX product_facts_by_title ON product_facts (title COLLATE NOCASE, product_id);
CREATE INDEX product_facts_by_on_hand ON product_facts (on_hand, product_id);
CREATE INDEX product_facts_by_price ON product_facts (price_from, product_id);
CREATE INDEX product_facts_status_updated ON product_facts (status, updated_at, product_id);
CREATE INDEX product_facts_status_title ON product_facts (status, title COLLATE NOCASE, product_id);
CREATE INDEX product_facts_status_on_hand ON product_facts (status, on_hand, product_id);
CREATE INDEX product_facts_status_price ON product_facts (status, price_from, product_id);
CREATE INDEX product_facts_category ON product_facts (category, status, updated_at, product_id);
CREATE INDEX product_facts_low ON product_facts (updated_at, product_id) WHERE low = 1;
CREATE INDEX product_facts_uncosted ON product_facts (updated_at, product_id) WHERE uncosted = 1;

-- Units sold in the last 28 days, renewed now and then.
CREATE TABLE variant_pace (variant_id TEXT PRIMARY KEY, sold_28 INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE variant_word_rows (
  row_no INTEGER PRIMARY KEY,
  variant_id TEXT NOT NULL UNIQUE,
  product_id TEXT NOT NULL
) STRICT;
CREATE INDEX variant_word_rows_of ON variant_word_rows (product_id);
CREATE VIRTUAL TABLE variant_words USING fts5 (
  title, sku, codes,
  content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);

-- No statement below ever meets a conflict: the policy of the statement that fired a trigger would override its own.
CREATE TRIGGER products_inserted AFTER INSERT ON products BEGIN
  INSERT INTO product_stale_facts SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = new.id);
  INSERT INTO product_stale_words SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = new.id);
END;
CREATE TRIGGER products_updated AFTER UPDATE ON products BEGIN
  INSERT INTO product_stale_facts SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = new.id);
END;
CREATE TRIGGER products_renamed AFTER UPDATE OF title ON products WHEN new.title IS NOT old.title BEGIN
  INSERT INTO product_stale_words SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = new.id);
END;
CREATE TRIGGER products_deleted AFTER DELETE ON products BEGIN
  INSERT INTO product_stale_facts SELECT old.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = old.id);
  INSERT INTO product_stale_words SELECT old.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = old.id);
END;
CREATE TRIGGER variants_inserted AFTER INSERT ON variants BEGIN
  INSERT INTO product_stale_facts SELECT new.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = new.product_id);
  INSERT INTO product_stale_words SELECT new.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = new.product_id);
END;
CREATE TRIGGER variants_updated AFTER UPDATE ON variants BEGIN
  INSERT INTO product_stale_facts SELECT new.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = new.product_id);
  INSERT INTO product_stale_words SELECT new.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = new.product_id);
END;
CREATE TRIGGER variants_deleted AFTER DELETE ON variants BEGIN
  INSERT INTO product_stale_facts SELECT old.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = old.product_id);
  INSERT INTO product_stale_words SELECT old.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = old.product_id);
END;
CREATE TRIGGER barcodes_inserted AFTER INSERT ON barcodes BEGIN
  INSERT INTO product_stale_words SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_words s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER barcodes_updated AFTER UPDATE ON barcodes BEGIN
  INSERT INTO product_stale_words SELECT DISTINCT v.product_id FROM variants v WHERE v.id IN (old.variant_id, new.variant_id)
    AND NOT EXISTS (SELECT 1 FROM product_stale_words s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER barcodes_deleted AFTER DELETE ON barcodes BEGIN
  INSERT INTO product_stale_words SELECT v.product_id FROM variants v WHERE v.id = old.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_words s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER prices_inserted AFTER INSERT ON prices BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER prices_updated AFTER UPDATE OF amount ON prices BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER prices_deleted AFTER DELETE ON prices BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = old.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER price_lists_inserted AFTER INSERT ON price_lists WHEN new.is_default = 1 BEGIN
  INSERT INTO product_stale_facts SELECT id FROM products WHERE id NOT IN (SELECT product_id FROM product_stale_facts);
END;
CREATE TRIGGER price_lists_updated AFTER UPDATE OF is_default ON price_lists WHEN new.is_default IS NOT old.is_default BEGIN
  INSERT INTO product_stale_facts SELECT id FROM products WHERE id NOT IN (SELECT product_id FROM product_stale_facts);
END;
CREATE TRIGGER variant_costs_inserted AFTER INSERT ON variant_costs BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER variant_costs_deleted AFTER DELETE ON variant_costs BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = old.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER stock_levels_inserted AFTER INSERT ON stock_levels BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER stock_levels_updated AFTER UPDATE OF on_hand ON stock_levels WHEN new.on_hand IS NOT old.on_hand BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
CREATE TRIGGER stock_levels_deleted AFTER DELETE ON stock_levels BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = old.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;

-- Lists of the desk alone.
CREATE INDEX stock_levels_on_hand ON stock_levels (variant_id, on_hand);
CREATE INDEX stock_levels_negative ON stock_levels (variant_id) WHERE on_hand < 0;
CREATE INDEX stock_levels_incoming ON stock_levels (variant_id) WHERE incoming > 0;
CREATE INDEX variants_by_sku_text ON variants (sku COLLATE NOCASE);
CREATE INDEX orders_list ON orders (placed_at, total);
CREATE INDEX orders_days ON orders (business_date, business_hour, channel, register_id, status, total);
CREATE INDEX orders_to_ship ON orders (placed_at, total) WHERE fulfilment_status = 'to-pick' AND status <> 'cancelled';
CREATE INDEX orders_unpaid ON orders (placed_at, total) WHERE payment_status IN ('unpaid', 'part-paid') AND status <> 'cancelled';
CREATE INDEX orders_returns ON orders (placed_at, total) WHERE kind = 'return';
CREATE INDEX orders_by_customer_name ON orders (customer_name COLLATE NOCASE) WHERE customer_name <> '';
CREATE INDEX order_flags_open ON order_flags (order_id) WHERE resolved_at IS NULL;
CREATE INDEX customers_by_name_text ON customers (name COLLATE NOCASE);
CREATE INDEX field_conflicts_open ON field_conflicts (lost_at) WHERE resolved_at IS NULL;
