import { expect, it, vi } from 'vitest'
import type { Command, CommandContext } from './command.ts'
import { commandItems } from './command-item.ts'

const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  title: `Do ${id}`,
  group: 'Memory',
  run: vi.fn(),
  ...more,
})

it('is a command as a menu has it: named, with its keys, and only where there is something to do', () => {
  const contexts = [{ readOnly: true }, { readOnly: false }] as unknown as CommandContext[]
  let at = 0
  const contextNow = () => contexts[at] as CommandContext
  const commands = [
    command('delete-memory', { shortcut: 'Mod+Backspace', when: ({ readOnly }) => !readOnly }),
    command('copy-id'),
  ]
  expect(commandItems(commands, contextNow).map(({ id }) => id)).toEqual(['copy-id'])
  at = 1
  const [remove, copy] = commandItems(commands, contextNow)
  expect(remove).toMatchObject({ label: 'Do delete-memory', shortcut: 'Mod+Backspace', danger: true })
  expect(copy).toMatchObject({ label: 'Do copy-id', danger: false })
  // What is there when it is chosen counts, not what was there when the menu came.
  at = 0
  remove?.run()
  expect(commands[0]?.run).toHaveBeenCalledWith(contexts[0])
})
