import { readFileSync } from 'node:fs'
import { startDouble } from './double-server.ts'

/** The double of Qdrant as a program of its own: `double-child.ts <port> [snapshot]`. Says its address. */
const [port = '0', snapshot] = process.argv.slice(2)
const server = await startDouble({ port: Number(port) })
if (snapshot !== undefined) server.double.restore(readFileSync(snapshot, 'utf8'))
process.stdout.write(`${server.url}\n`)
