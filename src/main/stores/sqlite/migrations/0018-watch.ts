import type { Migration } from '../migrate.ts'

/** What the watch of recall keeps (QUAL-1): queries that were asked, and what it measured. None of it is journaled. */
export const migration: Migration = {
  version: 18,
  name: 'watch',
  sql: `
CREATE TABLE watched_queries (
  key INTEGER PRIMARY KEY,
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id) ON DELETE CASCADE,
  embedder TEXT NOT NULL,
  id TEXT NOT NULL,
  priority REAL NOT NULL,
  asked_at REAL NOT NULL,
  vector BLOB NOT NULL,
  text TEXT,
  UNIQUE (namespace_id, embedder, id)
) STRICT;
CREATE INDEX watched_by_priority ON watched_queries (namespace_id, embedder, priority);
CREATE TABLE watch_rows (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id) ON DELETE CASCADE,
  at REAL NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;
CREATE INDEX watch_rows_by_time ON watch_rows (namespace_id, at, key);
CREATE TABLE watch_states (
  namespace_id INTEGER PRIMARY KEY REFERENCES namespaces (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;
`,
}
