import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { EmbeddersState, OfferedEmbedder } from '#contract/embedders'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { EmbedderDialog } from './embedder-dialog.tsx'
import { EmbedderProgress } from './embedder-progress.tsx'
import { PreviousEmbedder } from './previous-embedder.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

const offerOf = ({ offered, active }: EmbeddersState): OfferedEmbedder | undefined =>
  offered.find(({ provider }) => provider === active.settings.provider)

const Health = ({ index, isFailing }: Pick<EmbeddersState, 'index'> & { readonly isFailing: boolean }) => {
  if (isFailing) return <Badge tone="error">{t('fails')}</Badge>
  if (index.state === 'ready') return <Badge tone="good">{t('ready')}</Badge>
  if (index.state === 'loading') return <Badge tone="warning">{t('loading')}</Badge>
  return <Badge tone="error">{t('outOfReach')}</Badge>
}

const ActiveEmbedder = ({ state }: { readonly state: EmbeddersState }) => {
  const [isChoosing, setChoosing] = useState(false)
  const readOnly = useReadOnly()
  const { active, index } = state
  const { data: status } = useQuery(useSomaQueries().app.status())
  const isFailing = status !== undefined && status.embedder.state !== 'ready'
  const offer = offerOf(state)
  return (
    <SettingsRow
      name={offer ? told(offer.name) : active.settings.provider}
      detail={
        <>
          <span className="mono">{active.id}</span>, {t('countDimensions', { count: active.dimension })}
          {active.settings.model && `, ${active.settings.model}`}
          {index.state === 'failed' && `. ${told(index.reason)}`}
          {isFailing && <div>{told(status.embedder.message)}</div>}
          {offer && <div>{told(offer.note)}</div>}
        </>
      }
    >
      <Health index={index} isFailing={isFailing} />
      <Button icon={RefreshCw} disabled={readOnly || state.change !== null} onClick={() => setChoosing(true)}>
        {t('change')}
      </Button>
      {isChoosing && <EmbedderDialog state={state} onClose={() => setChoosing(false)} />}
    </SettingsRow>
  )
}

/** What the program was told at its start, where something else answers. */
const Configured = ({ configured }: Pick<EmbeddersState, 'configured'>) =>
  configured && (
    <SettingsRow
      name={t('theSettingsOfTheProgram', {
        model: configured.settings.model ?? configured.settings.provider,
      })}
      detail={
        configured.reason === null
          ? t('recallStaysWithTheVectors')
          : t('itCouldNotBeTaken', { reason: told(configured.reason) })
      }
    />
  )

export const EmbedderSettings = () => {
  const { data: state, error, refetch } = useQuery(useSomaQueries().embedders.state())
  return (
    <SettingsSection title={t('embedder')}>
      {error && <ErrorState error={error} title={t('theEmbedderIsUnknown')} onRetry={() => void refetch()} />}
      {!error && !state && <Skeleton lines={2} />}
      {state && (
        <>
          <ActiveEmbedder state={state} />
          <Configured configured={state.configured} />
          {state.change && <EmbedderProgress change={state.change} />}
          {state.previous && <PreviousEmbedder previous={state.previous} isBusy={state.change !== null} />}
        </>
      )}
    </SettingsSection>
  )
}
