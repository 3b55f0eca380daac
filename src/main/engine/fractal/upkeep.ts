import type { JobInput, JobResult } from './job.ts'
import { jobBytes, runJob } from './job.ts'
import { exactBelow } from './plan.ts'
import { type JobRequest, rebuild, recalibrate, type Task } from './rebuild.ts'
import type { IndexSettings } from './search-settings.ts'
import type { Space, Workshop } from './space.ts'
import { splitLeaf } from './split.ts'
import type { WorkbenchPlace } from './workbench.ts'

/** Does jobs elsewhere. */
export interface JobRunner {
  run(place: WorkbenchPlace, input: JobInput): Promise<JobResult>
}

export interface UpkeepParts {
  readonly shop: Workshop
  readonly dimension: number
  readonly seed: number
  readonly widestLevel: number | undefined
  readonly settings: () => IndexSettings
  readonly spaces: ReadonlyMap<number, Space>
  readonly random: () => number
  readonly runner: JobRunner | undefined
  /** Seconds of any clock; without one, builds are not spaced out in time. */
  readonly now: (() => number) | undefined
  /** Called when there is something to do again. */
  readonly onWork: () => void
  readonly onError: (error: unknown) => void
}

/** Rows that one slice plants. */
const plantRows = 4
/** A build is due, whatever the settings say of how often, when there are so many times as many rows. */
const outgrown = 2
/** Share of the rows that must have changed before a build that failed is tried again, or the time between builds. */
const retryDelta = 0.01

interface Running {
  readonly space: Space
  readonly task: Task
  result: JobResult | undefined
  error: unknown
  /** A job that is done slice by slice, here, and what gives its room back. */
  job: { readonly work: Generator<void, JobResult>; readonly release: () => void } | null
  isWaiting: boolean
  /** Tells whoever asked for it that it will not be done. */
  readonly refuse: () => void
}

/**
 * What keeps trees in shape, in slices of some hundred microseconds: splitting and dissolving lists, planting rows
 * that wait, building trees anew. Whoever has the index takes a step whenever there is time; a search never waits for
 * more than one. The long part of a build is a job that a runner does elsewhere, and smaller work goes on meanwhile.
 */
export class Upkeep {
  readonly #parts: UpkeepParts
  #small: Running | null = null
  #large: Running | null = null
  /** What was asked for from outside; it goes before what is due. */
  readonly #asked: { readonly space: Space; readonly task: Task; readonly refuse: () => void }[] = []
  readonly #builtAt = new WeakMap<Space, number>()
  readonly #failures = new WeakMap<Space, { readonly changes: number; readonly at: number }>()
  #builds = 0
  /** More is to come: a tree that is built now would be too small at once. */
  isLoading = false

  constructor(parts: UpkeepParts) {
    this.#parts = parts
  }

  /** Trees built so far. */
  get builds(): number {
    return this.#builds
  }

  get isBuilding(): boolean {
    return this.#large !== null
  }

  /** Takes a step. @returns whether there is more to do right now */
  step(): boolean {
    this.#small ??= this.#nextSmall()
    this.#large ??= this.#nextLarge()
    const running = this.#small ?? (this.#large?.isWaiting ? null : this.#large)
    if (!running) return false
    this.#advance(running)
    return true
  }

