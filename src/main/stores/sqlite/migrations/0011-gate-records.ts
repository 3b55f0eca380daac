import type { Migration } from '../migrate.ts'

/**
 * What the gate said of a write, kept with the version that the write made. It is never changed and goes with its
 * memory; versions that no gate was asked about have none.
 */
export const migration: Migration = {
  version: 11,
  name: 'gate-records',
  sql: `
CREATE TABLE gate_records (
  memory_key INTEGER NOT NULL REFERENCES memories (key) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  PRIMARY KEY (memory_key, version)
) STRICT, WITHOUT ROWID;
`,
}
