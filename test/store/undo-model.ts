/** All that a change can change of a memory. */
export interface State {
  readonly text: string
  readonly type: 'episodic' | 'semantic'
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: boolean
  readonly deletedAt: number | null
}

/** A change with the whole state before it of each memory that it touched; null where it made the memory. */
export interface Made {
  readonly seq: number
  readonly before: ReadonlyMap<number, State | null>
  /** The changes that each of these states stood for. */
  readonly stoodFor: ReadonlyMap<number, ReadonlySet<number>>
  /** Whether it takes back another change; the undo of an undo does not. */
  readonly isUndo: boolean
  undoneBy?: Made
}

/** The change whose undo takes the effect of one back: itself, or what redid it. Null where the effect is not there. */
export const inForceAs = <M extends { readonly undoneBy?: M }>(made: M): M | null => {
  const by = made.undoneBy
  if (by === undefined) return made
  return by.undoneBy === undefined ? null : inForceAs(by.undoneBy)
}

/** A naive store with nothing but whole states. */
export class UndoModel {
  readonly changes: Made[] = []
  /** Every state of a memory, oldest first: the last one is the present. */
  readonly states = new Map<number, State[]>()
  /** An undo leaves what stood before the change it undid; both stand in nobody's way. */
  readonly #standsFor = new Map<number, ReadonlySet<number>>()

  present(place: number): State | null {
    return this.states.get(place)?.at(-1) ?? null
  }

  isLiving(place: number): boolean {
    return this.present(place)?.deletedAt === null
  }

  /** One change; a place that it names twice gets a state for each time. */
  apply(seq: number, after: readonly (readonly [number, State])[], undoes?: Made): void {
    const places = new Set(after.map(([place]) => place))
    const before = new Map([...places].map((place) => [place, this.present(place)]))
    const stoodFor = new Map(
      [...places].map((place) => [place, this.#standsFor.get(place) ?? new Set<number>()]),
    )
    for (const [place, state] of after) this.states.set(place, [...(this.states.get(place) ?? []), state])
    for (const place of places) {
      this.#standsFor.set(place, new Set([seq, ...(undoes?.stoodFor.get(place) ?? [])]))
    }
    const made: Made = { seq, before, stoodFor, isUndo: undoes !== undefined && !undoes.isUndo }
    if (undoes !== undefined) undoes.undoneBy = made
    this.changes.push(made)
  }

  isUndoable(made: Made): boolean {
    const present = inForceAs(made)
    if (present === null) return false
    const { seq, before } = present
    return [...before.keys()].every((place) => this.#standsFor.get(place)?.has(seq))
  }

  /** What an undo leaves: the state before, and in the bin what was made. */
  inverse({ before }: Made, now: number): [number, State][] {
    return [...before].map(([place, state]) => [
      place,
      state ?? { ...(this.present(place) as State), deletedAt: now },
    ])
  }

  /** What is in force, the latest first: undone in this order, nothing is left. */
  inForce(): Made[] {
    return this.changes.filter(({ undoneBy, isUndo }) => undoneBy === undefined && !isUndo).reverse()
  }
}
