-- The keys that seal what is personal in this file, wrapped by the key that lies in the key store and never here.
CREATE TABLE desk_keys (
  id TEXT PRIMARY KEY,
  wrapped TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  -- the newest without it seals; the others only open, until all they sealed is sealed anew
  retired_at INTEGER
) STRICT, WITHOUT ROWID;

-- How far sealing what a file held before (or sealed with an older key) has come: it goes on where it was stopped.
CREATE TABLE desk_sealing (
  table_name TEXT PRIMARY KEY,
  -- the last row done, its key as JSON; null: none yet
  after_key TEXT
) STRICT, WITHOUT ROWID;

-- People whose names changed since the lists of names in memory were made.
CREATE TABLE desk_names_changed (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT;
CREATE TRIGGER customers_named AFTER INSERT ON customers BEGIN
  INSERT INTO desk_names_changed (kind, id) VALUES ('customer', new.id);
END;
CREATE TRIGGER customers_renamed AFTER UPDATE OF name, email, phone ON customers BEGIN
  INSERT INTO desk_names_changed (kind, id) VALUES ('customer', new.id);
END;
CREATE TRIGGER customers_gone AFTER DELETE ON customers BEGIN
  INSERT INTO desk_names_changed (kind, id) VALUES ('customer', old.id);
END;
CREATE TRIGGER orders_named AFTER INSERT ON orders WHEN new.customer_name <> '' BEGIN
  INSERT INTO desk_names_changed (kind, id) VALUES ('order', new.id);
END;

-- Sealed values have no order and no beginnings.
DROP INDEX customers_by_name;
DROP INDEX customers_by_name_text;
DROP INDEX orders_by_customer_name;
