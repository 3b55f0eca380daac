import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Control } from './double-server.ts'

export interface DoublePoint {
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
}

export interface DoubleProcess {
  readonly url: string
  /** What goes wrong from now on, and what it has. */
  tell(order: Control): Promise<unknown>
  points(collection: string): Promise<DoublePoint[]>
  /** Ends it as a power cut would end a process. */
  kill(): Promise<void>
  /** Starts it again where it was, with what a snapshot has, or with nothing. */
  start(snapshot?: string): Promise<void>
  stop(): Promise<void>
}

/** The double of Qdrant (`qdrant-double.ts`) in a process of its own. */
export const startDoubleProcess = async (): Promise<DoubleProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-qdrant-'))
  let child: ChildProcess | null = null
  let port = '0'
  const start = async (snapshot?: string): Promise<void> => {
    const file = join(folder, 'snapshot.json')
    if (snapshot !== undefined) writeFileSync(file, snapshot)
    const script = join(import.meta.dirname, 'double-child.ts')
    const started = spawn(process.execPath, [script, port, ...(snapshot === undefined ? [] : [file])], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string]
    port = new URL(line).port
  }
  const kill = async (): Promise<void> => {
    const ended = child && once(child, 'exit')
    child?.kill('SIGKILL')
    await ended
    child = null
  }
  await start()
  const url = `http://127.0.0.1:${port}`
  const tell = async (order: Control): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', connection: 'close' }
    const response = await fetch(`${url}/__double`, { method: 'POST', headers, body: JSON.stringify(order) })
    return response.json()
  }
  return {
    url,
    tell,
    points: async (collection) => (await tell({ points: collection })) as DoublePoint[],
    kill,
    start,
    stop: async () => {
      if (child !== null) await kill()
      rmSync(folder, { recursive: true })
    },
  }
}
