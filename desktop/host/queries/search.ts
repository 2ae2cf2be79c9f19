/**
 * Full text over products and variants, kept by triggers so that it changes in the transaction of its rows,
 * whether a person or sync wrote them. One row a variant; `rowid` is the variant's own number in search_variants.
 */
export const SEARCH_SQL = `
CREATE TABLE IF NOT EXISTS search_variants (
  no INTEGER PRIMARY KEY,
  variant_id TEXT NOT NULL UNIQUE,
  product_id TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS search_variants_by_product ON search_variants (product_id);
CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(
  text, content='search_variants', content_rowid='no', tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON search_variants BEGIN
  INSERT INTO search_text (rowid, text) VALUES (new.no, new.text);
END;
CREATE TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON search_variants BEGIN
  INSERT INTO search_text (search_text, rowid, text) VALUES ('delete', old.no, old.text);
END;
CREATE TRIGGER IF NOT EXISTS search_changed AFTER UPDATE OF text ON search_variants BEGIN
  INSERT INTO search_text (search_text, rowid, text) VALUES ('delete', old.no, old.text);
  INSERT INTO search_text (rowid, text) VALUES (new.no, new.text);
END;
CREATE TRIGGER IF NOT EXISTS variant_searchable AFTER INSERT ON variants BEGIN
  INSERT INTO search_variants (variant_id, product_id, text)
  VALUES (new.id, new.product_id,
    coalesce((SELECT title || ' ' FROM products WHERE id = new.product_id), '')
      || new.title || ' ' || new.sku || ' ' || coalesce(new.gtin, ''))
  ON CONFLICT (variant_id) DO UPDATE SET text = excluded.text, product_id = excluded.product_id;
END;
CREATE TRIGGER IF NOT EXISTS variant_renamed AFTER UPDATE OF title, sku, gtin, product_id ON variants
WHEN old.title IS NOT new.title OR old.sku IS NOT new.sku OR old.gtin IS NOT new.gtin OR old.product_id IS NOT new.product_id
BEGIN
  UPDATE search_variants SET product_id = new.product_id, text =
    coalesce((SELECT title || ' ' FROM products WHERE id = new.product_id), '')
      || new.title || ' ' || new.sku || ' ' || coalesce(new.gtin, '')
  WHERE variant_id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS variant_gone AFTER DELETE ON variants BEGIN
  DELETE FROM search_variants WHERE variant_id = old.id;
END;
CREATE TRIGGER IF NOT EXISTS product_searchable AFTER INSERT ON products BEGIN
  UPDATE search_variants SET text = new.title || ' ' || (
    SELECT v.title || ' ' || v.sku || ' ' || coalesce(v.gtin, '') FROM variants v WHERE v.id = search_variants.variant_id)
  WHERE product_id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS product_renamed AFTER UPDATE OF title ON products WHEN old.title IS NOT new.title BEGIN
  UPDATE search_variants SET text = new.title || ' ' || (
    SELECT v.title || ' ' || v.sku || ' ' || coalesce(v.gtin, '') FROM variants v WHERE v.id = search_variants.variant_id)
  WHERE product_id = new.id;
END;
`;
