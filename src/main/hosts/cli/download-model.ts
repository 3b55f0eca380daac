import { downloadModelTo } from '../composition/download-model-to.ts'
import type { ResolvedConfig } from '../config.ts'
import { saySentence, tellProgress } from './print.ts'

/** Downloads a model into the data folder and shows how far it is. Ctrl-C ends it; what came is used the next time. */
export const download = async (options: {
  config: ResolvedConfig
  name: string
  precision: 'fp32' | 'q8'
}): Promise<void> => {
  const { config, name, precision } = options
  const progress = downloadModelTo(config.data_dir, {
    model: name,
    precision,
    signal: new AbortController().signal,
  })
  let shown = ''
  for (;;) {
    const step = await progress.next()
    if (step.done) {
      saySentence(step.value, { path: step.value })
      return
    }
    const { file, loaded, total } = step.value
    const line = `${file} ${Math.floor((100 * loaded) / Math.max(1, total))}%`
    if (line !== shown) tellProgress(line)
    shown = line
  }
}
