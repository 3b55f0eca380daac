import { expect, it } from 'vitest'
import { sentencesIn, unknownSentences } from './engine-sentences.mjs'

const textsIn = (/** @type {string} */ source) => sentencesIn('a.ts', source).map(({ text }) => text)

it('finds what is said, and not what the log, a database or a program reads', () => {
  const source = `
    refuse('it was undone already')
    const summary = \`Stored \${n} after all\`
    this.#parts.log.warn('a look could not be kept')
    sql.run('what was chosen before')
    const query = 'SELECT key FROM memories'
    const list = read({ doc: 'The journal, newest first.' })
    import x from './deep/file.ts'
  `
  expect(textsIn(source)).toEqual(['it was undone already', 'Stored … after all'])
})

it('misses what no message knows, whole or in pieces', () => {
  const source = `
    const known = 'it was undone already'
    const glued = \`Took \${place} from what \${query} expects\`
    const half = 'expects in'
    const setting = \`Check \${setting}.url and \${setting}.model.\`
    const other = 'it was done already'
    const turned = \`expects \${a} and so took \${b}\`
  `
  const messages = {
    a: 'it was undone already',
    b: 'Took {place} from what {what} expects in "{set}"',
    c: 'Check {first} and {second}.',
  }
  const unknown = unknownSentences(sentencesIn('a.ts', source), messages, () => false)
  expect(unknown.map(({ text }) => text)).toEqual(['it was done already', 'expects … and so took …'])
})

it('believes a pattern that reads the whole sentence', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that is read
  const [sentence] = sentencesIn('a.ts', 'x(`${n} of the others`)')
  expect(unknownSentences(sentence ? [sentence] : [], {}, (text) => text === '7 of the others')).toEqual([])
})
