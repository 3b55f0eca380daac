import type { Migration } from '../migrate.ts'

/**
 * Artefacts (golden sets with their entries, saved queries), what each change made of them, and runs of golden sets.
 *
 * - An artefact is JSON, so that a new kind needs no table; its name and the artefact it is part of are read out of it
 *   by SQLite and indexed.
 * - `artefact_changes` has the states on both sides of each change: what undo puts back, and what a history shows.
 * - A run is a measurement, not a change: it is not undone, and stays while its set is gone, for the set may come back.
 */
export const migration: Migration = {
  version: 2,
  name: 'golden-sets',
  sql: `
CREATE TABLE artefacts (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state)),
  name TEXT AS (state ->> '$.name') VIRTUAL,
  part_of TEXT AS (state ->> '$.partOf') VIRTUAL,
  UNIQUE (namespace_id, id, kind)
) STRICT;
CREATE INDEX artefacts_by_kind ON artefacts (namespace_id, kind);
CREATE UNIQUE INDEX artefacts_by_name ON artefacts (namespace_id, kind, name) WHERE name IS NOT NULL;
CREATE INDEX artefacts_by_whole ON artefacts (namespace_id, part_of) WHERE part_of IS NOT NULL;

CREATE TABLE artefact_changes (
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (namespace_id, id, kind, seq)
) STRICT;
CREATE INDEX artefact_changes_by_seq ON artefact_changes (seq);

CREATE TABLE golden_runs (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  set_id TEXT NOT NULL,
  summary TEXT NOT NULL,
  -- Query by query; only the newest run of a set has it.
  results TEXT
) STRICT;
CREATE INDEX golden_runs_of_set ON golden_runs (namespace_id, set_id, key);
`,
}
