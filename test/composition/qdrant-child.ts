import { writeSync } from 'node:fs'
import { compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { sourceFiles } from './source-files.ts'

/**
 * Runs the program with its vectors in the Qdrant at an address, and stores the next numbers, every third a second time.
 * Prints each number that was acknowledged, and goes on until it is killed.
 */
const [, , dataDir = '', url = '', first = '0'] = process.argv
const explicit = {
  data_dir: dataDir,
  vector: { backend: 'qdrant' },
  qdrant: { url, timeout_seconds: 2 },
  embedding: { provider: 'hash' },
} as const
const config = loadConfig({ env: {}, explicit })
const { handlers } = await compose({ config, edition: 'browser', files: sourceFiles, version: '0.0.0' })
const put = (n: number, text: string) =>
  handlers.memories.store(
    {
      namespace: 'default',
      coordinate: [n],
      payload: JSON.stringify({ text }),
      ...({ type: 'episodic', importance: 0, ifTaken: 'update' } as const),
    },
    { client: 'qdrant-child', signal: new AbortController().signal },
  )

for (let n = Number(first); ; n++) {
  await put(n, `memory number ${n}`)
  if (n % 3 === 0) await put(n, `memory number ${n}, again`)
  writeSync(1, `${n}\n`)
}
