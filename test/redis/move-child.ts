import { databaseMove, type MoveAsked } from './moving.ts'

/** Moves a database until it is killed, and says how far it is. */
const [asked = '{}'] = process.argv.slice(2)
for await (const step of databaseMove(JSON.parse(asked) as MoveAsked)) {
  process.stdout.write(`${JSON.stringify(step)}\n`)
}
