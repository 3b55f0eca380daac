/** Changes of this window, undo among them, of which the engine has not told yet what came of them. */
const underWay = new Set<Promise<unknown>>()

/** Counts a change as under way until it is settled and told. */
export const noteUnderWay = <T>(change: Promise<T>): Promise<T> => {
  underWay.add(change)
  const end = (): boolean => underWay.delete(change)
  void change.then(end, end)
  return change
}

export const isUnderWay = (): boolean => underWay.size > 0

/** Takes a step once all that is under way is through: only then is known which change was the last. */
export const inTurn = (step: () => Promise<unknown> | undefined): void => {
  void noteUnderWay(Promise.allSettled([...underWay]).then(step))
}
