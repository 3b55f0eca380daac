/** How many lists for how many rows, and how large a list may become. All of it follows from the number of rows. */

/** Below, comparing with every row is faster than any index, and exact (IDX-5). */
export const exactBelow = 2000
/** Lists that one list of centroids may hold; with more, a level is put above. */
const widestLevel = 2048

/** Lists of a fresh tree: scanning centroids and scanning lists then cost about the same. */
export const listsFor = (rows: number): number => Math.max(8, Math.round(3 * Math.sqrt(rows)))

/** A longer list is split. */
export const longestList = (rows: number): number => Math.max(128, Math.round(1.5 * Math.sqrt(rows)))

/** A shorter one is dissolved. */
export const shortestList = (rows: number): number => Math.round(longestList(rows) / 10)

/** Groups of lists, each under a node of its own; one where a single level does. */
export const groupsFor = (lists: number, widest = widestLevel): number =>
  lists <= widest ? 1 : Math.round(Math.sqrt(lists))