  /** Does a job for somebody who waits, as soon as no other long one is under way. */
  ask(space: Space, job: JobInput): Promise<JobResult> {
    return this.#queue(space, function* (): Task<JobResult> {
      return (yield { job })!
    })
  }

  /** Does the same with each of some items, with a pause between two, as soon as no other long work is under way. */
  inTurn<I, O>(space: Space, items: readonly I[], work: (item: I) => O): Promise<O[]> {
    return this.#queue(space, function* (): Task<O[]> {
      const done: O[] = []
      for (const item of items) {
        done.push(work(item))
        yield
      }
      return done
    })
  }

  /** Builds the tree of a space anew, whether it is due or not. */
  rebuildNow(space: Space): Promise<void> {
    return this.#queue(space, () => this.#build(space))
  }

  #queue<T>(space: Space, work: () => Task<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const refuse = (): void => reject(new Error('The namespace was dropped meanwhile.'))
    const task = function* (): Task {
      try {
        resolve(yield* work())
      } catch (error) {
        reject(error)
      }
    }
    this.#asked.push({ space, task: task(), refuse })
    this.#parts.onWork()
    return promise
  }

  /** Forgets what is being done for a space that is no more. */
  abandon(space: Space): void {
    for (const one of this.#asked.filter((asked) => asked.space === space)) {
      this.#asked.splice(this.#asked.indexOf(one), 1)
      one.refuse()
    }
    if (this.#small?.space === space) {
      this.#small.task.return()
      this.#small = null
    }
    if (this.#large?.space === space) {
      this.#large.refuse()
      this.#large.task.return()
      this.#large.job?.release()
      this.#large = null
    }
  }

  #advance(running: Running): void {
    try {
      if (running.job && !this.#work(running, running.job)) return
      const { error, result } = running
      running.error = undefined
      running.result = undefined
      const step = error === undefined ? running.task.next(result) : running.task.throw(error)
      if (step.done) this.#finish(running)
      else if (step.value) this.#tryToBegin(running, step.value)
    } catch (error) {
      this.#finish(running)
      this.#failures.set(running.space, { changes: running.space.changes, at: this.#parts.now?.() ?? 0 })
      this.#parts.onError(error)
    }
  }

  /** Goes on with a job. @returns whether it has come to an end; the task is told of a bad one too */
  #work(running: Running, { work, release }: NonNullable<Running['job']>): boolean {
    try {
      const step = work.next()
      if (!step.done) return false
      running.result = step.value
    } catch (error) {
      running.error = error ?? new Error('The job failed.')
    }
    running.job = null
    release()
    return true
  }

  #finish(running: Running): void {
    if (this.#small === running) this.#small = null
    if (this.#large === running) this.#large = null
  }

  /** Where there is no room for the job, its task is told in the next step. */
  #tryToBegin(running: Running, request: JobRequest): void {
    try {
      this.#begin(running, request)
    } catch (error) {
      running.error = error
    }
  }

  #begin(running: Running, { job }: JobRequest): void {
    const { shop, runner } = this.#parts
    const { arena } = shop
    const form = { width: arena.width, isPacked: arena.packed !== null }
    const bytes = jobBytes(job, form)
    const place = { ...form, address: arena.allocate(bytes), bytes }
    const release = (): void => arena.release(place.address, bytes)
    if (!runner) {
      running.job = { work: runJob(arena.memory, place, job), release }
      return
    }
    running.isWaiting = true
    const settle = (outcome: Pick<Running, 'result' | 'error'>): void => {
      release()
      Object.assign(running, outcome, { isWaiting: false })
      this.#parts.onWork()
    }
    new Promise<JobResult>((resolve) => resolve(runner.run(place, job))).then(
      (result) => settle({ result, error: undefined }),
      (error: unknown) => settle({ result: undefined, error: error ?? new Error('The job failed.') }),
    )
  }

  #nextSmall(): Running | null {
    for (const space of this.#parts.spaces.values()) {
      const task = this.#smallTask(space)
      if (task) return running(space, task)
    }
    return null
  }

  #smallTask(space: Space): Task | null {
    if (!space.tree) return null
    for (const leaf of space.tooLong) {
      space.tooLong.delete(leaf)
      if (space.tree.isLeaf(leaf) && space.tree.countOf(leaf) > space.longestLeaf)
        return this.#split(space, leaf)
    }
    for (const leaf of space.tooShort) {
      space.tooShort.delete(leaf)
      if (space.tree.isLeaf(leaf) && space.tree.canSpare(leaf)) return dissolve(space, leaf)
    }
    return space.waiting.size > 0 ? plant(space) : null
  }

  *#split(space: Space, leaf: number): Task {
    const { shop, random } = this.#parts
    const tree = space.tree!
    const before = tree.countOf(leaf)
    const halves = yield* splitLeaf(shop.arena, tree, leaf, random)
    for (const half of halves) {
      const count = tree.countOf(half)
      // What can't be split is not tried for ever.
      if (count > space.longestLeaf && count < before) space.tooLong.add(half)
    }
  }

  #nextLarge(): Running | null {
    const asked = this.#asked.shift()
    if (asked) return { ...running(asked.space, asked.task), refuse: asked.refuse }
    if (this.isLoading) return null
    for (const space of this.#parts.spaces.values()) {
      // What is being split is not pulled away.
      if (space.tree && space.count < exactBelow / 2 && this.#small?.space !== space) {
        // So few are compared one by one.
        const { tree } = space
        space.tree = null
        space.calibration = null
        space.waiting.clear()
        tree.drop()
      }
      if (this.#isDue(space)) return running(space, this.#build(space))
      const { isExact, profile } = this.#parts.settings()
      const isAnew = space.questions.isDue
      const isCalibrated = space.calibration?.[profile] !== undefined && !isAnew
      if (!isExact && space.tree && !isCalibrated && !this.#hasJustFailed(space)) {
        const { shop, seed } = this.#parts
        return running(space, recalibrate(shop, space, { seed, profile, isAnew }))
      }
    }
    return null
  }

  #isDue(space: Space): boolean {
    const { isExact, rebuildEnabled, rebuildSizeDelta, rebuildIntervalSeconds } = this.#parts.settings()
    if (isExact || space.count < exactBelow || this.#hasJustFailed(space)) return false
    if (!space.tree) return true
    if (!rebuildEnabled) return false
    if (space.count > space.builtRows * outgrown || space.count < space.builtRows / outgrown) return true
    const since = (this.#parts.now?.() ?? 0) - (this.#builtAt.get(space) ?? 0)
    const isRipe = !this.#parts.now || since >= rebuildIntervalSeconds
    return isRipe && space.changes > space.builtRows * rebuildSizeDelta
  }

  /** What failed is likely to fail again: not before something is different. */
  #hasJustFailed(space: Space): boolean {
    const failure = this.#failures.get(space)
    if (!failure) return false
    const { now, settings } = this.#parts
    if (now && now() - failure.at >= settings().rebuildIntervalSeconds) return false
    return space.changes - failure.changes < space.count * retryDelta
  }

  *#build(space: Space): Task {
    const { shop, dimension, seed, widestLevel, settings, now } = this.#parts
    const { centroids } = settings()
    yield* rebuild(shop, space, { dimension, seed, centroids, widestLevel })
    this.#builds += 1
    this.#failures.delete(space)
    if (now) this.#builtAt.set(space, now())
    yield* recalibrate(shop, space, { seed, profile: settings().profile, isAnew: true })
  }
}

const running = (space: Space, task: Task): Running => ({
  space,
  task,
  result: undefined,
  error: undefined,
  job: null,
  isWaiting: false,
  refuse: () => {},
})

/** Gives up a leaf that has become too short: its rows go where else they are best. */
function* dissolve(space: Space, leaf: number): Task {
  const tree = space.tree!
  while (tree.countOf(leaf) > 0) {
    const row = tree.lastOf(leaf)
    tree.remove(row)
    space.plant(row, leaf)
    yield
    if (space.tree !== tree) return
  }
  tree.dropList(leaf)
}

function* plant(space: Space): Task {
  const { tree, waiting } = space
  let planted = 0
  for (const row of waiting) {
    if (space.tree !== tree) return
    waiting.delete(row)
    space.plant(row)
    planted += 1
    if (planted % plantRows === 0) yield
  }
}
