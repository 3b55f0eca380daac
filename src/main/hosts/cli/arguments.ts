import { InvalidArgumentError } from 'commander'

/** Readers of what stands on the command line; each says what would be right. */

export const coordinateArgument = (text: string): number[] => {
  const parts = text.split(',').map((part) => part.trim())
  const numbers = parts.map((part) => Number(part) + 0)
  const isUsable =
    parts.every((part) => part !== '') && numbers.every(Number.isFinite) && numbers.length <= 16
  if (isUsable) return numbers
  throw new InvalidArgumentError('a coordinate is 1 to 16 numbers, parted by commas: 1,2,3')
}

export const coordinatesArgument = (text: string): number[][] => text.split(';').map(coordinateArgument)

export const numberArgument = (text: string): number => {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw new InvalidArgumentError('this is a number')
}

export const shareArgument = (text: string): number => {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('this is a number from 0 to 1')
}

export const wholeArgument =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (/^-?\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`this is a whole number from ${least} to ${most}`)
  }

export const numbersArgument =
  (least: number) =>
  (text: string): number[] => {
    const values = text.split(',').map(Number)
    if (values.every((value) => Number.isInteger(value) && value >= least)) return values
    throw new InvalidArgumentError(`these are whole numbers from ${least} on, parted by commas: 8,16,32`)
  }

export const choiceArgument =
  <T extends string>(...choices: readonly T[]) =>
  (text: string): T => {
    const choice = choices.find((one) => one === text)
    if (choice !== undefined) return choice
    throw new InvalidArgumentError(`this is one of ${choices.join(', ')}`)
  }
