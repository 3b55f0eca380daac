import type { SaidMessages } from '../../sentence-patterns.ts'
import { findings } from './findings.ts'
import { journal } from './journal.ts'
import { meanings } from './meanings.ts'
import { offers } from './offers.ts'
import { records } from './records.ts'
import { services } from './services.ts'
import { stores } from './stores.ts'

export const said: SaidMessages = {
  ...findings,
  ...journal,
  ...meanings,
  ...offers,
  ...records,
  ...services,
  ...stores,
}
