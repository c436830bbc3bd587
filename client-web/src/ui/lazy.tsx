// SPDX-License-Identifier: AGPL-3.0-or-later
// A part that is fetched when it is first shown, or before, while there is a network.
import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** The line comes and goes in a hall: what was not fetched is asked for again. */
const again_ms = 3_000;

export interface LazyPart<P extends object> {
  (props: P): VNode | null;
  /** Fetches it without showing it. */
  fetch(): Promise<void>;
}

/** `meanwhile` stands in its place until it is there. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: (props: P) => VNode | null = () => null,
): LazyPart<P> {
  let loaded: ComponentType<P> | undefined;
  const fetch = async () => {
    loaded ??= await load();
  };
  function Lazy(props: P) {
    const [, setShown] = useState(loaded !== undefined);
    useEffect(() => {
      if (loaded) return;
      let wait: ReturnType<typeof setTimeout> | undefined;
      let wanted = true;
      const attempt = () => {
        fetch().then(
          () => wanted && setShown(true),
          () => {
            if (wanted) wait = setTimeout(attempt, again_ms);
          },
        );
      };
      attempt();
      return () => {
        wanted = false;
        clearTimeout(wait);
      };
    }, []);
    const Part = loaded;
    return Part ? <Part {...props} /> : meanwhile(props);
  }
  return Object.assign(Lazy, { fetch });
}
