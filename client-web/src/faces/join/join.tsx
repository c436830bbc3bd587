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

export function Join({ code, founder, before, onJoined }: JoinProps) {
  const { door, cause } = useDoor(code);
  const [lost, setLost] = useState(false);
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
  const names = Object.entries(door.names ?? {});
  return (
    <main class="door">
      <p class="palabre-title">{door.title}</p>
      {lost && names.length > 0 ? (
        <LostSeat code={code} names={names} onJoined={onJoined} onBack={() => setLost(false)} />
      ) : (
        <Name
          code={code}
          founder={founder}
          before={before}
          door={door}
          onJoined={onJoined}
          onLost={() => setLost(true)}
        />
      )}
    </main>
  );
}

interface NameProps extends JoinProps {
  readonly door: Door;
  onLost(): void;
}

function Name({ code, founder, before, door, onJoined, onLost }: NameProps) {
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
      {Object.keys(door.names ?? {}).length > 0 && (
        <Button look="quiet" onPress={onLost}>
          {t('join.lost')}
        </Button>
      )}
    </form>
  );
}

interface LostProps extends JoinProps {
  readonly names: readonly (readonly [string, string])[];
  onBack(): void;
}

/** « C'est moi, je suis de retour »: a neighbour or the desk confirms. */
function LostSeat({ code, names, onJoined, onBack }: LostProps) {
  const [failed, setFailed] = useState<string>();
  const claim = async (seat: string, name: string) => {
    try {
      const given = await openSession(code, { face: 'phone', claim: seat, name });
      onJoined({ secret: given.secret, name, claiming: seat });
    } catch (cause) {
      setFailed(whyNot(cause));
    }
  };
  return (
    <section class="moment">
      <Heading moment="lost">{t('lost.heading')}</Heading>
      <p class="lead">{t('lost.lead')}</p>
      {failed && (
        <p class="refusal" role="alert">
          {failed}
        </p>
      )}
      <div class="choices">
        {names.map(([seat, name]) => (
          <Button key={seat} look="choice" onPress={() => void claim(seat, name)}>
            {name}
          </Button>
        ))}
      </div>
      <Button look="quiet" onPress={onBack}>
        {t('back')}
      </Button>
    </section>
  );
}
