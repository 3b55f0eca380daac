import type { Migration } from '../migrate.ts'

/**
 * Which embedder's vectors answer, which are being made, and which are kept to go back to (EMB-4). Two roles may name
 * one embedder: while vectors of the one before are brought up to date, they are still the ones before.
 *
 * A database that comes from before this has no roles; the program says at its start which embedder it is.
 */
export const migration: Migration = {
  version: 4,
  name: 'embedders',
  sql: `
CREATE TABLE embedder_roles (
  role TEXT PRIMARY KEY CHECK (role IN ('active', 'building', 'previous')),
  embedder_id INTEGER NOT NULL REFERENCES embedders (id),
  dimension INTEGER NOT NULL,
  -- What opens it again, as JSON; never a key or a password.
  settings TEXT NOT NULL,
  -- The change that made it active.
  since INTEGER,
  -- Of a build: who asked for it, whether it rests, and the change that it undoes.
  author TEXT,
  paused INTEGER,
  undoes INTEGER
) STRICT;
`,
}
