import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryId, pythonFloat, pythonTuple } from './coordinate.ts'

interface PythonId {
  readonly namespace: string
  readonly coordinate: readonly number[]
  readonly tuple: string
  readonly id: string
}

const file = new URL('../../../../fixtures/python-ids/ids.tsv', import.meta.url)
const fixture: readonly PythonId[] = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [namespace = '', bits = '', tuple = '', id = ''] = line.split('\t')
    const coordinate = bits.split(',').map((hex) => Buffer.from(hex, 'hex').readDoubleBE(0))
    return { namespace, coordinate, tuple, id }
  })

describe('memory ids', () => {
  it('MEM-2 writes a coordinate as Python prints a tuple of floats', () => {
    expect(fixture.length).toBeGreaterThan(300)
    expect(fixture.map(({ coordinate }) => pythonTuple(coordinate))).toEqual(
      fixture.map(({ tuple }) => tuple),
    )
  })

  it('MEM-2 makes the ids that Python makes', () => {
    expect(fixture.map(({ namespace, coordinate }) => memoryId(namespace, coordinate))).toEqual(
      fixture.map(({ id }) => id),
    )
  })

  it('MEM-1 reads -0 as 0: one place, one memory', () => {
    expect(pythonFloat(-0)).toBe('0.0')
    expect(memoryId('default', [-0, 1])).toBe(memoryId('default', [0, 1]))
  })

  it('MEM-2 writes every float so that it reads back the same, with a point or an exponent', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(finite, (value) => {
        const text = pythonFloat(value)
        expect(Number(text)).toBe(value + 0)
        expect(text).toMatch(/^-?\d+\.\d+$|^-?\d(\.\d+)?e[+-]\d\d+$/)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('MEM-7 keeps equal coordinates of different namespaces apart', () => {
    expect(memoryId('a', [1])).not.toBe(memoryId('b', [1]))
  })
})
