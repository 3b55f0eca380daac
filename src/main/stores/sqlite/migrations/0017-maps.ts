import type { Migration } from '../migrate.ts'

/**
 * Maps of namespaces, one for each embedder and method. Derived, and forgotten when there are too many; they are kept
 * because making one anew takes seconds, and would move what people know their way around in. Numbers are little-endian.
 */
export const migration: Migration = {
  version: 17,
  name: 'maps',
  sql: `
CREATE TABLE maps (
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  embedder TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('pca', 'umap')),
  made_at REAL NOT NULL,
  explained REAL NOT NULL,
  vectors INTEGER NOT NULL,
  keys BLOB NOT NULL,
  xy BLOB NOT NULL,
  topics BLOB NOT NULL,
  laid_out BLOB NOT NULL,
  outliers BLOB,
  plane BLOB NOT NULL,
  PRIMARY KEY (namespace_id, embedder, method)
) STRICT;
`,
}
