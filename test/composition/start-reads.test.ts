import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtFiles } from './built-files.ts'

const { storeWorker, vectorWorker, embedderWorker } = builtFiles
const main = dirname(storeWorker)
const IMPORT = /^(?:import|export)\b[^;'"]*["']([^"']+)["'];?$/gm

/** Texts of the files of a build that are read before the first line of one of them runs. */
const readBefore = (file: string, read = new Map<string, string>()): Map<string, string> => {
  if (read.has(file)) return read
  const text = readFileSync(file, 'utf8')
  read.set(file, text)
  for (const [, path = ''] of text.matchAll(IMPORT)) {
    if (path.startsWith('.')) readBefore(join(dirname(file), path), read)
  }
  return read
}

const filesWith = (pattern: RegExp, entry: string): string[] =>
  [...readBefore(entry)].filter(([, text]) => pattern.test(text)).map(([file]) => file)

const httpHost = readdirSync(join(main, 'chunks')).find((name) => /^http-host-.*\.js$/.test(name)) ?? ''

describe('what a start reads', () => {
  it.each([storeWorker, vectorWorker, embedderWorker])('has no schemas in the thread %s', (entry) => {
    expect(filesWith(/\$ZodType/, entry)).toEqual([])
  })

  it.each(['index.js', 'cli.js', join('chunks', httpHost)])(
    'does not import node:http as a module in %s',
    (name) => {
      const entry = join(main, name)
      expect(readBefore(entry).size).toBeGreaterThan(10)
      expect(filesWith(/^import\b.*["'](node:)?https?["']/m, entry)).toEqual([])
    },
  )
})
