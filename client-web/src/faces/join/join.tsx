// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming in: a name, and one is in the circle. Nothing else is asked.
import { useEffect, useId, useState } from 'preact/hooks';
import type { Kept } from '../../connection/storage';
import { speak, t, told } from '../../i18n/t';
import { type Door, lookAt, name_max, openSession, Refusal } from '../../protocol/http';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';

export interface JoinProps {
  readonly code: string;
  /** The founder's secret, when the link carried it. */
  readonly founder?: string | undefined;
  readonly before?: string | undefined;
  onJoined(kept: Kept): void;
}

export function whyNot(cause: unknown): string {
  const code = cause instanceof Refusal ? cause.code : 'unknown';
  switch (code) {
    case 'no_network':
      return t('join.no_network');
    case 'no_such_palabre':
      return t('join.no_such_palabre');
    case 'locked':
      return t('join.locked');
    case 'closed':
      return t('goodbye.closed');
    default:
      return told('refusals', code) ?? t('refusal.other');
  }
}

/** Asks until the door answers: a phone may arrive before the hall's network does. */
function useDoor(code: string) {
  const [door, setDoor] = useState<Door>();
  const [cause, setCause] = useState<unknown>();
  useEffect(() => {
    let wanted = true;
    let wait: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      lookAt(code).then(
        async (seen) => {
          await speak(seen.language, seen.address).catch(() => undefined);
          if (wanted) {
            setCause(undefined);
            setDoor(seen);
          }
        },
        (failed: unknown) => {
          if (!wanted) return;
          setCause(failed);
          if (failed instanceof Refusal && failed.code === 'no_network') wait = setTimeout(look, 2_000);
        },
      );
    };
    look();
    return () => {
      wanted = false;
      clearTimeout(wait);
    };
  }, [code]);
  return { door, cause };
}

/** A name that a seat bears already: perhaps somebody who is back. */
interface Twin {
  readonly seat: string;
  readonly name: string;
}

export function Join({ code, founder, before, onJoined }: JoinProps) {
  const { door, cause } = useDoor(code);
  const [twin, setTwin] = useState<Twin>();
  if (!door) {
    return (
      <main class="door">
        {cause ? (
          <>
            <Heading moment="door/failed">{whyNot(cause)}</Heading>
            <p>
              <a class="button second" href="/">
                {t('join.other_code')}
              </a>
            </p>
          </>
        ) : (
          <p class="opening">{t('line.joining')}</p>
        )}
      </main>
    );
  }
  return (
    <main class="door">
      <p class="palabre-title">{door.title}</p>
      {twin ? (
        <Back code={code} twin={twin} onJoined={onJoined} onOther={() => setTwin(undefined)} />
      ) : (
        <Name
          code={code}
          founder={founder}
          before={before}
          locked={door.open === 'locked'}
          onJoined={onJoined}
          onTwin={setTwin}
        />
      )}
    </main>
  );
}

interface NameProps extends JoinProps {
  /** Nobody new comes in; whoever was here does, by name. */
  readonly locked: boolean;
  onTwin(twin: Twin): void;
}

/** The seat that bears this name already, as the refusal names it. */
function twinOf(cause: unknown, name: string): Twin | undefined {
  if (!(cause instanceof Refusal) || cause.code !== 'name_taken') return undefined;
  return { seat: String(cause.params.seat), name };
}

function Name({ code, founder, before, locked, onJoined, onTwin }: NameProps) {
  const id = useId();
  const [name, setName] = useState(before ?? '');
  const [remote, setRemote] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const typed = name.trim();
  const good = typed !== '' && [...typed].length <= name_max;
  const enter = async () => {
    if (!good || busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      const given = await openSession(code, {
        face: 'phone',
        name: typed,
        place: remote ? 'remote' : 'room',
        ...(founder ? { secret: founder } : {}),
      });
      onJoined({ secret: given.secret, name: typed, ...(founder ? { founder: true } : {}) });
    } catch (cause) {
      const twin = twinOf(cause, typed);
      if (twin) onTwin(twin);
      setFailed(whyNot(cause));
      setBusy(false);
    }
  };
  return (
    <form
      class="moment"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <Heading moment="door">{founder ? t('join.founder') : t('join.welcome')}</Heading>
      {locked && !founder && !failed && <p class="lead">{t('join.locked')}</p>}
      <div class="field">
        <label for={id}>{t('join.name')}</label>
        <input
          id={id}
          type="text"
          autoComplete="given-name"
          autoCapitalize="words"
          enterKeyHint="go"
          value={name}
          aria-invalid={[...typed].length > name_max || undefined}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <fieldset class="places">
        <legend class="unseen">{t('place.question')}</legend>
        <label>
          <input type="radio" name="place" checked={!remote} onChange={() => setRemote(false)} />
          {t('place.room')}
        </label>
        <label>
          <input type="radio" name="place" checked={remote} onChange={() => setRemote(true)} />
          {t('place.remote')}
        </label>
      </fieldset>
      {failed && (
        <p class="refusal" role="alert">
          {failed}
        </p>
      )}
      <button type="submit" class="button gesture" aria-disabled={!good || busy || undefined}>
        <span class="words">
          <span class="act">{busy ? t('line.joining') : t('join.enter')}</span>
        </span>
      </button>
      <p class="promise">{t('join.promise')}</p>
      <details class="fold">
        <summary>{t('join.lost')}</summary>
        <p>{t('lost.lead')}</p>
      </details>
    </form>
  );
}

interface BackProps extends JoinProps {
  readonly twin: Twin;
  onOther(): void;
}

/** « C'est moi, je suis de retour »: a neighbour or the desk confirms. */
function Back({ code, twin, onJoined, onOther }: BackProps) {
  const [failed, setFailed] = useState<string>();
  const claim = async () => {
    try {
      const given = await openSession(code, { face: 'phone', claim: twin.seat, name: twin.name });
      onJoined({ secret: given.secret, name: twin.name, claiming: twin.seat });
    } catch (cause) {
      setFailed(whyNot(cause));
    }
  };
  return (
    <section class="moment">
      <Heading moment="back">{t('same.ask', { name: twin.name })}</Heading>
      <p class="lead">{t('same.lead')}</p>
      {failed && (
        <p class="refusal" role="alert">
          {failed}
        </p>
      )}
      <div class="gestures">
        <Button look="gesture" onPress={() => void claim()}>
          {t('same.yes')}
        </Button>
        <Button onPress={onOther}>{t('same.no')}</Button>
      </div>
    </section>
  );
}
