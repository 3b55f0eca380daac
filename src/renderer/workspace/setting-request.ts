import { create } from 'zustand'

interface RequestState {
  /** The key of a setting to be shown, until Settings has shown it. */
  readonly key: string | null
}

export const settingRequests = create<RequestState>(() => ({ key: null }))

export const requestSetting = (key: string): void => settingRequests.setState({ key })
export const takeSettingRequest = (): void => settingRequests.setState({ key: null })
