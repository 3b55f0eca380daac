import { type BuildInput, type BuiltTree, build, buildBytes } from './build-job.ts'
import type { KernelMemory } from './kernel/kernel.ts'
import { type Truth, type TruthInput, truth, truthBytes } from './truth-job.ts'
import { Workbench, type WorkbenchPlace } from './workbench.ts'

/**
 * Work on rows that takes long and changes nothing that others see: it reads rows, which never change, writes to a
 * workbench of its own, and its result can be posted. So it may run in another thread that shares the memory.
 */
export type JobInput = BuildInput | TruthInput
export type JobResult<T extends JobInput = JobInput> = T extends BuildInput ? BuiltTree : Truth

export const jobBytes = (input: JobInput, width: number): number =>
  input.kind === 'build' ? buildBytes(input, width) : truthBytes(width)

/** Does a job, with a pause every few hundred microseconds. */
export const runJob = (
  memory: KernelMemory,
  place: WorkbenchPlace,
  input: JobInput,
): Generator<void, JobResult> => {
  const bench = new Workbench(memory, place)
  return input.kind === 'build' ? build(bench, input) : truth(bench, input)
}
