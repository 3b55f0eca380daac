import { type ComponentType, lazy } from 'react'
import type { ScreenId } from '../workspace/location.ts'

/** Each screen is a file of its own that is read when it is first shown. */
export const SCREEN_VIEWS: Readonly<Record<ScreenId, ComponentType>> = {
  recall: lazy(async () => ({
    default: (await import('../features/recall/recall-screen.tsx')).RecallScreen,
  })),
  memories: lazy(async () => ({
    default: (await import('../features/memories/memories-screen.tsx')).MemoriesScreen,
  })),
  graph: lazy(async () => ({
    default: (await import('../features/graph/graph-screen.tsx')).GraphScreen,
  })),
  map: lazy(async () => ({
    default: (await import('../features/map/map-screen.tsx')).MapScreen,
  })),
  tuning: lazy(async () => ({
    default: (await import('../features/tuning/tuning-screen.tsx')).TuningScreen,
  })),
  gate: lazy(async () => ({
    default: (await import('../features/gate/gate-screen.tsx')).GateScreen,
  })),
  decay: lazy(async () => ({
    default: (await import('../features/decay/decay-screen.tsx')).DecayScreen,
  })),
  metrics: lazy(async () => ({
    default: (await import('../features/metrics/metrics-screen.tsx')).MetricsScreen,
  })),
  activity: lazy(async () => ({
    default: (await import('../features/activity/activity-screen.tsx')).ActivityScreen,
  })),
  settings: lazy(async () => ({
    default: (await import('../features/settings/settings-screen.tsx')).SettingsScreen,
  })),
}
