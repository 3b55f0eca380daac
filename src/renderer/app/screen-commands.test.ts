import { beforeAll, expect, it, vi } from 'vitest'
import type { Command } from '../commands/command.ts'

let commands: readonly Command[]

// The files of screens reach for the window when they are read; nothing of it is asked here.
beforeAll(async () => {
  const localStorage = { getItem: () => null, setItem: () => {} }
  vi.stubGlobal('localStorage', localStorage)
  vi.stubGlobal('window', {
    location: { hash: '' },
    history: { state: null, replaceState: () => {} },
    localStorage,
    addEventListener: () => {},
    matchMedia: () => ({ matches: false, addEventListener: () => {} }),
  })
  const { loadScreenCommands } = await import('./screen-commands.ts')
  const { knowCommands, registry } = await import('../commands/registry.ts')
  knowCommands(await loadScreenCommands())
  commands = registry.getState().known
})

/** Takes turns with another on one screen: only one of the two can be done at a time. */
const TURNS = [['find-duplicates', 'leave-duplicates']]

it('knows the commands of every screen, with no two on one shortcut', async () => {
  const { shortcutClashes } = await import('../commands/shortcut.ts')
  const { SCREENS } = await import('../workspace/location.ts')
  const screens = new Set(commands.map(({ screen }) => screen))
  expect(SCREENS.filter((screen) => screen !== 'settings' && !screens.has(screen))).toEqual([])
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  expect(shortcutClashes(commands)).toEqual(TURNS)
})

it('has a group that palette, cheat sheet and Settings show for each of them', async () => {
  const { findCommands } = await import('../commands/find-commands.ts')
  expect(findCommands(commands, '').flatMap((group) => group.commands)).toHaveLength(commands.length)
})
