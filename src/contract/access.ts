import { z } from 'zod'
import { read } from './define.ts'

/** How programs reach this one. */
export const AccessState = z.strictObject({
  door: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('closed') }),
    z.strictObject({
      state: z.literal('open'),
      /** Where programs ask: `http://127.0.0.1:9595`. */
      address: z.string(),
      /** Whether agents are answered there, at `/mcp`. */
      mcp: z.boolean(),
    }),
    z.strictObject({ state: z.literal('failed'), reason: z.string() }),
  ]),
  /** Whether it is open in any case, as the page itself comes through it. */
  isAlwaysOpen: z.boolean(),
  /** Where the token is kept; null where whoever started the program gave it. */
  tokenFile: z.string().nullable(),
  /** The command line on these data, word by word. */
  command: z.array(z.string()),
})
export type AccessState = z.output<typeof AccessState>

const Token = z.strictObject({ token: z.string() })

export const access = {
  state: read({
    doc: 'Whether programs are answered over HTTP, and where.',
    input: z.strictObject({}),
    output: AccessState,
  }),
  token: read({
    doc: 'The token that programs bring.',
    input: z.strictObject({}),
    output: Token,
  }),
  allow: read({
    doc: 'Allow what a page named, by the code that the program wrote into its terminal. Nobody who sees the page alone knows it.',
    input: z.strictObject({ id: z.string().max(64), code: z.string().max(64) }),
    output: z.strictObject({}),
    errors: ['reach/code-wrong'],
  }),
  // No effect on the store: it must be possible while that is read-only.
  renewToken: read({
    doc: 'Make another token. The one before it does not get in any more; windows that are open stay so.',
    input: z.strictObject({}),
    output: Token,
    errors: ['setting/fixed'],
  }),
} as const
