import { v5 as uuidV5 } from 'uuid'

const URL_NAMESPACE = uuidV5.URL

/**
 * A number as Python's `repr` writes a float: shortest digits that read back the same, always with a point or an
 * exponent, an exponent below 1e-4 and from 1e16 on. Ids depend on it (MEM-2), so that a store which the original
 * Python engine wrote is found again under the same ids.
 */
export const pythonFloat = (value: number): string => {
  const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? '-' : '+'
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  const negative = mantissa.startsWith('-')
  const digits = mantissa.replace('-', '').replace('.', '')
  return (negative ? '-' : '') + withPoint(digits, exponent)
}

/** Digits d.ddd times ten to the exponent, written out. */
const withPoint = (digits: string, exponent: number): string => {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${whole}.${digits.slice(exponent + 1) || '0'}`
}

/** A coordinate as Python prints a tuple of floats: `(1.0, 2.0, 3.0)`, `(0.5,)`. */
export const pythonTuple = (coordinate: readonly number[]): string => {
  const parts = coordinate.map(pythonFloat)
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`
}

/** UUID v5 (URL namespace) of `{namespace}:{coordinate}` (MEM-2). */
export const memoryId = (namespace: string, coordinate: readonly number[]): string =>
  uuidV5(`${namespace}:${pythonTuple(coordinate)}`, URL_NAMESPACE)
