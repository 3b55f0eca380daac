import { writeSync } from 'node:fs'
import { compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import { builtFiles } from './built-files.ts'

/**
 * Runs the program with these settings, and stores the next numbers, every third a second time. Prints a line when it is
 * there, and each number that was acknowledged, and goes on until it is killed.
 */
const [, , settings = '{}', first = '0'] = process.argv
const config = loadConfig({ env: {}, explicit: JSON.parse(settings) as ConfigInput })
const { handlers } = await compose({ config, edition: 'browser', files: builtFiles, version: '0.0.0' })
const put = (n: number, text: string) =>
  handlers.memories.store(
    {
      namespace: 'default',
      coordinate: [n],
      payload: JSON.stringify({ text }),
      ...({ type: 'episodic', importance: 0, ifTaken: 'update' } as const),
    },
    { client: 'killed-child', signal: new AbortController().signal },
  )

writeSync(1, 'ready\n')
for (let n = Number(first); ; n++) {
  await put(n, `memory number ${n}`)
  if (n % 3 === 0) await put(n, `memory number ${n}, again`)
  writeSync(1, `${n}\n`)
}
