import { beforeEach, expect, test, vi } from 'vitest'
import type { Reach } from '#contract/reach'
import { AskPerson } from './ask-person.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'

interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly defaultId: number
}
const { dialog } = vi.hoisted(() => ({ dialog: { showMessageBox: vi.fn() } }))
vi.mock('electron', () => ({ BrowserWindow: { getFocusedWindow: () => null }, dialog }))

const OLLAMA: Reach = { use: 'embedder', name: 'http://localhost:11434' }
const EVIL: Reach = { use: 'secret', name: 'env:HOME\u202e\n' }
const [NO, YES] = [0, 1]
let now = 0
const answer = (...responses: number[]): void => {
  for (const response of responses) dialog.showMessageBox.mockResolvedValueOnce({ response })
}
const asked = (): Question[] => dialog.showMessageBox.mock.calls.map(([question]) => question as Question)
beforeEach(() => {
  now = 0
  dialog.showMessageBox.mockReset()
})

test('goes on after a yes, having said which place and what for', async () => {
  answer(YES)
  await new AskPerson(
    () => en,
    () => now,
  ).ask([OLLAMA, EVIL])
  const [question] = asked()
  expect(question?.detail).toContain(`http://localhost:11434\n${en.whyEmbedder}`)
  // Nothing in a name moves what stands beside it.
  expect(question?.detail).toContain(`env:HOME\\u{202e}\\u{a}\n${en.whySecret}`)
  expect([question?.buttons, question?.defaultId]).toEqual([[en.doNotAllow, en.allow], 0])
})

test('asks in the language of the window, one question after the other', async () => {
  answer(YES, YES)
  const person = new AskPerson(
    () => de,
    () => now,
  )
  await Promise.all([person.ask([OLLAMA]), person.ask([{ ...OLLAMA, name: 'http://localhost:1' }])])
  expect(asked().map(({ message }) => message)).toEqual([de.allowPlaces, de.allowPlaces])
})

test('does not ask for ten seconds after a no, whatever is asked for', async () => {
  answer(NO, YES)
  const person = new AskPerson(
    () => en,
    () => now,
  )
  const refused = { code: 'reach/refused', data: { places: [OLLAMA] } }
  await expect(person.ask([OLLAMA])).rejects.toMatchObject(refused)
  now += 9999
  await expect(person.ask([OLLAMA])).rejects.toMatchObject(refused)
  expect(asked()).toHaveLength(1)
  now += 2
  await person.ask([OLLAMA])
  expect(asked()).toHaveLength(2)
})
