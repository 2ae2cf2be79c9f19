import Database from 'better-sqlite3';

const db = new Database(':memory:');
db.exec(`create virtual table words using fts5(word); insert into words values ('till')`);
if (db.prepare(`select count(*) as n from words where words match 'till'`).get().n !== 1)
  throw new Error('FTS5 finds nothing');
db.close();
