import {
  type DownloadOptions,
  type DownloadProgress,
  downloadModel,
} from '#embedders/transformers/download-model'
import { StartError } from '../start-error.ts'
import { modelsFolder } from './open-embedder.ts'

/**
 * Brings a model to where the provider transformers looks for it, telling the progress.
 * @throws StartError with the sentence to show
 */
export async function* downloadModelTo(
  dataDir: string,
  options: Omit<DownloadOptions, 'models'>,
): AsyncGenerator<DownloadProgress, string> {
  try {
    return yield* downloadModel({ models: modelsFolder(dataDir), ...options })
  } catch (error) {
    options.signal.throwIfAborted()
    throw new StartError((error as Error).message, { cause: error })
  }
}
