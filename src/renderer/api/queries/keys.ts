/**
 * Every key begins with its group; what belongs to a namespace has it second. So `[group, namespace]` is the prefix
 * of all that a change in that namespace can touch.
 */
export const keys = {
  memory: (namespace: string) => ['memory', namespace] as const,
  links: (namespace: string) => ['links', namespace] as const,
  graph: (namespace: string) => ['graph', namespace] as const,
  dismissedPairs: (namespace: string) => ['dismissed-pairs', namespace] as const,
  recall: (namespace: string) => ['recall', namespace] as const,
  golden: (namespace: string) => ['golden', namespace] as const,
  decay: (namespace: string) => ['decay', namespace] as const,
  gate: (namespace: string) => ['gate', namespace] as const,
  tuning: (namespace: string) => ['tuning', namespace] as const,
  quality: (namespace: string) => ['quality', namespace] as const,
  map: (namespace: string) => ['map', namespace] as const,
  savedQueries: (namespace: string) => ['saved-queries', namespace] as const,
  recordings: (namespace: string) => ['recordings', namespace] as const,
  namespaces: () => ['namespaces'] as const,
  app: () => ['app'] as const,
  changes: () => ['changes'] as const,
  embedders: () => ['embedders'] as const,
  settings: () => ['settings'] as const,
  metrics: () => ['metrics'] as const,
  activity: () => ['activity'] as const,
  connections: () => ['connections'] as const,
} as const
