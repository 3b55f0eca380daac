/** Settings as they are written: groups in groups. */
export type SettingTree = Record<string, unknown>

export const isTree = (value: unknown): value is SettingTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const setPath = (tree: SettingTree, path: readonly string[], value: unknown): void => {
  const [head = '', ...rest] = path
  if (rest.length === 0) tree[head] = value
  else {
    const inner = isTree(tree[head]) ? (tree[head] as SettingTree) : {}
    tree[head] = inner
    setPath(inner, rest, value)
  }
}

export const valueAt = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), tree)

/** What `from` says goes before what is there. */
export const mergeTrees = (into: SettingTree, from: SettingTree): SettingTree => {
  const merged = { ...into }
  for (const [key, value] of Object.entries(from)) {
    if (value === undefined) continue
    const present = merged[key]
    merged[key] = isTree(value) && isTree(present) ? mergeTrees(present, value) : value
  }
  return merged
}

/** Every path that a tree names, groups too. */
export const pathsOf = (tree: SettingTree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => {
    if (value === undefined) return []
    const path = prefix === '' ? key : `${prefix}.${key}`
    return isTree(value) ? [path, ...pathsOf(value, path)] : [path]
  })
