import { findings } from './findings.ts'
import { journal } from './journal.ts'
import { meanings } from './meanings.ts'
import { offers } from './offers.ts'
import { records } from './records.ts'
import { services } from './services.ts'
import { stores } from './stores.ts'

const files = { findings, journal, meanings, offers, records, services, stores }

/** The keys of one file of patterns, each with a text in another language. */
export type SaidIn<F extends keyof typeof files> = Readonly<Record<keyof (typeof files)[F], string>>

/** What the engine says, as messages that are read as patterns. They are loaded with a language other than English. */
export const patterns = {
  ...findings,
  ...journal,
  ...meanings,
  ...offers,
  ...records,
  ...services,
  ...stores,
} as const
