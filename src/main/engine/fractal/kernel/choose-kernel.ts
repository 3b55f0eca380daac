import type { Kernel } from './kernel.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

/** The fastest kernel that runs here. */
export const chooseKernel = (): Kernel => createSimdKernel() ?? plainKernel
