import { type ComponentType, lazy } from 'react'
import type { ScreenId } from '../workspace/location.ts'
import { workspace } from '../workspace/use-workspace.ts'
import { NotLoaded } from './not-loaded.ts'

type View = ComponentType

const files: Readonly<Record<ScreenId, () => Promise<View>>> = {
  recall: async () => (await import('../features/recall/recall-screen.tsx')).RecallScreen,
  memories: async () => (await import('../features/memories/memories-screen.tsx')).MemoriesScreen,
  graph: async () => (await import('../features/graph/graph-screen.tsx')).GraphScreen,
  map: async () => (await import('../features/map/map-screen.tsx')).MapScreen,
  tuning: async () => (await import('../features/tuning/tuning-screen.tsx')).TuningScreen,
  gate: async () => (await import('../features/gate/gate-screen.tsx')).GateScreen,
  decay: async () => (await import('../features/decay/decay-screen.tsx')).DecayScreen,
  metrics: async () => (await import('../features/metrics/metrics-screen.tsx')).MetricsScreen,
  activity: async () => (await import('../features/activity/activity-screen.tsx')).ActivityScreen,
  settings: async () => (await import('../features/settings/settings-screen.tsx')).SettingsScreen,
}

const there = new Map<ScreenId, View>()

const load = async (id: ScreenId): Promise<View> => {
  const view = await files[id]().catch((error: unknown) => {
    throw new NotLoaded(error)
  })
  there.set(id, view)
  return view
}

/** Before the first paint: a screen that suspends is drawn a third of a second later. One that does not come says so in its place. */
export const firstScreenIsThere = (): Promise<unknown> =>
  load(workspace.getState().screen).catch(() => undefined)

const later = new Map(
  (Object.keys(files) as ScreenId[]).map((id) => [id, lazy(async () => ({ default: await load(id) }))]),
)

const shown = new Map<ScreenId, View>()

/**
 * Each screen is a file of its own; one that is not read yet suspends until it is. What was shown first stays: another
 * component, though it draws the same, would be a new screen that has lost its place and the focus.
 */
export const screenView = (id: ScreenId): View => {
  const view = shown.get(id) ?? there.get(id) ?? (later.get(id) as View)
  shown.set(id, view)
  return view
}
