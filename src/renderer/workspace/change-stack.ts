/** A change that this window made and can put back. */
export interface ChangeMark {
  readonly seq: number
  readonly title: string
  /** Several changes that are put back together, `seq` among them. */
  readonly all?: readonly number[]
}

/**
 * What Ctrl+Z and Ctrl+Shift+Z would do. An undo is itself a change with a number, so a redo is the undo of that:
 * both stacks hold numbers for the same procedure.
 */
export interface ChangeStacks {
  readonly undo: readonly ChangeMark[]
  readonly redo: readonly ChangeMark[]
}

const DEPTH = 100

export const NO_CHANGES: ChangeStacks = { undo: [], redo: [] }

const push = (stack: readonly ChangeMark[], mark: ChangeMark): readonly ChangeMark[] =>
  [...stack.filter(({ seq }) => seq !== mark.seq), mark].slice(-DEPTH)

const without = (stack: readonly ChangeMark[], seq: number): readonly ChangeMark[] =>
  stack.filter((mark) => mark.seq !== seq)

/** A new change: what had been undone can no longer be redone. */
export const recorded = (stacks: ChangeStacks, mark: ChangeMark): ChangeStacks => ({
  undo: push(stacks.undo, mark),
  redo: [],
})

const undone = (stacks: ChangeStacks, seq: number, by: ChangeMark): ChangeStacks => ({
  undo: without(stacks.undo, seq),
  redo: push(stacks.redo, by),
})

/** Change `seq`, which undid another, was undone by change `by`. */
export const redone = (stacks: ChangeStacks, seq: number, by: ChangeMark): ChangeStacks => ({
  undo: push(stacks.undo, by),
  redo: without(stacks.redo, seq),
})

/** Change `seq` was undone by change `by`; where `seq` was itself an undo, that was a redo. */
export const settled = (stacks: ChangeStacks, seq: number, by: ChangeMark): ChangeStacks =>
  stacks.redo.some((mark) => mark.seq === seq) ? redone(stacks, seq, by) : undone(stacks, seq, by)

/** The store refused: a later change stands in the way, so it is not offered again. */
export const dropped = (stacks: ChangeStacks, seq: number): ChangeStacks => ({
  undo: without(stacks.undo, seq),
  redo: without(stacks.redo, seq),
})
