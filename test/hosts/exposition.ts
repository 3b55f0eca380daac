/** One line of a metric: `name{label="value"} 1`. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]Inf|[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(?:,|$)/gy
const TYPES = ['counter', 'gauge', 'histogram', 'summary']
/** Of numbers that are no base unit, and so are told as another one. */
const UNITS = /_(milliseconds|microseconds|ms|minutes|hours|kilobytes|megabytes|kb|mb|percent)(_|$)/

/**
 * Reads Prometheus' text format as its own tool checks it, and throws at what that would complain of: a family without
 * HELP or TYPE or with two of them, scattered or repeated series, buckets that are not cumulative, names without their
 * unit or the suffix of their type.
 */
export const readExposition = (text: string): Sample[] => {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const samples: Sample[] = []
  const families = new Map<string, { help?: string; type?: string }>()
  const seen = new Set<string>()
  let current = ''
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind !== undefined) {
      if (!NAME.test(name)) throw new Error(`no name: ${line}`)
      const family = families.get(name) ?? {}
      if (kind === 'HELP' ? family.help : family.type) throw new Error(`said twice: ${line}`)
      if (kind === 'TYPE' && !TYPES.includes(rest)) throw new Error(`no type: ${line}`)
      families.set(name, { ...family, [kind.toLowerCase()]: rest })
      current = name
    } else if (line.startsWith('#')) throw new Error(`a stray comment: ${line}`)
    else {
      const sample = readSample(line)
      const { type } = families.get(current) ?? {}
      const own =
        type === 'histogram'
          ? ['_bucket', '_sum', '_count']
          : type === 'summary'
            ? ['', '_sum', '_count']
            : ['']
      if (!own.some((suffix) => sample.name === current + suffix))
        throw new Error(`out of its family: ${line}`)
      const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`
      if (seen.has(key)) throw new Error(`a series twice: ${line}`)
      seen.add(key)
      samples.push(sample)
    }
  }
  for (const [name, { help, type }] of families) checkFamily(name, help, type, samples)
  return samples
}

const readSample = (line: string): Sample => {
  const match = SAMPLE.exec(line)
  if (match === null) throw new Error(`no sample: ${line}`)
  const [, name = '', inner = '', number = ''] = match
  const labels: Record<string, string> = {}
  let length = 0
  for (const [whole, label = '', value = ''] of inner.matchAll(LABEL)) {
    if (label in labels) throw new Error(`a label twice: ${line}`)
    labels[label] = value
    length += whole.length
  }
  if (length !== inner.length) throw new Error(`labels cannot be read: ${line}`)
  return { name, labels, value: number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number) }
}

const checkFamily = (
  name: string,
  help: string | undefined,
  type: string | undefined,
  all: readonly Sample[],
): void => {
  const complain = (what: string): never => {
    throw new Error(`${name} ${what}`)
  }
  if (!help || !type) complain('lacks HELP or TYPE')
  if ((type === 'counter') !== name.endsWith('_total'))
    complain('ends in _total where it is no counter, or does not')
  if (/_(count|sum|bucket)$/.test(name)) complain('ends like a part of a histogram')
  if (UNITS.test(name)) complain('is not told in a base unit')
  if (/[A-Z]/.test(name)) complain('is not in snake case')
  if (type !== 'histogram') return
  const series = new Map<string, { readonly bounds: number[]; readonly counts: number[] }>()
  for (const sample of all.filter((one) => one.name === `${name}_bucket`)) {
    const { le = '', ...labels } = sample.labels
    const one = series.get(JSON.stringify(labels)) ?? { bounds: [], counts: [] }
    one.bounds.push(le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le))
    one.counts.push(sample.value)
    series.set(JSON.stringify(labels), one)
  }
  for (const [labels, { bounds, counts }] of series) {
    const isSorted = (list: number[], most = Number.NEGATIVE_INFINITY) =>
      list.every((value) => {
        const isFine = value >= most
        most = value
        return isFine
      })
    if (!isSorted(bounds) || bounds.at(-1) !== Number.POSITIVE_INFINITY) complain('has no last bucket')
    if (!isSorted(counts)) complain('has buckets that do not add up')
    const total = all.find((one) => one.name === `${name}_count` && JSON.stringify(one.labels) === labels)
    if (total?.value !== counts.at(-1)) complain('counts otherwise than its last bucket')
  }
}
