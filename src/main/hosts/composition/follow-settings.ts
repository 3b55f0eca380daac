import type { Engine } from '#engine/index'
import type { LiveSettings } from '../settings/live-settings.ts'

/** Takes up settings that another process chose in the same database, when the engine tells of it (MEM-13). */
export const followSettings = async (
  { events, store }: Pick<Engine, 'events' | 'store'>,
  settings: LiveSettings,
  { onError, signal }: { readonly onError: (error: unknown) => void; readonly signal: AbortSignal },
): Promise<void> => {
  for await (const event of events.subscribe(signal)) {
    const mayBeOthers =
      event.type === 'lagged' || (event.type === 'artefacts' && event.kinds.includes('setting'))
    if (mayBeOthers) await settings.reload(store).catch(onError)
  }
}
