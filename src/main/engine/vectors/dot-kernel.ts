import type { DotKernel } from './kernel-memory.ts'
import { plainKernel } from './plain-kernel.ts'

/** The fastest kernel that runs here. */
export const chooseKernel = (): DotKernel => plainKernel
