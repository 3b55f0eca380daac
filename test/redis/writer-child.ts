import { draft, put, vector } from '../store/store-bench.ts'
import { openCopy, redisAt } from './open-copy.ts'

/** Writes pairs of memories from a number on, and says each number once its write was acknowledged, until it is killed. */
const [port = '', file = '', from = '0'] = process.argv.slice(2)
const { store } = await openCopy(redisAt([Number(port)]), file)
const names = (await store.namespaces()).map(({ name }) => name)
if (!names.includes('a')) await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
for (let x = Number(from); ; x++) {
  const pair = [0, 1].map((y) => put('a', [x, y], { text: `t${x}` }, {}, { vector: vector(x) }))
  await store.commit(draft('a', pair))
  process.stdout.write(`${x}\n`)
}
