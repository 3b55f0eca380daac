import type { Migration } from '../migrate.ts'

/**
 * What each change made of links: the states on both sides of it, which undo puts back and a removed link leaves behind.
 * Graphs in memory read from it what to follow. Links of before have no line until they change.
 */
export const migration: Migration = {
  version: 6,
  name: 'link-changes',
  sql: `
CREATE TABLE link_changes (
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  -- The row in links; a link that was removed and made again has another.
  link_key INTEGER NOT NULL,
  from_key INTEGER NOT NULL,
  to_key INTEGER NOT NULL,
  type TEXT NOT NULL,
  seq INTEGER NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
CREATE INDEX link_changes_of_link ON link_changes (from_key, to_key, type, seq);
CREATE INDEX link_changes_by_seq ON link_changes (seq);
CREATE INDEX link_changes_of_namespace ON link_changes (namespace_id, seq);
`,
}
