import type { StoreState } from '#contract/app'
import type { ConnectionMark } from '#contract/connections'
import type { ResolvedConfig } from '../config.ts'
import { HOME } from '../connections/connection-file.ts'

const UNMARKED: ConnectionMark = { id: HOME, name: 'This computer', production: false, readOnly: false }

/** Whose place the settings name. */
export const connectionOf = ({
  given,
}: Pick<ResolvedConfig, 'given'>): ConnectionMark & { readonly isHome: boolean } => {
  const mark = given.connection ?? UNMARKED
  return { ...mark, isHome: mark.id === HOME }
}

/** What is wrong with the store goes before what somebody marked. */
export const readOnlyAsMarked = (config: Pick<ResolvedConfig, 'given'>, state: StoreState): StoreState => {
  const { name, readOnly } = connectionOf(config)
  if (!readOnly || state.state !== 'ready') return state
  const reason = `The connection “${name}” is marked read-only in Settings.`
  return { state: 'read-only', damaged: false, reason, backup: null }
}
