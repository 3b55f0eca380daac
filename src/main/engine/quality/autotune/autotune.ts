import type { AutotuneState } from '#contract/quality'
import type { Clock, IndexHealth, Log, MemoryStore } from '../../ports.ts'
import type { ChosenSettings } from '../../settings/chosen-settings.ts'
import { measuredOf } from '../watch/point-of.ts'
import { FEWEST_FOR_ALERT } from '../watch/watch-alert.ts'
import type { AskedAgain, WatchCycle } from '../watch/watch-cycle.ts'
import type { AutotuneSettings } from './autotune-settings.ts'
import { type Bounds, type Effort, type Gives, type Goal, nextMove } from './next-move.ts'

const AUTHOR = 'autotune'
const KEYS = { beam: 'vector.fractal.beam_width', candidates: 'vector.fractal.max_candidates' } as const
const SHOWN_MOVES = 20

/** A namespace as the watch has just measured it; settings are those of all, so the worst of them counts. */
export interface MeasuredSpace {
  readonly cycle: WatchCycle
  readonly asked: readonly AskedAgain[]
  readonly health: IndexHealth
  readonly depth: number
}

export interface AutotuneParts {
  readonly store: Pick<MemoryStore, 'history'>
  readonly chosen: Pick<ChosenSettings, 'change'>
  readonly clock: Clock
  readonly log: Log
  /** Read each time. */
  readonly settings: AutotuneSettings
}

/** Holds recall or a time by moving beam and candidates (QUAL-4). Each move was tried before and is a change that undo takes back. */
export class Autotune {
  readonly #parts: AutotuneParts
  #verdict: AutotuneState['verdict'] = null
  #wasOver = false

  constructor(parts: AutotuneParts) {
    this.#parts = parts
  }

  get isOn(): boolean {
    return this.#parts.settings.mode !== 'off'
  }

  async state(): Promise<AutotuneState> {
    const { store, settings } = this.#parts
    const asked = { whole: true, author: AUTHOR, limit: SHOWN_MOVES, undos: false } as const
    const { lines } = await store.history(asked)
    const { mode, recall, p95, fixedBy } = settings
    const moves = lines.map(({ seq, at, summary, state }) => ({
      seq,
      at,
      summary,
      isUndone: state === 'undone',
    }))
    return { mode, recall, p95, fixedBy, verdict: this.isOn ? this.#verdict : null, moves }
  }

  /** Looks whether what is to be held is, after the watch has measured; moves where it is not, or with less would be too. */
  async step(spaces: readonly MeasuredSpace[]): Promise<void> {
    const { settings } = this.#parts
    if (settings.mode === 'off') return
    const usable = spaces.filter(({ asked }) => asked.length >= FEWEST_FOR_ALERT)
    if (settings.fixedBy !== null)
      return this.#say('fixed', `beam and candidates are fixed by ${settings.fixedBy}`)
    if (usable.length === 0) return this.#say('waiting', 'too few queries are known')
    const now = { effort: effortOf(usable), gives: worst(usable.map(({ asked }) => givesOf(asked))) }
    const probe = async (effort: Effort): Promise<Gives> => {
      const tried: Gives[] = []
      for (const { cycle, asked } of usable) tried.push(givesOf(await cycle.again(asked, effort)))
      return worst(tried)
    }
    const goal = this.#goal(now.gives)
    const { is, to, why } = await nextMove({ goal, now, bounds: boundsOf(usable, settings) }, probe)
    const moved = await this.#put(now.effort, to.effort, `${why}; so it is ${words(to.gives)}`)
    this.#say(moved && is === 'holds' ? 'moves' : is, why)
  }

  #goal({ p95 }: Gives): Goal {
    const { mode, recall, p95: wanted } = this.#parts.settings
    if (mode !== 'latency') return { hold: 'recall', recall }
    const isOverAgain = this.#wasOver
    this.#wasOver = p95 > wanted
    return { hold: 'latency', p95: wanted, isOverAgain }
  }

  async #put(from: Effort, to: Effort, why: string): Promise<boolean> {
    const names = ['beam', 'candidates'] as const
    const changes = names.filter((name) => from[name] !== to[name])
    if (changes.length === 0) return false
    const { chosen, log } = this.#parts
    const summary = `Set ${changes.map((name) => `${KEYS[name]} ${from[name]} → ${to[name]}`).join(', ')}: ${why}`
    await chosen.change(new Map(changes.map((name) => [KEYS[name], to[name]])), AUTHOR, summary)
    log.info('autotune moved', { from, to, why })
    return true
  }

  #say(is: NonNullable<AutotuneState['verdict']>['is'], text: string): void {
    this.#verdict = { at: this.#parts.clock.now(), is, text }
  }
}

const givesOf = (asked: readonly AskedAgain[]): Gives => {
  const { recall10, p95 } = measuredOf(asked)
  return { recall: recall10.value, p95 }
}

const worst = (all: readonly Gives[]): Gives => ({
  recall: Math.min(...all.map(({ recall }) => recall)),
  p95: Math.max(...all.map(({ p95 }) => p95)),
})

/** What is in force; where each namespace has its own, as `auto` gives, the widest. */
const effortOf = (spaces: readonly MeasuredSpace[]): Effort => {
  const most = (of: (health: IndexHealth) => number): number =>
    Math.max(1, ...spaces.map(({ health }) => of(health)))
  return {
    beam: most(({ tree }) => Math.min(tree?.settings.beam ?? 1, tree?.lists ?? 1)),
    candidates: most(({ tree }) => tree?.settings.candidates ?? 1),
  }
}

const boundsOf = (spaces: readonly MeasuredSpace[], settings: AutotuneSettings): Bounds => {
  const lists = Math.max(1, ...spaces.map(({ health }) => health.tree?.lists ?? 1))
  const least = 2 * Math.max(...spaces.map(({ depth }) => depth)) + 20
  const half = Math.ceil(lists / 2)
  return {
    beam: { least: 1, most: settings.mostBeam === 'auto' ? half : Math.min(lists, settings.mostBeam) },
    candidates: { least, most: Math.max(least, settings.mostCandidates) },
  }
}

const words = ({ recall, p95 }: Gives): string => `recall@10 ${recall.toFixed(3)}, p95 ${p95.toFixed(2)} ms`
