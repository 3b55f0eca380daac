import { sourceMove } from './moving.ts'

/** Moves a folder into a Redis until it is killed, and says how far it is. */
const [source = '', port = '', target = ''] = process.argv.slice(2)
for await (const step of sourceMove({ source, target, port: Number(port) })) {
  process.stdout.write(`${JSON.stringify(step)}\n`)
}
