import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { NoteZip } from './note-zip.ts'

it('LNK-4 notes of any name and text come out of the zip as they went in', async () => {
  const notes = [
    { path: 'A heron 1_2.md', text: '---\nsoma: {}\n---\n\nA heron.' },
    { path: 'مرحبا 😀 3.md', text: '' },
    { path: 'long 4.md', text: 'wide '.repeat(100_000) },
  ]
  const zip = new NoteZip('bench')
  zip.add(
    notes
      .slice(0, 2)
      .map((note) => `${JSON.stringify(note)}\n`)
      .join(''),
  )
  zip.add(`${JSON.stringify(notes[2])}\n`)
  const blob = zip.end()
  expect(blob.size).toBeLessThan(20_000)
  const found = unzipSync(new Uint8Array(await blob.arrayBuffer()))
  const read = Object.entries(found).map(([path, bytes]) => ({ path, text: strFromU8(bytes) }))
  expect(read).toEqual(notes.map(({ path, text }) => ({ path: `bench/${path}`, text })))
})
