import type { ActionProgress } from '../actions/component-progress.ts'

/** Draws what a long action tells, until disposed. */
export interface ProgressView extends ActionProgress, AsyncDisposable {}
