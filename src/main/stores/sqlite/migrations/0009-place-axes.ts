import type { Migration } from '../migrate.ts'

/** Axes of the plane on which memories get a place, for each namespace and embedder (LIFE-1). Derived, but kept: made anew they would differ. */
export const migration: Migration = {
  version: 9,
  name: 'place-axes',
  sql: `
CREATE TABLE place_axes (
  namespace_id INTEGER NOT NULL REFERENCES namespaces (id),
  embedder TEXT NOT NULL,
  axes TEXT NOT NULL CHECK (json_valid(axes)),
  PRIMARY KEY (namespace_id, embedder)
) STRICT;
`,
}
