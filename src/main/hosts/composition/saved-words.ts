import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ResolvedConfig } from '../config.ts'

/** Where the keyword indexes are saved, so that they need not be made anew at each start; nowhere without a folder. */
export const savedWords = ({
  mode,
  data_dir,
}: Pick<ResolvedConfig, 'mode' | 'data_dir'>): string | undefined =>
  mode === 'local_agent' ? join(data_dir, 'index', 'keywords.words') : undefined

/** They have words that are about to be encrypted. */
export const forgetSavedWords = (config: Pick<ResolvedConfig, 'mode' | 'data_dir'>): void => {
  const file = savedWords(config)
  if (file !== undefined) rmSync(file, { force: true })
}
