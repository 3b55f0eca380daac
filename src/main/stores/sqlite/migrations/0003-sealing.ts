import type { Migration } from '../migrate.ts'

/** What the database knows of the keys of its encrypted fields: which they are, never what they are (SEC-1). */
export const migration: Migration = {
  version: 3,
  name: 'sealing',
  sql: `
CREATE TABLE sealing (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  record TEXT NOT NULL
) STRICT;
`,
}
