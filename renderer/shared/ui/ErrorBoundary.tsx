import { Component, type ReactNode } from 'react';
import styles from './ErrorBoundary.module.css';

interface Props {
  readonly name: string; // of the panel: "Spectrogram"
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** One panel that fails leaves the others at work. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div role="alert" className={styles['failed']}>
        <p>
          {this.props.name} stopped drawing: {this.state.error.message}
        </p>
        <button
          type="button"
          onClick={() => {
            this.setState({ error: null });
          }}
        >
          Draw again
        </button>
      </div>
    );
  }
}
