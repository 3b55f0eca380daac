import { describe, expect, it } from 'vitest'
import { makeTempFolder } from '../temp-folder.mjs'
import { checkImports } from './imports.mjs'

const table = {
  exempt: ['**/*.test.ts'],
  rows: [
    { folder: 'src/contract', imports: ['zod'] },
    { folder: 'src/engine', imports: ['types:src/contract', 'src/contract/errors.ts'], pure: true },
    { folder: 'src/stores/*', imports: ['src/stores/*.ts', 'node:*'] },
    { folder: 'src/stores/sqlite', like: 'src/stores/*', imports: ['better-sqlite3'] },
    { folder: 'src/stores', imports: [] },
  ],
}

/** @param {Record<string, string>} files */
function findingsIn(files) {
  using folder = makeTempFolder({
    'package.json': { imports: { '#contract/*': './src/contract/*.ts' } },
    'scripts/check/import-table.json': table,
    'src/contract/memory.ts': "import { z } from 'zod'",
    'src/contract/errors.ts': '',
    ...files,
  })
  return checkImports(folder.path).findings
}

describe('checkImports', () => {
  it('is content with what the table allows', () => {
    const findings = findingsIn({
      'src/engine/a.ts':
        "import type { M } from '#contract/memory'\nimport '#contract/errors'\nimport './deep/b.ts'",
      'src/engine/deep/b.ts': 'export const at = (clock: () => number) => new Date(clock())',
      'src/stores/shared.ts': '',
      'src/stores/sqlite/a.ts':
        "import Database from 'better-sqlite3'\nimport fs from 'node:fs'\nimport '../shared.ts'",
      'src/engine/a.test.ts': "import { it } from 'vitest'\nimport '../stores/shared.ts'",
      'test/helper.ts': "import '../src/engine/a.ts'\nimport 'anything'",
    })
    expect(findings).toEqual([])
  })

  it.each([
    ['a value where only types may be named', "import { m } from '#contract/memory'"],
    ['a package', "import x from 'left-pad'"],
    ['a part of a package with a scope', "import x from '@scope/name/part'"],
    ['Node', "import fs from 'node:fs'"],
    ['Node without its prefix', "import fs from 'fs'"],
    ['another folder', "import x from '../stores/shared.ts'"],
    ['another folder, for its types', "import type { X } from '../stores/shared.ts'"],
    ['a type in passing', "let x: import('../stores/shared.ts').X"],
    ['another folder, by exporting it', "export * from '../stores/shared.ts'"],
    ['another folder, later', "const x = () => import('../stores/shared.ts')"],
    ['a worker of another folder', "new Worker(new URL('../stores/shared.ts', import.meta.url))"],
    ['a test', "import './a.test.ts'"],
    ['a file that is not there', "import './gone.ts'"],
  ])('finds %s', (_what, line) => {
    const findings = findingsIn({
      'src/stores/shared.ts': '',
      'src/engine/a.test.ts': '',
      'src/engine/a.ts': `// first line\n${line}`,
    })
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatch(/^src\/engine\/a\.ts:2 imports/)
  })

  it('keeps siblings apart', () => {
    const findings = findingsIn({
      'src/stores/redis/a.ts': "import '../sqlite/b.ts'",
      'src/stores/sqlite/b.ts': '',
    })
    expect(findings).toEqual([
      expect.stringMatching(/redis\/a\.ts:1 imports \.\.\/sqlite\/b\.ts: not in the row/),
    ])
  })

  it('finds a folder without a row', () => {
    expect(findingsIn({ 'src/extra/a.ts': '' })).toEqual([
      expect.stringMatching(/^src\/extra\/a\.ts: .* no row/),
    ])
  })

  it('finds cycles, of types too in the program, of values alone among tests', () => {
    const findings = findingsIn({
      'src/engine/a.ts': "import type { B } from './b.ts'",
      'src/engine/b.ts': "import type { A } from './a.ts'",
      'test/c.ts': "import './c.ts'",
      'test/d.ts': "import type { E } from './e.ts'",
      'test/e.ts': "import type { D } from './d.ts'",
    })
    expect(findings).toEqual([
      'cycle: src/engine/a.ts -> src/engine/b.ts -> src/engine/a.ts',
      'cycle: test/c.ts -> test/c.ts',
    ])
  })

  it.each(['Date.now()', 'Math.random()', 'new Date()', 'Date()'])(
    'finds %s where it must be pure',
    (call) => {
      expect(findingsIn({ 'src/engine/a.ts': `export const x = () => ${call}` })).toEqual([
        expect.stringMatching(/a\.ts:1 reads .* pure/),
      ])
      expect(findingsIn({ 'src/contract/a.ts': `export const x = () => ${call}` })).toEqual([])
    },
  )
})
