import type { Migration } from '../migrate.ts'

/**
 * When memories are due to be forgotten (DEC-4), and which would be evicted first (DEC-6).
 *
 * - A memory has a row in `decay` where something is known of it: when it is due, what was forgotten already. Beside
 *   `memories` and not in it, where a new column would stand behind the payload.
 * - `decay_state` says by which rules memories are dated, and up to which key that was done.
 */
export const migration: Migration = {
  version: 8,
  name: 'decay',
  sql: `
CREATE TABLE decay (
  memory_key INTEGER PRIMARY KEY REFERENCES memories (key) ON DELETE CASCADE,
  -- Null where nothing is ever due.
  due REAL,
  -- Levels of DEC-3 that were applied, and whether the memory decayed.
  levels INTEGER NOT NULL DEFAULT 0,
  forgotten INTEGER NOT NULL DEFAULT 0,
  -- The last use before something was forgotten; null where it is the last change.
  used_at REAL
) STRICT;
CREATE INDEX decay_by_due ON decay (due, memory_key) WHERE due IS NOT NULL;

CREATE TABLE decay_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  rules TEXT NOT NULL CHECK (json_valid(rules)),
  dated_to INTEGER NOT NULL
) STRICT;

CREATE INDEX evictable ON memories (namespace_id, type, importance, created_at, key)
  WHERE deleted_at IS NULL AND pinned = 0;
`,
}
