// Draws a component again only when a property changed: the form stays quick while one types in one question of it.
import { Component, type ComponentType, createElement } from 'preact';

export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const was = this.props as Record<string, unknown>;
      const names = new Set([...Object.keys(was), ...Object.keys(next)]);
      return [...names].some((name) => !Object.is(was[name], (next as Record<string, unknown>)[name]));
    }
    override render() {
      return createElement(Inner, this.props);
    }
  };
}
