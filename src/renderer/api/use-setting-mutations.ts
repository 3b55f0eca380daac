import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createSettingMutations, type SettingMutations } from './setting-mutations.ts'

export const useSettingMutations = (): SettingMutations => {
  const client = useClient()
  return useMemo(() => createSettingMutations({ client, toast }), [client])
}
