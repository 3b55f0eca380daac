import { afterEach, expect, it, vi } from 'vitest'
import { activityRequests, takeActivityRequest } from '../workspace/activity-request.ts'
import type { CommandContext } from './command.ts'
import { memoryCommands } from './memory-commands.ts'

afterEach(takeActivityRequest)

it('shows the activity of the open memory, as activity writes coordinates', () => {
  const command = memoryCommands.find(({ id }) => id === 'show-activity')
  const go = vi.fn()
  const at = (coordinate: readonly number[] | null) =>
    ({ workspace: { namespace: 'notes', at: coordinate, go } }) as unknown as CommandContext
  expect(command?.when?.(at(null))).toBe(false)
  expect(command?.when?.(at([1, -2.5]))).toBe(true)
  command?.run(at([1, -2.5]))
  expect(activityRequests.getState().request).toEqual({ text: '1, -2.5' })
  expect(go).toHaveBeenCalledWith({ screen: 'activity' })
})
