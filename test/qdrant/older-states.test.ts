import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../bench/seeded-random.ts'
import { startDouble } from './double-server.ts'
import { openSecondWorld, qdrantAt } from './second-world.ts'

const A = 'notes'
const PLACES = 12
const TURNS = 70

describe('a Qdrant that comes back with an older state', () => {
  it.each([1, 2, 3, 4])(
    'STO-5 has what is here and no more, whatever it had and whatever was written since (seed %i)',
    async (seed) => {
      const qdrant = await startDouble()
      const world = await openSecondWorld(qdrantAt(qdrant.url))
      const { engine, time } = world
      await engine.namespaces.create(A)
      const random = seededRandom(seed)
      const pick = (n: number): number => Math.floor(random() * n)
      const living = new Map<number, string>()
      const states = [qdrant.double.snapshot()]
      const there = () =>
        qdrant.double
          .points(A)
          .filter(({ payload }) => 'coordinate' in payload)
          .map(({ payload }) => [(payload.coordinate as number[])[0], payload.text])
      const isEven = async (): Promise<void> => {
        await world.tell()
        expect(world.outbox.state.is).toBe('even')
        expect(there().toSorted()).toEqual([...living].toSorted())
      }
      for (let turn = 0; turn < TURNS; turn++) {
        time.now++
        const x = pick(PLACES)
        const coordinates = [[x]]
        const act = pick(10)
        if (act < 4) {
          const text = `word${x} turn${turn}`
          const memory = { coordinate: [x], payload: JSON.stringify({ text }), importance: 0 }
          const how = { type: 'episodic', ifTaken: 'update' } as const
          await engine.memories.store({ namespace: A, ...memory, ...how }, 'ann')
          living.set(x, text)
        } else if (act === 4) {
          await engine.memories.remove({ namespace: A, coordinates }, undefined, 'ann')
          living.delete(x)
        } else if (act === 5) await engine.bin.purge(A, coordinates, 'ann')
        else if (act < 8) {
          await isEven()
          states.push(qdrant.double.snapshot())
        } else {
          qdrant.double.restore(states[pick(states.length)] as string)
          // As after a call that it did not answer: what it has may be older than what it had.
          world.outbox.lookAgain()
          if (act === 9) await isEven()
        }
      }
      await isEven()
      for (const [x, text] of living) {
        qdrant.calls.length = 0
        expect((await world.near(A, text))[0]).toBe(String(x))
        expect(qdrant.calls).toEqual([`POST /collections/${A}/points/query`])
      }
      await world.close()
      await qdrant.close()
    },
  )
})
