import type { Migration } from '../migrate.ts'

/** What each namespace found out about words and meaning, by embedder (REC-1). Derived: dropped, it is made again. */
export const migration: Migration = {
  version: 19,
  name: 'self-tests',
  sql: `
CREATE TABLE self_tests (
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  embedder TEXT NOT NULL,
  test TEXT NOT NULL CHECK (json_valid(test)),
  PRIMARY KEY (namespace_id, embedder)
) STRICT;
`,
}
