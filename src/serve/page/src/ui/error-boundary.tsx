// A fault of the page itself: says so and offers a way on, instead of an empty screen.
import { Component, type ComponentChildren } from 'preact';

import { Notice } from './notice.tsx';

export class ErrorBoundary extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: null as unknown };

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  /** For who looks after the program: what failed and where, in the browser's console alone. */
  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <Notice kind="problem" title="This page has failed">
        <p>What was saved before is safe. Please load the page again; if it fails again, tell whoever looks after the program.</p>
        <p><button onClick={() => location.reload()}>Load again</button> <a href="/">To the day list</a></p>
      </Notice>
    );
  }
}
