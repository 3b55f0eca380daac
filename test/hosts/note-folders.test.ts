import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noteFoldersIn } from '#hosts/composition/note-folders'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'soma-notes-'))
})
afterEach(() => rmSync(place, { recursive: true }))

const line = (path: string, text: string): string => `${JSON.stringify({ path, text })}\n`

it('LNK-4 notes go into a new folder of a place that is chosen, over nothing that is there', async () => {
  mkdirSync(join(place, 'harbour'))
  const folder = await noteFoldersIn(async () => place)?.('harbour')
  expect(folder?.name).toBe('harbour (2)')
  await folder?.write(line('One.md', '# One') + line('Two.md', 'to [[One]]'))
  await folder?.write(line('Three.md', ''))
  expect(readdirSync(join(place, 'harbour (2)')).sort()).toEqual(['One.md', 'Three.md', 'Two.md'])
  expect(readFileSync(join(place, 'harbour (2)', 'Two.md'), 'utf8')).toBe('to [[One]]')
  expect(readdirSync(join(place, 'harbour'))).toEqual([])
})

it('a note of a hostile name stays in the folder, and so does a namespace of one', async () => {
  const folder = await noteFoldersIn(async () => place)?.('..')
  expect(folder?.name).toBe('_')
  await folder?.write(line('../../etc/passwd.md', 'mine'))
  expect(readdirSync(place)).toEqual(['_'])
  expect(readdirSync(join(place, '_'))).toEqual(['passwd.md'])
})

it('says why where nothing can be written, and does nothing where no place is chosen', async () => {
  expect(await noteFoldersIn(async () => null)?.('a')).toBeNull()
  const gone = noteFoldersIn(async () => join(place, 'gone'))
  await expect(gone?.('a')).rejects.toMatchObject({ code: 'export/folder' })
})
