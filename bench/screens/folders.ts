import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#stores/sqlite/open'
import { ROOT } from '../../test/journeys/edition.ts'
import { BEGINNING, tellStory } from './story.ts'

export const DATA = ['empty', 'sample', '100k'] as const
export type Data = (typeof DATA)[number]

/** What is in which; the namespace is the one that is shown. */
export const NAMESPACE: Readonly<Record<Data, string>> = {
  empty: 'default',
  sample: 'security-review',
  '100k': 'bench',
}

/** Where the program finds what is pictured: at each run in the same place. */
export const PICTURED_FOLDER = join(tmpdir(), 'soma-pictured')

const CACHE = join(ROOT, '.cache/screens')
const PARTS = [
  'folders.ts',
  'story.ts',
  'metric-story.ts',
  'pictured-time.ts',
  '../../src/main/engine/fractal/snapshot-format.ts',
]
/** Folders of another story, whose saved index is of another form, or that were made only half, are made anew. */
const recipe = (): string =>
  PARTS.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('')

/** A data folder as it is pictured, made where it is not there yet. Whoever writes into it works on a copy. */
export const folderOf = async (data: Data): Promise<string> => {
  const folder = join(CACHE, data)
  const stamp = join(CACHE, `${data}.recipe`)
  if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === recipe()) return folder
  for (const old of [folder, `${folder}.unfinished`, stamp]) rmSync(old, { recursive: true, force: true })
  await make(data, `${folder}.unfinished`)
  renameSync(`${folder}.unfinished`, folder)
  writeFileSync(stamp, recipe())
  return folder
}

const make = async (data: Data, folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  // Where there is a database no sample comes.
  if (data === 'empty') openDatabase({ file: join(folder, 'memories.sqlite') }).db.close()
  if (data === '100k') generate(folder)
  if (data !== 'empty') await tellStory(folder, NAMESPACE[data])
}

/** 100,000 memories take minutes, and are the same for every story that begins then. */
const generate = (folder: string): void => {
  const at = new Date(BEGINNING).toISOString()
  const base = join(CACHE, `100k.${at.slice(0, 10)}`)
  if (!existsSync(base)) {
    const unfinished = `${base}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    const flags = ['--n', '100000', '--links', '150000', '--at', at, '--data', unfinished]
    const { status } = spawnSync(process.execPath, [join(ROOT, 'bench/generate.ts'), ...flags], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error('bench/generate.ts could not make 100,000 memories')
    renameSync(unfinished, base)
  }
  cpSync(base, folder, { recursive: true })
}
