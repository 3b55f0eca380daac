import type { Migration } from '../migrate.ts'

/**
 * How far each second store has got in the journal, and who tells it (STO-5). Of this computer alone: a copy of what is in
 * Redis tells for itself.
 */
export const migration: Migration = {
  version: 22,
  name: 'outbox',
  sql: `
CREATE TABLE outbox_marks (
  target TEXT PRIMARY KEY,
  seq INTEGER NOT NULL DEFAULT 0,
  key INTEGER NOT NULL DEFAULT 0,
  stamp TEXT,
  holder TEXT,
  held_until REAL NOT NULL DEFAULT 0
) STRICT;

-- Memories that were changed before the mark and got no vector with it.
CREATE TABLE outbox_waiting (
  target TEXT NOT NULL,
  memory_key INTEGER NOT NULL REFERENCES memories (key) ON DELETE CASCADE,
  PRIMARY KEY (target, memory_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting_by_memory ON outbox_waiting (memory_key);
`,
}
