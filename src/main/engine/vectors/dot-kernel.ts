import type { DotKernel } from './kernel-memory.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

/** The fastest kernel that runs here. */
export const chooseKernel = (): DotKernel => createSimdKernel() ?? plainKernel
