import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SavedKeywordsPlace } from '#workers/store-threads'
import type { ResolvedConfig } from '../config.ts'

type Place = Pick<ResolvedConfig, 'mode' | 'data_dir'>

/**
 * Where the keyword indexes are saved, so that they need not be made anew at each start; nowhere without a folder.
 * @param how who keeps them saves them too, who looks takes over what is there
 */
export const savedWords = (
  { mode, data_dir }: Place,
  how: 'keep' | 'look',
): SavedKeywordsPlace | undefined =>
  mode !== 'on_demand'
    ? { file: join(data_dir, 'index', 'keywords.words'), saves: how === 'keep' }
    : undefined

/** They have words that are about to be encrypted. */
export const forgetSavedWords = (config: Place): void => {
  const place = savedWords(config, 'keep')
  if (place !== undefined) rmSync(place.file, { force: true })
}
