import { create } from 'zustand'
import type { ActivityAction, ActivityEntry } from '#contract/activity'
import type { ActivityMemory } from '../../workspace/activity-request.ts'

interface ActivityState {
  /** All namespaces, or only the one on screen. */
  readonly everything: boolean
  readonly action: ActivityAction | null
  readonly client: string | null
  readonly text: string
  /** The memory that it is about; its namespace counts then. */
  readonly memory: ActivityMemory | null
  /** Up to which moment is shown; null goes on with the present. */
  readonly until: number | null
  readonly isPaused: boolean
  readonly chosen: ActivityEntry | null
  /** Everybody who was seen to do something, to choose from. */
  readonly clients: readonly string[]
}

/** A screen is gone while another is shown; what it was narrowed to stays. */
export const useActivityStore = create<ActivityState>(() => ({
  everything: true,
  action: null,
  client: null,
  text: '',
  memory: null,
  until: null,
  isPaused: false,
  chosen: null,
  clients: [],
}))

const MOST_CLIENTS = 50

export const noteClients = (entries: readonly ActivityEntry[]): void => {
  const { clients } = useActivityStore.getState()
  const fresh = new Set(entries.map(({ client }) => client).filter((one) => !clients.includes(one)))
  if (fresh.size > 0)
    useActivityStore.setState({ clients: [...clients, ...fresh].sort().slice(0, MOST_CLIENTS) })
}

export const isNarrowed = ({
  action,
  client,
  text,
  memory,
}: Pick<ActivityState, 'action' | 'client' | 'text' | 'memory'>): boolean =>
  action !== null || client !== null || text !== '' || memory !== null

/** Everybody's activity again, up to the same moment. */
export const widen = (): void =>
  useActivityStore.setState({ action: null, client: null, text: '', memory: null })
