import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { type Exchange, startDouble } from './double-server.ts'
import { openSecondWorld, qdrantAt } from './second-world.ts'

const root = join(import.meta.dirname, '../..')
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
// The compiler looks for the client from where the file is.
const folder = mkdtempSync(join(root, 'node_modules/.cache/qdrant-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Everything that this program asks of Qdrant, and what the double says to it. */
const conversation = async (): Promise<Exchange[]> => {
  const calls: Exchange[] = []
  const server = await startDouble({ record: (call) => calls.push(call) })
  const world = await openSecondWorld(qdrantAt(server.url))
  const { engine, second } = world
  const put = (x: number, text: string) =>
    engine.memories.store(
      {
        ...{ namespace: 'a', coordinate: [x], payload: JSON.stringify({ text, n: x }), type: 'episodic' },
        ...{ importance: 0, ifTaken: 'update' },
      } as never,
      'ann',
    )
  try {
    await engine.namespaces.create('a')
    for (const [x, text] of ['ferries', 'bread', 'kites'].entries()) await put(x, text)
    await world.tell()
    for (const filter of [
      null,
      { is: 'compare', field: 'n', op: '>', value: 0 },
      { is: 'contains', field: 'text', value: 'KITE' },
    ])
      await world.near('a', 'ferries', { filter })
    await engine.memories.remove({ namespace: 'a', coordinates: [[1]] }, undefined, 'ann')
    await world.tell()
    await engine.doctor.check(
      { diagnose: async () => null, forgetSaved: async () => {} },
      new AbortController().signal,
    )
    await second.foreignLines('a', null, 10)
    await second.health()
    await second.marks()
    await second.openBeside('b')
    await second.forget('a')
    return calls
  } finally {
    await world.close()
    await server.close()
  }
}

const routeOf = ({ path }: Exchange): string =>
  path.replace(/^\/collections\/[^/]+/, '/collections/{collection_name}')

/** Seen from the folder of the program: the package does not export it. */
const SCHEMA = '../../@qdrant/js-client-rest/dist/types/openapi/generated_schema.js'

/**
 * The conversation as a program in the types that Qdrant's published OpenAPI description was made into, which the client
 * brings with it under its licence (Apache-2.0), so that no copy of the description is kept here.
 */
const programOf = (calls: readonly Exchange[]): string => {
  const lines = calls.map((call, i) => {
    const { method, sent, status, answered } = call
    const at = `'${routeOf(call)}', '${method.toLowerCase()}'`
    const request = sent === undefined ? '' : `export const sent${i}: Sent<${at}> = ${JSON.stringify(sent)}\n`
    return `${request}export const answered${i}: Answered<${at}, ${status}> = ${JSON.stringify(answered)}\n`
  })
  return `import type { paths } from '${SCHEMA}'
type Json<T> = T extends { content: { 'application/json': infer B } } ? B : never
type Sent<P extends keyof paths, M extends keyof paths[P]> =
  paths[P][M] extends { requestBody?: infer R } ? Json<NonNullable<R>> : never
type Answered<P extends keyof paths, M extends keyof paths[P], S extends number> =
  paths[P][M] extends { responses: infer R } ? (S extends keyof R ? Json<R[S]> : { status: { error: string }; time: number }) : never
${lines.join('')}`
}

const complaints = async (source: string): Promise<string> => {
  const file = join(folder, 'conversation.ts')
  writeFileSync(file, source)
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const flags = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--types', '']
  const target = ['--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'esnext']
  return promisify(execFile)(process.execPath, [compiler, ...flags, ...target, file]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
}

it('STO-4 the double takes and gives what the published description of Qdrant says', async () => {
  const calls = await conversation()
  expect([...new Set(calls.map((call) => `${call.method} ${routeOf(call)}`))].sort()).toEqual([
    'GET /',
    'GET /collections',
    'GET /collections/{collection_name}',
    'POST /collections/{collection_name}/points',
    'POST /collections/{collection_name}/points/delete',
    'POST /collections/{collection_name}/points/query',
    'POST /collections/{collection_name}/points/scroll',
    'PUT /collections/{collection_name}',
    'PUT /collections/{collection_name}/index',
    'PUT /collections/{collection_name}/points',
  ])
  expect(await complaints(programOf(calls))).toBe('')
  // Whatever is bent is found.
  const bent = calls.map(({ sent, ...call }) => ({
    ...call,
    sent: sent && { ...sent, nonsense: 1 },
    answered: { result: 7, status: 'ok', time: 0 },
  }))
  const found = (await complaints(programOf(bent))).match(/error TS/g) ?? []
  expect(found).toHaveLength(calls.length + calls.filter(({ sent }) => sent !== undefined).length)
}, 60_000)
