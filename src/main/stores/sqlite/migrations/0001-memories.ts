import type { Migration } from '../migrate.ts'

const axes = Array.from({ length: 16 }, (_, axis) => `c${axis} REAL${axis === 0 ? ' NOT NULL' : ''}`).join(
  ', ',
)

/** Sorted lists of the living, one for each column that the table of the app sorts by. */
const living = (name: string, columns: string): string =>
  `CREATE INDEX living_by_${name} ON memories (namespace_id, ${columns}, key) WHERE deleted_at IS NULL;`

const counted = (sign: '+' | '-', row: 'NEW' | 'OLD'): string => `
  UPDATE namespaces SET
    living = living ${sign} (${row}.deleted_at IS NULL),
    bin = bin ${sign} (${row}.deleted_at IS NOT NULL),
    episodic = episodic ${sign} (${row}.deleted_at IS NULL AND ${row}.type = 'episodic'),
    pinned_count = pinned_count ${sign} (${row}.deleted_at IS NULL AND ${row}.pinned),
    payload_bytes = payload_bytes ${sign} CASE WHEN ${row}.deleted_at IS NULL THEN ${row}.bytes ELSE 0 END
  WHERE id = ${row}.namespace_id;`

/**
 * Memories with their versions, the journal of changes, links and vectors.
 *
 * - `seq` numbers every change of the database; what is derived from a memory knows by it how far it is (MEM-8).
 * - Large columns stand last, so that lists read only the front of a row.
 * - The counters of a namespace are kept by triggers: no screen counts rows (MEM-12).
 * - Full-text tables are made one for each namespace when it is made: BM25 weighs a word by how many memories have
 *   it, and that must not leak from one namespace into another (MEM-7).
 * - Vector tables are made one for each embedder when it is first used: vectors of two embedders never meet (EMB-1),
 *   and giving one up is dropping a table.
 */
export const migration: Migration = {
  version: 1,
  name: 'memories',
  sql: `
CREATE TABLE namespaces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  created_at REAL NOT NULL,
  note TEXT NOT NULL,
  suggestions TEXT NOT NULL,
  -- Version of the analyzer that made the words of the keyword table.
  analyzer INTEGER NOT NULL,
  living INTEGER NOT NULL DEFAULT 0,
  bin INTEGER NOT NULL DEFAULT 0,
  episodic INTEGER NOT NULL DEFAULT 0,
  pinned_count INTEGER NOT NULL DEFAULT 0,
  payload_bytes INTEGER NOT NULL DEFAULT 0,
  link_count INTEGER NOT NULL DEFAULT 0,
  version_count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER,
  namespace TEXT NOT NULL,
  at REAL NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL,
  summary TEXT NOT NULL,
  reason TEXT,
  count INTEGER NOT NULL,
  undoes INTEGER,
  undone_by INTEGER
) STRICT;
CREATE INDEX changes_of_namespace ON changes (namespace_id, seq);

CREATE TABLE memories (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('episodic', 'semantic')),
  importance REAL NOT NULL,
  timestamp REAL,
  pinned INTEGER NOT NULL,
  created_at REAL NOT NULL,
  created_seq INTEGER NOT NULL,
  updated_at REAL NOT NULL,
  access_count INTEGER NOT NULL DEFAULT 0,
  last_accessed_at REAL,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at REAL,
  bytes INTEGER NOT NULL,
  title TEXT NOT NULL,
  arity INTEGER NOT NULL,
  ${axes},
  tags TEXT NOT NULL,
  text TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX memories_by_seq ON memories (seq, key);
CREATE INDEX memories_by_created_seq ON memories (created_seq);
CREATE INDEX memories_by_place ON memories (namespace_id, arity, c0, c1, c2);
CREATE INDEX binned ON memories (namespace_id, deleted_at, key) WHERE deleted_at IS NOT NULL;
${living('coordinate', 'c0, c1, c2')}
${living('type', 'type')}
${living('importance', 'importance')}
${living('timestamp', 'timestamp')}
${living('created', 'created_at')}
${living('updated', 'updated_at')}
${living('title', 'title COLLATE NOCASE')}
${living('bytes', 'bytes')}

CREATE TRIGGER memories_counted_insert AFTER INSERT ON memories BEGIN ${counted('+', 'NEW')} END;
CREATE TRIGGER memories_counted_delete AFTER DELETE ON memories BEGIN ${counted('-', 'OLD')} END;
CREATE TRIGGER memories_counted_update AFTER UPDATE OF type, pinned, deleted_at, bytes, namespace_id ON memories
BEGIN ${counted('-', 'OLD')} ${counted('+', 'NEW')} END;

CREATE TABLE versions (
  memory_key INTEGER NOT NULL REFERENCES memories (key) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  replaced_seq INTEGER NOT NULL,
  at REAL NOT NULL,
  type TEXT NOT NULL,
  importance REAL NOT NULL,
  timestamp REAL,
  pinned INTEGER NOT NULL,
  deleted_at REAL,
  title TEXT NOT NULL,
  tags TEXT NOT NULL,
  text TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (memory_key, version)
) STRICT;
CREATE INDEX versions_by_replaced_seq ON versions (replaced_seq);
CREATE TRIGGER versions_counted_insert AFTER INSERT ON versions BEGIN
  UPDATE namespaces SET version_count = version_count + 1
  WHERE id = (SELECT namespace_id FROM memories WHERE key = NEW.memory_key);
END;

CREATE TABLE links (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  from_key INTEGER NOT NULL REFERENCES memories (key) ON DELETE CASCADE,
  to_key INTEGER NOT NULL REFERENCES memories (key) ON DELETE CASCADE,
  type TEXT NOT NULL,
  weight REAL NOT NULL CHECK (weight > 0),
  note TEXT,
  created_at REAL NOT NULL,
  seq INTEGER NOT NULL,
  UNIQUE (from_key, to_key, type)
) STRICT;
CREATE INDEX links_to ON links (to_key);
CREATE INDEX links_of_namespace ON links (namespace_id);
CREATE TRIGGER links_counted_insert AFTER INSERT ON links BEGIN
  UPDATE namespaces SET link_count = link_count + 1 WHERE id = NEW.namespace_id;
END;
CREATE TRIGGER links_counted_delete AFTER DELETE ON links BEGIN
  UPDATE namespaces SET link_count = link_count - 1 WHERE id = OLD.namespace_id;
END;

CREATE TABLE embedders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
`,
}
