import styles from './soma-mark.module.css'

/** A cell body with its branches: soma. */
export const SomaMark = () => (
  <svg className={styles.mark} width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true">
    <g stroke="currentColor" strokeWidth="1.75" strokeLinecap="round">
      <path d="M12 7.5V3.5M15.9 14.25l3.46 2M8.1 14.25l-3.46 2" />
      <circle cx="12" cy="12" r="4.5" />
    </g>
    <g fill="currentColor">
      <circle cx="12" cy="12" r="1.5" />
      <circle cx="12" cy="2.75" r="1.5" />
      <circle cx="20" cy="16.6" r="1.5" />
      <circle cx="4" cy="16.6" r="1.5" />
    </g>
  </svg>
)
