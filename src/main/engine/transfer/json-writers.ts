import { type FileLink, type FileMemory, type FileWriter, idOf } from './file-memory.ts'

/** Graphology's serialization: https://graphology.github.io/serialization.html */
export const graphologyWriter = (): FileWriter => {
  let [nodes, links] = [0, 0]
  const options = { type: 'directed', multi: true, allowSelfLoops: true }
  return {
    head: `{"options":${JSON.stringify(options)},"attributes":{},"nodes":[`,
    memory: ({ coordinate, title, ...rest }) =>
      `${nodes++ === 0 ? '\n' : ',\n'}${JSON.stringify({ key: idOf(coordinate), attributes: { label: title, ...rest } })}`,
    between: '\n],"edges":[',
    link: ({ from, to, ...attributes }) =>
      `${links === 0 ? '\n' : ',\n'}${JSON.stringify({ key: String(links++), source: idOf(from), target: idOf(to), attributes })}`,
    tail: '\n]}\n',
  }
}

/** One memory, or one link, a line. */
export const linesWriter = (): FileWriter => ({
  head: '',
  memory: (memory: FileMemory) => `${JSON.stringify({ memory })}\n`,
  between: '',
  link: (link: FileLink) => `${JSON.stringify({ link })}\n`,
  tail: '',
})
