import { Component, type ReactNode } from 'react'
import { ErrorState } from '#ui/error-state'
import { wordsOf } from '../words/words.ts'
import { beginAnew, NotLoaded } from './not-loaded.ts'

const t = wordsOf('shell')

interface ErrorBoundaryProps {
  /** What is lost while this fails: `This screen`. */
  readonly what: string
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: unknown
}

/** Keeps a mistake in one part of the window from taking the rest along. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    if (error instanceof NotLoaded) {
      return (
        <ErrorState
          title={t('whatCouldNotBeLoaded', { what: this.props.what })}
          error={error}
          onRetry={() => void beginAnew()}
        />
      )
    }
    return (
      <ErrorState
        title={t('whatStoppedWorking', { what: this.props.what })}
        error={error}
        onRetry={() => this.setState({ error: null })}
      />
    )
  }
}
