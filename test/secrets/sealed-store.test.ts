import { storeInProcess } from '../store/engine-in-process.ts'
import { storeSuite } from '../store/store.suite.ts'
import { sealedOverStore } from './sealed-bench.ts'

storeSuite('SEC-1 a store that seals a field of every memory', async () => {
  const store = storeInProcess()
  return { store: sealedOverStore(store), dispose: () => store.close() }
})
