import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './edition.ts'

interface SmallMemory {
  readonly coordinate: readonly number[]
  /** As text, like all payloads. */
  readonly payload: string
  readonly type: 'episodic' | 'semantic'
  readonly importance: number
}

const memory = (at: number, title: string, type: SmallMemory['type'] = 'episodic'): SmallMemory => ({
  coordinate: [at, 0],
  payload: JSON.stringify({ title, text: `${title} as it was found.` }),
  type,
  importance: 1,
})

const link = (from: number, to: number, type: string, weight = 1) => ({
  from: [from, 0],
  to: [to, 0],
  type,
  weight,
})

/** Who is who, by the first number of the coordinate. */
const TITLES = {
  1: 'Alder',
  2: 'Birch',
  3: 'Cedar',
  4: 'Damson',
  5: 'Elm',
  6: 'Fir',
  7: 'Gorse',
  8: 'Hazel',
  9: 'Island',
} as const

/**
 * Nine memories whose every count can be told by hand:
 *
 *     Alder ── Birch ── Cedar     three ways from Alder to Cedar: by Birch (2 hops, light links),
 *       │ ╲      │        │       by Damson (2 hops, heavy links), by Elm and Fir (3 hops)
 *       │  Damson ────────┤
 *      Elm ─── Fir ───────┘       Gorse ── Hazel are a part of their own; Island has no link
 */
const SMALL = {
  memories: Object.entries(TITLES).map(([at, title]) =>
    memory(Number(at), title, ['Damson', 'Hazel'].includes(title) ? 'semantic' : 'episodic'),
  ),
  links: [
    link(1, 2, 'near', 0.5),
    link(2, 3, 'near', 0.5),
    link(1, 4, 'cites', 4),
    link(4, 3, 'cites', 4),
    link(2, 4, 'near', 1),
    link(1, 5, 'near', 1),
    link(5, 6, 'near', 1),
    link(6, 3, 'near', 1),
    link(7, 8, 'cites', 2),
  ],
} as const

/** A data folder that holds it, and nothing else: no sample is brought in where there is something. */
export const makeSmallGraph = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'small.jsonl')
  const lines = [
    ...SMALL.memories.map((one) => ({ memory: one })),
    ...SMALL.links.map((one) => ({ link: one })),
  ]
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'))
  const soma = (...args: readonly string[]) =>
    execFileSync(process.execPath, [join(ROOT, 'out/main/cli.js'), '--data', dataDir, ...args], {
      stdio: 'pipe',
    })
  // A command makes a database without the sample, which the app would bring into a new one.
  soma('namespaces', 'list')
  soma('import-graph', '--path', path)
}
