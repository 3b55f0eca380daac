import { expect, it } from 'vitest'
import { appCommands } from '../../commands/app-commands.ts'
import { shortcutClashes } from '../../commands/shortcut.ts'
import { recallCommands } from './recall-commands.ts'

it('has no shortcut that the app or another command of the screen has', () => {
  expect(shortcutClashes([...appCommands, ...recallCommands])).toEqual([])
  expect(new Set(recallCommands.map(({ id }) => id)).size).toBe(recallCommands.length)
})

it('leaves the keys of a result alone while no result has the keyboard', () => {
  const context = { readOnly: false } as Parameters<NonNullable<(typeof recallCommands)[number]['when']>>[0]
  const ofHits = recallCommands.filter(({ shortcut = '' }) =>
    ['ArrowDown', 'ArrowUp', 'Enter', 'Space', 'S'].includes(shortcut),
  )
  expect(ofHits).toHaveLength(5)
  expect(ofHits.map(({ when }) => when?.(context))).toEqual(ofHits.map(() => false))
})
