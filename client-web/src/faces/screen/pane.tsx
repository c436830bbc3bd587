// SPDX-License-Identifier: AGPL-3.0-or-later
// The screen beside the phone, for those who are not in the room: the same picture, and its words below it.
import '../../styles/screen.css';
import '../../styles/sorting.css';
import '../../styles/together.css';
import '../../styles/weighing.css';
import '../../styles/screen_ideas.css';
import '../../styles/screen_walls.css';
import '../../styles/desk.css';
import { ScreenText } from '../phone/screen_text';
import { Screen } from './screen';

export function ScreenPane() {
  return (
    <>
      {/* Whoever cannot see the picture has all of it in the words. */}
      <div class="screen-frame" aria-hidden="true">
        <Screen />
      </div>
      <ScreenText />
    </>
  );
}
