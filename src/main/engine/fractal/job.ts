import { unreachable } from '#contract/unreachable'
import { type BuildInput, type BuiltTree, build, buildBytes } from './build-job.ts'
import type { KernelMemory } from './kernel/kernel.ts'
import { type NearestInput, nearest, nearestBytes } from './nearest-job.ts'
import { type Truth, type TruthInput, truth, truthBytes } from './truth-job.ts'
import { chunkRows, Workbench, type WorkbenchPlace } from './workbench.ts'

/**
 * Work on rows that takes long and changes nothing that others see: it reads rows, which never change, writes to a
 * workbench of its own, and its result can be posted. So it may run in another thread that shares the memory.
 */
export type JobInput = BuildInput | TruthInput | NearestInput
export type JobResult = BuiltTree | Truth | Uint32Array

/** Room for a job, and, where rows of memories are packed, for those that it looks at, as floats. */
export const jobBytes = (
  input: JobInput,
  { width, isPacked }: Pick<WorkbenchPlace, 'width' | 'isPacked'>,
): number => {
  const more = isPacked ? (chunkRows + (input.kind === 'truth' ? input.queries : 0)) * width * 4 : 0
  switch (input.kind) {
    case 'build':
      return buildBytes(input, width) + more
    case 'truth':
      return truthBytes(input, width) + more
    case 'nearest':
      return nearestBytes(input, width) + more
    default:
      return unreachable(input)
  }
}

/** Does a job, with a pause every few hundred microseconds. */
export const runJob = (
  memory: KernelMemory,
  place: WorkbenchPlace,
  input: JobInput,
): Generator<void, JobResult> => {
  const bench = new Workbench(memory, place)
  switch (input.kind) {
    case 'build':
      return build(bench, input)
    case 'truth':
      return truth(bench, input)
    case 'nearest':
      return nearest(bench, input)
    default:
      return unreachable(input)
  }
}
