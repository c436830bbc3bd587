// SPDX-License-Identifier: AGPL-3.0-or-later
// A part that is fetched when it is first shown.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | undefined>(() => loaded);
    useEffect(() => {
      let wanted = true;
      if (!Part) {
        load().then(
          (part) => {
            loaded = part;
            if (wanted) setPart(() => part);
          },
          () => undefined,
        );
      }
      return () => {
        wanted = false;
      };
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
