/**
 * Cycles of a graph, one for each group of nodes that reach each other (Tarjan 1972, "Depth-first search and linear
 * graph algorithms"): a shortest way round from the group's first node.
 * @param {ReadonlyMap<string, readonly string[]>} edges
 * @returns {string[][]}
 */
export function findCycles(edges) {
  return strongGroups(edges)
    .filter((group) => group.length > 1 || edges.get(group[0] ?? '')?.includes(group[0] ?? ''))
    .map((group) => wayRound(edges, [...group].sort()))
}

/** @param {ReadonlyMap<string, readonly string[]>} edges */
function strongGroups(edges) {
  /** @type {Map<string, number>} */
  const order = new Map()
  /** @type {Map<string, number>} */
  const lowest = new Map()
  /** @type {string[]} */
  const stack = []
  const onStack = new Set()
  /** @type {string[][]} */
  const groups = []
  /** @param {string} node */
  function visit(node) {
    const index = order.size
    let low = index
    order.set(node, index)
    stack.push(node)
    onStack.add(node)
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (onStack.has(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low)
    }
    lowest.set(node, low)
    if (low !== index) return
    const group = stack.splice(stack.indexOf(node))
    for (const member of group) onStack.delete(member)
    groups.push(group)
  }
  for (const node of edges.keys()) if (!order.has(node)) visit(node)
  return groups
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} edges
 * @param {readonly string[]} group
 */
function wayRound(edges, group) {
  const start = group[0] ?? ''
  const members = new Set(group)
  /** @type {string[][]} */
  const ways = [[start]]
  const seen = new Set()
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of edges.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start]
      if (!members.has(next) || seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return [...group]
}
