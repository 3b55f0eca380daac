import { type FileLink, type FileMemory, type FileWriter, idOf } from './file-memory.ts'
import { AS_JSON, keptInXml, shownInXml } from './xml-text.ts'

type Field = readonly [name: string, value: string]

const NODE_FIELDS = {
  payload: 'string',
  [`payload${AS_JSON}`]: 'string',
  type: 'string',
  importance: 'double',
  timestamp: 'double',
  pinned: 'boolean',
} as const
const LINK_FIELDS = {
  type: 'string',
  [`type${AS_JSON}`]: 'string',
  note: 'string',
  [`note${AS_JSON}`]: 'string',
  createdAt: 'double',
} as const

const nodeFields = (memory: FileMemory): Field[] => [
  keptInXml('payload', memory.payload),
  ['type', memory.type],
  ['importance', String(memory.importance)],
  ...(memory.timestamp === null ? [] : [['timestamp', String(memory.timestamp)] as const]),
  ['pinned', String(memory.pinned)],
]

const linkFields = ({ type, note, createdAt }: FileLink): Field[] => [
  keptInXml('type', type),
  ...(note === null ? [] : [keptInXml('note', note)]),
  ...(createdAt === null ? [] : [['createdAt', String(createdAt)] as const]),
]

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

const graphmlKey =
  (kind: string) =>
  ([name, type]: readonly [string, string]) =>
    `  <key id="${kind}.${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>\n`

const data = (kind: string, fields: readonly Field[]): string =>
  fields.map(([name, value]) => `<data key="${kind}.${name}">${value}</data>`).join('')

/** http://graphml.graphdrawing.org */
export const graphmlWriter = (): FileWriter => ({
  head: `${DECLARATION}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${[
    ...Object.entries({ label: 'string', ...NODE_FIELDS }).map(graphmlKey('node')),
    ...Object.entries({ weight: 'double', ...LINK_FIELDS }).map(graphmlKey('edge')),
  ].join('')}  <graph edgedefault="directed">\n`,
  memory: (memory) => {
    const fields: Field[] = [['label', shownInXml(memory.title)], ...nodeFields(memory)]
    return `    <node id="${idOf(memory.coordinate)}">${data('node', fields)}</node>\n`
  },
  between: '',
  link: (link) => {
    const fields: Field[] = [['weight', String(link.weight)], ...linkFields(link)]
    return `    <edge source="${idOf(link.from)}" target="${idOf(link.to)}">${data('edge', fields)}</edge>\n`
  },
  tail: '  </graph>\n</graphml>\n',
})

const gexfModel = (kind: string, fields: Readonly<Record<string, string>>): string => {
  const attributes = Object.entries(fields).map(
    ([name, type]) => `      <attribute id="${name}" title="${name}" type="${type}"/>\n`,
  )
  return `    <attributes class="${kind}">\n${attributes.join('')}    </attributes>\n`
}

const attvalues = (fields: readonly Field[]): string =>
  `<attvalues>${fields.map(([name, value]) => `<attvalue for="${name}" value="${value}"/>`).join('')}</attvalues>`

/** https://gexf.net, version 1.3 */
export const gexfWriter = (): FileWriter => {
  let links = 0
  return {
    head: `${DECLARATION}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n  <graph defaultedgetype="directed">\n${gexfModel(
      'node',
      NODE_FIELDS,
    )}${gexfModel('edge', LINK_FIELDS)}    <nodes>\n`,
    memory: (memory) => {
      const label = shownInXml(memory.title)
      return `      <node id="${idOf(memory.coordinate)}" label="${label}">${attvalues(nodeFields(memory))}</node>\n`
    },
    between: '    </nodes>\n    <edges>\n',
    link: (link) => {
      const ends = `source="${idOf(link.from)}" target="${idOf(link.to)}"`
      return `      <edge id="${links++}" ${ends} weight="${link.weight}">${attvalues(linkFields(link))}</edge>\n`
    },
    tail: '    </edges>\n  </graph>\n</gexf>\n',
  }
}
