import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { activityRequests, takeActivityRequest } from '../workspace/activity-request.ts'
import { graphRequests, takeGraphRequest } from '../workspace/graph-request.ts'
import { aimAt } from './aim-at.ts'
import type { CommandContext } from './command.ts'
import { memoryCommands } from './memory-commands.ts'
import { memoryPlaces } from './memory-places.ts'

afterEach(() => {
  takeActivityRequest()
  takeGraphRequest()
})

it('shows the activity of the open memory, by its place and not by words', () => {
  const command = memoryCommands.find(({ id }) => id === 'show-activity')
  const go = vi.fn()
  const at = (coordinate: readonly number[] | null) =>
    ({
      workspace: { namespace: 'notes', at: coordinate, go, preferences: { inspectorOpen: false } },
    }) as unknown as CommandContext
  expect(command?.when?.(at(null))).toBe(false)
  expect(command?.when?.(at([1, -2.5]))).toBe(true)
  command?.run(at([1, -2.5]))
  expect(activityRequests.getState().request).toEqual({
    memory: { namespace: 'notes', coordinate: [1, -2.5], title: '1,-2.5' },
  })
  expect(go).toHaveBeenCalledWith({ screen: 'activity' })
})

it('means the memory of the row when it comes from the menu of a row, whatever is open', () => {
  const command = memoryCommands.find(({ id }) => id === 'show-activity')
  const go = vi.fn()
  const open = {
    workspace: { namespace: 'notes', at: null, selection: [], preferences: { inspectorOpen: false }, go },
    queries: { memory: { detail: () => ({ queryKey: [] }) } },
    queryClient: { getQueryData: () => ({ text: 'Ferries leave at six' }) },
  } as unknown as CommandContext
  const aimed = aimAt(open, [7, 8])
  expect(aimed.workspace).toMatchObject({ at: [7, 8], selection: [[7, 8]], namespace: 'notes' })
  expect(command?.when?.(aimed)).toBe(true)
  command?.run(aimed)
  expect(activityRequests.getState().request).toMatchObject({
    memory: { namespace: 'notes', coordinate: [7, 8], title: 'Ferries leave at six' },
  })
})

it('shows similar memories and the history of a memory in the inspector, and its place on the map', () => {
  const [setPreferences, openMemory] = [vi.fn(), vi.fn()]
  const context = {
    workspace: { namespace: 'notes', at: [3], setPreferences, openMemory },
  } as unknown as CommandContext
  for (const { run } of memoryPlaces) run(context)
  expect(setPreferences.mock.calls).toEqual([[{ inspectorTab: 'similar' }], [{ inspectorTab: 'history' }]])
  expect(openMemory.mock.calls).toEqual([[[3]], [[3]], [[3], { screen: 'map' }]])
})

it('calls the graph around a memory by its name, also where the memory is not read yet', async () => {
  const command = memoryCommands.find(({ id }) => id === 'open-in-graph')
  const go = vi.fn()
  const around = (queryFn: () => Promise<object>) => {
    const selection = [[7, 8]]
    command?.run({
      workspace: { namespace: 'notes', selection, at: [7, 8], preferences: { inspectorOpen: true }, go },
      queries: { memory: { detail: () => ({ queryKey: ['memory'], queryFn, retry: false }) } },
      queryClient: new QueryClient(),
    } as unknown as CommandContext)
  }
  const asked = () => graphRequests.getState().request
  around(async () => ({ text: 'Ferries leave at six' }))
  await expect.poll(asked).toEqual({ coordinates: [[7, 8]], title: 'Around Ferries leave at six' })
  expect(go).toHaveBeenCalledWith({ screen: 'graph' })
  around(() => Promise.reject(new Error('it is gone')))
  await expect.poll(asked).toEqual({ coordinates: [[7, 8]], title: 'Around 7,8' })
})
