import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FileDiagnosis } from '#engine/doctor/doctor-ports'
import { readContents } from '#engine/fractal/read-snapshot'
import { savedVectors } from '#engine/fractal/saved-vectors'
import { keywordMarkOf, readKeywords } from '#engine/keywords/saved-keywords'
import type { SnapshotSource } from '#engine/snapshot/snapshot'
import type { SavedIndex } from '#stores/sqlite/doctor-saved'
import type { DatabaseFile } from '#stores/sqlite/sqlite-store'
import { crc, SnapshotFile } from './snapshot-file.ts'

const KINDS = { '.fractal': 'vectors', '.words': 'keywords' } as const

/** Holds a database file, and the indexes that are saved in a folder, against the memories in it (STO-6). */
export const examine = (
  store: Pick<DatabaseFile, 'diagnose' | 'diagnoseSaved'>,
  folder: string,
): FileDiagnosis => {
  // Opened before the database is read, which then is never older than they are; who saves puts another file in place.
  const opened = savedIn(folder)
  try {
    const own = store.diagnose()
    const saved = store.diagnoseSaved(opened.map(({ saved }) => saved))
    return {
      ...own,
      checked: [...own.checked, ...saved.checked],
      found: [...own.found, ...saved.found],
      spoilt: saved.spoilt,
    }
  } finally {
    for (const { close } of opened) close()
  }
}

interface OpenedIndex {
  readonly saved: SavedIndex
  close(): void
}

const savedIn = (folder: string): OpenedIndex[] => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return names.flatMap((name) => {
    const kind = Object.entries(KINDS).find(([ending]) => name.endsWith(ending))?.[1]
    const file = kind === undefined ? null : new SnapshotFile(join(folder, name)).open()
    if (kind === undefined || file === null) return []
    const open = () => (kind === 'vectors' ? vectorsOf(file.source) : keywordsOf(file.source))
    return [{ saved: { name, open }, close: () => file.close() }]
  })
}

const vectorsOf = (source: SnapshotSource) => {
  const { mark, dimension } = readContents(source, crc)
  return { of: 'vectors', mark, dimension, rows: savedVectors(source, crc) } as const
}

const keywordsOf = (source: SnapshotSource) => {
  const reading = readKeywords(source, crc)
  const mark = keywordMarkOf(source, crc)
  let step = reading.next()
  while (step.done !== true) step = reading.next()
  return { of: 'keywords', mark, indexes: step.value } as const
}
