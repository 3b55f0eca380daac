import { ContrastiveTrainer } from './contrastive.ts'
import type { Pairs } from './make-pairs.ts'
import { type Random, shuffle } from './random.ts'
import type { Settings } from './settings.ts'

/** Share of pairs, 0 to 1, whose partner is nearest among a batch. */
const judge = (table: Float32Array, pairs: Pairs, shape: Settings): number => {
  const judged = new ContrastiveTrainer(table, pairs, shape)
  const batches = Math.floor(pairs.count / shape.batch)
  let first = 0
  for (let b = 0; b < batches; b++) {
    first += judged.countFirst(Int32Array.from({ length: shape.batch }, (_, i) => i * batches + b))
  }
  return first / (batches * shape.batch)
}

/** Trains `table` in place for all epochs, the rate falling in a straight line to nearly nothing. */
export const fineTune = (
  table: Float32Array,
  { training, heldOut }: { readonly training: Pairs; readonly heldOut: Pairs },
  settings: Settings,
  random: Random,
  log: (line: string) => void,
): void => {
  const { batch, epochs, rate } = settings
  const trainer = new ContrastiveTrainer(table, training, settings)
  const order = Int32Array.from({ length: training.count }, (_, i) => i)
  const batches = Math.floor(training.count / batch)
  const report = (when: string): void => {
    const share = (100 * judge(table, heldOut, settings)).toFixed(1)
    log(`${when}: ${share}% of ${heldOut.count} held-out pairs find each other first among ${batch}`)
  }
  report('before training')
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (let b = 0; b < batches; b++) {
      const done = (epoch * batches + b) / (epochs * batches)
      trainer.train(order.subarray(b * batch, (b + 1) * batch), rate * (1 - done) + 1e-4)
    }
    report(`epoch ${epoch + 1} of ${epochs}`)
  }
}
