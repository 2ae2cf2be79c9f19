-- While the first copy comes in, what arrives is not noted row by row, which took as long as a third of writing it: all
-- products are stale then. after_id is null while it comes; afterwards products are noted up to it, a slice at a time.
CREATE TABLE product_stale_all (one INTEGER PRIMARY KEY CHECK (one = 1), after_id TEXT) STRICT;

DROP TRIGGER products_inserted;
CREATE TRIGGER products_inserted AFTER INSERT ON products
WHEN NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_facts SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = new.id);
  INSERT INTO product_stale_words SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = new.id);
END;
DROP TRIGGER variants_inserted;
CREATE TRIGGER variants_inserted AFTER INSERT ON variants
WHEN NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_facts SELECT new.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_facts WHERE product_id = new.product_id);
  INSERT INTO product_stale_words SELECT new.product_id WHERE NOT EXISTS (SELECT 1 FROM product_stale_words WHERE product_id = new.product_id);
END;
DROP TRIGGER barcodes_inserted;
CREATE TRIGGER barcodes_inserted AFTER INSERT ON barcodes
WHEN NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_words SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_words s WHERE s.product_id = v.product_id);
END;
DROP TRIGGER prices_inserted;
CREATE TRIGGER prices_inserted AFTER INSERT ON prices
WHEN NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
DROP TRIGGER price_lists_inserted;
CREATE TRIGGER price_lists_inserted AFTER INSERT ON price_lists
WHEN new.is_default = 1 AND NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_facts SELECT id FROM products WHERE id NOT IN (SELECT product_id FROM product_stale_facts);
END;
DROP TRIGGER variant_costs_inserted;
CREATE TRIGGER variant_costs_inserted AFTER INSERT ON variant_costs
WHEN NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
DROP TRIGGER stock_levels_inserted;
CREATE TRIGGER stock_levels_inserted AFTER INSERT ON stock_levels
WHEN NOT EXISTS (SELECT 1 FROM product_stale_all WHERE after_id IS NULL) BEGIN
  INSERT INTO product_stale_facts SELECT v.product_id FROM variants v WHERE v.id = new.variant_id
    AND NOT EXISTS (SELECT 1 FROM product_stale_facts s WHERE s.product_id = v.product_id);
END;
