import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A built page that is as small as can be, for a host that needs one. */
export const rendererStub = (folder: string): string => {
  const renderer = join(folder, 'renderer')
  mkdirSync(renderer, { recursive: true })
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>Soma</title>')
  return renderer
}
