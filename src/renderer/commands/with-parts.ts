import type { Command } from './command.ts'

/** Adds to a command without reading its texts: those are in the language of when they are read. */
export const withParts = <A extends Partial<Command>, const B extends Partial<Command>>(
  one: A,
  other: B,
): A & B =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(one),
      ...Object.getOwnPropertyDescriptors(other),
    },
  ) as A & B
