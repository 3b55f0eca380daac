import type { Migration } from '../migrate.ts'

/**
 * Kinds of artefacts that are capped: how many of each went because there were too many, and an index by age, so that
 * the oldest of a thousand is found without reading them all.
 */
export const migration: Migration = {
  version: 5,
  name: 'artefact-drops',
  sql: `
CREATE TABLE artefact_drops (
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  kind TEXT NOT NULL,
  dropped INTEGER NOT NULL,
  PRIMARY KEY (namespace_id, kind)
) STRICT;
DROP INDEX artefacts_by_kind;
CREATE INDEX artefacts_by_age ON artefacts (namespace_id, kind, state ->> '$.createdAt', key);
`,
}
